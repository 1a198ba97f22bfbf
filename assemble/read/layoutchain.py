"""A layout's files: the one that is named and those that it extends, put together.

In: a layout's name and the folders that may hold it. Out: one tree of located nodes, as if a
single file had said it all, or None after an error. What the keys mean is up to `layout`.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from assemble.model.finding import Findings
from assemble.model.text import Phrase
from assemble.read import values
from assemble.read.search import is_name
from assemble.read.source import Sources, nearest
from assemble.read.values import Value
from assemble.read.yamldoc import Mapping, Node, parse_yaml

FILE = "layout.yaml"
"""A layout's file in the folder of its name."""

EXTENDS = "extends"
"""The key that names the layout whose keys hold where this one is silent."""


class Chain(NamedTuple):
    """A layout put together.

    `node` is its mapping, without `extends`; each part of it knows the file that it stands in.
    `sources` are the folders of its files, by the names that places have, the first one first.
    """

    node: Mapping
    sources: dict[str, Sources]

    def digest(self) -> str:
        """The SHA-256 over all files that were read so far."""
        digests = "\n".join(sources.digest() for sources in self.sources.values())
        return hashlib.sha256(digests.encode()).hexdigest()


class _File(NamedTuple):
    """One file of a chain: its mapping, its folder, the layout that it extends."""

    node: Mapping
    sources: Sources
    extends: Phrase | None


def read_chain(name: Phrase, folders: Sequence[Path], findings: Findings) -> Chain | None:
    """Read a layout and those it extends.

    Args:
        name: as the manifest says it, with its place there.
        folders: where layouts are looked for, the first first.
        findings: takes what is wrong with a name or with the form of a file.
    """
    files: dict[str, _File] = {}
    wanted: Phrase | None = name
    while wanted:
        if wanted.text in files:
            way = " → ".join((*files, wanted.text))
            message = f"{EXTENDS}: the layout {wanted.text} would extend itself: {way}"
            hint = "let one of them stand by itself"
            findings.error("layout-cycle", message, wanted.at, hint)
            return None
        file = _read(wanted, folders, findings)
        if file is None:
            return None
        files[wanted.text] = file
        wanted = file.extends
    node = _merged_all([file.node for file in files.values()])
    return Chain(node, {file.node.at.file: file.sources for file in files.values()})


def known_layouts(folders: Iterable[Path]) -> tuple[str, ...]:
    """The names of all layouts in some folders, in order."""
    return tuple(sorted({name for folder in folders for name in _layouts_in(folder)}))


def merged(under: Node, over: Node) -> Node:
    """What holds where one layout extends another.

    Mappings go together key by key, at any depth; anything else of `over` takes the place of
    what `under` has. A mapping's place is that in `over`.
    """
    if not (isinstance(under, Mapping) and isinstance(over, Mapping)):
        return over
    entries = {key.value: (key, node) for key, node in under.entries}
    for key, node in over.entries:
        known = entries.get(key.value)
        entries[key.value] = (key, merged(known[1], node) if known else node)
    return Mapping(tuple(entries.values()), over.at)


def _merged_all(nodes: Sequence[Mapping]) -> Mapping:
    """The mappings of a chain as one, the extending one first."""
    whole: Node = nodes[-1]
    for node in reversed(nodes[:-1]):
        whole = merged(whole, node)
    assert isinstance(whole, Mapping)
    entries = tuple(entry for entry in whole.entries if entry[0].value != EXTENDS)
    return Mapping(entries, whole.at)


def _read(name: Phrase, folders: Sequence[Path], findings: Findings) -> _File | None:
    """Read the file of one layout; None where there is nothing to go on with."""
    sources = _find(name, folders, findings)
    found = sources.find(FILE, FILE, name.at, findings) if sources else None
    source = sources.read_text(found, name.at, findings) if sources and found else None
    node = parse_yaml(source, findings) if source else None
    if sources is None or found is None or node is None:
        return None
    fields = values.mapping(Value(node, "", findings))
    if not isinstance(node, Mapping):
        return None
    extends = fields.get(EXTENDS)
    parent = values.text(extends)
    if extends and parent is None:
        return None
    return _File(node, sources, parent)


def _layouts_in(folder: Path) -> dict[str, Path]:
    """The layouts' folders by name; names match in NFC or NFD, and letter case counts."""
    paths = (path.parent for path in folder.glob(f"*/{FILE}"))
    named = {unicodedata.normalize("NFC", path.name): path for path in paths}
    return {name: path for name, path in named.items() if is_name(name)}


def _find(name: Phrase, folders: Sequence[Path], findings: Findings) -> Sources | None:
    """The folder of a layout."""
    if not is_name(name.text):
        message = f"{name.text} is not the name of a layout: a path is not possible here"
        advice = "name a folder of layouts/, such as bulletin; --layouts says where else to look"
        findings.error("bad-layout-name", message, name.at, advice)
        return None
    for folder in folders:
        path = _layouts_in(folder).get(name.text)
        if path:
            return Sources(path, f"layouts/{name.text}/")
    known = known_layouts(folders)
    meant = nearest(name.text, known)
    hint = f"known are {', '.join(known)}" if known else None
    if meant:
        hint = f"{meant} is"
    message = f"the layout {name.text} is not in any folder of layouts"
    findings.error("unknown-layout", message, name.at, hint)
    return None
