"""Image files: unequal resolutions, several frames, EXIF rotation."""

import io
import struct
import subprocess
import sys

import pillow_heif
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFile

from kiosk.documents.file_detection import check_upload, detect_file_type
from kiosk.documents.file_types import FileType
from kiosk.errors import Invalid
from kiosk.ingestion.inspect_child import inspect_file
from kiosk.ingestion.ocr.ocr_child import draw_page
from kiosk.ingestion.rendering.render_child import image_page_reader
from kiosk.ingestion.rendering.resolution import coarsest_dpi_of, dpi_of, finest_dpi_of
from tests.unit.ingestion import sample_files
from tests.unit.ingestion.rendered_pages import shown


def fax(across: int, down: int, mode: str = "1", kind: str = "TIFF") -> bytes:
    """A circle of one inch in an image with two resolutions."""
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
    picture = image_page_reader(path)(1)
    for image in (picture.image, draw_page(path, "tiff", 1)):
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
    assert (finest_dpi_of(image), coarsest_dpi_of(image)) == said
    image.info["dpi"] = (72, 300)
    assert dpi_of(image) == 150


def test_a_photo_with_a_second_picture_is_one_page(tmp_path):
    photo, depth = Image.new("RGB", (400, 300), "navy"), Image.new("RGB", (200, 150))
    path = tmp_path / "photo.jpg"
    photo.save(path, "MPO", save_all=True, append_images=[depth])
    assert inspect_file(path, tmp_path, 9).page_count == 1
    assert image_page_reader(path)(1).image.size == (400, 300)


def drawn(kind: str, mode: str = "RGB", more: int = 0, **wishes: object) -> bytes:
    """A white page with a black corner, followed by `more` black pages."""
    sheet = Image.new("RGBA", (120, 80), (255, 255, 255, 0 if "A" in mode else 255))
    ImageDraw.Draw(sheet).rectangle((0, 0, 39, 39), fill="black")
    others = [Image.new(mode, (120, 80))] * more
    if others:
        wishes |= {"save_all": True, "append_images": others}
    out = io.BytesIO()
    sheet.convert(mode).save(out, kind, **wishes)
    return out.getvalue()


PICTURES = {
    "gif": (drawn("GIF", "P"), "a.gif", FileType.GIF),
    "gif that moves": (drawn("GIF", "P", 3), "a.gif", FileType.GIF),
    "gif on nothing": (drawn("GIF", "RGBA"), "a.GIF", FileType.GIF),
    "bmp": (drawn("BMP"), "a.bmp", FileType.BMP),
    "bmp in two tones": (drawn("BMP", "1"), "a.bmp", FileType.BMP),
    "bmp of 256 colours": (drawn("BMP", "P"), "a.bmp", FileType.BMP),
    "webp": (drawn("WEBP"), "a.webp", FileType.WEBP),
    "webp on nothing": (drawn("WEBP", "RGBA", lossless=True), "a.webp", FileType.WEBP),
    "webp that moves": (drawn("WEBP", "RGB", 2), "a.webp", FileType.WEBP),
}


