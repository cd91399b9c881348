"""The one page of a difficult paper, as a PDF and as a drawing."""

import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pypdfium2
from PIL import Image

from kiosk.demo.agenda import DemoDocument
from kiosk.demo.files.html import DEMO_TEMPLATE_FOLDER, write_pdf

MILLIMETRE = 72 / 25.4
POINTS_PER_INCH = 72
# Where labels stand, in millimetres: from the text's upper edge, and from each other.
FIRST_LABEL, LABEL_STEP = 120, 14


def page_of(
    paper: DemoDocument, *, labels: tuple[str, ...] = (), stamp: str = ""
) -> bytes:
    """Return a PDF of one page that says what is difficult about `paper`."""
    texts = json.loads(
        (DEMO_TEMPLATE_FOLDER / "difficult.json").read_text(encoding="utf-8")
    )
    with TemporaryDirectory() as folder:
        target = Path(folder) / "page.pdf"
        write_pdf(
            "difficult.html",
            target,
            title=paper.title,
            lines=texts[paper.file_name],
            labels=labels,
            stamp=stamp,
            first_label=FIRST_LABEL,
            label_step=LABEL_STEP,
        )
        return target.read_bytes()


def opened(paper: DemoDocument, labels: tuple[str, ...] = ()) -> pikepdf.Pdf:
    """Return the page, to be changed."""
    return pikepdf.open(io.BytesIO(page_of(paper, labels=labels)))


def drawn(paper: DemoDocument, dpi: int, stamp: str = "") -> Image.Image:
    """Return the page as a picture, in grey with the stamp's red."""
    document = pypdfium2.PdfDocument(page_of(paper, stamp=stamp))
    try:
        image: Image.Image = document[0].render(scale=dpi / POINTS_PER_INCH).to_pil()
    finally:
        document.close()
    return image.convert("RGB")
