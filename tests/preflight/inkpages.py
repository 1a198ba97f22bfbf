"""Pages of which the ink is known: hand-made PDFs of one page, 144 points square."""

import io
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pikepdf
from making import SHARED
from numpy.typing import NDArray
from pikepdf import Array, Dictionary, Name
from PIL import Image

PROFILE = SHARED / "icc" / "FOGRA39L_coated.icc"
SIDE = 144
STATES = Dictionary(
    Over=Dictionary(OP=True, op=True, OPM=1),
    Over0=Dictionary(OP=True, op=True, OPM=0),
    Knock=Dictionary(OP=False, op=False),
    Multiply=Dictionary(BM=Name.Multiply),
    Half=Dictionary(ca=0.5, CA=0.5),
)
"""Graphics states by what they do."""

Fill = Callable[[pikepdf.Pdf, pikepdf.Dictionary], None]


def page_of(
    content: bytes, fill: Fill | None = None, boxes: Mapping[str, Any] | None = None
) -> bytes:
    """A PDF of one page; `fill` puts resources beside the states, `boxes` page boxes."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(SIDE, SIDE))
    page = pdf.pages[0]
    resources = Dictionary(ExtGState=STATES)
    if fill is not None:
        fill(pdf, resources)
    page.Resources = resources
    for name, box in (boxes or {}).items():
        page[name] = Array(box)
    page.Contents = pdf.make_stream(content)
    data = io.BytesIO()
    pdf.save(data, static_id=True)
    return data.getvalue()


def picture(
    pdf: pikepdf.Pdf, samples: NDArray[Any], space: Any, bits: int = 8, **entries: Any
) -> pikepdf.Stream:
    """An image XObject of samples (rows, columns, components); packed ones tell their Width."""
    return pdf.make_stream(
        samples.astype(np.uint8).tobytes(),
        {
            "/Type": Name.XObject,
            "/Subtype": Name.Image,
            "/Width": samples.shape[1],
            "/Height": samples.shape[0],
            "/BitsPerComponent": bits,
            "/ColorSpace": space,
            **{f"/{name}": value for name, value in entries.items()},
        },
    )


def jpeg(pdf: pikepdf.Pdf, image: Image.Image, space: Any, **entries: Any) -> pikepdf.Stream:
    """A JPEG as an image XObject."""
    data = io.BytesIO()
    image.save(data, "JPEG", quality=95)
    made = picture(pdf, np.zeros((image.height, image.width)), space, **entries)
    made.write(data.getvalue(), filter=Name.DCTDecode)
    return made


def named(kind: str, **items: Any) -> Fill:
    """What puts resources of one kind on a page; callables are given the document."""

    def fill(pdf: pikepdf.Pdf, resources: pikepdf.Dictionary) -> None:
        made = {name: item(pdf) if callable(item) else item for name, item in items.items()}
        resources[f"/{kind}"] = Dictionary(
            made if not made else {f"/{n}": v for n, v in made.items()}
        )

    return fill


def both(*fills: Fill) -> Fill:
    """Several of them."""

    def fill(pdf: pikepdf.Pdf, resources: pikepdf.Dictionary) -> None:
        for each in fills:
            each(pdf, resources)

    return fill


def form(content: bytes, **entries: Any) -> Callable[[pikepdf.Pdf], pikepdf.Stream]:
    """A form XObject of 40 points square."""

    def make(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        return pdf.make_stream(
            content,
            {
                "/Type": Name.XObject,
                "/Subtype": Name.Form,
                "/BBox": Array([0, 0, 40, 40]),
                "/Resources": Dictionary(),
                **{f"/{name}": value for name, value in entries.items()},
            },
        )

    return make


def linear(start: list[float], end: list[float]) -> pikepdf.Dictionary:
    """A function from one colour to another."""
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=Array(start), C1=Array(end), N=1)


def separation(name: str, full: list[float]) -> pikepdf.Array:
    """A Separation space with an alternate in CMYK."""
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, linear([0, 0, 0, 0], full)])


def patch(name: str = "I") -> bytes:
    """Draws an XObject over the middle 100 points of the page."""
    return b"q 100 0 0 100 22 22 cm /%s Do Q" % name.encode()
