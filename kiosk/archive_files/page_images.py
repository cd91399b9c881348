"""Page images of the archive file: the scanner's own image wherever PDF/A allows it.

A page that consists of a single image keeps that image unchanged. Other pages (text,
drawings, several images, other colour spaces) are rendered at print resolution.
"""

import io
import math
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary, Matrix, Name, Stream
from PIL import Image, ImageOps

from kiosk.ingestion.rendering.image_files import open_image, seek_page
from kiosk.ingestion.rendering.render_child import flatten_to_rgb
from kiosk.ingestion.rendering.resolution import POINTS_PER_INCH

ARCHIVE_DPI = 300
ARCHIVE_MAX_PIXELS = 40_000_000
JPEG_QUALITY = 90
# Image compressions that PDF/A-2 allows and that need no conversion.
_FILTERS = {"/DCTDecode", "/FlateDecode", "/CCITTFaxDecode", "/JBIG2Decode"}
_DEVICES = {"/DeviceGray": 1, "/DeviceRGB": 3}
# Content operators of a page that only places images.
_PLACING_OPERATORS = {"q", "Q", "cm", "Do"}
_JPEG_MODES = {"L", "RGB"}
# EXIF orientation: not rotated.
_UPRIGHT = 1
_ORIENTATION = 0x0112


@dataclass(frozen=True)
class ArchiveImage:
    """An image in the archive file, and its matrix on the page."""

    image: pikepdf.Object
    matrix: Matrix


Draw = Callable[[int], ArchiveImage]


def embed_image(pdf: pikepdf.Pdf, image: Image.Image) -> pikepdf.Object:
    """Embed an image: bilevel images losslessly, others as JPEG."""
    facts = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height
    )
    if image.mode == "1":
        facts.ColorSpace, facts.BitsPerComponent = Name.DeviceGray, 1
        facts.Filter = Name.FlateDecode
        return pdf.make_indirect(Stream(pdf, zlib.compress(image.tobytes()), facts))
    plain = image if image.mode in _JPEG_MODES else flatten_to_rgb(image)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return _jpeg(pdf, out.getvalue(), plain)


def _jpeg(pdf: pikepdf.Pdf, data: bytes, image: Image.Image) -> pikepdf.Object:
    facts = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=Name.DeviceGray if image.mode == "L" else Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    return pdf.make_indirect(Stream(pdf, data, facts))


def image_source(
    pdf: pikepdf.Pdf, path: Path, sizes: list[tuple[float, float]]
) -> Draw:
    """Return a function that gives the pages of an image file by number."""

    def draw(number: int) -> ArchiveImage:
        width, height = sizes[number - 1]
        matrix = Matrix(width, 0, 0, height, 0, 0)
        with open_image(path) as image:
            seek_page(image, number)
            is_upright = image.getexif().get(_ORIENTATION, _UPRIGHT) == _UPRIGHT
            if image.format == "JPEG" and image.mode in _JPEG_MODES and is_upright:
                return ArchiveImage(_jpeg(pdf, path.read_bytes(), image), matrix)
            return ArchiveImage(
                embed_image(pdf, ImageOps.exif_transpose(image)), matrix
            )

    return draw


def pdf_source(pdf: pikepdf.Pdf, path: Path) -> Draw:
    """Return a function that gives the pages of a PDF by number."""
    source, drawing = pikepdf.open(path), pdfium.PdfDocument(path)

    def draw(number: int) -> ArchiveImage:
        page = source.pages[number - 1]
        own = _single_image(page)
        if own is not None:
            return ArchiveImage(
                _without_forbidden_keys(pdf.copy_foreign(own.image)), own.matrix
            )
        shown = drawing[number - 1]
        width, height = shown.get_size()
        scale = min(
            ARCHIVE_DPI / POINTS_PER_INCH,
            math.sqrt(ARCHIVE_MAX_PIXELS / width / height),
        )
        image = shown.render(scale=scale, rev_byteorder=True).to_pil()
        return ArchiveImage(embed_image(pdf, image), Matrix(width, 0, 0, height, 0, 0))

    return draw


def _without_forbidden_keys(image: pikepdf.Object) -> pikepdf.Object:
    # Keys forbidden in PDF/A without effect on the image.
    for key in ("/Interpolate", "/Alternates", "/OPI", "/Metadata", "/StructParent"):
        if key in image:
            del image[key]
    return image


def _single_image(page: pikepdf.Page) -> ArchiveImage | None:
    """Return the only image of a page if it may be kept unchanged."""
    if "/Annots" in page:
        return None
    try:
        return _find_single_image(page)
    except (pikepdf.PdfError, LookupError, ValueError, TypeError, AttributeError):
        return None


def _operators(page: pikepdf.Page) -> Iterator[tuple[str, list[Any]]]:
    """Yield the operators of a page that only places images.

    :raises ValueError: the page has other operators.
    """
    for step in pikepdf.parse_content_stream(page):
        operator = str(step.operator)
        if operator not in _PLACING_OPERATORS:
            raise ValueError(operator)
        yield operator, list(step.operands)


def _find_single_image(page: pikepdf.Page) -> ArchiveImage | None:
    matrix, kept, found = Matrix(), [], []
    for operator, operands in _operators(page):
        if operator == "q":
            kept.append(matrix)
        elif operator == "Q":
            matrix = kept.pop()
        elif operator == "cm":
            matrix = Matrix(*(float(value) for value in operands)) @ matrix
        else:
            found.append((page.resources.XObject[str(operands[0])], matrix))
    if len(found) != 1 or not _is_allowed(found[0][0]):
        return None
    image, matrix = found[0]
    return ArchiveImage(image, matrix @ _page_matrix(page))


def _is_allowed(image: pikepdf.Object) -> bool:
    if image.get("/Subtype") != "/Image" or image.get("/ImageMask", False):
        return False
    if any(key in image for key in ("/SMask", "/Mask", "/Decode", "/DecodeParms")):
        # Fax compression needs its parameters, such as the row length.
        terms = {"/SMask", "/Mask", "/Decode"} & set(image.keys())
        if terms or image.get("/Filter") != "/CCITTFaxDecode":
            return False
    packed = image.get("/Filter")
    return isinstance(packed, Name) and str(packed) in _FILTERS and _is_plain(image)


def _is_plain(image: pikepdf.Object) -> bool:
    """Tell whether the colour space is covered by the output intent."""
    space = image.get("/ColorSpace")
    return isinstance(space, Name) and str(space) in _DEVICES


def _page_matrix(page: pikepdf.Page) -> Matrix:
    """Return the matrix from page coordinates to the page as shown."""
    left, bottom, right, top = (float(edge) for edge in page.cropbox)
    turns = int(page.obj.get("/Rotate", 0)) // 90 % 4
    return (
        Matrix(1, 0, 0, 1, -left, -bottom),
        Matrix(0, -1, 1, 0, -bottom, right),
        Matrix(-1, 0, 0, -1, right, top),
        Matrix(0, 1, -1, 0, top, -left),
    )[turns]
