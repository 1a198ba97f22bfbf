"""A small sound issue that broken ones are made from."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sound import ARTICLE, MANIFEST, picture


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
