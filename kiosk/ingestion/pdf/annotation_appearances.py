"""Draw annotations that have no appearance stream: form values, ink, lines.

PDF viewers generate missing appearances themselves, each differently or not at all.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from kiosk.ingestion.pdf.annotation_shapes import (
    MULTIPLY,
    AnnotationFrame,
    draw_shape,
    frame_of,
    inherited,
)
from kiosk.ingestion.pdf.font_embedding import SANS, UNITS_PER_EM, FontEmbedder

# Font size range where the field sets none, in points.
_LARGEST, _SMALLEST = 12.0, 4.0
_OF_HEIGHT, _LINE, _MARGIN = 0.7, 1.2, 2.0
# From the lower edge of a line to its baseline, as a share of the font size.
_BASE = 0.25
_MULTILINE = 1 << 12
_MAX_LETTERS = 20_000
_SIZE = re.compile(r"([\d.]+)\s+Tf")
_COLOUR = re.compile(r"((?:[\d.]+\s+){1,4})(g|rg|k)\b")


def value_of(annotation: Dictionary) -> str:
    """Return the text value of a form field, or an empty string."""
    value = inherited(annotation, "/V")
    if inherited(annotation, "/FT") not in (Name.Tx, Name.Ch):
        return ""
    if isinstance(value, Array):
        return ", ".join(str(part) for part in value)
    return str(value) if isinstance(value, pikepdf.String) else ""


def ensure_appearance(
    document: pikepdf.Pdf, fonts: FontEmbedder, annotation: Dictionary, *, stale: bool
) -> None:
    """Create an appearance stream if the annotation has none that is valid.

    `stale` is the form's NeedAppearances flag: appearances of fields are out of date.
    """
    kind = str(annotation.get("/Subtype"))
    if kind == "/Widget":
        _choose_state(annotation)
    text = _text_of(annotation, kind)
    has_appearance = _has_appearance(annotation)
    if has_appearance and not (
        kind == "/Widget" and text and _is_empty(annotation, stale)
    ):
        return
    frame = frame_of(annotation)
    resources = Dictionary()
    if text:
        text = unicodedata.normalize("NFC", text)[:_MAX_LETTERS]
        resources.Font = Dictionary(F0=fonts.font_object(SANS, text))
        content = _draw_text(annotation, frame, text, fonts)
    else:
        content = draw_shape(annotation, frame)
    if not content:
        return
    resources.ExtGState = Dictionary(G0=MULTIPLY)
    # In page coordinates, so that shapes need no transformation.
    box = Array([frame.left, frame.bottom, frame.right, frame.top])
    appearance = Stream(
        document,
        content.encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=box,
        Resources=resources,
    )
    annotation.AP = Dictionary(N=document.make_indirect(appearance))


def _choose_state(field: Dictionary) -> None:
    """Set a check box's appearance state if only its value is given."""
    value = inherited(field, "/V")
    if "/AS" not in field and isinstance(value, Name):
        field.AS = value


def _has_appearance(annotation: Dictionary) -> bool:
    return annotation.get("/AP", Dictionary()).get("/N") is not None


def _is_empty(annotation: Dictionary, stale: bool) -> bool:  # noqa: FBT001 a fact of it
    """Tell whether a field's appearance is out of date or shows no text."""
    appearance = annotation.AP.N
    if stale or not isinstance(appearance, Stream):
        return stale
    return not re.search(rb"\bT[jJ]\b|['\"]\s", appearance.read_bytes())


def _text_of(annotation: Dictionary, kind: str) -> str:
    if kind == "/Widget":
        return value_of(annotation)
    if kind in {"/FreeText", "/Stamp"}:
        text = annotation.get("/Contents", "") or annotation.get("/Name", "")
        return str(text).lstrip("/")
    return ""


def _draw_text(
    annotation: Dictionary, frame: AnnotationFrame, text: str, fonts: FontEmbedder
) -> str:
    """Return content that writes a text into a frame, on several lines if allowed."""
    style = str(inherited(annotation, "/DA") or "")
    flags = int(inherited(annotation, "/Ff") or 0)
    is_field = annotation.Subtype == Name.Widget
    is_long = not is_field or bool(flags & _MULTILINE)
    named = _SIZE.search(style)
    size = float(named[1]) if named else 0.0
    room = frame.width - 2 * _MARGIN
    size = size or max(_SMALLEST, min(_LARGEST, frame.height * _OF_HEIGHT))
    font = fonts.font(SANS)
    lines = list(
        _lines(text, room * UNITS_PER_EM / size if is_long else 0, font.length)
    )
    if is_long:
        down = frame.top - _MARGIN - size
    else:
        down = frame.bottom + (frame.height - size) / 2 + size * _BASE
    colours = _COLOUR.search(style)
    ink = colours[0] if colours else "0 g"
    if annotation.Subtype == Name.Stamp:
        ink = "0.8 0.1 0.1 rg"
    parts = [f"q {ink} BT /F0 {size:.2f} Tf"]
    for number, line in enumerate(lines):
        left = _left(annotation, frame, font.length(line) * size / UNITS_PER_EM)
        y = down - number * size * _LINE
        parts.append(f"1 0 0 1 {left:.2f} {y:.2f} Tm {fonts.encode(SANS, line)} Tj")
    return " ".join([*parts, "ET Q"])


def _left(annotation: Dictionary, frame: AnnotationFrame, length: float) -> float:
    """Return the x position of a line according to the field's alignment."""
    spare = frame.width - 2 * _MARGIN - length
    share = {1: 0.5, 2: 1.0}.get(int(inherited(annotation, "/Q") or 0), 0.0)
    return frame.left + _MARGIN + max(0.0, spare) * share


def _lines(text: str, most: float, length: Callable[[str], float]) -> Iterator[str]:
    """Break a text into lines no wider than `most`; 0: at line breaks only."""
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if line and most and length(longer) > most:
                yield line
                longer = word
            line = longer
        yield line
