"""The quality of an edition as a file: JSON for scripts, a page of HTML for designers."""

import json
from typing import Any

from assemble.model.edition import Edition
from assemble.model.quality import FLAWS, ArticleQuality, Flaw, PageQuality, Quality


def report_json(quality: Quality, edition: Edition) -> str:
    """The quality as JSON; its keys are stable and described in docs/designers.md.

    Rectangles are [left, top, width, height] in points from the trim's top left corner.
    """
    spaces = quality.spaces
    value = {
        "title": edition.title,
        "number": edition.number,
        "date": edition.date.isoformat(),
        "purpose": edition.purpose,
        "build": edition.build_id,
        "criteria": [
            {"name": c.name, "wanted": c.wanted, "found": c.found, "met": c.is_met}
            for c in quality.criteria
        ],
        "counts": {kind: len(quality.of(kind)) for kind in FLAWS},
        "word_space": {
            "lines": spaces.lines,
            "mean": round(spaces.mean, 4),
            "deviation": round(spaces.deviation, 4),
            "largest": round(spaces.largest, 4),
            "loose": round(spaces.loose, 5),
            "hyphenated": round(spaces.hyphenated, 5),
        },
        "pages": [_page(page) for page in quality.pages],
        "articles": [_article(article) for article in quality.articles],
        "flaws": [_flaw(flaw) for flaw in quality.flaws],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _page(page: PageQuality) -> dict[str, Any]:
    return {
        "number": page.number,
        "kind": page.kind,
        "fill": round(page.fill, 3),
        "columns": [round(fill, 3) for fill in page.fills],
        "held": round(page.held, 3),
        "lines": page.lines,
        "articles": list(page.articles),
        "ends_section": page.ends_section,
        "bands": [
            {
                "first": band.first,
                "last": band.last,
                "ends": list(band.ends),
                "closed": band.is_closed,
                "parallel": band.is_parallel,
            }
            for band in page.bands
        ],
    }


def _article(article: ArticleQuality) -> dict[str, Any]:
    return {
        "id": article.id,
        "pages": {language: list(pages) for language, pages in article.pages.items()},
        "lines": article.lines,
        "turns": article.turns,
        "fits_spread": article.fits_spread,
        "on_one_spread": article.on_one_spread,
        "apart": article.is_apart,
    }


def _flaw(flaw: Flaw) -> dict[str, Any]:
    at = flaw.at
    return {
        "kind": flaw.kind,
        "page": flaw.page,
        "rect": [round(v, 2) for v in flaw.rect],
        "value": round(flaw.value, 3),
        "message": flaw.message,
        "hint": FLAWS[flaw.kind].remedy,
        "text": flaw.text,
        "file": at.file if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "excuse": flaw.excuse,
    }
