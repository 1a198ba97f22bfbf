"""The manifest `issue.yaml` and all that it names, to an `Issue`.

In: the path of an issue. Out: the issue as far as it could be read, with all findings of the
manifest, the texts, the tables and the photographs; layout and kinds are kept by name and
checked where the layout is known. Nothing outside the issue folder is opened.
Rules: FORMAT.md, "The manifest" and "The rules in full".
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assemble.model.finding import Findings, Location
from assemble.model.issue import Cover, Issue, MastheadBlock, Person, Photo, PrintSpec
from assemble.model.layout import BINDINGS
from assemble.model.text import Localized, Phrase
from assemble.model.units import mm
from assemble.read import values, yamldoc
from assemble.read.article import Articles
from assemble.read.fillers import read_fillers
from assemble.read.photo import photographs
from assemble.read.pictures import Context, begin_photos, read_photo
from assemble.read.press import PRESS, read_press, read_profile
from assemble.read.readings import Readings
from assemble.read.sections import SectionReader, article_id, read_title
from assemble.read.source import Sources, nearest
from assemble.read.values import Value

MANIFEST = "issue.yaml"
"""The manifest's name in an issue folder."""

REQUIRED = ("languages", "publication", "number", "date", "sections")
OPTIONAL = ("layout", "cover", "masthead", "contents", "back_cover", "fillers", "print")
PUBLICATION = ("title", "publisher")
COVER = ("photo", "note", "teasers")
MASTHEAD = ("heading", "lines", "people")
PERSON = ("name", "role")
PRINT = ("trim", "bleed", "binding", *PRESS)

DEFAULT_LAYOUT = "bulletin"
"""The layout of an issue that names none (FORMAT.md, Keys)."""

TRIM = (mm(50), mm(1000))
"""Least and greatest side of the trim (FORMAT.md, YAML)."""

BLEED = (0.0, mm(20))
"""Least and greatest bleed (FORMAT.md, YAML)."""

