"""Stamps in frames: on a page with little else Tesseract takes them for drawings."""

import pytest
from PIL import Image, ImageDraw

from kiosk.ingestion.ocr.framed_areas import framed
from kiosk.ingestion.ocr.ocr_child import read_page, recognise_picture
from kiosk.ingestion.ocr.ocr_image import OCR_DPI
from tests.unit.ingestion import sample_files, sample_scans

RED, BLACK = "#c41e2c", "#111"


def short_page(stamp: str, ink: str) -> str:
    return (
        "<style>@page {size: A4; margin: 20mm 15mm 20mm 30mm}</style>"
        f"<div style='position: absolute; top: 26mm; left: 0; color: {ink};"
        ' border: 1mm solid; padding: 1mm 4mm; font: bold 18pt "Liberation Sans"\'>'
        f"{stamp}</div><p style='margin-top: 40mm'>{sample_scans.WORDS}</p>"
    )


def drawn(stamp: str, ink: str, degrees: float = 0) -> Image.Image:
    """A sheet of 300 dpi that lay on the glass a little askew."""
    page = sample_scans.pypdfium2.PdfDocument(
        sample_files.page_of_html(short_page(stamp, ink))
    )[0]
    image = page.render(scale=OCR_DPI / 72).to_pil().convert("RGB")
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")


@pytest.mark.process
@pytest.mark.parametrize(
    ("stamp", "ink", "degrees"),
    [("MẬT", RED, 0), ("TUYỆT MẬT", RED, -0.6), ("MẬT", BLACK, 0.6)],
)
def test_a_stamp_in_a_frame_is_read(tmp_path, stamp, ink, degrees):
    made, _ = recognise_picture(drawn(stamp, ink, degrees), "vie+eng", tmp_path)
    assert made.stamp == stamp


@pytest.mark.process
def test_other_words_in_a_frame_are_no_stamp(tmp_path):
    made, _ = recognise_picture(drawn("ĐÃ DUYỆT", RED), "vie+eng", tmp_path)
    assert made.stamp == ""


@pytest.mark.process
def test_a_frame_on_a_page_with_words_of_its_own_is_read_too(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(
        sample_scans.pictured_pdf("<span style='border: 2pt solid'>MẬT</span>")
    )
    made, _ = read_page(path, "pdf", 1, "vie+eng", tmp_path)
    assert (made.stamp, made.is_own) == ("MẬT", True)


def sheet_with(*boxes: tuple[int, int, int, int]) -> Image.Image:
    sheet = Image.new("L", (2480, 3508), 255)
    pen = ImageDraw.Draw(sheet)
    for box in boxes:
        pen.rectangle(box, outline=0, width=10)
    return sheet


@pytest.mark.parametrize(
    ("boxes", "count"),
    [
        # A frame with something in it; nested, both have a size that stamps have.
        ([(300, 400, 700, 560), (400, 440, 600, 520)], 1),
        ([(300, 400, 900, 700), (330, 430, 870, 670), (500, 500, 560, 600)], 2),
        # Empty; too large; too low on the page.
        ([(300, 400, 700, 560)], 0),
        ([(100, 100, 2400, 1500), (400, 440, 600, 520)], 0),
        ([(300, 2400, 700, 2560), (400, 2440, 600, 2520)], 0),
    ],
)
def test_only_what_may_be_a_stamps_frame_is_looked_at(boxes, count):
    assert len(list(framed(sheet_with(*boxes)))) == count


def test_no_more_than_a_few_are_looked_at():
    boxes = [
        box
        for x in range(100, 2300, 450)
        for box in ((x, 400, x + 400, 560), (x + 100, 440, x + 300, 520))
    ]
    assert len(list(framed(sheet_with(*boxes)))) == 4
