"""Format paragraphs, cells and sections of a DOCX; what python-docx has no call for."""

from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import BaseStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Times New Roman"
BLACK = RGBColor(0, 0, 0)
_BLACK_HEX = str(BLACK)
TEXT_SIZE, LINE_POINTS = 14, 18
ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# Margins of Party and State alike (mm): top, right, bottom, left.
MARGINS = (20, 15, 20, 30)
A4 = (210, 297)
POINT_MM = 25.4 / 72


def section_room(section: Section) -> float:
    """Return the width between the margins in mm."""
    sides = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (int(side or 0) for side in sides)
    return round((width - left - right) / Mm(1), 1)


def turn_page(section: Section, *, is_landscape: bool) -> None:
    """Turn a page upright or on its side; the margins stay at their sides."""
    sides = (section.page_width, section.page_height)
    short, long = sorted(Emu(side or 0) for side in sides)
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (
        (long, short) if is_landscape else (short, long)
    )


def set_up_page(section: Section) -> None:
    """Set A4, the margins, and another first page."""
    section.page_width, section.page_height = map(Mm, A4)
    section.top_margin, section.right_margin = Mm(MARGINS[0]), Mm(MARGINS[1])
    section.bottom_margin, section.left_margin = Mm(MARGINS[2]), Mm(MARGINS[3])
    section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True


def number_pages(section: Section, distance: float) -> None:
    """Print page numbers in the top margin, `distance` mm from the edge."""
    section.header_distance = Mm(distance)
    paragraph = section.header.paragraphs[0]
    set_line(paragraph, align="center", points=14)
    run = add_run(paragraph, "", size=14)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:instrText" if words else "w:fldChar")
        if words:
            element.text = words
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 python-docx has no fields


def add_notice(section: Section, notice: str) -> None:
    """Print a notice in bold above every page; nothing for none."""
    if not notice:
        return
    section.first_page_header.is_linked_to_previous = False
    for header in (section.first_page_header, section.header):
        has_text = bool(header.paragraphs[0].runs)
        paragraph = header.add_paragraph() if has_text else header.paragraphs[0]
        set_line(paragraph, points=13)
        add_run(paragraph, notice, size=11, bold=True)


def set_default_font(document: Document) -> None:
    """Set the font of all text, in Vietnamese.

    Headings of the standard styles are blue and of another font.
    """
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(TEXT_SIZE)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    properties.append(language)
    for level in range(1, 5):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.color.rgb = FONT, BLACK
        style.font.italic = False
        clear_theme_fonts(style)


def set_line(
    paragraph: Paragraph,
    *,
    align: str = "left",
    points: float = LINE_POINTS,
    before: float = 0,
    first_line: float = 0,
) -> None:
    """Set alignment, exact line height and space before (pt), first line (mm)."""
    form = paragraph.paragraph_format
    form.alignment = ALIGNMENTS[align]
    form.space_before, form.space_after = Pt(before), Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)
    form.first_line_indent = Mm(first_line)
    form.widow_control = True


def add_run(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = TEXT_SIZE,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
) -> Run:
    """Add text in one style; line feeds break the line."""
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    run.underline = underline or None
    return run


def rule_below(paragraph: Paragraph, *, indent: float) -> None:
    """Draw a line below a paragraph, `indent` mm shorter on each side."""
    _draw_borders(paragraph, ("bottom",), indent)


def box_around(
    paragraph: Paragraph, *, indent: float, colour: str = _BLACK_HEX
) -> None:
    """Draw a box around a paragraph, `indent` mm from both sides."""
    _draw_borders(paragraph, ("top", "left", "bottom", "right"), indent, colour)


def _draw_borders(
    paragraph: Paragraph,
    sides: Sequence[str],
    indent: float,
    colour: str = _BLACK_HEX,
) -> None:
    form = paragraph.paragraph_format
    form.left_indent = form.right_indent = Mm(max(0.0, indent))
    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        values = {"val": "single", "sz": "6", "space": "1", "color": colour}
        for name, value in values.items():
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def clear_theme_fonts(style: BaseStyle) -> None:
    """Let a style use its named font instead of the theme's."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)


def keep_together(table: Table) -> None:
    """Keep all rows of a table, and what follows it, on one page."""
    keep_with_next(cell for row in table.rows for cell in row.cells)


def keep_with_next(cells: Iterable[_Cell]) -> None:
    """Keep cells on the page of the row that follows them."""
    for cell in cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def plain_table(document: Document, rows: int, widths: Sequence[float]) -> Table:
    """Add a table without borders and padding, with columns of these widths (mm)."""
    table: Table = document.add_table(rows, len(widths))
    fix_widths(table, widths)
    set_padding(table, 0)
    return table


def fix_widths(table: Table, widths: Sequence[float]) -> None:
    """Give the columns fixed widths (mm), as all programs understand them."""
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def set_padding(table: Table, points: float) -> None:
    """Set the padding at the sides of all cells; the table begins at the margin."""
    properties = table._tbl.tblPr  # noqa: SLF001
    indent = OxmlElement("w:tblInd")
    # Programs measure from the text of the first cell.
    indent.set(qn("w:w"), str(round(points * 20)))
    indent.set(qn("w:type"), "dxa")
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(round(points * 20)))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(indent)
    layout.addnext(margins)


def first_paragraph(cell: _Cell) -> Paragraph:
    """Return the paragraph that every new cell has."""
    paragraph: Paragraph = cell.paragraphs[0]
    return paragraph


def repeat_row(table: Table, index: int) -> None:
    """Repeat a row at the top of every page."""
    properties = table.rows[index]._tr.get_or_add_trPr()  # noqa: SLF001
    properties.append(OxmlElement("w:tblHeader"))


def keep_rows_whole(table: Table) -> None:
    """Break no row over two pages."""
    for row in table._tbl.tr_lst:  # noqa: SLF001
        row.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
