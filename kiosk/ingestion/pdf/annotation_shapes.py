"""Content streams for annotations that are lines, boxes and marks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

_PUSH_BUTTON = 1 << 16
_MAX_DEPTH = 32
_INKS = {1: "G", 3: "RG", 4: "K"}
# Graphics state G0 of these shapes: the page shows through.
MULTIPLY = Dictionary(Type=Name.ExtGState, BM=Name.Multiply)

Shape = Callable[[Dictionary, "AnnotationFrame"], str]


@dataclass(frozen=True)
class AnnotationFrame:
    """The rectangle of an annotation, in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Return the width in points."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height in points."""
        return self.top - self.bottom


def frame_of(annotation: Dictionary) -> AnnotationFrame:
    """Return the normalised rectangle of an annotation."""
    x1, y1, x2, y2 = (float(side) for side in annotation.Rect)
    return AnnotationFrame(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def inherited(field: Dictionary, key: str) -> pikepdf.Object | None:
    """Return an attribute of a form field, inherited from its parents if needed."""
    node: pikepdf.Object | None = field
    for _ in range(_MAX_DEPTH):
        if not isinstance(node, Dictionary) or key in node:
            break
        node = node.get("/Parent")
    return node.get(key) if isinstance(node, Dictionary) else None


def draw_shape(annotation: Dictionary, frame: AnnotationFrame) -> str:
    """Return the content that draws an annotation, or an empty string."""
    shape = _SHAPES.get(str(annotation.get("/Subtype")))
    return shape(annotation, frame) if shape else ""


def _ink(annotation: Dictionary, *, otherwise: str) -> str:
    colour = [float(part) for part in annotation.get("/C", Array())]
    if len(colour) not in _INKS:
        return otherwise
    return " ".join(f"{part:.3f}" for part in colour) + " " + _INKS[len(colour)]


def _pen(annotation: Dictionary) -> str:
    border = annotation.get("/BS", Dictionary())
    width = float(border.get("/W", 1))
    return f"q {_ink(annotation, otherwise='0 G')} {width:.2f} w 1 J 1 j"


def _path(points: list[float]) -> str:
    pairs = list(zip(points[::2], points[1::2], strict=False))
    steps = [
        f"{x:.2f} {y:.2f} {'l' if number else 'm'}"
        for number, (x, y) in enumerate(pairs)
    ]
    return " ".join(steps)


def _strokes(annotation: Dictionary, _frame: AnnotationFrame) -> str:
    """Draw polylines: ink, lines, polygons."""
    if "/InkList" in annotation:
        paths = [[float(n) for n in points] for points in annotation.InkList]
    else:
        points = annotation.get("/L", annotation.get("/Vertices", Array()))
        paths = [[float(n) for n in points]]
    end = "s" if annotation.Subtype == Name.Polygon else "S"
    drawn = " ".join(f"{_path(path)} {end}" for path in paths if path)
    return f"{_pen(annotation)} {drawn} Q" if drawn else ""


def _box(annotation: Dictionary, frame: AnnotationFrame) -> str:
    inner = f"{frame.left + 1:.2f} {frame.bottom + 1:.2f}"
    size = f"{frame.width - 2:.2f} {frame.height - 2:.2f}"
    return f"{_pen(annotation)} {inner} {size} re S Q"


def _oval(annotation: Dictionary, frame: AnnotationFrame) -> str:
    """Draw an ellipse of four Bézier curves."""
    x, y = (frame.left + frame.right) / 2, (frame.bottom + frame.top) / 2
    a, b = frame.width / 2 - 1, frame.height / 2 - 1
    bend = 0.5523
    parts = [f"{_pen(annotation)} {x + a:.2f} {y:.2f} m"]
    for dx, dy in ((1, 1), (-1, 1), (-1, -1), (1, -1)):
        first = (x + dx * a, y + dy * b * bend), (x + dx * a * bend, y + dy * b)
        end = (x, y + dy * b)
        if dx * dy < 0:
            first, end = first[::-1], (x + dx * a, y)
        curve = " ".join(f"{px:.2f} {py:.2f}" for px, py in (*first, end))
        parts.append(f"{curve} c")
    return " ".join([*parts, "s Q"])


def _quads(annotation: Dictionary, frame: AnnotationFrame) -> Iterator[AnnotationFrame]:
    points = [float(n) for n in annotation.get("/QuadPoints", Array())]
    for first in range(0, len(points) - 7, 8):
        xs, ys = points[first : first + 8 : 2], points[first + 1 : first + 8 : 2]
        yield AnnotationFrame(min(xs), min(ys), max(xs), max(ys))
    if not points:
        yield frame


def _highlight(annotation: Dictionary, frame: AnnotationFrame) -> str:
    ink = _ink(annotation, otherwise="1 1 0 RG").lower()
    boxes = " ".join(
        f"{box.left:.2f} {box.bottom:.2f} {box.width:.2f} {box.height:.2f} re f"
        for box in _quads(annotation, frame)
    )
    return f"q /G0 gs {ink} {boxes} Q"


def _under(share: float) -> Shape:
    def draw(annotation: Dictionary, frame: AnnotationFrame) -> str:
        lines = " ".join(
            f"{box.left:.2f} {box.bottom + box.height * share:.2f} m"
            f" {box.right:.2f} {box.bottom + box.height * share:.2f} l S"
            for box in _quads(annotation, frame)
        )
        return f"{_pen(annotation)} {lines} Q"

    return draw


def _tick(field: Dictionary, frame: AnnotationFrame) -> str:
    """Draw a cross in a checked box."""
    is_button = inherited(field, "/FT") == Name.Btn
    state = field.get("/AS", Name.Off)
    is_pushed = int(inherited(field, "/Ff") or 0) & _PUSH_BUTTON
    if not is_button or is_pushed or state == Name.Off:
        return ""
    left, bottom, right, top = (
        *(frame.left + 2, frame.bottom + 2),
        *(frame.right - 2, frame.top - 2),
    )
    one = _path([left, bottom, right, top])
    return f"q 0 G 1.5 w {one} S {_path([left, top, right, bottom])} S Q"


_SHAPES: dict[str, Shape] = {
    **dict.fromkeys(("/Ink", "/Line", "/PolyLine", "/Polygon"), _strokes),
    "/Square": _box,
    "/Circle": _oval,
    "/Highlight": _highlight,
    "/Underline": _under(0.08),
    "/Squiggly": _under(0.08),
    "/StrikeOut": _under(0.45),
    "/Widget": _tick,
}
