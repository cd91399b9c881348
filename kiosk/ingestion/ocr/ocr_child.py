"""Recognise one page: `python -m kiosk.ingestion.ocr.ocr_child`, in the sandbox.

Arguments: the file, its type, the output folder, the page (from 1), the languages.
Writes the word boxes and sends one RecognisedText.
"""

import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
from PIL import Image, ImageOps

from kiosk.documents.rules import UNSURE_WORD
from kiosk.ingestion import child_protocol
from kiosk.ingestion.ocr import tesseract
from kiosk.ingestion.ocr.framed_areas import framed
from kiosk.ingestion.ocr.ocr_image import (
    OCR_DPI,
    OCR_MAX_PIXELS,
    OcrImage,
    is_blank,
    red_ink,
    without_red,
)
from kiosk.ingestion.rendering.image_files import open_image, seek_page
from kiosk.ingestion.rendering.page_probe import probe_page
from kiosk.ingestion.rendering.render_child import flatten_to_rgb
from kiosk.ingestion.rendering.resolution import (
    POINTS_PER_INCH,
    finest_dpi_of,
    with_square_pixels,
)
from kiosk.ingestion.rendering.text_layer import (
    UncertainWordBox,
    WordBox,
    read_text_layer,
)
from kiosk.ingestion.rendering.text_quality import confirms
from kiosk.ingestion.rendering.unexplained_ink import blank_out_words
from kiosk.ingestion.secrecy_stamps import find_stamp, find_stamp_in_text

# Length of a WordBox; an UncertainWordBox is longer.
_CERTAIN_LENGTH = 5
# Limit for enlarging low-resolution scans.
MAX_ENLARGEMENT = 3.0


def draw_page(path: Path, kind: str, number: int) -> Image.Image:
    """Return the page as an RGB image of about 300 dpi."""
    if kind == "pdf":
        document = pdfium.PdfDocument(path)
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(OCR_DPI / POINTS_PER_INCH, (OCR_MAX_PIXELS / width / height) ** 0.5)
        image: Image.Image = page.render(scale=scale, rev_byteorder=True).to_pil()
        return image.convert("RGB")
    with open_image(path) as scan:
        seek_page(scan, number)
        upright = flatten_to_rgb(ImageOps.exif_transpose(with_square_pixels(scan)))
        share = min(
            OCR_DPI / finest_dpi_of(scan),
            MAX_ENLARGEMENT,
            (OCR_MAX_PIXELS / upright.width / upright.height) ** 0.5,
        )
        size = [max(1, round(side * share)) for side in upright.size]
        return upright.resize((size[0], size[1]), Image.Resampling.LANCZOS)


def recognise_picture(
    picture: Image.Image, languages: str, folder: Path
) -> tuple[child_protocol.RecognisedText, list[WordBox | UncertainWordBox]]:
    """Recognise a page in any orientation; boxes are fractions of the page as shown."""
    grey, red = without_red(picture), red_ink(picture)
    if red is None and is_blank(grey):
        return child_protocol.RecognisedText(is_blank=True), []
    quarters = tesseract.quarter_turns_to_upright(grey)
    ocr_image = OcrImage(grey).rotated(quarters)
    degrees = tesseract.skew(ocr_image.image, folder)
    ocr_image = ocr_image.deskewed(degrees)
    reading = tesseract.recognise(ocr_image.image, languages)
    stamp = _find_stamp(reading, ocr_image)
    if not stamp and red is not None:
        # `grey` lacks red ink: recognise red stamps separately.
        inked = OcrImage(red).rotated(quarters).deskewed(degrees)
        stamp = _find_stamp(
            tesseract.recognise_scattered(inked.image, languages), inked
        ) or _framed_stamp(inked.image, languages)
    stamp = stamp or _framed_stamp(ocr_image.image, languages)
    words = [_word_box(word, ocr_image) for word in reading.words]
    made = child_protocol.RecognisedText(reading.text, reading.confidence, stamp=stamp)
    return made, words


@dataclass(frozen=True)
class OwnText:
    """The text layer of a page, unless it is unusable."""

    words: list[WordBox] = field(default_factory=list)
    text: str = ""
    needs_ocr: bool = True


def read_page(
    path: Path, kind: str, number: int, languages: str, folder: Path
) -> tuple[
    child_protocol.RecognisedText, list[WordBox | UncertainWordBox] | list[WordBox]
]:
    """Recognise a page; its own words are kept if OCR confirms them."""
    picture = draw_page(path, kind, number)
    own = _own_text(path, number) if kind == "pdf" else OwnText()
    if own.words and not own.needs_ocr:
        # Look for stamps only in what the text layer does not explain.
        grey = blank_out_words(picture, own.words).convert("L")
        first = _first_language(languages)
        stamp = _find_stamp(
            tesseract.recognise_scattered(grey, first), OcrImage(grey)
        ) or _framed_stamp(grey, first)
        return child_protocol.RecognisedText(
            own.text, stamp=stamp, is_own=True
        ), own.words
    made, words = recognise_picture(picture, languages, folder)
    certain = [word[4] for word in words if len(word) == _CERTAIN_LENGTH]
    if not own.words or not confirms(own.text, certain):
        return made, words
    width, height = (side * POINTS_PER_INCH / OCR_DPI for side in picture.size)
    stamp = made.stamp or find_stamp(own.words, width, height)
    made = child_protocol.RecognisedText(
        own.text, stamp=stamp, is_own=True, is_layer=True
    )
    return made, own.words


def _own_text(path: Path, number: int) -> OwnText:
    page = pdfium.PdfDocument(path)[number - 1]
    words, text = read_text_layer(page)
    probe = probe_page(page, text)
    if probe.needs_ocr and not probe.is_layer:
        return OwnText()
    return OwnText(words, text, probe.needs_ocr)


def _word_box(
    word: tesseract.RecognisedWord, ocr_image: OcrImage
) -> WordBox | UncertainWordBox:
    box = ocr_image.to_fractions((word.left, word.top, word.right, word.bottom))
    # Adding a number to every word would enlarge downloads by a tenth.
    if word.confidence < UNSURE_WORD:
        return (*box, word.text, int(word.confidence))
    return (*box, word.text)


def _find_stamp(reading: tesseract.OcrResult, ocr_image: OcrImage) -> str:
    """Return the secrecy stamp on the upright page, or an empty string."""
    width, height = ocr_image.image.size
    words: list[WordBox] = [
        (
            word.left / width,
            word.top / height,
            (word.right - word.left) / width,
            (word.bottom - word.top) / height,
            word.text,
        )
        for word in reading.words
    ]
    points = POINTS_PER_INCH / OCR_DPI
    return find_stamp(words, width * points, height * points)


def _framed_stamp(grey: Image.Image, languages: str) -> str:
    """Look for a stamp in the frames of a page that stands upright."""
    for part in framed(grey):
        said = tesseract.recognise_scattered(part, _first_language(languages))
        if stamp := find_stamp_in_text(said.text):
            return stamp
    return ""


def _first_language(languages: str) -> str:
    # With English as second language, MẬT in capitals is recognised as MAT.
    return languages.split("+", maxsplit=1)[0]


def main(arguments: list[str]) -> int:
    """Recognise one page and send the result."""
    path, kind, out = Path(arguments[0]), arguments[1], Path(arguments[2])
    number, languages = int(arguments[3]), arguments[4]
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    made, words = read_page(path, kind, number, languages, out)
    (out / child_protocol.words_name(number)).write_bytes(msgspec.json.encode(words))
    child_protocol.send(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
