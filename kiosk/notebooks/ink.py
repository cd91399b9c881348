"""Strokes, marks and pins as PDF draws them, over the picture of their page; pure.

They look as on the tablet (`annotations/note_renderer.js`): marks below, strokes
rounded through the middles of their points, pins on top. The work is bounded: strokes
of one pen are one path, and where there are very many points every second, third … of
each stroke is drawn.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from kiosk.annotations.rules import Highlight, Ink
from kiosk.notebooks.rules import NotebookPage, NotePin

# Of 1, as PDF wants colours.
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
# The names under which the page knows them.
HIGHLIGHT_STATE, DIGIT_FONT = "/KioskMark", "/KioskDigits"
HIGHLIGHT_OPACITY = 0.4
# A felt pen leaves a little more than the words.
HIGHLIGHT_PADDING = 0.12
# The height of a pin's digits, of the page's width; of it, how wide one digit is.
PIN_HEIGHT = 0.018
DIGIT_WIDTH = 0.556

# Points of strokes on one page, and in one notebook: some three seconds in all. Who
# writes a page full by hand leaves 10,000.
POINTS_PER_PAGE, POINTS_PER_NOTEBOOK = 20_000, 200_000

Point = tuple[float, float]


def point_step(sheets: Iterable[NotebookPage]) -> int:
    """Return every how manieth point is drawn so that a notebook is not too much."""
    return _step(sum(map(_count_points, sheets)), POINTS_PER_NOTEBOOK)


def _count_points(sheet: NotebookPage) -> int:
    return sum(len(body.points) // 2 for _, body in sheet.strokes)


def _step(count: int, most: int) -> int:
    return max(1, -(-count // most))


def draw_notes(
    sheet: NotebookPage, width: float, height: float, step: int = 1
) -> bytes:
    """Return what is drawn on a page of that size in points, its origin below left.

    Every `step`th point of a stroke is drawn, or fewer if the page alone is too much;
    its first and its last always are.
    """
    drawing = _Drawing(width, height)
    step = max(step, _step(_count_points(sheet), POINTS_PER_PAGE))
    pens = groupby(sheet.strokes, key=lambda note: (note[0], note[1].width))
    words = [
        *(word for note in sheet.marked for word in drawing.marks(*note)),
        *(
            word
            for (colour, pen), notes in pens
            for word in drawing.path(colour, pen, [body for _, body in notes], step)
        ),
        *(drawing.pin(pin) for pin in sheet.pins),
    ]
    return "\n".join(words).encode()


def _format_numbers(*numbers: float) -> str:
    return " ".join(f"{number:.2f}" for number in numbers)


def _between(one: Point, other: Point, part: float) -> Point:
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


class _Drawing:
    """A page of some size in points; notes have fractions of it, from above left."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height

    def _at(self, x: float, y: float) -> Point:
        return x * self._width, (1 - y) * self._height

    def marks(self, colour: str, body: Highlight) -> Iterator[str]:
        yield f"q {HIGHLIGHT_STATE} gs {_format_numbers(*HIGHLIGHT_COLOURS.get(colour, HIGHLIGHT_COLOURS['yellow']))} rg"
        for x, y, w, h in body.boxes:
            corner = self._at(x, y + h * (1 + HIGHLIGHT_PADDING))
            size = w * self._width, h * (1 + 2 * HIGHLIGHT_PADDING) * self._height
            yield f"{_format_numbers(*corner, *size)} re f"
        yield "Q"

    def path(
        self, colour: str, pen: float, strokes: list[Ink], step: int
    ) -> Iterator[str]:
        """Draw strokes of one pen; its width is a part of the page's."""
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
            # A quadratic curve is a cubic one whose bends lie at two thirds.
            bends = _between(here, bend, 2 / 3), _between(middle, bend, 2 / 3)
            yield f"{_format_numbers(*bends[0], *bends[1], *middle)} c"
            here = middle
        x, y = points[-1]
        # A dot has length too, or nothing would be drawn.
        yield f"{_format_numbers(x + 0.01, y)} l"

    def pin(self, pin: NotePin) -> str:
        """Return a box with the note's number, wholly on the page."""
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
