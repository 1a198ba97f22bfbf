"""What the tests of the preview share: small issues with a photograph that can be edited."""

from pathlib import Path

import pytest
from making import HEAD, picture, write_issue
from previewing import Edit

MANIFEST = (
    HEAD
    + """\
sections:
  - title: {vi: Tin tức, en: News}
    articles:
      - text: articles/a
        photos:
          - file: photos/one.jpg
            caption: {vi: Một bức ảnh, en: A photograph}
            credit: Minh
      - text: articles/b
"""
)
LONG = "The province held a conference on trade and on the roads that lead to the border. " * 6


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    """An issue of two articles, one with a photograph."""
    folder = tmp_path / "issue"
    files: dict[str, str | bytes] = {"issue.yaml": MANIFEST, "photos/one.jpg": picture()}
    for name in ("a", "b"):
        files[f"articles/{name}.vi.md"] = f"# Hội nghị {name}\n\nTỉnh tổ chức hội nghị.\n"
        files[f"articles/{name}.en.md"] = f"# Conference {name}\n\n{LONG}\n\nThe end of it.\n"
    return write_issue(folder, files)


@pytest.fixture
def edit(issue: Path) -> Edit:
    """Replaces a text in a file of the issue, which must be there."""

    def replace(name: str, old: str, new: str) -> None:
        path = issue / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return replace
