"""Render pages: `python -m kiosk.ingestion.rendering.render_child`, in the sandbox.

Arguments: the file, its type, the output folder, the CPU seconds per page. Reads page
numbers (from 1), one per line; for each writes the images and word boxes and sends one
RenderedPage.
"""

import math
import resource
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
from PIL import Image, ImageOps

from kiosk.documents.rules import WIDTHS, ZOOM_WIDTH, fit_image
from kiosk.errors import KioskError
from kiosk.ingestion import child_protocol
from kiosk.ingestion.rendering.image_files import IMAGE_ERRORS, open_image, seek_page
from kiosk.ingestion.rendering.lost_letters import has_lost_letters
from kiosk.ingestion.rendering.navigation_reader import read_label, read_links
from kiosk.ingestion.rendering.page_navigation import Link
from kiosk.ingestion.rendering.page_probe import probe_page
from kiosk.ingestion.rendering.resolution import (
    POINTS_PER_INCH,
    coarsest_dpi_of,
    dpi_of,
    with_square_pixels,
)
from kiosk.ingestion.rendering.text_layer import WordBox, read_text_layer
from kiosk.ingestion.rendering.unexplained_ink import may_contain_stamp
from kiosk.ingestion.secrecy_stamps import find_stamp

# Measured (docs/decisions/0003-ingestion.md): method 2 is a fifth smaller than 0 and 1
# at nearly their speed; 3 and more take twice the time.
WEBP_QUALITY = 75
WEBP_METHOD = 2


@dataclass(frozen=True)
class DrawnPage:
    """A drawn page: its image, its size in points, and its text."""

    image: Image.Image
    width: float
    height: float
    words: list[WordBox] = field(default_factory=list)
    text: str = ""
    needs_ocr: bool = False
    dpi: int = 0
    label: str = ""
    links: list[Link] = field(default_factory=list)
    has_lost_letters: bool = False


def draw_pdf_page(page: pdfium.PdfPage) -> Image.Image:
    """Draw a page once at the largest width; the smaller images derive from it."""
    width, height = page.get_size()
    target_width, _ = fit_image(width, height)
    # RGB order, as Pillow expects it, saves a pass over all pixels.
    image: Image.Image = page.render(
        scale=target_width / width, rev_byteorder=True
    ).to_pil()
    return image


def save_webp(image: Image.Image, path: Path) -> None:
    """Write an image as WebP."""
    image.save(path, "WEBP", quality=WEBP_QUALITY, method=WEBP_METHOD)


def shrink(image: Image.Image, width: int) -> Image.Image:
    """Return the image at no more than `width` pixels; exact fractions by averaging."""
    if image.width <= width:
        return image
    if image.width % width == 0:
        return image.reduce(image.width // width)
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=2.0)


def in_all_widths(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """Yield the image in every nominal width, largest first, each from the previous."""
    # A narrow strip is scaled in proportion, so that its thumbnail is small too.
    share = min(1.0, image.width / ZOOM_WIDTH)
    is_strip = image.width < ZOOM_WIDTH and image.height > 4 * image.width
    for width in sorted(WIDTHS, reverse=True):
        image = shrink(image, max(1, round(width * share)) if is_strip else width)
        yield width, image


def pdf_page_reader(path: Path) -> Callable[[int], DrawnPage]:
    """Return a function that draws and reads a page of a PDF."""
    document = pdfium.PdfDocument(path)

    def read(number: int) -> DrawnPage:
        page = document[number - 1]
        try:
            width, height = page.get_size()
            words, text = read_text_layer(page)
            seen = probe_page(page, text)
            if seen.needs_ocr and not seen.is_layer:
                words, text = [], ""
            image = draw_pdf_page(page)
            return DrawnPage(
                image,
                width,
                height,
                words,
                text,
                needs_ocr=seen.needs_ocr or may_contain_stamp(page, image, words),
                dpi=seen.dpi,
                label=read_label(document, number),
                links=read_links(document, page, number),
                has_lost_letters=not seen.needs_ocr and has_lost_letters(page, image),
            )
        finally:
            page.close()

    return read


def image_page_reader(path: Path) -> Callable[[int], DrawnPage]:
    """Return a function that draws a page of an image file."""

    def read(number: int) -> DrawnPage:
        with open_image(path) as image:
            seek_page(image, number)
            dpi, coarsest = dpi_of(image), coarsest_dpi_of(image)
            upright = flatten_to_rgb(ImageOps.exif_transpose(with_square_pixels(image)))
            width = upright.width * POINTS_PER_INCH / dpi
            height = upright.height * POINTS_PER_INCH / dpi
            target_width, target_height = fit_image(upright.width, upright.height)
            if target_width < upright.width:
                upright = upright.resize(
                    (target_width, target_height),
                    Image.Resampling.LANCZOS,
                    reducing_gap=2.0,
                )
            return DrawnPage(upright, width, height, needs_ocr=True, dpi=coarsest)

    return read


def flatten_to_rgb(image: Image.Image) -> Image.Image:
    """Return the image as RGB on a white background."""
    if image.mode.startswith("I;16"):
        # 16-bit grey: keep the upper 8 bits.
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        background = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(background, seen).convert("RGB")
    return image.convert("RGB")


def render_page(
    read: Callable[[int], DrawnPage], number: int, out: Path
) -> child_protocol.RenderedPage:
    """Write the images and word boxes of one page."""
    picture = read(number)
    made = []
    for nominal, image in in_all_widths(picture.image):
        save_webp(image, out / child_protocol.image_name(number, nominal))
        made.append((nominal, image.height))
    (out / child_protocol.words_name(number)).write_bytes(
        msgspec.json.encode(picture.words)
    )
    return child_protocol.RenderedPage(
        number,
        picture.width,
        picture.height,
        made,
        picture.text,
        needs_ocr=picture.needs_ocr,
        dpi=picture.dpi,
        stamp=find_stamp(picture.words, picture.width, picture.height),
        label=picture.label,
        links=picture.links,
        has_lost_letters=picture.has_lost_letters,
    )


@contextmanager
def _reporting_failure(number: int) -> Iterator[None]:
    try:
        yield
    except (
        KioskError,
        pdfium.PdfiumError,
        MemoryError,
        *IMAGE_ERRORS,
    ) as error:
        child_protocol.send(
            child_protocol.RenderedPage(number, failure=type(error).__name__)
        )


def limit_cpu_time(seconds: int) -> None:
    """Set RLIMIT_CPU to the CPU time used so far plus `seconds`."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = math.ceil(time.process_time()) + seconds
    if most != resource.RLIM_INFINITY:
        until = min(until, most)
    resource.setrlimit(resource.RLIMIT_CPU, (until, most))


def main(arguments: list[str]) -> int:
    """Render the pages requested on standard input."""
    path, kind, out = Path(arguments[0]), arguments[1], Path(arguments[2])
    page_seconds = int(arguments[3])
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        read = pdf_page_reader(path) if kind == "pdf" else image_page_reader(path)
    except pdfium.PdfiumError as error:
        child_protocol.send(
            child_protocol.RenderedPage(child_protocol.WHOLE_FILE, failure=str(error))
        )
        return 0
    for line in sys.stdin.buffer:
        number = int(line)
        limit_cpu_time(page_seconds)
        with _reporting_failure(number):
            child_protocol.send(render_page(read, number, out))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
