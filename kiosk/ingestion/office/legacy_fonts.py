"""Text in fonts from before Unicode: TCVN3 (.VnTime, .VnArial …) and VNI."""

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
# Their small letters are drawn as capitals: .VnTimeH, .VnArialH …
_CAPITALS = re.compile(r"[^A-Z]H$")
_SUBSTITUTES = (
    (re.compile(r"courier", re.IGNORECASE), "Courier New"),
    (
        re.compile(r"arial|helve|avant|univer|swiss|black", re.IGNORECASE),
        "Arial",
    ),
)
SERIF = "Times New Roman"
# Caladea, of the same widths, has no ơ, no ư and no letter with two marks.
_WITHOUT_LETTERS = {"Cambria"}
# No font of ours stands in for these, but one of nearly the same widths.
_SAME_WIDTHS = {"Calibri Light": "Calibri"}
# Old fonts that count as symbol fonts have their letters here.
_SYMBOLS = {0xF000 + byte: byte for byte in range(0x20, 0x100)}
# Less than this share of Vietnamese syllables, of so many letters with marks: the
# text is something else.
MIN_VALID_SHARE = 0.5
MIN_MARKED_LETTERS = 12


def encoding_of_font(font: str) -> TextEncoding | None:
    """Return how text in this font is written, or None where it is Unicode."""
    name = font.strip()
    for writing, pattern in _FONTS:
        if pattern.match(name):
            return writing
    return None


def modern_font(font: str) -> str:
    """Return a font of today that looks like an old one."""
    for pattern, name in _SUBSTITUTES:
        if pattern.search(font):
            return name
    return SERIF


FontRenamer = Callable[[str], str]


def font_renamer(text_runs: Iterable["TextRun"]) -> FontRenamer:
    """Return by which name of today a font is to be drawn with all letters.

    A font that only a font without Vietnamese letters stands in for is rename_font_attribute where
    such letters are written in it: half of each word would come from another font.
    """
    lacking = {
        each.font
        for each in text_runs
        if each.font in _WITHOUT_LETTERS and count_vietnamese_letters(each.text)
    }

    def rename(font: str) -> str:
        if encoding_of_font(font) or font in lacking:
            return modern_font(font)
        return _SAME_WIDTHS.get(font, font)

    return rename


def rename_font_attribute(element: Element, key: str, rename: FontRenamer) -> bool:
    """FontRenamer the font that an attribute names; return whether it has another name."""
    name = element.get(key)
    if not name or rename(name) == name:
        return False
    element.set(key, rename(name))
    return True


def to_unicode(text: str, font: str) -> str:
    """Return what `text`, written for this font, says."""
    writing = encoding_of_font(font)
    if writing is None:
        return text
    said = decode_legacy_font(text, writing)
    is_raised = writing is TextEncoding.TCVN3 and _CAPITALS.search(font.strip())
    return said.upper() if is_raised else said


@dataclass
class TextRun:
    """A piece of text, or an attribute's, in one font; `paragraph` joins pieces."""

    element: Element
    font: str
    paragraph: object
    attribute: str = ""

    @property
    def text(self) -> str:
        """What it says."""
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
    """Rewrite all text_runs in old fonts in Unicode; return whether there were any.

    :raises Invalid: what comes of it is not Vietnamese.
    """
    everything = list(text_runs)
    found = False
    for writing in (TextEncoding.TCVN3, TextEncoding.VNI):
        mine = [each for each in everything if encoding_of_font(each.font) is writing]
        for each in mine:
            each.text = each.text.translate(_SYMBOLS)
        old = [each for group in _paragraphs(mine) for each in group]
        if writing is TextEncoding.VNI:
            _join_marks(old)
        written = "\n".join(each.text for each in old)
        new = decode_legacy_font(written, writing)
        before, after = share_right(written), share_right(new)
        marked = sum(not char.isascii() for char in written)
        if max(before, after) < MIN_VALID_SHARE and marked >= MIN_MARKED_LETTERS:
            raise _not_vietnamese(mine[0].font)
        found = found or bool(written.strip())
        # Western text, or true letters in a font that was filled with them later.
        if before <= after:
            for each in old:
                each.text = to_unicode(each.text, each.font)
    return found


def _paragraphs(text_runs: list[TextRun]) -> list[list[TextRun]]:
    """Return the text_runs by paragraph, but those that hold true letters already."""
    groups = [
        list(group) for _, group in groupby(text_runs, lambda each: id(each.paragraph))
    ]
    return [
        group
        for group in groups
        if not count_vietnamese_letters("".join(each.text for each in group))
    ]


def _join_marks(text_runs: list[TextRun]) -> None:
    """Bring each mark behind its vowel where a piece ends between the two."""
    for one, other in pairwise(text_runs):
        if one.paragraph is not other.paragraph or not (one.text and other.text):
            continue
        pair = one.text[-1] + other.text[0]
        if len(decode_legacy_font(pair, TextEncoding.VNI)) == 1:
            one.text, other.text = one.text + other.text[0], other.text[1:]


def refuse_old_fonts(text: str, fonts: Iterable[str]) -> None:
    """Refuse a text that an old font hides, where fonts of single words are not known.

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
