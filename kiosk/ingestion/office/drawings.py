"""Text runs of drawings with their fonts: text boxes, diagrams, charts."""

from collections.abc import Callable, Iterator

from kiosk.ingestion.office.legacy_fonts import TextRun, encoding_of_font
from kiosk.ingestion.office.package import (
    DRAWING,
    Element,
    OfficePackage,
    attribute,
    find_child,
    has_name,
    local_name,
)
from kiosk.ingestion.office.theme import Theme

# Maps a text body to the list styles it inherits from.
Inherited = Callable[[Element], list[Element]]


def level_of(paragraph: Element) -> int:
    """Return the list level of a paragraph, from 0."""
    level = attribute(find_child(paragraph, "pPr"), "lvl")
    return int(level) if level.isdigit() else 0


def font_in(styles: list[Element], level: int, theme: Theme) -> str:
    """Return the font that the first matching list style gives to a level."""
    for style in styles:
        for name in (f"lvl{level + 1}pPr", "defPPr"):
            face = attribute(find_child(style, name, "defRPr", "latin"), "typeface")
            if face:
                return theme.font(face)
    return ""


def drawing_runs(
    root: Element, theme: Theme, inherited: Inherited
) -> Iterator[TextRun]:
    """Yield the text runs of a part's drawings."""
    for text in root.iter("{*}t"):
        if not has_name(text, "t", DRAWING):
            continue
        run = text.getparent()
        if local_name(run) == "fld":
            # A page number or date, which LibreOffice generates.
            continue
        paragraph = run.getparent()
        yield TextRun(text, _font_of(run, paragraph, theme, inherited), paragraph)


def _font_of(
    run: Element, paragraph: Element, theme: Theme, inherited: Inherited
) -> str:
    for properties in (find_child(run, "rPr"), find_child(paragraph, "pPr", "defRPr")):
        face = attribute(find_child(properties, "latin"), "typeface")
        if face:
            return theme.font(face)
    body = paragraph.getparent()
    styles = [find_child(body, "lstStyle"), *inherited(body)]
    return font_in(styles, level_of(paragraph), theme) or theme.minor


def standalone_drawing_runs(
    package: OfficePackage, theme: Theme, *patterns: str
) -> list[TextRun]:
    """Return the text runs of drawings outside slides, and of charts."""
    found: list[TextRun] = []
    for _, root in package.matching(*patterns):
        found += drawing_runs(root, theme, lambda _body: [])
        found += _of_chart(root)
    return found


def _of_chart(root: Element) -> Iterator[TextRun]:
    """Yield a chart's cached strings in the legacy font it names."""
    faces = (attribute(each, "typeface") for each in root.iter("{*}latin"))
    font = next((face for face in faces if encoding_of_font(face)), "")
    for cache in root.iter("{*}strCache"):
        for text in cache.iter("{*}v"):
            yield TextRun(text, font, cache)