_LANGUAGE = re.compile(r"(?=.{2,35}\Z)[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
"""The form of a BCP 47 tag (RFC 5646, 2.1; 4.4.1 for the length)."""

Fields = dict[str, Value]


def read_issue(path: Path, findings: Findings) -> Issue | None:
    """Read a whole issue; arguments and result as for `reading`, every photograph proved."""
    with reading(path, findings) as issue:
        return issue


@contextmanager
def reading(
    path: Path, findings: Findings, readings: Readings | None = None
) -> Iterator[Issue | None]:
    """Read a whole issue while its photographs are still being decoded.

    The end of the block waits for them; what is damaged is an error then.

    Args:
        path: the issue folder, or the manifest in it.
        findings: takes all findings, their files relative to the issue folder.
        readings: what an earlier reading left, if any; takes what this one leaves.

    Yields:
        The issue, without what is faulty (an error says so), or None where it lacks a part that
        every issue has.
    """
    folder, name = (path, MANIFEST) if path.is_dir() else (path.parent, path.name)
    sources = Sources(folder)
    at = Location(name)
    found = sources.find("", name, at, findings, "missing-manifest")
    source = sources.read_text(found, at, findings) if found else None
    node = yamldoc.parse_yaml(source, findings) if source else None
    if node is None:
        yield None
        return
    root = Value(node, "", findings)
    fields = values.mapping(root, REQUIRED + OPTIONAL, REQUIRED)
    languages = _languages(fields.get("languages")) or _guess_languages(fields)
    if not languages:
        yield None
        return
    with photographs(sources, readings) as pictures:
        texts = Articles(sources, findings, readings)
        context = Context(name, languages, sources, texts, pictures, findings)
        begin_photos(node, context)
        yield _issue(root, fields, context)
        pictures.finish(findings)


def _issue(root: Value, fields: Fields, context: Context) -> Issue | None:
    """Put the issue together from its keys."""
    publication = values.mapping(fields.get("publication"), PUBLICATION, required=("title",))
    title = read_title(publication.get("title"), context)
    publisher = values.localized(publication.get("publisher"), context.languages)
    number = values.text(fields.get("number"))
    date = values.date(fields.get("date"))
    reader = SectionReader(context)
    entries = values.items(fields.get("sections"))
    sections = [section for entry in entries if (section := reader.read(entry))]
    _check_sections(fields.get("sections"))
    cover = _cover(fields.get("cover"), root, reader.ids, context)
    masthead = values.items(fields.get("masthead"))
    blocks = tuple(_masthead_block(entry, context.languages) for entry in masthead)
    contents = values.mapping(fields.get("contents"), ("title",))
    contents_title = read_title(contents.get("title"), context)
    back_cover = _back_cover(fields.get("back_cover"), context)
    fillers = read_fillers(fields.get("fillers"), context)
    layout = values.text(fields.get("layout")) or Phrase(text=DEFAULT_LAYOUT, at=root.at)
    print_spec = _print(fields.get("print"), context)
    if title is None or number is None or date is None or not sections:
        return None
    kept = {article.id for section in sections for article in getattr(section, "articles", ())}
    return Issue(
        folder=context.sources.root.name,
        languages=context.languages,
        layout=layout,
        title=title,
        publisher=publisher,
        number=" ".join(number.text.split()),
        date=date,
        cover=Cover(
            photo=cover.photo,
            note=cover.note,
            teasers=tuple(teaser for teaser in cover.teasers if teaser in kept),
            at=cover.at,
        ),
        masthead=blocks,
        contents_title=contents_title,
        sections=tuple(sections),
        back_cover=back_cover,
        print=print_spec,
        digest=context.sources.digest(),
        at=root.at,
        fillers=fillers,
    )


def _languages(value: Value | None) -> tuple[str, ...]:
    """The issue's languages, the leading one first."""
    found: list[str] = []
    for entry in values.items(value):
        phrase = values.text(entry)
        if phrase is None:
            continue
        if not _LANGUAGE.fullmatch(phrase.text):
            entry.error("wrong-value", f"{phrase.text} is not a language tag", "such as vi or en")
        elif phrase.text in found:
            entry.error("duplicate-language", f"{phrase.text} is listed twice")
        else:
            found.append(phrase.text)
    if value and isinstance(value.node, yamldoc.Sequence) and not value.node.items:
        value.error("empty-list", "an issue needs a language", "such as [vi, en]")
    return tuple(found)


def _guess_languages(fields: Fields) -> tuple[str, ...]:
    """The languages of the title, to go on with where the issue's own are at fault.

    The issue can't be built then, but its other faults shall be found.
    """
    publication = fields.get("publication")
    if publication is None or not isinstance(publication.node, yamldoc.Mapping):
        return ()
    for key, node in publication.node.entries:
        if key.value == "title" and isinstance(node, yamldoc.Mapping):
            return tuple(lang.value for lang, _ in node.entries if _LANGUAGE.fullmatch(lang.value))
    return ()


def _check_sections(value: Value | None) -> None:
    """At least one section is required (FORMAT.md, Keys)."""
    if value and isinstance(value.node, yamldoc.Sequence) and not value.node.items:
        value.error("empty-list", "an issue needs at least one section")


def _cover(value: Value | None, root: Value, ids: dict[str, Location], context: Context) -> Cover:
    """The cover; without a photograph it is set in type alone."""
    fields = values.mapping(value, COVER)
    teasers: list[str] = []
    for entry in values.items(fields.get("teasers")):
        phrase = values.text(entry)
        if phrase is None:
            continue
        teaser = article_id(phrase.text)
        if teaser not in ids:
            meant = nearest(teaser, ids)
            hint = f"{meant} is" if meant else None
            entry.error("unknown-teaser", f"{phrase.text} is no article of this issue", hint)
        elif teaser not in teasers:
            teasers.append(teaser)
    return Cover(
        photo=read_photo(fields.get("photo"), context, context.languages),
        note=values.localized(fields.get("note"), context.languages),
        teasers=tuple(teasers),
        at=value.at if value else root.at,
    )


def _back_cover(value: Value | None, context: Context) -> Photo | None:
    """The photograph of the back cover."""
    fields = values.mapping(value, ("photo",))
    return read_photo(fields.get("photo"), context, context.languages)


def _masthead_block(value: Value, languages: tuple[str, ...]) -> MastheadBlock:
    """A block of the masthead."""
    fields = values.mapping(value, MASTHEAD)
    lines = [values.localized(line, languages) for line in values.items(fields.get("lines"))]
    people = [_person(person, languages) for person in values.items(fields.get("people"))]
    return MastheadBlock(
        heading=values.localized(fields.get("heading"), languages),
        lines=tuple(line for line in lines if line),
        people=tuple(person for person in people if person),
        at=value.at,
    )


def _person(value: Value, languages: tuple[str, ...]) -> Person | None:
    """A person of the masthead."""
    fields = values.mapping(value, PERSON, required=("name",))
    name: Localized | None = values.name(fields.get("name"), languages)
    role = values.localized(fields.get("role"), languages)
    return Person(name=name, role=role) if name else None


def _print(value: Value | None, context: Context) -> PrintSpec:
    """What the issue overrides of the layout's print settings."""
    fields = values.mapping(value, PRINT)

    def read(file: Value) -> bytes | None:
        return read_profile(file, context.sources, context.manifest)

    return PrintSpec(
        trim=_trim(fields.get("trim")),
        bleed=values.length(fields.get("bleed"), low=BLEED[0], high=BLEED[1]),
        binding=values.choice(fields.get("binding"), BINDINGS),
        press=read_press(fields, read),
        at=value.at if value else None,
    )


def _trim(value: Value | None) -> tuple[float, float] | None:
    """Width and height of the trim."""
    entries = values.items(value)
    sides = [values.length(entry, low=TRIM[0], high=TRIM[1]) for entry in entries]
    if value and isinstance(value.node, yamldoc.Sequence) and len(sides) != 2:
        value.error("wrong-value", "a trim has a width and a height", "such as [210mm, 297mm]")
    if len(sides) != 2 or sides[0] is None or sides[1] is None:
        return None
    return sides[0], sides[1]
