"""Open what a DOCX is based on: an empty document, or the office's own one."""

from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.section import Section
from lxml.etree import XMLSyntaxError

from kiosk.official_papers import docx_format as form
from kiosk.official_papers.rules import PaperFamily
from kiosk.official_papers.templates import BASE_DOCUMENTS, BrokenTemplate

# In mm, from the edge to the page number.
_NUMBER_DISTANCE = {PaperFamily.PARTY: 10, PaperFamily.STATE: 7.5}
_STYLES = ("Normal", *(f"Heading {level}" for level in range(1, 5)), "Table Grid")


def base_document(family: PaperFamily, templates: Path | None) -> Document:
    """Return a document without text.

    Page, margins, headers, footers, fonts and styles are those of the office's own
    document in `templates`, if there is one; otherwise those of the rules.

    :raises BrokenTemplate: the own document cannot be used.
    """
    name = BASE_DOCUMENTS[family]
    own = templates / name if templates else None
    if own and own.is_file():
        document = _opened(own)
        _empty(document)
    else:
        document = docx.Document()
        form.set_up_page(document.sections[0])
        form.set_default_font(document)
    section = document.sections[0]
    # The first page bears no number, whatever the own document has.
    section.different_first_page_header_footer = True
    if not _has_content(section):
        form.number_pages(section, _NUMBER_DISTANCE[family])
    return document


def _opened(path: Path) -> Document:
    try:
        document = docx.Document(str(path))
        missing = [name for name in _STYLES if name not in document.styles]
    # A document with macros is a ValueError.
    except (
        PackageNotFoundError,
        BadZipFile,
        XMLSyntaxError,
        LookupError,
        ValueError,
    ) as error:
        reason = f"không phải tệp DOCX dùng được: {error}"
        raise BrokenTemplate(path.name, 0, reason) from error
    if not _has_page(document):
        missing.append("khổ giấy và lề")
    if missing:
        raise BrokenTemplate(path.name, 0, f"thiếu {', '.join(missing)}")
    return document


def _has_page(document: Document) -> bool:
    """Return whether the last section says how large the page and its margins are."""
    if not document.sections:
        return False
    last = document.sections[-1]
    lengths = (last.page_width, last.page_height, last.left_margin, last.right_margin)
    return None not in lengths


def _empty(document: Document) -> None:
    """Remove the text; the page of the last section stays."""
    body = document.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)


def _has_content(section: Section) -> bool:
    """Return whether the header of the following pages has text, a field or a table."""
    header = section.header
    return bool(header.tables) or any(one.runs for one in header.paragraphs)
