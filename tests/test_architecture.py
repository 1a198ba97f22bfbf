"""The code keeps the rules that the project gives itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import ROOT

PACKAGE = ROOT / "assemble"
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py"))
ARCHITECTURE = [
    path for path in (ROOT / "ARCHITECTURE.md", ROOT / "docs" / "ARCHITECTURE.md") if path.is_file()
]
LONGEST_MODULE = 450
LONGEST_FUNCTION = 60
Function = ast.FunctionDef | ast.AsyncFunctionDef


def tree(module: str) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse((ROOT / module).read_text("utf-8"))


def public(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    """Public functions and classes, and the public methods of these classes."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


@pytest.mark.skipif(not ARCHITECTURE, reason="there is no ARCHITECTURE.md yet")
def test_architecture_names_every_module() -> None:
    """ARCHITECTURE.md knows each module by its path, or by its name in a folder that it names."""
    text = ARCHITECTURE[0].read_text("utf-8")
    paths = [Path(m) for m in MODULES if Path(m).name not in ("__init__.py", "__main__.py")]

    unknown = [
        path.as_posix()
        for path in paths
        if path.as_posix() not in text
        and not (f"`{path.parent.as_posix()}/`" in text and f"`{path.name}`" in text)
    ]
    assert unknown == []


@pytest.mark.parametrize("module", MODULES)
def test_public_names_are_documented(module: str) -> None:
    """Each module and every public function, class and method says what it is for."""
    top = tree(module)
    bare = [node.name for node in public(top.body) if not ast.get_docstring(node)]

    assert ast.get_docstring(top)
    assert bare == []


@pytest.mark.parametrize("module", MODULES)
def test_nothing_is_long(module: str) -> None:
    """Modules and functions stay short enough to be read at once."""
    lines = len((ROOT / module).read_text("utf-8").splitlines())
    long = {
        node.name: length
        for node in ast.walk(tree(module))
        if isinstance(node, Function)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }

    assert lines <= LONGEST_MODULE
    assert long == {}


@pytest.mark.parametrize("module", [m for m in MODULES if not m.startswith("assemble/cli/")])
def test_only_the_commands_print(module: str) -> None:
    """No other module prints, or writes to stdout or stderr."""
    found = [
        node.lineno
        for node in ast.walk(tree(module))
        if (isinstance(node, ast.Call) and ast.unparse(node.func) == "print")
        or (isinstance(node, ast.Attribute) and ast.unparse(node) in ("sys.stdout", "sys.stderr"))
    ]

    assert found == []


def imports(module: str) -> set[str]:
    """What a module imports."""
    found: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize(
    ("stage", "forbidden"),
    [
        ("model", ("read", "text", "page", "pdf", "check", "build", "cli")),
        ("text", ("read", "page", "pdf", "check", "build", "cli")),
        ("read", ("page", "pdf", "check", "build", "cli")),
        ("page", ("read", "pdf", "check", "build", "cli")),
        ("pdf", ("read", "text", "page", "check", "build", "cli")),
        ("check", ("page", "text", "pdf", "build", "cli")),
        ("picture", ("read", "page", "text", "pdf", "check", "build", "cli")),
        ("preflight", ("read", "page", "text", "pdf", "picture", "check", "build", "cli")),
        ("impose", ("read", "page", "text", "pdf", "picture", "check", "build", "cli")),
        ("deliver", ("read", "page", "text", "pdf", "picture", "check", "build", "cli")),
    ],
)
def test_stages_know_what_they_may(stage: str, forbidden: tuple[str, ...]) -> None:
    """A stage imports none of those that it must not know."""
    wrong = [
        f"{module}: {name}"
        for module in MODULES
        if module.startswith(f"assemble/{stage}/")
        for name in imports(module)
        if name.startswith(tuple(f"assemble.{other}" for other in forbidden))
    ]

    assert wrong == []
