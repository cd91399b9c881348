"""Convert text in legacy Vietnamese fonts (TCVN3, VNI) to Unicode."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from kiosk.errors import N_, Invalid
from kiosk.ingestion.office.package import Element
from kiosk.ingestion.rendering.text_quality import (
    count_vietnamese_letters,
    is_legacy_encoded,
)
from kiosk.text_encodings import TextEncoding, decode_legacy_font, share_right

_FONTS = (
    (TextEncoding.TCVN3, re.compile(r"\.[Vv][Nn]|Vn[A-Z]")),
    (TextEncoding.VNI, re.compile(r"vni[-_ ]", re.IGNORECASE)),
)
# Fonts that draw lower case as capitals: .VnTimeH, .VnArialH …
_CAPITALS = re.compile(r"[^A-Z]H$")
_SUBSTITUTES = (
    (re.compile(r"courier", re.IGNORECASE), "Courier New"),
    (re.compile(r"arial|helve|avant|univer|swiss|black", re.IGNORECASE), "Arial"),
)
SERIF = "Times New Roman"
# Substituted by Caladea, which lacks ơ, ư and letters with two marks.
_WITHOUT_LETTERS = {"Cambria"}
# Fonts without a substitute, and one of nearly the same metrics.
_SAME_WIDTHS = {"Calibri Light": "Calibri"}
# Code points of letters in fonts marked as symbol fonts.
_SYMBOLS = {0xF000 + byte: byte for byte in range(0x20, 0x100)}
# Text with a lower share of valid Vietnamese syllables, given enough letters with
# marks, is refused.
MIN_VALID_SHARE = 0.5
MIN_MARKED_LETTERS = 12


def encoding_of_font(font: str) -> TextEncoding | None:
    """Return the encoding of text in this font; None for Unicode."""
    name = font.strip()
    for writing, pattern in _FONTS:
        if pattern.match(name):
            return writing
    return None


def modern_font(font: str) -> str:
    """Return a modern font that resembles a legacy one."""
    for pattern, name in _SUBSTITUTES:
        if pattern.search(font):
            return name
    return SERIF


FontRenamer = Callable[[str], str]


def font_renamer(text_runs: Iterable["TextRun"]) -> FontRenamer:
    """Return the function that maps font names to fonts with all letters.

    A font whose substitute lacks Vietnamese letters is replaced where such letters are
    used; otherwise each word would be drawn in two fonts.
    """
    lacking = {
        run.font
        for run in text_runs
        if run.font in _WITHOUT_LETTERS and count_vietnamese_letters(run.text)
    }

    def rename(font: str) -> str:
        if encoding_of_font(font) or font in lacking:
            return modern_font(font)
        return _SAME_WIDTHS.get(font, font)

    return rename


def rename_font_attribute(element: Element, key: str, rename: FontRenamer) -> bool:
    """Rename the font in an attribute; return whether the name changed."""
    name = element.get(key)
    if not name or rename(name) == name:
        return False
    element.set(key, rename(name))
    return True


def to_unicode(text: str, font: str) -> str:
    """Return `text`, encoded for this font, in Unicode."""
    writing = encoding_of_font(font)
    if writing is None:
        return text
    converted = decode_legacy_font(text, writing)
    is_raised = writing is TextEncoding.TCVN3 and _CAPITALS.search(font.strip())
    return converted.upper() if is_raised else converted


@dataclass
class TextRun:
    """Text of an element or attribute in one font; `paragraph` groups runs."""

    element: Element
    font: str
    paragraph: object
    attribute: str = ""

    @property
    def text(self) -> str:
        """The text."""
        if self.attribute:
            return str(self.element.get(self.attribute))
        return self.element.text or ""

    @text.setter
    def text(self, text: str) -> None:
        if self.attribute:
            self.element.set(self.attribute, text)
        else:
            self.element.text = text


def convert(text_runs: Iterable[TextRun]) -> bool:
    """Convert all runs in legacy fonts to Unicode; return whether there were any.

    :raises Invalid: the result is not Vietnamese.
    """
    everything = list(text_runs)
    found = False
    for writing in (TextEncoding.TCVN3, TextEncoding.VNI):
        runs = [run for run in everything if encoding_of_font(run.font) is writing]
        for run in runs:
            run.text = run.text.translate(_SYMBOLS)
        old = [run for group in _paragraphs(runs) for run in group]
        if writing is TextEncoding.VNI:
            _join_marks(old)
        written = "\n".join(run.text for run in old)
        new = decode_legacy_font(written, writing)
        before, after = share_right(written), share_right(new)
        marked = sum(not char.isascii() for char in written)
        if max(before, after) < MIN_VALID_SHARE and marked >= MIN_MARKED_LETTERS:
            raise _not_vietnamese(runs[0].font)
        found = found or bool(written.strip())
        # Otherwise it is western text, or Unicode in a legacy font.
        if before <= after:
            for run in old:
                run.text = to_unicode(run.text, run.font)
    return found


def _paragraphs(text_runs: list[TextRun]) -> list[list[TextRun]]:
    """Return the runs by paragraph, without paragraphs already in Unicode."""
    groups = [
        list(group) for _, group in groupby(text_runs, lambda run: id(run.paragraph))
    ]
    return [
        group
        for group in groups
        if not count_vietnamese_letters("".join(run.text for run in group))
    ]


def _join_marks(text_runs: list[TextRun]) -> None:
    """Move a VNI mark to the run of its vowel if the run ends between them."""
    for one, other in pairwise(text_runs):
        if one.paragraph is not other.paragraph or not (one.text and other.text):
            continue
        pair = one.text[-1] + other.text[0]
        if len(decode_legacy_font(pair, TextEncoding.VNI)) == 1:
            one.text, other.text = one.text + other.text[0], other.text[1:]


def refuse_old_fonts(text: str, fonts: Iterable[str]) -> None:
    """Refuse a text in a legacy font where the fonts of single words are unknown.

    :raises Invalid: it is such a text.
    """
    old = [font for font in fonts if encoding_of_font(font)]
    if old and is_legacy_encoded(text):
        raise _not_vietnamese(old[0])


def _not_vietnamese(font: str) -> Invalid:
    return Invalid(
        N_(
            "Tệp dùng phông chữ cũ {font} nhưng chữ không đổi được sang Unicode. Xin"
            " chuyển mã bằng UniKey, hoặc lưu thành PDF rồi tải lên."
        ),
        code="legacy_fonts",
        font=font,
    )
