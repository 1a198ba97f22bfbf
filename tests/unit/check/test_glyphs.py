"""Characters that no font has."""

from pathlib import Path

import pytest
from making import HEAD, NEWS, laid_out, small_issue

from assemble.request import Outcome


def glyph_findings(outcome: Outcome) -> list[str]:
    """The findings on glyphs: severity, place, message."""
    return [
        f"{f.severity} {f.at} {f.message}" for f in outcome.findings if f.code == "missing-glyph"
    ]


@pytest.mark.parametrize(
    ("purpose", "severity"), [("proof", "warning"), ("screen", "warning"), ("print", "error")]
)
def test_missing_glyph(tmp_path: Path, purpose: str, severity: str) -> None:
    """A character without a glyph is told at its own line; for print it is an error."""
    folder = small_issue(tmp_path, vi="# Hội nghị\n\nMột dòng.\n\nHai chữ 中国 và 中.\n")

    assert glyph_findings(laid_out(folder, purpose)) == [
        f"{severity} articles/a.vi.md:5:1 no font has U+4E2D CJK UNIFIED IDEOGRAPH-4E2D;"
        " a box is set in its place",
        f"{severity} articles/a.vi.md:5:1 no font has U+56FD CJK UNIFIED IDEOGRAPH-56FD;"
        " a box is set in its place",
    ]


@pytest.mark.parametrize("text", ["a\u00a0b", "a\u2011b", "a\u202fb", "a\u00adb", "□ № ₫ … – “”"])
def test_what_is_drawn_otherwise(tmp_path: Path, text: str) -> None:
    """Fixed spaces, hyphens and what fallback faces have are no findings."""
    folder = small_issue(tmp_path, vi=f"# Hội nghị\n\n{text}\n")

    assert glyph_findings(laid_out(folder)) == []


def test_in_the_manifest(tmp_path: Path) -> None:
    """Titles, captions and masthead are looked through too."""
    manifest = (HEAD + NEWS).replace("Tin tức", "Tin 中")
    folder = small_issue(tmp_path, manifest=manifest + "masthead:\n  - lines: [Ảnh 国]\n")

    places = [line.split()[1] for line in glyph_findings(laid_out(folder))]

    assert places == ["issue.yaml:7:17", "issue.yaml:11:13"]
