"""One page's picture into text: `python -m kiosk.documents.recognise`, in the sandbox.

Arguments: the file, its kind, the output folder, the page (from 1), the languages.
Writes the words with their boxes and says one PageRead.
"""

import sys
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
from PIL import Image, ImageOps

from kiosk.documents import child, tesseract
from kiosk.documents.frames import framed
from kiosk.documents.images import open_image, turn_to
from kiosk.documents.looking import POINTS_PER_INCH, look
from kiosk.documents.readable import agrees
from kiosk.documents.render import on_white
from kiosk.documents.resolution import finest_dpi, square
from kiosk.documents.rules import UNSURE_WORD
from kiosk.documents.secrecy import find_stamp, stamp_in
from kiosk.documents.sheets import (
    DPI,
    MOST_PIXELS,
    Sheet,
    is_blank,
    red_layer,
    text_layer,
)
from kiosk.documents.unread import blanked
from kiosk.documents.words import UnsureWord, Word, read_words

# How long a word is that was read without a doubt.
_SURE = 5
# A coarse scan is enlarged, never by more than this.
MOST_ENLARGED = 3.0


def draw(path: Path, kind: str, number: int) -> Image.Image:
    """Return the page as a picture of about 300 dots an inch, in colour."""
    if kind == "pdf":
        document = pdfium.PdfDocument(path)
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(DPI / POINTS_PER_INCH, (MOST_PIXELS / width / height) ** 0.5)
        image: Image.Image = page.render(scale=scale, rev_byteorder=True).to_pil()
        return image.convert("RGB")
    with open_image(path) as scan:
        turn_to(scan, number)
        upright = on_white(ImageOps.exif_transpose(square(scan)))
        share = min(
            DPI / finest_dpi(scan),
            MOST_ENLARGED,
            (MOST_PIXELS / upright.width / upright.height) ** 0.5,
        )
        size = [max(1, round(side * share)) for side in upright.size]
        return upright.resize((size[0], size[1]), Image.Resampling.LANCZOS)


def read(
    picture: Image.Image, languages: str, folder: Path
) -> tuple[child.PageRead, list[Word | UnsureWord]]:
    """Recognise a page, however it lies; boxes are fractions of the page as it lies."""
    grey, red = text_layer(picture), red_layer(picture)
    if red is None and is_blank(grey):
        return child.PageRead(is_blank=True), []
    quarters = tesseract.quarters_to_upright(grey)
    sheet = Sheet(grey).turned(quarters)
    degrees = tesseract.skew(sheet.image, folder)
    sheet = sheet.levelled(degrees)
    reading = tesseract.recognise(sheet.image, languages)
    stamp = _stamp(reading, sheet)
    if not stamp and red is not None:
        # Red ink was faded above; stamps are read from it alone.
        inked = Sheet(red).turned(quarters).levelled(degrees)
        stamp = _stamp(
            tesseract.recognise_sparse(inked.image, languages), inked
        ) or _framed_stamp(inked.image, languages)
    stamp = stamp or _framed_stamp(sheet.image, languages)
    words = [_placed(word, sheet) for word in reading.words]
    made = child.PageRead(reading.text, reading.confidence, stamp=stamp)
    return made, words


@dataclass(frozen=True)
class Own:
    """The words that a page has itself, if they may be true."""

    words: list[Word] = field(default_factory=list)
    text: str = ""
    must_recognise: bool = True


def read_page(
    path: Path, kind: str, number: int, languages: str, folder: Path
) -> tuple[child.PageRead, list[Word | UnsureWord] | list[Word]]:
    """Recognise a page of a file; words that it has itself stay if they are true."""
    picture = draw(path, kind, number)
    own = _own(path, number) if kind == "pdf" else Own()
    if own.words and not own.must_recognise:
        # Only what its words do not account for: a stamp drawn, or a picture of one.
        grey = blanked(picture, own.words).convert("L")
        first = _first(languages)
        stamp = _stamp(
            tesseract.recognise_sparse(grey, first), Sheet(grey)
        ) or _framed_stamp(grey, first)
        return child.PageRead(own.text, stamp=stamp, is_own=True), own.words
    made, words = read(picture, languages, folder)
    sure = [word[4] for word in words if len(word) == _SURE]
    if not own.words or not agrees(own.text, sure):
        return made, words
    width, height = (side * POINTS_PER_INCH / DPI for side in picture.size)
    stamp = made.stamp or find_stamp(own.words, width, height)
    made = child.PageRead(own.text, stamp=stamp, is_own=True, is_layer=True)
    return made, own.words


def _own(path: Path, number: int) -> Own:
    page = pdfium.PdfDocument(path)[number - 1]
    words, text = read_words(page)
    seen = look(page, text)
    if seen.must_recognise and not seen.is_layer:
        return Own()
    return Own(words, text, seen.must_recognise)


def _placed(word: tesseract.Spotted, sheet: Sheet) -> Word | UnsureWord:
    box = sheet.place((word.left, word.top, word.right, word.bottom))
    # A number behind every word would make the tablets' download a tenth larger.
    if word.confidence < UNSURE_WORD:
        return (*box, word.text, int(word.confidence))
    return (*box, word.text)


def _stamp(reading: tesseract.Reading, sheet: Sheet) -> str:
    """Look for a stamp on the page as it stands upright."""
    width, height = sheet.image.size
    words: list[Word] = [
        (
            word.left / width,
            word.top / height,
            (word.right - word.left) / width,
            (word.bottom - word.top) / height,
            word.text,
        )
        for word in reading.words
    ]
    points = POINTS_PER_INCH / DPI
    return find_stamp(words, width * points, height * points)


def _framed_stamp(grey: Image.Image, languages: str) -> str:
    """Look for a stamp in the frames of a page that stands upright."""
    for part in framed(grey):
        said = tesseract.recognise_sparse(part, _first(languages))
        if stamp := stamp_in(said.text):
            return stamp
    return ""


def _first(languages: str) -> str:
    # Beside English, MẬT in large letters is read as MAT.
    return languages.split("+", maxsplit=1)[0]


def main(arguments: list[str]) -> int:
    """Recognise one page and say what was found."""
    path, kind, out = Path(arguments[0]), arguments[1], Path(arguments[2])
    number, languages = int(arguments[3]), arguments[4]
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    made, words = read_page(path, kind, number, languages, out)
    (out / child.words_name(number)).write_bytes(msgspec.json.encode(words))
    child.say(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
