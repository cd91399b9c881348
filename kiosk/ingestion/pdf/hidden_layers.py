"""LayerVisibility of a PDF that are not shown: taken out, so that they are in no words either.

PDFium draws no hidden layer, but reads its words; other programs print it.
"""

import contextlib
from collections.abc import Callable
from itertools import islice

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

from kiosk.ingestion.pdf.errors import PDF_ERRORS

# What puts ink on a page, and what keeps the rest as it was: a path is ended, and the
# two operators that begin a line of text still do.
_REPLACEMENTS = {
    **dict.fromkeys(("Tj", "TJ", "Do", "sh", "INLINE IMAGE"), ""),
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"), "n"),
    **dict.fromkeys(("'", '"'), "T*"),
}
_BEGIN, _BEGIN_WITH, _END = "BMC", "BDC", "EMC"
_MOST_LAYERS, _DEEPEST = 10_000, 12
IsHidden = Callable[[pikepdf.Object | None], bool]


def remove_hidden_layers(document: pikepdf.Pdf) -> None:
    """Take out what the layers hold that are not shown, and end the layers."""
    properties = document.Root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return
    layers = LayerVisibility(properties)
    if not layers.are_hidden and not _has_rules(document):
        return
    for page in document.pages:
        _clean_page(document, page, layers.is_hidden)
    for thing in document.objects:
        # A piece may be of several pages; now whatever is left of it is shown.
        if isinstance(thing, Stream) and "/OC" in thing:
            del thing["/OC"]
    del document.Root["/OCProperties"]


def _has_rules(document: pikepdf.Pdf) -> bool:
    """Tell whether something is shown where layers are not."""
    for thing in document.objects:
        if not isinstance(thing, Dictionary | Stream):
            continue
        if thing.get("/Type") == Name.OCMD:
            return True
        for resources in (thing, thing.get("/Resources", Dictionary())):
            marks = resources.get("/Properties", Dictionary())
            if any(mark.get("/Type") == Name.OCMD for mark in marks.values()):
                return True
    return False


class LayerVisibility:
    """Which layers of a PDF are shown when it is opened."""

    def __init__(self, properties: Dictionary) -> None:
        """Read what the file says of its layers."""
        rule = properties.get("/D", Dictionary())
        self._is_on = rule.get("/BaseState", Name.ON) != Name.OFF
        self._on = _numbers(rule.get("/ON"))
        self._off = _numbers(rule.get("/OFF"))
        groups = properties.get("/OCGs", Array())
        self.are_hidden = any(map(self.is_hidden, islice(groups, _MOST_LAYERS)))

    def is_hidden(self, layer: pikepdf.Object | None, depth: int = 0) -> bool:
        """Tell whether what belongs to a layer, or a set of them, is not shown."""
        if not isinstance(layer, Dictionary) or depth > _DEEPEST:
            return False
        if layer.get("/Type") == Name.OCMD:
            return self._is_set_hidden(layer, depth)
        seen = layer.get("/Usage", Dictionary()).get("/View", Dictionary())
        if "/ViewState" in seen:
            return bool(seen.ViewState == Name.OFF)
        if layer.objgen in self._off:
            return True
        return not self._is_on and layer.objgen not in self._on

    def _is_set_hidden(self, layers: Dictionary, depth: int) -> bool:
        if "/VE" in layers:
            return not self._is_true(layers.VE, depth)
        members = layers.get("/OCGs", Array())
        if isinstance(members, Dictionary):
            members = Array([members])
        hidden = [self.is_hidden(member, depth + 1) for member in members]
        if not hidden:
            return False
        rules = {
            "/AllOn": any(hidden),
            "/AnyOff": not any(hidden),
            "/AllOff": not all(hidden),
        }
        return rules.get(str(layers.get("/P", Name.AnyOn)), all(hidden))

    def _is_true(self, said: pikepdf.Object, depth: int) -> bool:
        """Tell whether an expression of layers is true."""
        if not isinstance(said, Array):
            return not self.is_hidden(said, depth + 1)
        if depth > _DEEPEST:
            return True
        verb, *parts = list(said)
        found = [self._is_true(part, depth + 1) for part in parts]
        if verb == Name.Not:
            return not any(found)
        return all(found) if verb == Name.And else any(found)


def _numbers(layers: pikepdf.Object | None) -> set[tuple[int, int]]:
    if not isinstance(layers, Array):
        return set()
    return {layer.objgen for layer in layers if isinstance(layer, Dictionary)}


def _clean_page(document: pikepdf.Pdf, page: pikepdf.Page, is_hidden: IsHidden) -> None:
    seen = set[tuple[int, int]]()
    resources = page.obj.get("/Resources", page.resources)
    page.Contents = document.make_stream(_without_hidden(page, resources, is_hidden))
    _clean_forms(resources, is_hidden, seen)
    annotations = page.obj.get("/Annots", Array())
    if len(annotations):
        page.obj.Annots = Array(
            [thing for thing in annotations if not is_hidden(thing.get("/OC"))]
        )


def _clean_forms(
    resources: pikepdf.Object, is_hidden: IsHidden, seen: set[tuple[int, int]]
) -> None:
    """Do the same to the pieces that a page is put together from."""
    for piece in resources.get("/XObject", Dictionary()).values():
        if piece.get("/Subtype") != Name.Form or piece.objgen in seen:
            continue
        seen.add(piece.objgen)
        with contextlib.suppress(*PDF_ERRORS):
            within = piece.get("/Resources", resources)
            piece.write(_without_hidden(piece, within, is_hidden))
            _clean_forms(within, is_hidden, seen)


def _without_hidden(
    source: pikepdf.Page | pikepdf.Object,
    resources: pikepdf.Object,
    is_hidden: IsHidden,
) -> bytes:
    """Return content without what its hidden layers put on the page."""
    named = resources.get("/Properties", Dictionary())
    pieces = resources.get("/XObject", Dictionary())
    open_marks, kept = list[bool](), []
    for step in pikepdf.parse_content_stream(source):
        operator, operands = str(step.operator), list(step.operands)
        if operator in {_BEGIN, _BEGIN_WITH}:
            is_layer = len(operands) > 1 and operands[0] == Name.OC
            open_marks.append(is_layer and is_hidden(_named(named, operands[1])))
            if is_layer:
                # What stays is shown, whatever becomes of the layers.
                step = pikepdf.ContentStreamInstruction(  # noqa: PLW2901
                    [Name.Span], Operator(_BEGIN)
                )
        elif operator == _END and open_marks:
            open_marks.pop()
        is_gone = any(open_marks)
        if operator == "Do" and not is_gone:
            piece = _named(pieces, operands[0])
            is_gone = piece is not None and is_hidden(piece.get("/OC"))
        if not is_gone or operator not in _REPLACEMENTS:
            kept.append(step)
        elif _REPLACEMENTS[operator]:
            kept.append(
                pikepdf.ContentStreamInstruction([], Operator(_REPLACEMENTS[operator]))
            )
    return pikepdf.unparse_content_stream(kept)


def _named(things: pikepdf.Object, name: pikepdf.Object) -> pikepdf.Object | None:
    return things.get(str(name)) if isinstance(name, Name) else None
