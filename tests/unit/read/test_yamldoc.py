"""YAML to located nodes."""

import pytest
import yaml

from assemble.model.finding import Findings, Location
from assemble.read import yamldoc
from assemble.read.yamldoc import Mapping, Node, Scalar, Sequence


def parse(text: str) -> tuple[Node | None, list[str]]:
    """The node and the codes with their places."""
    findings = Findings()
    node = yamldoc.parse(text, lambda line, column: Location("f", line, column), findings)
    return node, [f"{item.code} {item.at.line}:{item.at.column}" for item in findings.items]


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both of PyYAML's parsers."""
    if not hasattr(yaml, request.param):
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(yamldoc, "LOADER", getattr(yaml, request.param))


@pytest.mark.usefixtures("_loader")
class TestBothParsers:
    """What holds with libyaml and without it."""

    def test_scalars_stay_as_written(self) -> None:
        """Plain scalars are text: no booleans, numbers or dates are made of them."""
        node, codes = parse("[No, 3.10, 2021-06-15, '1', ~, ]")

        assert codes == []
        assert isinstance(node, Sequence)
        assert [(item.value, item.plain) for item in node.items if isinstance(item, Scalar)] == [
            ("No", True),
            ("3.10", True),
            ("2021-06-15", True),
            ("1", False),
            ("~", True),
        ]
        assert node.items[3].at == Location("f", 1, 24)

    def test_merge(self) -> None:
        """A merge gives way to the mapping's own keys, a later one to an earlier one."""
        node, codes = parse(
            "- &a {x: 1, y: 1}\n- &b {y: 2, z: 2}\n- {x: 3, <<: [*a, *b]}\n- {<<: *a, '<<': 4}"
        )

        assert codes == []
        assert isinstance(node, Sequence)
        merged = [
            {key.value: value.value for key, value in item.entries if isinstance(value, Scalar)}
            for item in node.items
            if isinstance(item, Mapping)
        ]
        assert merged[2:] == [{"x": "3", "y": "1", "z": "2"}, {"<<": "4", "x": "1", "y": "1"}]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("a: 1\nb: 2\na: 3", ["duplicate-key 3:1"]),
            ("{<<: {a: 1}, <<: {}}", ["duplicate-key 1:14"]),
            ("a: !x 1", ["yaml-tag 1:4"]),
            ("a: ! 1", ["yaml-tag 1:4"]),
            ("a\n---\nb", ["yaml-documents 2:1"]),
            ("a: 'b\nc: d", ["yaml-syntax 1:4"]),
            ("a: [b\nc: d", ["yaml-syntax 1:4"]),
            ("a: &x [*x]", ["yaml-alias 1:8"]),
            ("a: *x", ["yaml-alias 1:4"]),
            ("{a: b}: c", ["yaml-key 1:1"]),
            ("[" * 50 + "]" * 50, []),
            ("[" * 51 + "]" * 51, ["yaml-limit 1:51"]),
            (
                "a: &x " + "[" * 30 + "]" * 30 + "\nb: " + "[" * 20 + "*x" + "]" * 20,
                ["yaml-limit 2:24"],
            ),
            ('a: "\\u200bx"', []),
            ("a: \u2028b\nc: *d", ["yaml-alias 2:4"]),
        ],
    )
    def test_faults(self, text: str, expected: list[str]) -> None:
        """Faults are told once, at their place."""
        assert parse(text)[1] == expected

    def test_many_nodes(self) -> None:
        """100,000 nodes are read, one more is refused."""
        assert parse("[" + "a," * 99_999 + "]")[1] == []
        assert parse("[" + "a," * 100_000 + "]")[1] == ["yaml-limit 1:200000"]

    def test_empty(self) -> None:
        """An empty text is an empty plain scalar."""
        assert parse("# nothing\n") == (Scalar("", True, Location("f", 1, 1)), [])
