"""Which font each cell of a workbook is in, and its text."""

import copy
import re
from collections.abc import Iterator
from functools import partial

from kiosk.documents.office_text.drawing import drawn
from kiosk.documents.office_text.legacy import (
    Passage,
    Rename,
    in_unicode,
    renamed,
    writing_of,
)
from kiosk.documents.office_text.parts import Element, Parts, child, local, value
from kiosk.documents.office_text.theme import Theme

DRAWINGS = ("xl/drawings/*.xml", "xl/charts/*.xml", "xl/diagrams/*.xml")
SHEETS = ("xl/worksheets/*.xml", "xl/chartsheets/*.xml")
# &"Font,Bold" in a header, and the text up to the next one.
_IN_FONT = re.compile(r'&"([^",]*)([^"]*)"((?:(?!&").)*)', re.DOTALL)
_CODE = re.compile(r"(&(?:[A-Za-z&+-]|\d+))")


class Workbook:
    """The text of a workbook's cells, headers and drawings."""

    def __init__(self, parts: Parts) -> None:
        """Read the fonts of the cells."""
        self._parts = parts
        themes = [root for _, root in parts.matching("xl/theme/theme*.xml")]
        self._theme = Theme(themes[0] if themes else None)
        styles = parts.root("xl/styles.xml")
        fonts = child(styles, "fonts")
        names = [self._name_of(font) for font in fonts] if fonts is not None else []
        formats = child(styles, "cellXfs")
        self._fonts = [
            names[int(number)]
            if (number := value(each, "fontId")).isdigit() and int(number) < len(names)
            else ""
            for each in (formats if formats is not None else ())
        ]
        self._strings = parts.root("xl/sharedStrings.xml")
        self._copies: dict[tuple[int, str], int] = {}
        self._taken: set[int] = set()

    def _name_of(self, font: Element) -> str:
        scheme = value(child(font, "scheme"), "val")
        name = value(child(font, "name"), "val")
        return name or (self._theme.font(scheme) if scheme else "")

    def passages(self) -> list[Passage]:
        """Return all text, each piece in its font."""
        found = drawn(self._parts, self._theme, *DRAWINGS)
        for _, root in self._parts.matching(*SHEETS):
            for cell in root.iter("{*}c"):
                found += self._of_cell(cell)
        return found

    def _of_cell(self, cell: Element) -> Iterator[Passage]:
        style = value(cell, "s") or "0"
        at = int(style) if style.isdigit() else 0
        font = self._fonts[at] if at < len(self._fonts) else ""
        kind, text = value(cell, "t"), child(cell, "v")
        if kind == "s" and text is not None:
            yield from self._of_shared(text, font)
        elif kind == "inlineStr":
            yield from self._of_item(child(cell, "is"), font)
        elif kind == "str" and text is not None:
            yield Passage(text, font, cell)

    def _of_shared(self, number: Element, font: str) -> Iterator[Passage]:
        """Yield a shared string's text; each font has a copy of its own."""
        if self._strings is None or not (number.text or "").strip().isdigit():
            return
        at = int(number.text)
        if at >= len(self._strings):
            return
        key = (at, font if writing_of(font) else "")
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

    def _of_item(self, item: Element | None, font: str) -> Iterator[Passage]:
        for part in item if item is not None else ():
            if local(part) == "t":
                yield Passage(part, font, item)
            elif local(part) == "r" and (text := child(part, "t")) is not None:
                own = value(child(part, "rPr", "rFont"), "val")
                yield Passage(text, own or font, item)


def replace_fonts(parts: Parts, rename: Rename) -> bool:
    """Rename fonts wherever cells and headers name them; return whether any was."""
    found = False
    for name, root in parts.matching("xl/styles.xml", "xl/sharedStrings.xml", *SHEETS):
        for font in root.iter("{*}rFont", *(("{*}name",) if "styles" in name else ())):
            found |= renamed(font, "val", rename)
        for headers in root.iter("{*}headerFooter"):
            for place in headers:
                before = place.text or ""
                place.text = _IN_FONT.sub(partial(_header, rename), before)
                found |= place.text != before
    return found


def _header(rename: Rename, found: re.Match[str]) -> str:
    font, style, text = found.groups()
    pieces = _CODE.split(text)
    pieces[::2] = [in_unicode(piece, font) for piece in pieces[::2]]
    return f'&"{rename(font)}{style}"{"".join(pieces)}'
