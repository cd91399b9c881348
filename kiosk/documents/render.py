"""Pages into images: `python -m kiosk.documents.render`, in the sandbox.

Arguments: the file, its kind, the output folder, the processor time that one page may
take, in seconds. Reads page numbers (from 1), one a line; for each writes the images
and the words and says one PageMade.
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

from kiosk.documents import child
from kiosk.documents.images import IMAGE_ERRORS, open_image, turn_to
from kiosk.documents.looking import look
from kiosk.documents.lost_letters import has_lost_letters
from kiosk.documents.page_signs import Link
from kiosk.documents.read_signs import read_label, read_links
from kiosk.documents.resolution import coarsest_dpi, dpi_of, square
from kiosk.documents.rules import WIDTHS, ZOOM_WIDTH, fit
from kiosk.documents.secrecy import find_stamp
from kiosk.documents.unread import may_hide_stamp
from kiosk.documents.words import Word, read_words
from kiosk.errors import KioskError

POINTS_PER_INCH = 72

# Chosen by measuring (docs/decisions/0003-ingestion.md): method 2 is a fifth smaller
# than 0 and 1 at nearly their speed, 3 and more take twice the time.
QUALITY = 75
METHOD = 2


@dataclass(frozen=True)
class Picture:
    """A page drawn: its image, its size in points, and what text it has."""

    image: Image.Image
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    text: str = ""
    must_recognise: bool = False
    dpi: int = 0
    label: str = ""
    links: list[Link] = field(default_factory=list)
    has_lost_letters: bool = False


def draw_pdf_page(page: pdfium.PdfPage) -> Image.Image:
    """Draw a page once, at the greatest width; smaller images are made from this."""
    width, height = page.get_size()
    across, _ = fit(width, height)
    # Red first, as Pillow has it, saves a pass over all pixels.
    image: Image.Image = page.render(scale=across / width, rev_byteorder=True).to_pil()
    return image


def encode(image: Image.Image, path: Path) -> None:
    """Write an image as WebP."""
    image.save(path, "WEBP", quality=QUALITY, method=METHOD)


def smaller(image: Image.Image, width: int) -> Image.Image:
    """Return the image at no more than `width`; exact halves by plain averaging."""
    if image.width <= width:
        return image
    if image.width % width == 0:
        return image.reduce(image.width // width)
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.BILINEAR, reducing_gap=2.0)


def sizes(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """Give the image in every nominal width, the greatest first, each from the last."""
    # A page that is not as wide as asked (a long strip, a small photo) is drawn in
    # proportion, so that its thumbnail is small too.
    share = min(1.0, image.width / ZOOM_WIDTH)
    is_strip = image.width < ZOOM_WIDTH and image.height > 4 * image.width
    for width in sorted(WIDTHS, reverse=True):
        image = smaller(image, max(1, round(width * share)) if is_strip else width)
        yield width, image


def _pdf(path: Path) -> Callable[[int], Picture]:
    document = pdfium.PdfDocument(path)

    def read(number: int) -> Picture:
        page = document[number - 1]
        try:
            width, height = page.get_size()
            words, text = read_words(page)
            seen = look(page, text)
            if seen.must_recognise and not seen.is_layer:
                words, text = [], ""
            image = draw_pdf_page(page)
            return Picture(
                image,
                width,
                height,
                words,
                text,
                must_recognise=seen.must_recognise
                or may_hide_stamp(page, image, words),
                dpi=seen.dpi,
                label=read_label(document, number),
                links=read_links(document, page, number),
                has_lost_letters=not seen.must_recognise
                and has_lost_letters(page, image),
            )
        finally:
            page.close()

    return read


def _image(path: Path) -> Callable[[int], Picture]:
    def read(number: int) -> Picture:
        with open_image(path) as image:
            turn_to(image, number)
            dpi, coarsest = dpi_of(image), coarsest_dpi(image)
            upright = on_white(ImageOps.exif_transpose(square(image)))
            width = upright.width * POINTS_PER_INCH / dpi
            height = upright.height * POINTS_PER_INCH / dpi
            across, down = fit(upright.width, upright.height)
            if across < upright.width:
                upright = upright.resize(
                    (across, down), Image.Resampling.LANCZOS, reducing_gap=2.0
                )
            return Picture(upright, width, height, must_recognise=True, dpi=coarsest)

    return read


def on_white(image: Image.Image) -> Image.Image:
    """Return the image in red, green and blue; what is transparent is paper."""
    if image.mode.startswith("I;16"):
        # Sixteen bits of grey: keep the upper eight.
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        return Image.alpha_composite(paper, seen).convert("RGB")
    return image.convert("RGB")


def make_page(read: Callable[[int], Picture], number: int, out: Path) -> child.PageMade:
    """Write the images and words of one page; return what was made."""
    picture = read(number)
    made = []
    for nominal, image in sizes(picture.image):
        encode(image, out / child.image_name(number, nominal))
        made.append((nominal, image.height))
    (out / child.words_name(number)).write_bytes(msgspec.json.encode(picture.words))
    return child.PageMade(
        number,
        picture.width,
        picture.height,
        made,
        picture.text,
        must_recognise=picture.must_recognise,
        dpi=picture.dpi,
        stamp=find_stamp(picture.words, picture.width, picture.height),
        label=picture.label,
        links=picture.links,
        has_lost_letters=picture.has_lost_letters,
    )


@contextmanager
def _failing_quietly(number: int) -> Iterator[None]:
    try:
        yield
    except (
        KioskError,
        pdfium.PdfiumError,
        MemoryError,
        *IMAGE_ERRORS,
    ) as error:
        child.say(child.PageMade(number, failure=type(error).__name__))


def allow(seconds: int) -> None:
    """Let the kernel end this process once it has used so much more processor time."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = math.ceil(time.process_time()) + seconds
    if most != resource.RLIM_INFINITY:
        until = min(until, most)
    resource.setrlimit(resource.RLIMIT_CPU, (until, most))


def main(arguments: list[str]) -> int:
    """Make pages as long as the worker asks for them."""
    path, kind, out = Path(arguments[0]), arguments[1], Path(arguments[2])
    page_seconds = int(arguments[3])
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        read = _pdf(path) if kind == "pdf" else _image(path)
    except pdfium.PdfiumError as error:
        child.say(child.PageMade(child.NO_PAGE, failure=str(error)))
        return 0
    for line in sys.stdin.buffer:
        number = int(line)
        allow(page_seconds)
        with _failing_quietly(number):
            child.say(make_page(read, number, out))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
