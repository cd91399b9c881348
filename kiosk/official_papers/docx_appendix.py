"""Write the appendices of a paper into a DOCX, each as a section of its own."""

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section

from kiosk.official_papers import docx_format as form
from kiosk.official_papers import formats
from kiosk.official_papers.docx_blocks import BodyWriter
from kiosk.official_papers.rules import OfficialPaper
from kiosk.official_papers.text_width import measure

# Narrower than the text, so that no title reaches both margins.
_TITLE_MARGIN_MM = 5


def write_appendices(document: Document, paper: OfficialPaper) -> None:
    """Write all appendices behind the paper."""
    for index, one in enumerate(paper.appendices, 1):
        section = document.add_section(WD_SECTION.NEW_PAGE)
        form.turn_page(section, is_landscape=one.is_landscape)
        _restart_page_numbers(section)
        room = form.section_room(section)
        title = formats.unbroken(one.title.upper())
        lines = measure().balance(
            title, room - _TITLE_MARGIN_MM, form.TEXT_SIZE, bold=True
        )
        label = formats.appendix_label(paper, index)
        _write_heading(document, paper, [label, *lines])
        BodyWriter(document, room).write(one.body)


def _write_heading(document: Document, paper: OfficialPaper, lines: list[str]) -> None:
    for line in lines:
        paragraph = document.add_paragraph()
        form.set_line(paragraph, align="center")
        form.add_run(paragraph, line, bold=True)
    paragraph = document.add_paragraph()
    form.set_line(paragraph, align="center", before=6)
    form.add_run(paragraph, formats.appendix_reference(paper), italic=True)


def _restart_page_numbers(section: Section) -> None:
    """Let the page numbers of a section begin with 1."""
    numbers = OxmlElement("w:pgNumType")
    numbers.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(  # noqa: SLF001 python-docx has no call
        numbers, "w:cols", "w:formProt", "w:vAlign", "w:titlePg", "w:docGrid"
    )
