"""The odd pictures of ../shared/photos/odd: each is set or told, none breaks the build."""

from pathlib import Path

import pytest
from making import HEAD, NEWS, SHARED, laid_out, small_issue, write_issue

from assemble.model.edition import ImageItem
from assemble.model.finding import Severity

ODD = SHARED / "photos" / "odd"
PICTURES = sorted(ODD.glob("*.*")) if ODD.is_dir() else []
PHOTO = """\
        photos:
          - {{file: photos/{name}, caption: {{vi: Một, en: One}}, credit: Y}}
"""

pytestmark = pytest.mark.skipif(not PICTURES, reason=f"{ODD} is not there")


def issue_with(folder: Path, path: Path) -> Path:
    """An issue with one photograph; its `file` stands at 11:20."""
    small_issue(folder, manifest=HEAD + NEWS + PHOTO.format(name=path.name))
    return write_issue(folder, {f"photos/{path.name}": path.read_bytes()})


@pytest.mark.parametrize(
    "path", [p for p in PICTURES if not p.name.startswith("broken")], ids=lambda path: path.name
)
@pytest.mark.parametrize("purpose", ["proof", "screen"])
def test_odd_picture_is_set(tmp_path: Path, path: Path, purpose: str) -> None:
    """Any profile, pixel format and orientation is laid out without an error."""
    outcome = laid_out(issue_with(tmp_path, path), purpose)

    assert [str(f) for f in outcome.findings if f.severity is Severity.ERROR] == []
    assert outcome.edition is not None
    placed = [i for page in outcome.edition.pages for i in page.items if isinstance(i, ImageItem)]
    assert len(placed) == 1
    width, height = outcome.edition.images[placed[0].image].upright
    shown = placed[0].rect.width / placed[0].rect.height
    crop = placed[0].crop
    assert width * crop.width / (height * crop.height) == pytest.approx(shown, rel=1e-3)


@pytest.mark.parametrize(
    "path", [p for p in PICTURES if p.name.startswith("broken")], ids=lambda path: path.name
)
def test_broken_picture_is_told(tmp_path: Path, path: Path) -> None:
    """A damaged picture is an error where the manifest names it."""
    outcome = laid_out(issue_with(tmp_path, path))
    errors = [f for f in outcome.findings if f.severity is Severity.ERROR]

    assert [str(f.at) for f in errors] == ["issue.yaml:11:20"]
    assert errors[0].code in ("damaged-photo", "photo-format")
    assert outcome.failed


def test_all_broken_pictures_are_told_at_once(tmp_path: Path) -> None:
    """Each at its own line."""
    broken = [p for p in PICTURES if p.name.startswith("broken")]
    lines = "".join(
        f"          - {{file: photos/{p.name}, caption: {{vi: Một, en: One}}, credit: Y}}\n"
        for p in broken
    )
    small_issue(tmp_path, manifest=HEAD + NEWS + "        photos:\n" + lines)
    write_issue(tmp_path, {f"photos/{p.name}": p.read_bytes() for p in broken})

    errors = [f for f in laid_out(tmp_path).findings if f.severity is Severity.ERROR]

    assert [f.at.line for f in errors] == [11 + n for n in range(len(broken))]
