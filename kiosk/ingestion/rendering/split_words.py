"""Words that a program has split: joined where the letters stand as in one syllable.

Some programs place letters with marks in runs of their own. PDFium takes the gap for a
space of which the file knows nothing: "Ngh ị quy ế t".
"""

import re
import unicodedata
from itertools import pairwise

import pypdfium2 as pdfium
from pypdfium2 import raw

# Stands where PDFium put a space that is none. No program sees or breaks it.
JOINER = "\ufeff"
# Letters without a vowel, standing alone, are part of a syllable.
_FRAGMENT = re.compile(r"(?<!\S)[bcdđghklmnpqrstvx]{1,3}(?!\S)", re.IGNORECASE)
_LEAST_FRAGMENTS = 2
_SYLLABLE = re.compile(
    "(?:ngh?|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?"
    "(?:a[iouy]?|e[ou]?|i(?:a|eu?|u)?|o(?:a[ioy]?|eo?|[io])?"
    "|u(?:ay?|e|i|o[iu]?|u|y(?:a|eu?|u)?)?|y(?:eu?)?)(?:ch|ng|nh|[cmnpt])?"
)
# Who writes fewer of the spaces himself leaves all to the gaps, which are true then.
_MIN_WRITTEN_SHARE = 0.2
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TOKEN = re.compile(r"\S+")
# No syllable is torn into more pieces.
_MOST_PIECES = 7
# A gap within a word is narrower than so many of the letters' heights.
_WIDEST_GAP = 0.35


def join_split_words(textpage: pdfium.PdfTextPage, text: str) -> str:
    """Return `text`, one sign for each of PDFium's, with split words joined.

    The very same text comes back where nothing is split.
    """
    if len(_FRAGMENT.findall(text)) < _LEAST_FRAGMENTS:
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
    signs = list(text)
    for index in torn:
        signs[index] = JOINER
    return "".join(signs)


def _joints_of_syllables(
    text: str, tokens: list[tuple[int, int]], joints: set[int]
) -> list[int]:
    """Return those of the joints at which pieces of one syllable meet."""
    found, at = list[int](), 0
    while at < len(tokens):
        end = at
        while end + 1 < len(tokens) and tokens[end][1] in joints:
            end += 1
        last = next(
            (
                last
                for last in range(min(end, at + _MOST_PIECES), at, -1)
                if _is_syllable([text[a:b] for a, b in tokens[at : last + 1]])
            ),
            at,
        )
        found += [tokens[index][1] for index in range(at, last)]
        at = last + 1
    return found


def _is_syllable(pieces: list[str]) -> bool:
    """Tell whether pieces make a Vietnamese syllable, punctuation around it aside."""
    whole = "".join(pieces).strip(".,;:!?()[]“”\"'…")
    letters = unicodedata.normalize("NFD", whole.lower().replace("đ", "d"))
    tones = sum(sign in _TONES for sign in letters)
    plain = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return tones <= 1 and _SYLLABLE.fullmatch(plain) is not None


def _is_no_space(textpage: pdfium.PdfTextPage, index: int) -> bool:
    """Tell whether PDFium itself put a space, into a gap too narrow for one."""
    if raw.FPDFText_IsGenerated(textpage.raw, index) != 1:
        return False
    _, bottom, end, top = textpage.get_charbox(index - 1, loose=True)
    begin = textpage.get_charbox(index + 1, loose=True)[0]
    return bool(begin - end < _WIDEST_GAP * (top - bottom))