@pytest.mark.parametrize(("data", "name", "kind"), PICTURES.values(), ids=PICTURES)
def test_a_picture_is_one_page_on_white(tmp_path, data, name, kind):
    path = tmp_path / "paper"
    path.write_bytes(data)
    assert check_upload(path, name) is kind
    assert inspect_file(path, tmp_path, 1).page_count == 1
    for image in (image_page_reader(path)(1).image, draw_page(path, kind, 1)):
        wide, high = image.size
        near = image.convert("L").getpixel((wide // 8, high // 8))
        far = image.convert("L").getpixel((wide * 3 // 4, high // 2))
        assert (near < 60, far > 200) == (True, True)


def iphone(turned: int = 1, more: int = 0, first: int = 0) -> bytes:
    """A HEIF photo, black in the upper left corner as shown."""
    photo = Image.new("RGB", (120, 80), "white")
    ImageDraw.Draw(photo).rectangle((0, 0, 39, 39), fill="black")
    exif = Image.Exif()
    exif[0x0112] = turned
    turns = {6: Image.Transpose.ROTATE_90, 3: Image.Transpose.ROTATE_180}
    lying = photo.transpose(turns[turned]) if turned in turns else photo
    pictures = [lying, *[Image.new("RGB", lying.size)] * more]
    pictures[0], pictures[first] = pictures[first], pictures[0]
    pillow_heif.register_heif_opener()
    out = io.BytesIO()
    wishes = {"save_all": True, "append_images": pictures[1:]} if more else {}
    pictures[0].save(out, "HEIF", primary_index=first, exif=exif.tobytes(), **wishes)
    return out.getvalue()


PHOTOS = {
    "upright": (iphone(), "IMG_0001.HEIC"),
    "held sideways": (iphone(6), "IMG_0002.heic"),
    "held upside down": (iphone(3), "IMG_0003.heif"),
    "with a second picture": (iphone(more=1), "IMG_0004.HEIC"),
    "whose second picture is the main one": (iphone(more=2, first=1), "a.heic"),
}


@pytest.mark.parametrize(("data", "name"), PHOTOS.values(), ids=PHOTOS)
def test_a_photo_of_an_iphone_is_one_upright_page(tmp_path, data, name):
    path = tmp_path / "photo"
    path.write_bytes(data)
    assert check_upload(path, name) is FileType.HEIC
    assert inspect_file(path, tmp_path, 1).page_count == 1
    for image in (image_page_reader(path)(1).image, draw_page(path, "heic", 1)):
        wide, high = image.size
        assert wide > high
        near = image.convert("L").getpixel((wide // 8, high // 8))
        far = image.convert("L").getpixel((wide * 3 // 4, high // 2))
        assert (near < 60, far > 200) == (True, True)


NO_PHOTOS = {
    "cut off": iphone()[:-300],
    "noise": iphone()[:40] + bytes(range(256)) * 9,
    "head only": iphone()[:28],
}


@pytest.mark.parametrize("data", NO_PHOTOS.values(), ids=NO_PHOTOS)
def test_a_damaged_photo_of_an_iphone_is_refused(tmp_path, monkeypatch, data):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    path = tmp_path / "photo"
    path.write_bytes(data)
    with pytest.raises(Invalid):
        inspect_file(path, tmp_path, 9)


def test_a_photo_that_declares_too_many_pixels_is_refused(tmp_path):
    path, data = tmp_path / "photo", iphone()
    at = data.index(b"ispe") + 8
    path.write_bytes(data[:at] + struct.pack(">II", 60_000, 60_000) + data[at + 8 :])
    with pytest.raises(Invalid):
        inspect_file(path, tmp_path, 9)


@pytest.mark.process
def test_photos_are_never_decoded_by_the_server_or_the_worker_itself():
    code = "import sys, kiosk.app, kiosk.worker; print('pillow_heif' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, check=True
    )
    assert said.stdout == b"False\n"


@pytest.mark.parametrize("kind", ["gif", "bmp", "webp"])
def test_a_picture_that_is_cut_off_is_refused(tmp_path, monkeypatch, kind):
    # WeasyPrint, which the child does not load, changes this setting globally.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    path = tmp_path / "paper"
    path.write_bytes(sample_files.picture(kind.upper())[:60])
    assert check_upload(path, f"a.{kind}") is FileType(kind)
    with pytest.raises(Invalid):
        inspect_file(path, tmp_path, 9)


def second_sheet(data: bytes) -> tuple[int, int]:
    """Where the entries of a TIFF's second sheet begin, and how many they are."""
    at = 4
    for _ in range(2):
        (at,) = struct.unpack_from("<I", data, at)
        (count,) = struct.unpack_from("<H", data, at)
        first, at = at + 2, at + 2 + 12 * count
    return first, count


@pytest.mark.parametrize("tag", [256, 257, 273], ids=["width", "height", "places"])
def test_a_scan_whose_second_sheet_lacks_what_it_must_say_is_refused(tmp_path, tag):
    data = bytearray(sample_files.scan(2))
    first, count = second_sheet(data)
    places = range(first, first + 12 * count, 12)
    (at,) = [at for at in places if struct.unpack_from("<H", data, at) == (tag,)]
    struct.pack_into("<H", data, at, 60_000)
    path = tmp_path / "a.tif"
    path.write_bytes(data)
    assert detect_file_type(path) is FileType.TIFF
    with pytest.raises(Invalid) as refused:
        inspect_file(path, tmp_path, 10)
    assert refused.value.reason == "damaged"


def test_a_bitmap_of_more_than_memory_is_refused(tmp_path):
    path, data = tmp_path / "paper", bytearray(drawn("BMP"))
    data[18:26] = struct.pack("<II", 60_000, 60_000)
    path.write_bytes(data)
    with pytest.raises(Invalid) as refused:
        inspect_file(path, tmp_path, 9)
    assert refused.value.reason == "too_many_pixels"


def test_words_that_begin_like_a_bitmap_are_none(tmp_path):
    (tmp_path / "a").write_bytes(b"BM: Ban thuong vu " * 9)
    with pytest.raises(Invalid):
        check_upload(tmp_path / "a", "a.bmp")


@pytest.mark.parametrize(
    "before", [b"TEXTmdos\0\0", b"\r\n\r\n", b"Content-Type: application/pdf\n\n"]
)
def test_a_pdf_may_begin_a_little_later(tmp_path, before):
    data = before + sample_files.pdf()
    (tmp_path / "a").write_bytes(data)
    assert detect_file_type(tmp_path / "a") is FileType.PDF
    assert shown(data, tmp_path).text == "Quán triệt Nghị quyết trang 1"


@pytest.mark.parametrize(
    "before",
    [b"MZ", b"<html>", b"x" * 1020, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
)
def test_another_file_that_holds_one_is_none(tmp_path, before):
    (tmp_path / "a").write_bytes(before + sample_files.pdf())
    with pytest.raises(Invalid):
        detect_file_type(tmp_path / "a")
