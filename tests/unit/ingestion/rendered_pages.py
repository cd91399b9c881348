"""PDFs with annotations and similar, and helpers to inspect the rendered page."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from kiosk.ingestion.child_protocol import InspectionResult
from kiosk.ingestion.inspect_child import inspect_file
from kiosk.ingestion.rendering.render_child import DrawnPage, pdf_page_reader
from tests.unit.ingestion import sample_files

SHOWN = 4  # the flag "printed" of an annotation
BOX = (300, 60, 500, 120)
RED_BOX = b"0.9 0.1 0.1 rg 0 0 200 60 re f"
Make = Callable[[pikepdf.Pdf], None]


def slip(words: str = "Quán triệt Nghị quyết", **styles: str) -> bytes:
    """A PDF of one low page, which renders in a quarter of the time."""
    style = "".join(f"{name.replace('_', '-')}: {styles[name]};" for name in styles)
    return sample_files.page_of_html(
        "<style>@page {size: 595pt 200pt; margin: 20pt}</style>"
        f"<p style='margin: 0; {style}'>{words}</p>"
    )


def changed(make: Make, data: bytes | None = None) -> bytes:
    """A PDF of one page, or `data`, modified by `make`."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data or slip())) as document:
        make(document)
        document.save(out)
    return out.getvalue()


def look(document: pikepdf.Pdf, content: bytes = RED_BOX, **more: Any) -> Dictionary:
    """An appearance dictionary; by default a red box of 200 by 60 points."""
    form = Stream(document, content, **more)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, 200, 60])
    return Dictionary(N=document.make_indirect(form))


def annotated(subtype: str, *, drawn: bool = True, **entries: Any) -> bytes:
    """A PDF with one annotation on its first page."""

    def make(document: pikepdf.Pdf) -> None:
        thing = Dictionary(
            Type=Name.Annot, Subtype=Name("/" + subtype), F=SHOWN, Rect=Array(BOX)
        )
        for name, value in entries.items():
            thing[f"/{name}"] = value
        if drawn:
            thing.AP = look(document)
        thing = document.make_indirect(thing)
        document.pages[0].obj.Annots = Array([thing])
        if subtype == "Widget":
            document.Root.AcroForm = Dictionary(Fields=Array([thing]))

    return changed(make)


def form(*, drawn: bool = False, needs: bool = False, **entries: Any) -> bytes:
    """A PDF with one form field."""

    def make(document: pikepdf.Pdf) -> None:
        document.Root.AcroForm.NeedAppearances = needs

    return changed(make, annotated("Widget", drawn=drawn, T="ten", **entries))


def said_in_picture(words: str) -> bytes:
    """A PDF with a stamp annotation whose text is only in its appearance."""
    lettered = sample_files.page_of_html(
        "<style>@page {size: 200pt 60pt; margin: 0}</style>"
        f"<p style='font: bold 30pt sans-serif; margin: 5pt; color: red'>{words}</p>"
    )

    def make(document: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(lettered)) as other:
            drawn = document.copy_foreign(other.pages[0].as_form_xobject())
        document.pages[0].obj.Annots[0].AP = Dictionary(N=drawn)

    return changed(make, annotated("Stamp"))


def checked(data: bytes, folder: Path) -> InspectionResult:
    """Run the inspection on a file, with output into `folder`."""
    path = folder / "paper.pdf"
    path.write_bytes(data)
    return inspect_file(path, folder, 100)


def shown(data: bytes, folder: Path, page: int = 1) -> DrawnPage:
    """Return a page as it is drawn and read."""
    checked(data, folder)
    return pdf_page_reader(folder / "clean.pdf")(page)


def colour_at(picture: DrawnPage, x: float, y: float) -> tuple[int, int, int]:
    """Return the colour at a point, in points from the lower left."""
    image: Image.Image = picture.image
    scale = image.width / picture.width
    at = round(x * scale), round((picture.height - y) * scale)
    found = image.convert("RGB").getpixel(at)
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


def has_ink(picture: DrawnPage, box: tuple[float, float, float, float]) -> bool:
    """Tell whether anything is drawn in a box, in points from the lower left."""
    scale = picture.image.width / picture.width
    left, bottom, right, top = (side * scale for side in box)
    down = picture.image.height
    part = picture.image.crop((left, down - top, right, down - bottom))
    low, high = part.convert("L").getextrema()
    return high - low > 60
