"""Read a page of a PDF: where text stands, in which font and size, and drawn rules."""

import ctypes
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

POINT_MM = 25.4 / 72
_NAME_BYTES = 200
# How far the sides of a box may be from the baseline of the words in it, in mm.
_ABOVE_MM, _BELOW_MM = 8, 4


@dataclass(frozen=True)
class Letter:
    """A character: its font and size (pt), box and baseline in mm from the top left."""

    text: str
    font: str
    size: float
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    # Red, green, blue; 0 to 255.
    colour: tuple[int, int, int]

    @property
    def is_bold(self) -> bool:
        """Return whether the font is bold."""
        return "Bold" in self.font

    @property
    def is_italic(self) -> bool:
        """Return whether the font is italic."""
        return "Italic" in self.font


@dataclass(frozen=True)
class Words:
    """Text that was found on a page."""

    letters: list[Letter]

    @property
    def size(self) -> float:
        """Return the font size in points."""
        return self.letters[0].size

    @property
    def style(self) -> str:
        """Return `bold`, `italic`, `bold italic` or `upright`."""
        first = self.letters[0]
        names = [("bold", first.is_bold), ("italic", first.is_italic)]
        return " ".join(name for name, has in names if has) or "upright"

    @property
    def left(self) -> float:
        """Return the left edge in mm."""
        return min(letter.left for letter in self.letters)

    @property
    def right(self) -> float:
        """Return the right edge in mm."""
        return max(letter.right for letter in self.letters)

    @property
    def width(self) -> float:
        """Return the width in mm."""
        return self.right - self.left

    @property
    def centre(self) -> float:
        """Return the middle between left and right in mm."""
        return (self.left + self.right) / 2

    @property
    def baseline(self) -> float:
        """Return the baseline of the first letter in mm from the top."""
        return self.letters[0].baseline

    @property
    def top(self) -> float:
        """Return the top edge in mm."""
        return min(letter.top for letter in self.letters)


@dataclass(frozen=True)
class Rule:
    """A drawn box or line: its edges in mm from the top left."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width in mm."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height in mm."""
        return self.bottom - self.top


class PaperPage:
    """One page, read as a whole."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.size = tuple(side * POINT_MM for side in page.get_size())
        text = page.get_textpage()
        self.words = str(text.get_text_range())
        # Characters without a glyph, as line ends, are among them.
        self.letters = [
            _letter(text, index, self.size[1]) for index in range(text.count_chars())
        ]
        self._boxes = [
            one.get_bounds() for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
        ]
        images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
        self.has_images = bool(list(images))

    def find(self, words: str, *, is_last: bool = False) -> Words:
        """Return where a text stands on the page for the first or the last time.

        :raises LookupError: it is not there.
        """
        text = "".join(letter.text for letter in self.letters)
        start = text.rfind(words) if is_last else text.find(words)
        if start < 0:
            raise LookupError(words)
        found = self.letters[start : start + len(words)]
        return Words([one for one in found if one.text.strip()])

    def line_below(self, words: Words) -> Words:
        """Return the next line of text below some words.

        :raises ValueError: there is none.
        """
        below = [
            one
            for one in self.letters
            if one.text.strip() and one.baseline > words.baseline + 1
        ]
        next_line = min(one.baseline for one in below)
        return Words([one for one in below if one.baseline < next_line + 1])

    def rules(self) -> list[Rule]:
        """Return what is drawn."""
        height = self.size[1]
        return [
            Rule(
                left * POINT_MM,
                right * POINT_MM,
                height - top * POINT_MM,
                height - bottom * POINT_MM,
            )
            for left, bottom, right, top in self._boxes
        ]

    def box_around(self, words: Words) -> Rule:
        """Return the outer edges of the box drawn around some words.

        :raises ValueError: there is none.
        """
        return _enclosing(self.rules(), words)

    def rule_below(self, words: Words, within: float = 6) -> Rule:
        """Return the first rule whose lower edge is at most `within` mm below a text.

        :raises LookupError: there is none.
        """
        below = [
            rule
            for rule in self.rules()
            if 0 < rule.bottom - words.baseline < within
            and rule.left < words.centre < rule.right
        ]
        if not below:
            raise LookupError("no rule")
        return min(below, key=lambda rule: rule.bottom)


def _enclosing(rules: list[Rule], words: Words) -> Rule:
    """Return the edges of what is drawn around some words.

    :raises ValueError: nothing is.
    """
    near = [
        rule
        for rule in rules
        if rule.left < words.centre < rule.right
        and rule.top > words.baseline - _ABOVE_MM
        and rule.bottom < words.baseline + _BELOW_MM
    ]
    return Rule(
        min(rule.left for rule in near),
        max(rule.right for rule in near),
        min(rule.top for rule in near),
        max(rule.bottom for rule in near),
    )


def _letter(text: pdfium.PdfTextPage, index: int, height: float) -> Letter:
    name, flags = ctypes.create_string_buffer(_NAME_BYTES), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text.raw, index, name, _NAME_BYTES, flags)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text.raw, index, matrix)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
    left, bottom, right, top = text.get_charbox(index)
    colour = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text.raw, index, *colour)
    red, green, blue, _ = (one.value for one in colour)
    return Letter(
        text=chr(raw.FPDFText_GetUnicode(text.raw, index)),
        font=name.value.decode("utf-8", "replace"),
        size=round(raw.FPDFText_GetFontSize(text.raw, index) * matrix.a, 2),
        left=left * POINT_MM,
        right=right * POINT_MM,
        top=height - top * POINT_MM,
        bottom=height - bottom * POINT_MM,
        baseline=height - y.value * POINT_MM,
        colour=(red, green, blue),
    )


def read_paper(content: bytes) -> list[PaperPage]:
    """Return the pages of a PDF."""
    with pdfium.PdfDocument(content) as document:
        return [PaperPage(document[index]) for index in range(len(document))]
