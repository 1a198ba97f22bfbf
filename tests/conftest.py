"""What all tests share: the layout and fonts of the package, and the sample issue, built once."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import uharfbuzz as hb
import yaml
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir
from making import AT, ROOT, SAMPLE

from assemble.build import build
from assemble.model.finding import Findings
from assemble.model.font import FontFace, Fonts
from assemble.model.layout import Layout
from assemble.read.layout import read_layout
from assemble.read.manifest import read_issue
from assemble.request import Outcome, Request
from assemble.text.setting import Typesetter

Built = tuple[Path, Outcome]

# The same examples in every run, and nothing left in the checkout; `--hypothesis-profile=search`
# looks for new ones.
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "assemble-hypothesis")
settings.register_profile("same", deadline=None, database=None, derandomize=True)
settings.register_profile("search", deadline=None, derandomize=False)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` rewrites the expected dumps of tests/cases."""
    parser.addoption("--update", action="store_true", help="rewrite the dumps of tests/cases")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Converted photographs are kept for the session, and not in the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSEMBLE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def layout() -> Layout:
    """The layout `bulletin`."""
    findings = Findings()
    issue = read_issue(SAMPLE, findings)
    assert issue is not None
    made = read_layout(issue.layout, [ROOT / "layouts"], findings)
    assert made is not None
    return made


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    """The fonts of the package, read here without the tool's own reader."""
    listing = yaml.safe_load((ROOT / "fonts" / "fonts.yaml").read_text("utf-8"))
    made = [_face(**entry) for entry in listing["faces"]]
    return Fonts(faces={face.key: face for face in made}, digest="")


def _face(family: str, style: str, role: str, file: str) -> FontFace:
    data = (ROOT / "fonts" / file).read_bytes()
    face = hb.Face(data)
    return FontFace(
        key=f"{role}/{style}", family=family, role=role, style=style, file=file,
        units_per_em=face.upem, coverage=frozenset(face.unicodes), data=data, at=AT,
    )  # fmt: skip


@pytest.fixture(scope="session")
def setter(layout: Layout, fonts: Fonts) -> Typesetter:
    """A typesetter with the package's layout and fonts."""
    return Typesetter(layout, fonts)


@pytest.fixture(scope="session")
def upem(fonts: Fonts) -> Mapping[str, int]:
    """Units per em by face."""
    return {key: face.units_per_em for key, face in fonts.faces.items()}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], Built]:
    """Builds an issue for a purpose, each once a session; gives the PDF and the outcome."""
    done: dict[tuple[Path, str], Built] = {}
    folder = tmp_path_factory.mktemp("built")

    def make(issue: Path, purpose: str) -> Built:
        key = issue, purpose
        if key not in done:
            out = folder / f"{len(done)}-{purpose}.pdf"
            done[key] = out, build(Request(issue=issue, purpose=purpose, out=out))
        return done[key]

    return make
