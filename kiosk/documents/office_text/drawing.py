"""Which font each run of a drawing is in: text boxes, diagrams, charts."""

from collections.abc import Callable, Iterator

from kiosk.documents.office_text.legacy import Passage, writing_of
from kiosk.documents.office_text.parts import (
    DRAWING,
    Element,
    Parts,
    child,
    is_named,
    local,
    value,
)
from kiosk.documents.office_text.theme import Theme

# A paragraph's level and the body it stands in, to the styles that it inherits from.
Inherited = Callable[[Element], list[Element]]


def level_of(paragraph: Element) -> int:
    """Return how deep a paragraph is, from 0."""
    level = value(child(paragraph, "pPr"), "lvl")
    return int(level) if level.isdigit() else 0


def font_in(styles: list[Element], level: int, theme: Theme) -> str:
    """Return the font that the first of several list styles gives to a level."""
    for style in styles:
        for name in (f"lvl{level + 1}pPr", "defPPr"):
            face = value(child(style, name, "defRPr", "latin"), "typeface")
            if face:
                return theme.font(face)
    return ""


def passages_of(root: Element, theme: Theme, inherited: Inherited) -> Iterator[Passage]:
    """Yield the text of a part's drawings, each piece in its font."""
    for text in root.iter("{*}t"):
        if not is_named(text, "t", DRAWING):
            continue
        run = text.getparent()
        if local(run) == "fld":
            # A page number or a date: LibreOffice writes it anew.
            continue
        paragraph = run.getparent()
        yield Passage(text, _font_of(run, paragraph, theme, inherited), paragraph)


def _font_of(
    run: Element, paragraph: Element, theme: Theme, inherited: Inherited
) -> str:
    for properties in (child(run, "rPr"), child(paragraph, "pPr", "defRPr")):
        face = value(child(properties, "latin"), "typeface")
        if face:
            return theme.font(face)
    body = paragraph.getparent()
    styles = [child(body, "lstStyle"), *inherited(body)]
    return font_in(styles, level_of(paragraph), theme) or theme.minor


def drawn(parts: Parts, theme: Theme, *patterns: str) -> list[Passage]:
    """Return the text of all drawings that stand for themselves, and of charts."""
    found: list[Passage] = []
    for _, root in parts.matching(*patterns):
        found += passages_of(root, theme, lambda _body: [])
        found += _of_chart(root)
    return found


def _of_chart(root: Element) -> Iterator[Passage]:
    """Yield a chart's names, kept from its table, in the old font that it names."""
    faces = (value(each, "typeface") for each in root.iter("{*}latin"))
    font = next((face for face in faces if writing_of(face)), "")
    for cache in root.iter("{*}strCache"):
        for text in cache.iter("{*}v"):
            yield Passage(text, font, cache)
