"""Files that other programs made: their faults are found, and the mended neighbour passes."""

import importlib
import io
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest
from making import ROOT

from assemble.model.finding import Severity
from assemble.preflight.rules import severity
from assemble.preflight.run import preflight

FONT = ROOT / "fonts" / "SourceSans3-Regular.ttf"
TEXT = "Bản tin đối ngoại Lạng Sơn"


def library(name: str) -> ModuleType:
    """A library that makes PDFs; what the machine lacks for it is told."""
    try:
        return importlib.import_module(name)
    except (ImportError, OSError) as fault:
        pytest.skip(f"{name} can't be loaded here: {fault}")


def reportlab_page(*, embedded: bool) -> bytes:
    """A page of ReportLab: Helvetica that isn't embedded, or a font that is."""
    library("reportlab")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Sans", str(FONT)))
    out = io.BytesIO()
    canvas = Canvas(out, invariant=True, initialFontName="Sans" if embedded else "Helvetica")
    canvas.setFont("Sans" if embedded else "Helvetica", 12)
    canvas.drawString(100, 700, TEXT if embedded else "Bulletin")
    canvas.save()
    return out.getvalue()


def typst_page(colour: str) -> bytes:
    """A page of Typst with a filled box."""
    typst = library("typst")
    source = (
        f"#set page(width: 200pt, height: 200pt)\n#rect(width: 50pt, height: 50pt, fill: {colour})"
    )
    made: bytes = typst.compile(source.encode())
    return made


def weasyprint_page(style: str) -> bytes:
    """A page of WeasyPrint with a box of a style."""
    weasyprint = library("weasyprint")
    html = f"<style>@page {{ size: A5 }}</style><div style='width:5cm;height:5cm;{style}'></div>"
    made: bytes = weasyprint.HTML(string=html).write_pdf()
    return made


def errors_of(folder: Path, data: bytes, standard: str | None = None) -> set[str]:
    """The rules that a file breaks at error level."""
    path = folder / "a.pdf"
    path.write_bytes(data)
    faults = preflight(path, standard=standard).faults
    return {fault.rule for fault in faults if severity(fault) is Severity.ERROR}


def test_reportlab(tmp_path: Path) -> None:
    """The plain file claims nothing and leaves its font to the printer."""
    plain = errors_of(tmp_path, reportlab_page(embedded=False))
    better = errors_of(tmp_path, reportlab_page(embedded=True))

    assert {"no-pdfx", "output-intent-count", "trim-box", "font-not-embedded"} <= plain
    assert "font-not-embedded" not in better
    assert "text-unreadable" not in better


def test_typst(tmp_path: Path) -> None:
    """RGB is found where it stands; CMYK passes."""
    found = {
        colour: "colour-rgb" in errors_of(tmp_path, typst_page(f"{colour}"), "x-4")
        for colour in ("rgb(200, 30, 30)", "cmyk(10%, 90%, 80%, 0%)")
    }
    grey = errors_of(tmp_path, typst_page("cmyk(0%, 0%, 0%, 50%)"))

    # Typst's RGB comes with its profile: for graphics that is a warning, in X-1a an error.
    assert found["cmyk(10%, 90%, 80%, 0%)"] is False
    assert "colour-managed" in errors_of(tmp_path, typst_page("rgb(200, 30, 30)"), "x-1a")
    assert "no-pdfx" in grey


def test_weasyprint(tmp_path: Path) -> None:
    """Half-transparent RGB is both; the solid neighbour is RGB only."""
    clear = errors_of(tmp_path, weasyprint_page("background:rgba(200,0,0,.5)"), "x-1a")
    solid = errors_of(tmp_path, weasyprint_page("background:rgb(200,0,0)"), "x-1a")

    assert {"transparency-forbidden", "colour-rgb"} <= clear
    assert "transparency-forbidden" not in solid
    assert "colour-rgb" in solid


def test_a_file_by_pikepdf_alone(tmp_path: Path) -> None:
    """The least file there is: readable, and refused for what it lacks."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)

    assert {"no-pdfx", "output-intent-count"} <= errors_of(tmp_path, out.getvalue())
