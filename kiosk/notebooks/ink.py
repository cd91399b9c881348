"""Draw strokes, highlights and pins as PDF operators over a page's image; pure.

They look as on the tablet (`annotations/note_renderer.js`): highlights below, strokes
as curves through the midpoints of their points, pins on top. The work is bounded:
strokes of one pen are one path, and with very many points only every second, third …
of each stroke is drawn.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from kiosk.annotations.rules import Highlight, Ink
from kiosk.notebooks.rules import NotebookPage, NotePin

# RGB, each from 0 to 1.
INK_COLOURS = {
    "black": (0.09, 0.13, 0.17),
    "blue": (0.08, 0.31, 0.71),
    "red": (0.75, 0.11, 0.16),
    "green": (0.08, 0.44, 0.24),
    "yellow": (0.88, 0.64, 0.0),
}
HIGHLIGHT_COLOURS = {
    "yellow": (1.0, 0.8, 0.16),
    "green": (0.31, 0.8, 0.47),
    "blue": (0.35, 0.67, 1.0),
    "red": (1.0, 0.43, 0.43),
    "black": (0.47, 0.47, 0.47),
}
# Resource names on the page: graphics state and font.
HIGHLIGHT_STATE, DIGIT_FONT = "/KioskMark", "/KioskDigits"
HIGHLIGHT_OPACITY = 0.4
# Added above and below a highlighted word, as a fraction of its height.
HIGHLIGHT_PADDING = 0.12
# A pin's font size as a fraction of the page's width, and a digit's width of that.
PIN_HEIGHT = 0.018
DIGIT_WIDTH = 0.556

# Stroke points drawn per page and per notebook, about three seconds in total. A page
# filled by handwriting has 10,000.
POINTS_PER_PAGE, POINTS_PER_NOTEBOOK = 20_000, 200_000

Point = tuple[float, float]


def point_step(sheets: Iterable[NotebookPage]) -> int:
    """Return the step between drawn points that keeps a notebook in its limit."""
    return _step(sum(map(_count_points, sheets)), POINTS_PER_NOTEBOOK)


def _count_points(sheet: NotebookPage) -> int:
    return sum(len(body.points) // 2 for _, body in sheet.strokes)


def _step(count: int, most: int) -> int:
    return max(1, -(-count // most))


def draw_notes(
    sheet: NotebookPage, width: float, height: float, step: int = 1
) -> bytes:
    """Return the operators for a page of this size in points, origin at bottom left.

    Only every `step`th point of a stroke is drawn, or fewer if the page alone exceeds
    its limit; the first and last points always are.
    """
    drawing = _Drawing(width, height)
    step = max(step, _step(_count_points(sheet), POINTS_PER_PAGE))
    pens = groupby(sheet.strokes, key=lambda note: (note[0], note[1].width))
    operators = [
        *(part for note in sheet.marked for part in drawing.marks(*note)),
        *(
            part
            for (colour, pen), notes in pens
            for part in drawing.path(colour, pen, [body for _, body in notes], step)
        ),
        *(drawing.pin(pin) for pin in sheet.pins),
    ]
    return "\n".join(operators).encode()


def _format_numbers(*numbers: float) -> str:
    return " ".join(f"{number:.2f}" for number in numbers)


def _between(one: Point, other: Point, part: float) -> Point:
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


class _Drawing:
    """Draws on a page of a size in points; notes have fractions from the top left."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height

    def _at(self, x: float, y: float) -> Point:
        return x * self._width, (1 - y) * self._height

    def marks(self, colour: str, body: Highlight) -> Iterator[str]:
        fill = HIGHLIGHT_COLOURS.get(colour, HIGHLIGHT_COLOURS["yellow"])
        yield f"q {HIGHLIGHT_STATE} gs {_format_numbers(*fill)} rg"
        for x, y, w, h in body.boxes:
            corner = self._at(x, y + h * (1 + HIGHLIGHT_PADDING))
            size = w * self._width, h * (1 + 2 * HIGHLIGHT_PADDING) * self._height
            yield f"{_format_numbers(*corner, *size)} re f"
        yield "Q"

    def path(
        self, colour: str, pen: float, strokes: list[Ink], step: int
    ) -> Iterator[str]:
        """Draw strokes of one pen, whose width is a fraction of the page's."""
        ink, width = INK_COLOURS.get(colour, INK_COLOURS["blue"]), pen * self._width
        yield f"q {_format_numbers(*ink)} RG {_format_numbers(width)} w 1 J 1 j"
        for body in strokes:
            yield from self._stroke(body.points, step)
        yield "S Q"

    def _stroke(self, numbers: list[float], step: int) -> Iterator[str]:
        xs, ys = numbers[:-2:2][::step], numbers[1:-2:2][::step]
        pairs = zip([*xs, numbers[-2]], [*ys, numbers[-1]], strict=True)
        points = [self._at(x, y) for x, y in pairs]
        yield f"{_format_numbers(*points[0])} m"
        here = points[0]
        for bend, after in pairwise(points):
            middle = _between(bend, after, 0.5)
            # A quadratic Bézier curve as a cubic one: control points at two thirds.
            bends = _between(here, bend, 2 / 3), _between(middle, bend, 2 / 3)
            yield f"{_format_numbers(*bends[0], *bends[1], *middle)} c"
            here = middle
        x, y = points[-1]
        # A line of no length would not be drawn.
        yield f"{_format_numbers(x + 0.01, y)} l"

    def pin(self, pin: NotePin) -> str:
        """Return a box with the note's number, kept within the page."""
        digits = str(pin.number)
        size = PIN_HEIGHT * self._width
        wide = size * (0.8 + DIGIT_WIDTH * len(digits))
        x, y = self._at(pin.x, pin.y)
        left = min(max(x - wide / 2, 0), self._width - wide)
        low = min(max(y - size * 0.7, 0), self._height - size * 1.4)
        box = f"{_format_numbers(left, low, wide, size * 1.4)} re B"
        text = _format_numbers(left + size * 0.4, low + size * 0.34)
        return (
            f"q 1 0.91 0.66 rg 0.48 0.31 0 RG 0.6 w {box} 0.23 0.17 0.06 rg"
            f" BT {DIGIT_FONT} {_format_numbers(size)} Tf {text} Td ({digits}) Tj ET Q"
        )
