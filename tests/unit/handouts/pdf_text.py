"""Read QR codes from generated badges with an independent decoder."""

import io
import zipfile
from dataclasses import dataclass

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageFilter

# What an office printer puts on paper and a camera sees of it.
PRINT_DPI = 300


def opened(data: bytes) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in opened(data)]


def drawn(page: pdfium.PdfPage, dpi: int = PRINT_DPI) -> Image.Image:
    return page.render(scale=dpi / 72).to_pil().convert("L")


@dataclass(frozen=True)
class Code:
    """A code found on a page: what it says, its side in mm, and its level."""

    text: str
    side: float
    level: str


def codes(picture: Image.Image, dpi: int = PRINT_DPI) -> list[Code]:
    """Return every QR code in an image."""
    return [
        Code(
            found.text,
            (found.position.top_right.x - found.position.top_left.x) / dpi * 25.4,
            found.ec_level,
        )
        for found in zxingcpp.read_barcodes(picture, zxingcpp.BarcodeFormat.QRCode)
    ]


def read(data: bytes) -> list[str]:
    """Return the content of the codes on all pages."""
    return [code.text for page in opened(data) for code in codes(drawn(page))]


def rotated(picture: Image.Image) -> Image.Image:
    return picture.rotate(23, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def blurred(picture: Image.Image) -> Image.Image:
    """Out of focus by 0.25 mm at 150 dpi: two fifths of a module of a long address."""
    return picture.filter(ImageFilter.GaussianBlur(1.5))


def faint(picture: Image.Image) -> Image.Image:
    """Toner that runs out on grey paper: black is 120, white is 170."""
    return picture.point(lambda value: 120 + value * 50 // 255)


SPOILT = {"rotated": rotated, "blurred": blurred, "faint": faint}


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
