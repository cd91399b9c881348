"""Text runs of a presentation with their fonts: own, layout's, master's."""

from kiosk.ingestion.office.drawings import drawing_runs, standalone_drawing_runs
from kiosk.ingestion.office.legacy_fonts import TextRun
from kiosk.ingestion.office.package import (
    Element,
    OfficePackage,
    attribute,
    find_child,
    local_name,
)
from kiosk.ingestion.office.theme import Theme

TITLES = {"title", "ctrTitle"}
OTHERS = {"dt", "ftr", "sldNum", "hdr"}
OWN_DRAWINGS = ("ppt/charts/*.xml", "ppt/diagrams/*.xml")


class SlideFonts:
    """A slide, layout or master, and what it inherits from."""

    def __init__(self, package: OfficePackage, name: str) -> None:
        """Follow a part to its layout and master."""
        behind = [name]
        for kind in ("slideLayout", "slideMaster"):
            found = package.related(behind[-1], kind)
            # A master refers back to its layouts.
            if found and "slideMasters/" not in behind[-1]:
                behind.append(found[0])
        themes = package.related(behind[-1], "theme")
        self._behind = [package.root(each) for each in behind]
        self._styles = find_child(self._behind[-1], "txStyles")
        self._default = find_child(
            package.root("ppt/presentation.xml"), "defaultTextStyle"
        )
        self.theme = Theme(package.root(themes[0]) if themes else None)

    def inherited(self, body: Element) -> list[Element]:
        """Return the list styles that a text body inherits from, nearest first."""
        placeholder = _placeholder(body.getparent())
        if placeholder is None:
            styles = [find_child(self._styles, "otherStyle")]
        else:
            styles = [
                find_child(shape, "txBody", "lstStyle")
                for root in self._behind[1:]
                if (shape := _same(root, placeholder)) is not None
            ]
            styles.append(find_child(self._styles, _style_name(placeholder)))
        return [each for each in (*styles, self._default) if each is not None]


def _style_name(placeholder: Element) -> str:
    kind = attribute(placeholder, "type")
    if kind in TITLES:
        return "titleStyle"
    return "otherStyle" if kind in OTHERS else "bodyStyle"


def _placeholder(shape: Element | None) -> Element | None:
    if shape is None:
        return None
    for part in shape:
        if local_name(part).startswith("nv"):
            return find_child(part, "nvPr", "ph")
    return None


def _same(root: Element | None, placeholder: Element) -> Element | None:
    """Return the layout's or master's shape for a placeholder."""
    kind, index = attribute(placeholder, "type"), attribute(placeholder, "idx")
    shapes = [] if root is None else list(root.iter("{*}sp"))
    found = [(each, _placeholder(each)) for each in shapes]
    for shape, other in found:
        if other is not None and index and attribute(other, "idx") == index:
            return shape
    kinds = TITLES if kind in TITLES else {kind or "obj", "body"}
    for shape, other in found:
        if other is not None and (attribute(other, "type") or "body") in kinds:
            return shape
    return None


def _is_prompt(passage: TextRun) -> bool:
    shape = next(passage.element.iterancestors("{*}sp"), None)
    return _placeholder(shape) is not None


def text_runs(package: OfficePackage) -> list[TextRun]:
    """Return the text runs of a presentation."""
    found: list[TextRun] = []
    for name, root in package.matching(
        "ppt/slides/*.xml", "ppt/slideLayouts/*.xml", "ppt/slideMasters/*.xml"
    ):
        deck = SlideFonts(package, name)
        words = drawing_runs(root, deck.theme, deck.inherited)
        # Placeholder texts of layouts are never drawn.
        found += [each for each in words if "/slides/" in name or not _is_prompt(each)]
    themes = [root for _, root in package.matching("ppt/theme/theme*.xml")]
    return found + standalone_drawing_runs(
        package, Theme(themes[0] if themes else None), *OWN_DRAWINGS
    )
