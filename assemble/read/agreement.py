"""What the house says about the agreement of texts: `check.yaml` and `glossary.yaml`.

In: the files, and the `accept:` of an article's front matter. Out: accepted entries and terms;
what is wrong in the files is in the findings. Neither file is needed.

    accept:                                   # check.yaml, and front matter
      - {text: 2021-2025, reason: as printed in the decision, rule: number}
    terms:                                    # glossary.yaml
      - {vi: [UBND tỉnh, Ủy ban nhân dân tỉnh], en: Provincial People's Committee}
"""

from pathlib import Path

from assemble.model.agreement import Accepted, Term
from assemble.model.finding import Findings, Location
from assemble.read import values, yamldoc
from assemble.read.source import Sources
from assemble.read.values import Value

CHECK = "check.yaml"
"""The file of settled findings in an issue folder."""

GLOSSARY = "glossary.yaml"
"""The house's terms, in the issue folder or beside the issues."""

ABOVE = 2
"""How many folders above the issue's a glossary is looked for: issues/2021-04 in a house's
folder."""

_ACCEPT = ("text", "reason", "rule", "file")


def read_check(folder: Path, findings: Findings) -> tuple[Accepted, ...]:
    """The entries of an issue's check.yaml; none where it has no such file."""
    fields = _fields(folder, CHECK, ("accept",), findings)
    return read_accepted(fields.get("accept"), None)


def read_accepted(value: Value | None, file: str | None) -> tuple[Accepted, ...]:
    """The entries of an `accept:` list.

    Args:
        value: the list, None where there is none.
        file: the text whose front matter it is; an entry of check.yaml may name one itself.
    """
    entries = (_accepted(entry, file) for entry in values.items(value))
    return tuple(entry for entry in entries if entry)


def _accepted(value: Value, file: str | None) -> Accepted | None:
    """An entry: the fragment and the reason are needed."""
    known = _ACCEPT if file is None else _ACCEPT[:-1]
    fields = values.mapping(value, known, ("text", "reason"))
    fragment = values.text(fields.get("text"))
    reason = values.text(fields.get("reason"))
    rule, named = values.text(fields.get("rule")), values.text(fields.get("file"))
    if fragment is None or reason is None:
        return None
    return Accepted(
        fragment=fragment.text,
        reason=reason.text,
        at=fragment.at,
        rule=rule.text if rule else None,
        file=file or (named.text if named else None),
    )


def find_glossary(folder: Path) -> Path | None:
    """The folder that holds the glossary: the issue's, or one of those above it."""
    absolute = folder.absolute()
    above = [absolute, *list(absolute.parents)[:ABOVE]]
    return next((each for each in above if (each / GLOSSARY).is_file()), None)


def read_glossary(folder: Path, findings: Findings) -> tuple[Term, ...]:
    """The terms of a folder's glossary.yaml; none where it has no such file."""
    fields = _fields(folder, GLOSSARY, ("terms",), findings)
    terms = (_term(entry) for entry in values.items(fields.get("terms")))
    return tuple(term for term in terms if term)


def _term(value: Value) -> Term | None:
    """A term: by language one form or a list of forms."""
    forms = []
    for language, entry in values.mapping(value).items():
        listed = isinstance(entry.node, yamldoc.Sequence)
        each = [values.text(item) for item in (values.items(entry) if listed else (entry,))]
        texts = tuple(phrase.text for phrase in each if phrase)
        if texts:
            forms.append((language, texts))
    return Term(forms=tuple(forms), at=value.at) if forms else None


def _fields(folder: Path, name: str, keys: tuple[str, ...], findings: Findings) -> dict[str, Value]:
    """The keys of a file of a folder; {} where it isn't there."""
    sources = Sources(folder)
    if not sources.exists("", name):
        return {}
    at = Location(name)
    found = sources.find("", name, at, findings, "missing-file")
    source = sources.read_text(found, at, findings) if found else None
    node = yamldoc.parse_yaml(source, findings) if source else None
    return values.mapping(Value(node, "", findings), keys) if node is not None else {}
