"""A small sound issue that broken ones are made from."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

MANIFEST = """\
languages: [vi, en]
publication: {title: {vi: Bản tin, en: Bulletin}}
number: 1/2024
date: 2024-01-31
sections:
  - title: {vi: Tin, en: News}
    articles:
      - text: articles/a
"""
ARTICLE = "# Headline\n\nThe body.\n"


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48)) -> bytes:
    """A small picture with some content, so that cutting it off shows."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


@pytest.fixture
def issue(tmp_path: Path) -> Callable[..., Path]:
    """Makes a sound issue, with some files added or replaced, and gives its folder."""

    def make(files: dict[str, str | bytes] | None = None, append: str = "") -> Path:
        sound: dict[str, str | bytes] = {
            "issue.yaml": MANIFEST + append,
            "articles/a.vi.md": ARTICLE,
            "articles/a.en.md": ARTICLE,
            "photos/p.jpg": picture(),
        }
        folder = tmp_path / "issue"
        for name, content in (sound | (files or {})).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return make
