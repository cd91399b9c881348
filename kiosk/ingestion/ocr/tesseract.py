"""Call Tesseract for one image at a time, inside the caller's sandbox."""

import io
import math
import os
import re
import subprocess
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from kiosk.ingestion.ocr.ocr_image import OCR_DPI

TESSERACT = "/usr/bin/tesseract"
# Words with less confidence (of 100) are specks and stamps.
MIN_CONFIDENCE = 25
# Minimum confidence for rotating a page.
MIN_TURN_CONFIDENCE = 2.0
_PAGE, _ORIENTATION, _LAYOUT, _SPARSE = "3", "0", "2", "11"
_WORD_LEVEL = "5"
_COLUMNS = 12


@dataclass(frozen=True)
class RecognisedWord:
    """A recognised word: edges in pixels, line, confidence."""

    left: int
    top: int
    right: int
    bottom: int
    line: tuple[int, ...]
    confidence: float
    text: str


@dataclass
class OcrResult:
    """The words recognised on one image."""

    words: list[RecognisedWord] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the text, one line per line, with an empty line between blocks."""
        lines: list[str] = []
        line: tuple[int, ...] = ()
        for word in self.words:
            if lines and word.line == line:
                lines[-1] += " " + word.text
                continue
            if lines and word.line[:2] != line[:2]:
                lines.append("")
            lines.append(word.text)
            line = word.line
        return "\n".join(lines)

    @property
    def confidence(self) -> int:
        """Return the mean confidence weighted by word length; 0 without words."""
        letters = sum(len(word.text) for word in self.words)
        total = sum(word.confidence * len(word.text) for word in self.words)
        return round(total / letters) if letters else 0


def recognise(grey: Image.Image, languages: str) -> OcrResult:
    """Recognise an upright, deskewed page."""
    return _words(_run(grey, _PAGE, languages, "tsv"))


def recognise_scattered(grey: Image.Image, languages: str) -> OcrResult:
    """Recognise words at any position, such as stamps."""
    return _words(_run(grey, _SPARSE, languages, "tsv"))


def quarter_turns_to_upright(grey: Image.Image) -> int:
    """Return the quarter turns, counter-clockwise, that make a page upright."""
    output = _run(grey.reduce(2), _ORIENTATION, "osd")
    turn = re.search(r"^Rotate: (\d+)", output, re.MULTILINE)
    confidence = re.search(r"^Orientation confidence: ([\d.]+)", output, re.MULTILINE)
    if not turn or not confidence or float(confidence[1]) < MIN_TURN_CONFIDENCE:
        return 0
    # "Rotate" counts clockwise.
    return -int(turn[1]) // 90 % 4


def skew(grey: Image.Image, folder: Path) -> float:
    """Return the degrees, counter-clockwise, that deskew a page.

    This mode needs a file, written to `folder` temporarily.
    """
    path = folder / "skew.pgm"
    grey.reduce(2).save(path, "PPM")
    try:
        output = _call(
            [str(path), "stdout", *_mode(_LAYOUT, "osd")], b"", may_fail=True
        )
    finally:
        path.unlink()
    found = re.search(r"^Deskew angle: (-?[\d.]+)", output, re.MULTILINE)
    return math.degrees(float(found[1])) if found else 0.0


def _run(grey: Image.Image, mode: str, languages: str, *output: str) -> str:
    picture = io.BytesIO()
    grey.save(picture, "PPM")
    words = ["stdin", "stdout", *_mode(mode, languages), *output]
    return _call(words, picture.getvalue(), may_fail=mode == _ORIENTATION)


def _mode(mode: str, languages: str) -> list[str]:
    dpi = OCR_DPI if mode in {_PAGE, _SPARSE} else OCR_DPI // 2
    return ["--dpi", str(dpi), "--psm", mode, "-l", languages]


def _call(words: list[str], data: bytes, *, may_fail: bool) -> str:
    """Return Tesseract's output; empty on pages with few letters."""
    done = subprocess.run(
        [TESSERACT, *words],
        input=data,
        stdout=subprocess.PIPE,
        # This mode writes its result to standard error.
        stderr=subprocess.STDOUT if may_fail else subprocess.DEVNULL,
        # Pages run in parallel: one thread each is fastest.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        check=False,
    )
    if done.returncode < 0 or (done.returncode and not may_fail):
        raise OSError(f"tesseract ended with {done.returncode}")
    return done.stdout.decode("utf-8", "replace")


def _words(table: str) -> OcrResult:
    found = []
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD_LEVEL:
            continue
        text = unicodedata.normalize("NFC", cells[11]).strip()
        confidence = float(cells[10])
        if not text or confidence < MIN_CONFIDENCE:
            continue
        left, top, width, height = (int(cell) for cell in cells[6:10])
        line = tuple(int(cell) for cell in cells[1:5])[1:]
        found.append(
            RecognisedWord(
                left, top, left + width, top + height, line, confidence, text
            )
        )
    return OcrResult(found)
