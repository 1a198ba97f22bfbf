"""The JSON schemas as editor programs use them, and what the readers ask for, to compare with."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator
from making import ROOT

from assemble.model.finding import Findings
from assemble.read import values
from assemble.read.layoutvalues import Part
from assemble.read.source import SourceText
from assemble.read.values import UNITS, Value
from assemble.read.yamldoc import Node, Scalar, Sequence, parse_yaml

Schema = Mapping[str, Any]


def schema_of(name: str) -> dict[str, Any]:
    """The schema `issue` or `layout` as shipped."""
    path = ROOT / "assemble" / "schema" / f"{name}.schema.json"
    made = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(made)
    return made  # type: ignore[no-any-return]


def faults(name: str, text: str) -> list[str]:
    """What a schema has against a text of YAML."""
    node = parse_yaml(SourceText("", text), Findings())
    assert node is not None
    checker = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator(schema_of(name), format_checker=checker)
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(plain(node))]


def plain(node: Node) -> Any:
    """A node as an editor program sees it: plain scalars by the core schema of YAML 1.2."""
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if not isinstance(node, Scalar):
        return {key.value: plain(value) for key, value in node.entries}
    if not node.plain:
        return node.value
    if node.value in ("", "~", "null"):
        return None
    if node.value in ("true", "false"):
        return node.value == "true"
    if re.fullmatch(r"[-+]?[0-9]+", node.value):
        return int(node.value)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", node.value):
        return float(node.value)
    return node.value


class Asked(NamedTuple):
    """What a reader asked of the value at a path: keys of a mapping, one of some words, a range."""

    path: str
    what: str
    given: Any


class Listener:
    """Hears what the readers ask for, by the getters that they all use."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[Asked] = []
        self._patch = monkeypatch
        take = Part.take

        def heard(part: Part, key: str, *, required: bool = True) -> Value | None:
            if part.value:
                inherited = key in part._entries and key not in part.own
                self.add(part.value, "keys", (key,))
                self.add(part.value, "required", (key,) if required and not inherited else ())
            return take(part, key, required=required)

        monkeypatch.setattr(Part, "take", heard)
        self._wrap("mapping", self._mapping)
        self._wrap("choice", lambda value, options: self.add(value, "choice", tuple(options)))
        self._wrap(
            "number", lambda value, low=None, high=None: self.add(value, "range", (low, high))
        )
        self._wrap("boolean", lambda value: self.add(value, "flag", True))
        self._wrap("length", self._length)

    def add(self, value: Value | None, what: str, given: Any) -> None:
        """Note what was asked of a value."""
        if value is not None:
            self.asked.append(Asked(value.path, what, given))

    def _mapping(
        self, value: Value | None, known: Iterable[str] | None = None, required: Iterable[str] = ()
    ) -> None:
        if known is not None:
            self.add(value, "keys", tuple(known))
        self.add(value, "wanted" if known is None else "required", tuple(required))

    def _length(
        self,
        value: Value | None,
        units: Mapping[str, float] = UNITS,
        low: float | None = None,
        high: float | None = None,  # noqa: ARG002
    ) -> None:
        self.add(value, "units", (frozenset(units), low is None or low < 0))

    def _wrap(self, name: str, hear: Callable[..., None]) -> None:
        getter = getattr(values, name)

        def heard(*args: Any, **more: Any) -> Any:
            if args and isinstance(args[0], Value):
                hear(*args, **more)
            return getter(*args, **more)

        self._patch.setattr(values, name, heard)


def places(schema: Schema, path: str) -> list[Schema]:
    """The parts of a schema that a value at a path is held against, references resolved."""
    found = list(_branches(schema, schema))
    for key in re.findall(r"[^.\[\]]+", path):
        steps = [step for place in found for step in _steps(place, key)]
        found = [branch for step in steps for branch in _branches(schema, step)]
    return found


def _steps(place: Schema, key: str) -> Iterator[Schema]:
    if key.isdecimal() and "items" in place:
        yield place["items"]
    elif key in place.get("properties", {}):
        yield place["properties"][key]
    elif isinstance(place.get("additionalProperties"), dict):
        yield place["additionalProperties"]


def _branches(schema: Schema, place: Schema) -> Iterator[Schema]:
    """A part of a schema and all that it refers to or chooses from."""
    if not isinstance(place, dict):
        return
    if "$ref" in place:
        yield from _branches(schema, schema["$defs"][place["$ref"].rpartition("/")[2]])
    yield place
    for word in ("anyOf", "oneOf"):
        for branch in place.get(word, ()):
            yield from _branches(schema, branch)


SHARED_ISSUES = sorted(
    path.parent for path in (ROOT.parent / "shared" / "issues").glob("*/issue.yaml")
)
"""The issues that may lie beside the checkout."""
