"""Join Vietnamese syllables that PDFium splits at wide letter gaps.

Some programs place letters with marks in separate text runs. PDFium inserts a space
into the gap that is not in the file: "Ngh ị quy ế t".
"""

import re
import unicodedata
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

# Replaces a space inserted by PDFium: ZERO WIDTH NO-BREAK SPACE.
JOINER = "\ufeff"
# Isolated consonants are parts of a split syllable.
_FRAGMENT = re.compile(r"(?<!\S)[bcdđghklmnpqrstvx]{1,3}(?!\S)", re.IGNORECASE)
_MIN_FRAGMENTS = 2
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?"
    "(?:a[iouy]?|e[ou]?|i(?:a|eu?|u)?|o(?:a[ioy]?|eo?|[io])?"
    "|u(?:ay?|e|i|o[iu]?|u|y(?:a|eu?|u)?)?|y(?:eu?)?)(?:ch|ng|nh|[cmnpt])?"
)
# A file with a smaller share of real spaces relies on gaps for all of them.
_MIN_WRITTEN_SHARE = 0.2
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TOKEN = re.compile(r"\S+")
# Maximum pieces of one syllable.
_MAX_PIECES = 7
# Maximum gap within a word, relative to the line height.
_WIDEST_GAP = 0.35


def join_split_words(textpage: pdfium.PdfTextPage, text: str) -> str:
    """Return `text`, one character per PDFium character, with split syllables joined.

    Returns the same object if nothing is split.
    """
    if len(_FRAGMENT.findall(text)) < _MIN_FRAGMENTS:
        return text
    tokens = [match.span() for match in _TOKEN.finditer(text)]
    spaces = [match.start() for match in re.finditer(" ", text)]
    written = sum(raw.FPDFText_IsGenerated(textpage.raw, at) == 0 for at in spaces)
    if written < _MIN_WRITTEN_SHARE * len(spaces):
        return text
    joints = [
        before[1]
        for before, after in pairwise(tokens)
        if after[0] == before[1] + 1 and _is_no_space(textpage, before[1])
    ]
    torn = _joints_of_syllables(text, tokens, set(joints))
    if not torn:
        return text
    characters = list(text)
    for index in torn:
        characters[index] = JOINER
    return "".join(characters)


def _joints_of_syllables(
    text: str, tokens: list[tuple[int, int]], joints: set[int]
) -> list[int]:
    """Return the joints that connect pieces of one syllable."""
    found, at = list[int](), 0
    while at < len(tokens):
        end = at
        while end + 1 < len(tokens) and tokens[end][1] in joints:
            end += 1
        last = next(
            (
                last
                for last in range(min(end, at + _MAX_PIECES), at, -1)
                if _is_syllable([text[a:b] for a, b in tokens[at : last + 1]])
            ),
            at,
        )
        found += [tokens[index][1] for index in range(at, last)]
        at = last + 1
    return found


def _is_syllable(pieces: list[str]) -> bool:
    """Tell whether the pieces form a Vietnamese syllable, ignoring punctuation."""
    whole = "".join(pieces).strip(".,;:!?()[]“”\"'…")
    letters = unicodedata.normalize("NFD", whole.lower().replace("đ", "d"))
    tones = sum(character in _TONES for character in letters)
    plain = "".join(
        character for character in letters if not unicodedata.combining(character)
    )
    return tones <= 1 and _SYLLABLE.fullmatch(plain) is not None


def _is_no_space(textpage: pdfium.PdfTextPage, index: int) -> bool:
    """Tell whether PDFium inserted this space into a gap too narrow for one."""
    if raw.FPDFText_IsGenerated(textpage.raw, index) != 1:
        return False
    _, bottom, end, top = textpage.get_charbox(index - 1, loose=True)
    begin = textpage.get_charbox(index + 1, loose=True)[0]
    return bool(begin - end < _WIDEST_GAP * (top - bottom))
