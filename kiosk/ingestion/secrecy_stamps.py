"""Find secrecy stamps on a page: marked documents are not allowed on this system.

The words are common in running text (bí mật nhà nước, mật độ); a stamp is recognised by
its position: upper case, isolated, large, near the top.
"""

import statistics
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.vietnamese import fold, nfc

if TYPE_CHECKING:
    # Callers that only need STAMPS must not load PDFium.
    from kiosk.ingestion.rendering.text_layer import WordBox

# Upper part of the page that is searched.
STAMP_AREA_SHARE = 0.45
# Horizontal distance to the next word, in multiples of its own height.
MIN_CLEARANCE = 1.6
# About the height of 13 point capitals, in points.
MIN_HEIGHT_POINTS = 6.0
# Relative to the page's median word height.
MIN_RELATIVE_HEIGHT = 0.8
# Overlay lines with more words are sentences, not stamps.
MAX_LINE_WORDS = 6
# Characters that OCR reads from a stamp's frame.
_FRAME = " \t.,:;|/\\[](){}<>_-–—=~*'\"“”‘’!°•"
# After these words the line continues a phrase: BẢO VỆ BÍ / MẬT NHÀ NƯỚC.
_CONTINUES = frozenset({"BÍ", "BẢO", "CƠ", "ĐỘ"})
# Followed by these it is another word: MẬT ĐỘ DÂN SỐ, MẬT KHẨU.
_OTHER_WORDS = frozenset({"ĐỘ", "KHẨU", "MÃ", "THƯ"})

TOP_SECRET, SECRET, CONFIDENTIAL = "TUYỆT MẬT", "TỐI MẬT", "MẬT"
# The strictest first.
STAMPS = (TOP_SECRET, SECRET, CONFIDENTIAL)
_TWO_WORDS = {fold(TOP_SECRET): TOP_SECRET, fold(SECRET): SECRET}
# Accepted spellings of the single syllable; MẶT and MÁT are other words.
_ONE_WORD = frozenset({"MẬT", "MÂT", "MẠT"})


def find_stamp(words: "Sequence[WordBox]", width: float, height: float) -> str:
    """Return the secrecy stamp on a page, or an empty string.

    `width` and `height` are the page's, in points; word boxes are fractions of it.
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
    """Return the secrecy stamp in an overlay's text, or an empty string.

    Position and size do not matter: overlays are few, and a false alarm is better than
    a leak. Long lines are ignored.
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
    """Return the stamp that begins at `index` and its number of words."""
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
    """Tell whether no other word is close on the same line."""
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
