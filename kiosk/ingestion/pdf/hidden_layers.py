"""Remove the content of hidden layers (optional content).

PDFium does not draw hidden layers but extracts their text; other programs print them.
"""

import contextlib
from collections.abc import Callable
from itertools import islice

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Stream

from kiosk.ingestion.pdf.errors import PDF_ERRORS

# Replacements of painting operators: paths are ended unpainted, and operators that move
# to the next line still do.
_REPLACEMENTS = {
    **dict.fromkeys(("Tj", "TJ", "Do", "sh", "INLINE IMAGE"), ""),
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"), "n"),
    **dict.fromkeys(("'", '"'), "T*"),
}
_BEGIN, _BEGIN_WITH, _END = "BMC", "BDC", "EMC"
_MAX_LAYERS, _MAX_DEPTH = 10_000, 12
IsHidden = Callable[[pikepdf.Object | None], bool]


def remove_hidden_layers(document: pikepdf.Pdf) -> None:
    """Remove the content of hidden layers, and the layer definitions."""
    properties = document.Root.get("/OCProperties")
    if not isinstance(properties, Dictionary):
        return
    layers = LayerVisibility(properties)
    if not layers.are_hidden and not _has_rules(document):
        return
    for page in document.pages:
        _clean_page(document, page, layers.is_hidden)
    for obj in document.objects:
        # A form may be shared by pages; what remains of it is visible.
        if isinstance(obj, Stream) and "/OC" in obj:
            del obj["/OC"]
    del document.Root["/OCProperties"]


def _has_rules(document: pikepdf.Pdf) -> bool:
    """Tell whether visibility depends on membership dictionaries (OCMD)."""
    for obj in document.objects:
        if not isinstance(obj, Dictionary | Stream):
            continue
        if obj.get("/Type") == Name.OCMD:
            return True
        for resources in (obj, obj.get("/Resources", Dictionary())):
            marks = resources.get("/Properties", Dictionary())
            if any(mark.get("/Type") == Name.OCMD for mark in marks.values()):
                return True
    return False


class LayerVisibility:
    """Which layers are visible when the PDF is opened."""

    def __init__(self, properties: Dictionary) -> None:
        """Read the visibility from /OCProperties."""
        rule = properties.get("/D", Dictionary())
        self._is_on = rule.get("/BaseState", Name.ON) != Name.OFF
        self._on = _numbers(rule.get("/ON"))
        self._off = _numbers(rule.get("/OFF"))
        groups = properties.get("/OCGs", Array())
        self.are_hidden = any(map(self.is_hidden, islice(groups, _MAX_LAYERS)))

    def is_hidden(self, layer: pikepdf.Object | None, depth: int = 0) -> bool:
        """Tell whether content of a layer or membership dictionary is hidden."""
        if not isinstance(layer, Dictionary) or depth > _MAX_DEPTH:
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

    def _is_true(self, expression: pikepdf.Object, depth: int) -> bool:
        """Evaluate a visibility expression (/VE)."""
        if not isinstance(expression, Array):
            return not self.is_hidden(expression, depth + 1)
        if depth > _MAX_DEPTH:
            return True
        operation, *parts = list(expression)
        found = [self._is_true(part, depth + 1) for part in parts]
        if operation == Name.Not:
            return not any(found)
        return all(found) if operation == Name.And else any(found)


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
            [obj for obj in annotations if not is_hidden(obj.get("/OC"))]
        )


def _clean_forms(
    resources: pikepdf.Object, is_hidden: IsHidden, seen: set[tuple[int, int]]
) -> None:
    """Remove hidden content from the form XObjects of these resources."""
    for form in resources.get("/XObject", Dictionary()).values():
        if form.get("/Subtype") != Name.Form or form.objgen in seen:
            continue
        seen.add(form.objgen)
        with contextlib.suppress(*PDF_ERRORS):
            within = form.get("/Resources", resources)
            form.write(_without_hidden(form, within, is_hidden))
            _clean_forms(within, is_hidden, seen)


def _without_hidden(
    source: pikepdf.Page | pikepdf.Object,
    resources: pikepdf.Object,
    is_hidden: IsHidden,
) -> bytes:
    """Return the content without what belongs to hidden layers."""
    named = resources.get("/Properties", Dictionary())
    forms = resources.get("/XObject", Dictionary())
    open_marks, kept = list[bool](), []
    for step in pikepdf.parse_content_stream(source):
        operator, operands = str(step.operator), list(step.operands)
        if operator in {_BEGIN, _BEGIN_WITH}:
            is_layer = len(operands) > 1 and operands[0] == Name.OC
            open_marks.append(is_layer and is_hidden(_named(named, operands[1])))
            if is_layer:
                # Visible content must not depend on a layer any more.
                step = pikepdf.ContentStreamInstruction(  # noqa: PLW2901
                    [Name.Span], Operator(_BEGIN)
                )
        elif operator == _END and open_marks:
            open_marks.pop()
        is_gone = any(open_marks)
        if operator == "Do" and not is_gone:
            form = _named(forms, operands[0])
            is_gone = form is not None and is_hidden(form.get("/OC"))
        if not is_gone or operator not in _REPLACEMENTS:
            kept.append(step)
        elif _REPLACEMENTS[operator]:
            kept.append(
                pikepdf.ContentStreamInstruction([], Operator(_REPLACEMENTS[operator]))
            )
    return pikepdf.unparse_content_stream(kept)


def _named(
    resources_of_type: pikepdf.Object, name: pikepdf.Object
) -> pikepdf.Object | None:
    return resources_of_type.get(str(name)) if isinstance(name, Name) else None
