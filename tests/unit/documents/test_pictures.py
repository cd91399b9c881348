"""Scans and photos of odd kinds: a fax's two resolutions, a photo's second picture."""

import io

import pytest
from PIL import Image, ImageChops, ImageDraw

from kiosk.documents.check import check
from kiosk.documents.kinds import Kind
from kiosk.documents.recognise import draw
from kiosk.documents.render import _image
from kiosk.documents.resolution import coarsest_dpi, dpi_of, finest_dpi
from kiosk.documents.sniffing import sniff
from kiosk.errors import Invalid
from tests.unit.documents import papers
from tests.unit.documents.shown import shown


def fax(across: int, down: int, mode: str = "1", kind: str = "TIFF") -> bytes:
    """A circle of an inch, as a machine keeps it that has two resolutions."""
    sheet = Image.new(mode, (3 * across, 4 * down), "white")
    ImageDraw.Draw(sheet).ellipse((across, down, 2 * across, 2 * down), fill="black")
    out = io.BytesIO()
    sheet.save(out, kind, dpi=(across, down))
    return out.getvalue()


def circle(image: Image.Image) -> tuple[int, int]:
    left, top, right, bottom = ImageChops.invert(
        image.convert("L").point(lambda tone: 255 if tone > 127 else 0)
    ).getbbox()
    return right - left, bottom - top


@pytest.mark.parametrize(
    ("across", "down", "mode", "kind"),
    [
        (204, 98, "1", "TIFF"),
        (204, 196, "1", "TIFF"),
        (100, 200, "L", "TIFF"),
        (300, 150, "RGB", "JPEG"),
    ],
)
def test_a_circle_is_round_on_screen_and_for_recognition(
    tmp_path, across, down, mode, kind
):
    path = tmp_path / "fax"
    path.write_bytes(fax(across, down, mode, kind))
    picture = _image(path)(1)
    for image in (picture.image, draw(path, "tiff", 1)):
        wide, high = circle(image)
        assert abs(wide - high) <= 4
    assert picture.width == pytest.approx(3 * 72, abs=1)
    assert picture.height == pytest.approx(4 * 72, abs=1)
    assert picture.dpi == min(across, down)


@pytest.mark.parametrize(
    ("dpi", "said"),
    [((300, 300), (300, 300)), ((204, 98), (204, 98)), ((1000, 96), (1000, 1000))],
)
def test_resolutions_that_cannot_be_true_are_not_believed(dpi, said):
    image = Image.new("L", (1654, 2339))
    image.info["dpi"] = dpi
    assert (finest_dpi(image), coarsest_dpi(image)) == said
    image.info["dpi"] = (72, 300)
    assert dpi_of(image) == 150


def test_a_photo_with_a_second_picture_is_one_page(tmp_path):
    photo, depth = Image.new("RGB", (400, 300), "navy"), Image.new("RGB", (200, 150))
    path = tmp_path / "photo.jpg"
    photo.save(path, "MPO", save_all=True, append_images=[depth])
    assert check(path, tmp_path, 9).page_count == 1
    assert _image(path)(1).image.size == (400, 300)


@pytest.mark.parametrize(
    "before", [b"TEXTmdos\0\0", b"\r\n\r\n", b"Content-Type: application/pdf\n\n"]
)
def test_a_pdf_may_begin_a_little_later(tmp_path, before):
    data = before + papers.pdf()
    (tmp_path / "a").write_bytes(data)
    assert sniff(tmp_path / "a") is Kind.PDF
    assert shown(data, tmp_path).text == "Quán triệt Nghị quyết trang 1"


@pytest.mark.parametrize(
    "before",
    [b"MZ", b"<html>", b"{\\rtf1 ", b"x" * 1020, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
)
def test_another_file_that_holds_one_is_none(tmp_path, before):
    (tmp_path / "a").write_bytes(before + papers.pdf())
    with pytest.raises(Invalid):
        sniff(tmp_path / "a")
