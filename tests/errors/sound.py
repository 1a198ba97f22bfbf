"""The parts of a small sound issue that broken ones are made from."""

import io

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
