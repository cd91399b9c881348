"""Compute the largest font size at which a text fits a rectangle; pure.

Widths are those of Liberation Sans Bold, rounded up, so that the answer is on the safe
side whatever the text is. Marks of Vietnamese letters take no width.
"""

from kiosk.vietnamese import fold

_NARROW = frozenset("fijlrtI.,:;'!|()[]-–/ ")
_WIDE = frozenset("mwMW@%&—")
_NARROW_EM, _SMALL_EM, _CAPITAL_EM, _WIDE_EM = 0.39, 0.62, 0.79, 0.96
# Of scripts that Vietnamese is not written in.
_FOREIGN_EM = 1.05
POINT_MM = 25.4 / 72  # millimetres
LINE_HEIGHT = 1.18  # height of a line, in its size
_STEP = 0.5


def _advance(letter: str) -> float:
    """Return the width of a letter in units of its size."""
    if letter in _NARROW:
        return _NARROW_EM
    if letter in _WIDE:
        return _WIDE_EM
    plain = fold(letter)
    if not plain.isascii():
        return _FOREIGN_EM
    return _CAPITAL_EM if letter.isupper() or letter in "ơư" else _SMALL_EM


def text_width(text: str) -> float:
    """Return the width of a text on one line, in units of its font size."""
    return sum(map(_advance, text))


def count_lines(text: str, width: float) -> int:
    """Return how many lines a text takes; `width` in units of its font size.

    Words too long for a line are broken anywhere, as the style sheet says.
    """
    lines, left = 1, width
    for word in text.split():
        needed = text_width(word)
        if needed > left and left < width:
            lines, left = lines + 1, width
        while needed > width:
            # A broken line may leave up to one letter's width empty.
            lines, needed = lines + 1, needed - (width - _FOREIGN_EM)
        left -= needed + _NARROW_EM
    return lines


def fit_font_size(
    text: str, width: float, height: float, *, largest: float, smallest: float = 4.0
) -> float:
    """Return the largest font size (points) at which `text` fits (millimetres)."""
    size = largest
    while size > smallest:
        lines = count_lines(text, width / (size * POINT_MM))
        if lines * size * LINE_HEIGHT * POINT_MM <= height:
            break
        size -= _STEP
    return size
