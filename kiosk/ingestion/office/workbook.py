"""Text runs of a workbook with their fonts."""

import copy
import re
from collections.abc import Iterator
from functools import partial

from kiosk.ingestion.office.drawings import standalone_drawing_runs
from kiosk.ingestion.office.legacy_fonts import (
    FontRenamer,
    TextRun,
    encoding_of_font,
    rename_font_attribute,
    to_unicode,
)
from kiosk.ingestion.office.package import (
    Element,
    OfficePackage,
    attribute,
    find_child,
    local_name,
)
from kiosk.ingestion.office.theme import Theme

DRAWINGS = ("xl/drawings/*.xml", "xl/charts/*.xml", "xl/diagrams/*.xml")
SHEETS = ("xl/worksheets/*.xml", "xl/chartsheets/*.xml")
# &"Font,Bold" in a header, and the text up to the next one.
_IN_FONT = re.compile(r'&"([^",]*)([^"]*)"((?:(?!&").)*)', re.DOTALL)
_CODE = re.compile(r"(&(?:[A-Za-z&+-]|\d+))")


class Workbook:
    """The text of a workbook's cells, headers and drawings."""

    def __init__(self, package: OfficePackage) -> None:
        """Read the cell fonts."""
        self._parts = package
        themes = [root for _, root in package.matching("xl/theme/theme*.xml")]
        self._theme = Theme(themes[0] if themes else None)
        styles = package.root("xl/styles.xml")
        fonts = find_child(styles, "fonts")
        names = [self._name_of(font) for font in fonts] if fonts is not None else []
        formats = find_child(styles, "cellXfs")
        self._fonts = [
            names[int(number)]
            if (number := attribute(each, "fontId")).isdigit()
            and int(number) < len(names)
            else ""
            for each in (formats if formats is not None else ())
        ]
        self._strings = package.root("xl/sharedStrings.xml")
        self._copies: dict[tuple[int, str], int] = {}
        self._taken: set[int] = set()

    def _name_of(self, font: Element) -> str:
        scheme = attribute(find_child(font, "scheme"), "val")
        name = attribute(find_child(font, "name"), "val")
        return name or (self._theme.font(scheme) if scheme else "")

    def text_runs(self) -> list[TextRun]:
        """Return the text runs of a workbook."""
        found = standalone_drawing_runs(self._parts, self._theme, *DRAWINGS)
        for _, root in self._parts.matching(*SHEETS):
            for cell in root.iter("{*}c"):
                found += self._of_cell(cell)
        return found

    def _of_cell(self, cell: Element) -> Iterator[TextRun]:
        style = attribute(cell, "s") or "0"
        at = int(style) if style.isdigit() else 0
        font = self._fonts[at] if at < len(self._fonts) else ""
        kind, text = attribute(cell, "t"), find_child(cell, "v")
        if kind == "s" and text is not None:
            yield from self._of_shared(text, font)
        elif kind == "inlineStr":
            yield from self._of_item(find_child(cell, "is"), font)
        elif kind == "str" and text is not None:
            yield TextRun(text, font, cell)

    def _of_shared(self, number: Element, font: str) -> Iterator[TextRun]:
        """Yield a shared string's text; copy it for each further font."""
        if self._strings is None or not (number.text or "").strip().isdigit():
            return
        at = int(number.text)
        if at >= len(self._strings):
            return
        key = (at, font if encoding_of_font(font) else "")
        known = self._copies.get(key)
        if known is not None:
            number.text = str(known)
            return
        item = self._strings[at]
        if at in self._taken:
            item = copy.deepcopy(item)
            self._strings.append(item)
            number.text = str(len(self._strings) - 1)
        self._taken.add(at)
        self._copies[key] = int(number.text)
        yield from self._of_item(item, font)

    def _of_item(self, item: Element | None, font: str) -> Iterator[TextRun]:
        for part in item if item is not None else ():
            if local_name(part) == "t":
                yield TextRun(part, font, item)
            elif (
                local_name(part) == "r" and (text := find_child(part, "t")) is not None
            ):
                own = attribute(find_child(part, "rPr", "rFont"), "val")
                yield TextRun(text, own or font, item)


def replace_fonts(package: OfficePackage, rename: FontRenamer) -> bool:
    """Rename fonts in cells and headers; return whether any changed."""
    found = False
    for name, root in package.matching(
        "xl/styles.xml", "xl/sharedStrings.xml", *SHEETS
    ):
        for font in root.iter("{*}rFont", *(("{*}name",) if "styles" in name else ())):
            found |= rename_font_attribute(font, "val", rename)
        for headers in root.iter("{*}headerFooter"):
            for header in headers:
                before = header.text or ""
                header.text = _IN_FONT.sub(partial(_header, rename), before)
                found |= header.text != before
    return found


def _header(rename: FontRenamer, found: re.Match[str]) -> str:
    font, style, text = found.groups()
    pieces = _CODE.split(text)
    pieces[::2] = [to_unicode(piece, font) for piece in pieces[::2]]
    return f'&"{rename(font)}{style}"{"".join(pieces)}'
