"""Stamps of secrecy on a page: what bears one may not be on a networked computer.

The words stand in running text every day (bí mật nhà nước, mật độ); a stamp is told
by how it stands: capitals, alone, large, near the top.
"""

import statistics
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.vietnamese import fold, nfc

if TYPE_CHECKING:
    # The server asks for rules only and never loads PDFium.
    from kiosk.ingestion.rendering.text_layer import WordBox

# The upper part of a page in which a stamp is looked for.
STAMP_AREA_SHARE = 0.45
# No other word within so many of its own heights to the left or right.
MIN_CLEARANCE = 1.6
# Capitals of 13 points are about so high; small print is no stamp. In points.
MIN_HEIGHT_POINTS = 6.0
# Not smaller than the page's other words.
MIN_RELATIVE_HEIGHT = 0.8
# What was put over a page and has more words on a line is a sentence.
MAX_LINE_WORDS = 6
# What a stamp's frame is taken for.
_FRAME = " \t.,:;|/\\[](){}<>_-–—=~*'\"“”‘’!°•"
# A line that ends so goes on in the next: BẢO VỆ BÍ / MẬT NHÀ NƯỚC.
_CONTINUES = frozenset({"BÍ", "BẢO", "CƠ", "ĐỘ"})
# With one of these behind it, it is another word: MẬT ĐỘ DÂN SỐ, MẬT KHẨU.
_OTHER_WORDS = frozenset({"ĐỘ", "KHẨU", "MÃ", "THƯ"})

TOP_SECRET, SECRET, CONFIDENTIAL = "TUYỆT MẬT", "TỐI MẬT", "MẬT"
# The strictest first.
STAMPS = (TOP_SECRET, SECRET, CONFIDENTIAL)
_TWO_WORDS = {fold(TOP_SECRET): TOP_SECRET, fold(SECRET): SECRET}
# A single syllable must be nearly right: MẶT and MÁT are other words.
_ONE_WORD = frozenset({"MẬT", "MÂT", "MẠT"})


def find_stamp(words: "Sequence[WordBox]", width: float, height: float) -> str:
    """Return the words of a stamp of secrecy on the page, or nothing.

    `width` and `height` are the page's, in points; boxes are fractions of it.
    """
    if not words:
        return ""
    usual = statistics.median(word[3] for word in words)
    found = [
        stamp
        for index in range(len(words))
        if (stamp := _stamp_at(words, index, usual, width, height))
    ]
    return next((stamp for stamp in STAMPS if stamp in found), "")


def find_stamp_in_text(text: str) -> str:
    """Return the words of a stamp of secrecy in what was put over a page, or nothing.

    It may stand anywhere and be of any size: such things are few, and a false alarm is
    better than a leak. Sentences are not looked at.
    """
    found = [
        stamp
        for line in text.splitlines()
        if len(words := line.split()) <= MAX_LINE_WORDS
        for index in range(len(words))
        if (stamp := _words_at([_without_frame(word) for word in words], index)[0])
    ]
    return next((stamp for stamp in STAMPS if stamp in found), "")


def _words_at(words: Sequence[str], index: int) -> tuple[str, int]:
    """Return the stamp whose words begin at `index`, and how many they are."""
    first, second = words[index], words[index + 1] if index + 1 < len(words) else ""
    pair = _TWO_WORDS.get(fold(f"{first} {second}"), "")
    if (index and words[index - 1] in _CONTINUES) or second in _OTHER_WORDS:
        return "", 0
    if pair and first.isupper() and second.isupper():
        return pair, 2
    return (CONFIDENTIAL, 1) if first in _ONE_WORD else ("", 0)


def _stamp_at(
    words: "Sequence[WordBox]", index: int, usual: float, width: float, height: float
) -> str:
    near = [_without_frame(word[4]) for word in words[max(0, index - 1) : index + 2]]
    stamp, count = _words_at(near, min(index, 1))
    if not stamp:
        return ""
    part = words[index : index + count]
    size = max(word[3] for word in part)
    if (
        part[0][1] > STAMP_AREA_SHARE
        or size * height < MIN_HEIGHT_POINTS
        or size < MIN_RELATIVE_HEIGHT * usual
        or not _stands_alone(words, part, width, height)
    ):
        return ""
    return stamp


def _without_frame(word: str) -> str:
    return nfc(word).strip(_FRAME)


def _stands_alone(
    words: "Sequence[WordBox]", part: "Sequence[WordBox]", width: float, height: float
) -> bool:
    """Tell whether nothing else stands close by on the same line."""
    top = min(word[1] for word in part)
    bottom = max(word[1] + word[3] for word in part)
    clear = MIN_CLEARANCE * (bottom - top) * height / width
    left = min(word[0] for word in part) - clear
    right = max(word[0] + word[2] for word in part) + clear
    for word in words:
        if word in part or not _without_frame(word[4]):
            continue
        x, y, w, h = word[:4]
        is_same_line = top < y + h / 2 < bottom
        if is_same_line and x < right and x + w > left:
            return False
    return True
