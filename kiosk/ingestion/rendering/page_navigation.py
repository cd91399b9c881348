"""Validate page labels and internal links."""

from kiosk.documents.rules import one_line

# x, y, width, height as fractions from the top left, and the target page.
Link = tuple[float, float, float, float, int]

# "Phụ lục III-12" is a label, a sentence is not.
MAX_LABEL_LETTERS = 20
# More than an index in two columns has; smaller targets cannot be tapped.
MAX_LINKS = 120
# Smaller boxes are invisible artefacts.
_MIN_SIDE = 0.001


def clean_label(declared: str, number: int) -> str:
    """Return the label if it is usable and differs from the page number."""
    # A truncated label would be wrong.
    label = one_line(declared) if len(declared) <= 4 * MAX_LABEL_LETTERS else ""
    return "" if len(label) > MAX_LABEL_LETTERS or label == str(number) else label


def clean_links(declared: list[Link], number: int, page_count: int) -> list[Link]:
    """Return the usable links of page `number`, sorted from top to bottom."""
    tamed: list[Link] = []
    # Files list links in any order; keyboard navigation needs reading order.
    for *box, page in sorted(declared, key=lambda link: (link[1], link[0])):
        if page == number or not 1 <= page <= page_count:
            continue
        x, y, x2, y2 = _within(*box)
        if x2 - x < _MIN_SIDE or y2 - y < _MIN_SIDE:
            continue
        link = (x, y, round(x2 - x, 4), round(y2 - y, 4), page)
        if tamed and _are_one_link(tamed[-1], link):
            link = _bounding_link(tamed.pop(), link)
        tamed.append(link)
        if len(tamed) >= MAX_LINKS:
            break
    return tamed


def _within(
    x: float, y: float, width: float, height: float
) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a box clipped to the page."""
    left, top, right, bottom = (
        round(min(max(side, 0.0), 1.0), 4) for side in (x, y, x + width, y + height)
    )
    return left, top, right, bottom


def _are_one_link(one: Link, other: Link) -> bool:
    """Tell whether two links are one: a heading and its page number on one line."""
    shared = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return one[4] == other[4] and shared > min(one[3], other[3]) / 2


def _bounding_link(one: Link, other: Link) -> Link:
    x, y = min(one[0], other[0]), min(one[1], other[1])
    right = max(one[0] + one[2], other[0] + other[2])
    bottom = max(one[1] + one[3], other[1] + other[3])
    return x, y, round(right - x, 4), round(bottom - y, 4), one[4]
