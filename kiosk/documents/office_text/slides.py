"""Which font each run of a presentation is in: its own, its layout's, its master's."""

from kiosk.documents.office_text.drawing import drawn, passages_of
from kiosk.documents.office_text.legacy import Passage
from kiosk.documents.office_text.parts import Element, Parts, child, local, value
from kiosk.documents.office_text.theme import Theme

TITLES = {"title", "ctrTitle"}
OTHERS = {"dt", "ftr", "sldNum", "hdr"}
OWN_DRAWINGS = ("ppt/charts/*.xml", "ppt/diagrams/*.xml")


class Deck:
    """One slide, layout or master, and what stands behind it."""

    def __init__(self, parts: Parts, name: str) -> None:
        """Follow a part to its layout and its master."""
        behind = [name]
        for kind in ("slideLayout", "slideMaster"):
            found = parts.related(behind[-1], kind)
            # A master names its layouts; that leads back.
            if found and "slideMasters/" not in behind[-1]:
                behind.append(found[0])
        themes = parts.related(behind[-1], "theme")
        self._behind = [parts.root(each) for each in behind]
        self._styles = child(self._behind[-1], "txStyles")
        self._default = child(parts.root("ppt/presentation.xml"), "defaultTextStyle")
        self.theme = Theme(parts.root(themes[0]) if themes else None)

    def inherited(self, body: Element) -> list[Element]:
        """Return the list styles that a text body inherits from, nearest first."""
        holder = _placeholder(body.getparent())
        if holder is None:
            styles = [child(self._styles, "otherStyle")]
        else:
            styles = [
                child(shape, "txBody", "lstStyle")
                for root in self._behind[1:]
                if (shape := _same(root, holder)) is not None
            ]
            styles.append(child(self._styles, _style_name(holder)))
        return [each for each in (*styles, self._default) if each is not None]


def _style_name(holder: Element) -> str:
    kind = value(holder, "type")
    if kind in TITLES:
        return "titleStyle"
    return "otherStyle" if kind in OTHERS else "bodyStyle"


def _placeholder(shape: Element | None) -> Element | None:
    if shape is None:
        return None
    for part in shape:
        if local(part).startswith("nv"):
            return child(part, "nvPr", "ph")
    return None


def _same(root: Element | None, holder: Element) -> Element | None:
    """Return the shape of a layout or master that stands behind a placeholder."""
    kind, place = value(holder, "type"), value(holder, "idx")
    shapes = [] if root is None else list(root.iter("{*}sp"))
    found = [(each, _placeholder(each)) for each in shapes]
    for shape, other in found:
        if other is not None and place and value(other, "idx") == place:
            return shape
    kinds = TITLES if kind in TITLES else {kind or "obj", "body"}
    for shape, other in found:
        if other is not None and (value(other, "type") or "body") in kinds:
            return shape
    return None


def _is_prompt(passage: Passage) -> bool:
    shape = next(passage.element.iterancestors("{*}sp"), None)
    return _placeholder(shape) is not None


def passages(parts: Parts) -> list[Passage]:
    """Return all text of a presentation, each piece in its font."""
    found: list[Passage] = []
    for name, root in parts.matching(
        "ppt/slides/*.xml", "ppt/slideLayouts/*.xml", "ppt/slideMasters/*.xml"
    ):
        deck = Deck(parts, name)
        words = passages_of(root, deck.theme, deck.inherited)
        # What a layout says in its placeholders is drawn nowhere.
        found += [each for each in words if "/slides/" in name or not _is_prompt(each)]
    themes = [root for _, root in parts.matching("ppt/theme/theme*.xml")]
    return found + drawn(parts, Theme(themes[0] if themes else None), *OWN_DRAWINGS)
