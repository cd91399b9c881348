"""Text runs of a Word file with their fonts: own, styles', document's."""

from collections.abc import Iterator

from kiosk.ingestion.office.legacy_fonts import (
    FontRenamer,
    TextRun,
    encoding_of_font,
    rename_font_attribute,
)
from kiosk.ingestion.office.package import (
    WORD,
    Element,
    OfficePackage,
    attribute,
    find_child,
    has_name,
    local_name,
)
from kiosk.ingestion.office.theme import Theme
from kiosk.text_encodings import TextEncoding

# Parts with printed text.
TEXT_PARTS = (
    "word/document*.xml",
    "word/header*.xml",
    "word/footer*.xml",
    "word/footnotes*.xml",
    "word/endnotes*.xml",
)
_FONTS = ("ascii", "hAnsi", "cs", "eastAsia")


class Styles:
    """The styles of a document with their inheritance."""

    def __init__(self, root: Element | None, theme: Theme) -> None:
        """Read the styles part, if there is one."""
        self._theme = theme
        self._styles: dict[str, Element] = {}
        self._paragraph = ""
        self._table = ""
        for style in root.iter("{*}style") if root is not None else ():
            name = attribute(style, "styleId")
            self._styles[name] = style
            if attribute(style, "default") in {"1", "true", "on"}:
                if attribute(style, "type") == "paragraph":
                    self._paragraph = name
                elif attribute(style, "type") == "table":
                    self._table = name
        self._default = self.of(find_child(root, "docDefaults", "rPrDefault", "rPr"))

    def of(self, properties: Element | None) -> str:
        """Return the font named by run properties, or an empty string."""
        fonts = find_child(properties, "rFonts")
        if fonts is None:
            return ""
        # Only letters beyond ASCII matter, but some programs set `ascii` alone.
        names = [
            self._theme.font(attribute(fonts, slot + "Theme")) or attribute(fonts, slot)
            for slot in ("hAnsi", "ascii")
        ]
        old = [name for name in names if encoding_of_font(name)]
        return (old or [name for name in names if name] or [""])[0]

    def of_style(self, name: str) -> str:
        """Return the font of a style or its nearest base style, or an empty string."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            font = self.of(find_child(style, "rPr"))
            if font:
                return font
            name = attribute(find_child(style, "basedOn"), "val")
        return ""

    def of_paragraph(self, paragraph: Element | None) -> str:
        """Return the default font of a paragraph's runs."""
        style = attribute(find_child(paragraph, "pPr", "pStyle"), "val")
        return (
            self.of_style(style or self._paragraph)
            or self.of_style(self._table_style(paragraph))
            or self._default
        )

    def of_run(self, run: Element) -> str:
        """Return the font named by a run or its style, or an empty string."""
        properties = find_child(run, "rPr")
        return self.of(properties) or self.of_style(
            attribute(find_child(properties, "rStyle"), "val")
        )

    def _table_style(self, paragraph: Element | None) -> str:
        for above in paragraph.iterancestors("{*}tbl") if paragraph is not None else ():
            return (
                attribute(find_child(above, "tblPr", "tblStyle"), "val") or self._table
            )
        return ""


def text_runs(package: OfficePackage) -> list[TextRun]:
    """Return the text runs of a Word file."""
    themes = [root for _, root in package.matching("word/theme/theme*.xml")]
    theme = Theme(themes[0] if themes else None)
    styles = Styles(package.root("word/styles.xml"), theme)
    found: list[TextRun] = []
    for _, root in package.matching(*TEXT_PARTS):
        found += _of_part(root, styles)
    numbering = package.root("word/numbering.xml")
    if numbering is not None:
        found += _of_numbers(numbering, styles)
    return found


def _of_part(root: Element, styles: Styles) -> Iterator[TextRun]:
    fonts: dict[Element | None, str] = {}
    for run in list(root.iter("{*}r")):
        if not has_name(run, "r", WORD):
            continue
        paragraph = next(
            (each for each in run.iterancestors("{*}p") if has_name(each, "p", WORD)),
            None,
        )
        if paragraph not in fonts:
            fonts[paragraph] = styles.of_paragraph(paragraph)
        yield from _of_run(run, styles.of_run(run) or fonts[paragraph], paragraph)


def _of_run(run: Element, font: str, paragraph: Element | None) -> Iterator[TextRun]:
    for element in list(run):
        match local_name(element):
            case "t" | "delText":
                yield TextRun(element, font, paragraph)
            case "softHyphen" if encoding_of_font(font) is TextEncoding.TCVN3:
                # The TCVN3 code of ư is a soft hyphen in Latin-1.
                yield TextRun(_as_text(element, "\u00ad"), font, paragraph)
            case "sym" if encoding_of_font(attribute(element, "font")):
                letter = chr(int(attribute(element, "char") or "20", 16))
                old = attribute(element, "font")
                yield TextRun(_as_text(element, letter), old, paragraph)


def _as_text(element: Element, text: str) -> Element:
    new = element.makeelement(element.tag.rpartition("}")[0] + "}t")
    new.text = text
    element.getparent().replace(element, new)
    return new


def _of_numbers(root: Element, styles: Styles) -> Iterator[TextRun]:
    for level in root.iter("{*}lvl"):
        text = find_child(level, "lvlText")
        font = styles.of(find_child(level, "rPr")) or styles.of_paragraph(None)
        for key in text.attrib if text is not None else ():
            if key.endswith("}val"):
                yield TextRun(text, font, level, key)


def replace_fonts(package: OfficePackage, rename: FontRenamer) -> bool:
    """Rename fonts in runs, styles and numbering; return whether any changed."""
    parts = package.matching(*TEXT_PARTS, "word/styles.xml", "word/numbering.xml")
    count = sum(
        rename_font_attribute(fonts, key, rename)
        for _, root in parts
        for fonts in root.iter("{*}rFonts")
        for key in fonts.attrib
        if key.rpartition("}")[2] in _FONTS
    )
    return count > 0
