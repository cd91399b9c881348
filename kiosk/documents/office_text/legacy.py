"""Text in fonts from before Unicode: TCVN3 (.VnTime, .VnArial …) and VNI."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby, pairwise

from kiosk.documents.office_text.parts import Element
from kiosk.documents.readable import count_true_letters, is_legacy
from kiosk.errors import N_, Invalid
from kiosk.writings import Writing, rewrite, share_right

_FONTS = (
    (Writing.TCVN3, re.compile(r"\.[Vv][Nn]|Vn[A-Z]")),
    (Writing.VNI, re.compile(r"vni[-_ ]", re.IGNORECASE)),
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
LEAST_RIGHT = 0.5
LETTERS_TO_TELL = 12


def writing_of(font: str) -> Writing | None:
    """Return how text in this font is written, or None where it is Unicode."""
    name = font.strip()
    for writing, pattern in _FONTS:
        if pattern.match(name):
            return writing
    return None


def substitute(font: str) -> str:
    """Return a font of today that looks like an old one."""
    for pattern, name in _SUBSTITUTES:
        if pattern.search(font):
            return name
    return SERIF


Rename = Callable[[str], str]


def renaming(passages: Iterable["Passage"]) -> Rename:
    """Return by which name of today a font is to be drawn with all letters.

    A font that only a font without Vietnamese letters stands in for is renamed where
    such letters are written in it: half of each word would come from another font.
    """
    lacking = {
        each.font
        for each in passages
        if each.font in _WITHOUT_LETTERS and count_true_letters(each.text)
    }

    def rename(font: str) -> str:
        if writing_of(font) or font in lacking:
            return substitute(font)
        return _SAME_WIDTHS.get(font, font)

    return rename


def renamed(element: Element, key: str, rename: Rename) -> bool:
    """Rename the font that an attribute names; return whether it has another name."""
    name = element.get(key)
    if not name or rename(name) == name:
        return False
    element.set(key, rename(name))
    return True


def in_unicode(text: str, font: str) -> str:
    """Return what `text`, written for this font, says."""
    writing = writing_of(font)
    if writing is None:
        return text
    said = rewrite(text, writing)
    is_raised = writing is Writing.TCVN3 and _CAPITALS.search(font.strip())
    return said.upper() if is_raised else said


@dataclass
class Passage:
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


def convert(passages: Iterable[Passage]) -> bool:
    """Rewrite all passages in old fonts in Unicode; return whether there were any.

    :raises Invalid: what comes of it is not Vietnamese.
    """
    everything = list(passages)
    found = False
    for writing in (Writing.TCVN3, Writing.VNI):
        mine = [each for each in everything if writing_of(each.font) is writing]
        for each in mine:
            each.text = each.text.translate(_SYMBOLS)
        old = [each for group in _paragraphs(mine) for each in group]
        if writing is Writing.VNI:
            _join_marks(old)
        written = "\n".join(each.text for each in old)
        new = rewrite(written, writing)
        before, after = share_right(written), share_right(new)
        marked = sum(not char.isascii() for char in written)
        if max(before, after) < LEAST_RIGHT and marked >= LETTERS_TO_TELL:
            raise _not_vietnamese(mine[0].font)
        found = found or bool(written.strip())
        # Western text, or true letters in a font that was filled with them later.
        if before <= after:
            for each in old:
                each.text = in_unicode(each.text, each.font)
    return found


def _paragraphs(passages: list[Passage]) -> list[list[Passage]]:
    """Return the passages by paragraph, but those that hold true letters already."""
    groups = [
        list(group) for _, group in groupby(passages, lambda each: id(each.paragraph))
    ]
    return [
        group
        for group in groups
        if not count_true_letters("".join(each.text for each in group))
    ]


def _join_marks(passages: list[Passage]) -> None:
    """Bring each mark behind its vowel where a piece ends between the two."""
    for one, other in pairwise(passages):
        if one.paragraph is not other.paragraph or not (one.text and other.text):
            continue
        pair = one.text[-1] + other.text[0]
        if len(rewrite(pair, Writing.VNI)) == 1:
            one.text, other.text = one.text + other.text[0], other.text[1:]


def refuse_old_fonts(text: str, fonts: Iterable[str]) -> None:
    """Refuse a text that an old font hides, where fonts of single words are not known.

    :raises Invalid: it is such a text.
    """
    old = [font for font in fonts if writing_of(font)]
    if old and is_legacy(text):
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
