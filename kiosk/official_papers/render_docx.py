"""Write an official paper as a DOCX that looks like its PDF, for editing in Word."""

import io
from dataclasses import dataclass
from pathlib import Path

from docx.document import Document
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from kiosk import clock
from kiosk.official_papers import docx_format as form
from kiosk.official_papers import formats
from kiosk.official_papers.docx_appendix import write_appendices
from kiosk.official_papers.docx_base import base_document
from kiosk.official_papers.docx_blocks import BodyWriter
from kiosk.official_papers.docx_ending import write_ending
from kiosk.official_papers.rules import OfficialPaper, PaperFamily
from kiosk.official_papers.spelling import spell
from kiosk.official_papers.templates import paper_title, urgency_stamp
from kiosk.official_papers.text_width import measure
from kiosk.official_papers.urgency import STAMP_COLOUR, STAMP_POINTS

NATION = {
    PaperFamily.PARTY: "ĐẢNG CỘNG SẢN VIỆT NAM",
    PaperFamily.STATE: "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
}
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True)
class HeaderSizes:
    """Column widths (mm) and font sizes (pt) of a header."""

    left: float
    nation: float
    bodies: float
    number: float


SIZES = {
    PaperFamily.PARTY: HeaderSizes(left=74, nation=15, bodies=14, number=14),
    PaperFamily.STATE: HeaderSizes(left=68, nation=13, bodies=13, number=13),
}
# Of the bodies' column: where the text must not reach the other column.
_GAP_MM = 3.5
_RULE_SHARE = 0.4


def paper_to_docx(paper: OfficialPaper, templates: Path | None = None) -> bytes:
    """Return a paper as DOCX; `templates` is the folder of the office's own.

    :raises BrokenTemplate: the office's own DOCX cannot be used.
    :raises FontMissing: no installed font has all Vietnamese letters.
    """
    document = base_document(paper.family, templates)
    section = document.sections[0]
    form.turn_page(section, is_landscape=paper.is_landscape)
    form.add_notice(section, paper.page_notice)
    _set_properties(document, paper)
    room = form.section_room(section)
    _Header(document, paper, room).write()
    _write_title(document, paper, room)
    BodyWriter(document, room).write(paper.body)
    if paper.signatures:
        document.paragraphs[-1].paragraph_format.keep_with_next = True
    write_ending(document, paper, room)
    write_appendices(document, paper)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_properties(document: Document, paper: OfficialPaper) -> None:
    said = document.core_properties
    said.title, said.author = paper_title(paper)[:255], paper.issuing_body[:255]
    said.comments, said.language = "", "vi-VN"
    said.created = said.modified = clock.now().replace(tzinfo=None)


class _Header:
    """Writes the two columns above the title."""

    def __init__(self, document: Document, paper: OfficialPaper, room: float) -> None:
        self._document, self._paper, self._room = document, paper, room
        self._sizes = SIZES[paper.family]
        self._is_party = paper.family is PaperFamily.PARTY
        share = 0.42 * room if paper.is_landscape else self._sizes.left
        # An office's own margins may leave less room than the nation's name takes.
        nation = measure().width(NATION[paper.family], self._sizes.nation, bold=True)
        share = min(share, room - nation - 1)
        self._widths = (share, room - share)
        # A long place takes room from the number beside it.
        self._words = formats.place_and_date(paper)
        needed = measure().width(self._words, form.TEXT_SIZE, bold=False) + 2
        self._taken = max(0.0, needed - self._widths[1])

    def write(self) -> None:
        """Write bodies and nation, then number and date on one level."""
        left, right = self._widths
        widths = (left - self._taken, self._taken, right)
        columns = widths if self._taken else self._widths
        table = form.plain_table(self._document, 2, columns)
        bodies, date = table.cell(0, 0), table.cell(1, len(columns) - 1)
        if self._taken:
            bodies, date = bodies.merge(table.cell(0, 1)), table.cell(1, 1).merge(date)
        self._bodies(bodies)
        self._nation(table.cell(0, len(columns) - 1))
        self._number(table.cell(1, 0))
        self._date(date)

    def _line(self, cell: _Cell, *, first: bool, points: float) -> Paragraph:
        paragraph = form.first_paragraph(cell) if first else cell.add_paragraph()
        form.set_line(paragraph, align="center", points=points)
        return paragraph

    def _bodies(self, cell: _Cell) -> None:
        size = self._sizes.bodies
        room = min(self._sizes.left, self._widths[0]) - _GAP_MM
        points = round(size * 1.2, 1)
        is_first = True
        named = ((self._paper.parent_body, False), (self._paper.issuing_body, True))
        for name, bold in named:
            words = formats.unbroken(name.upper())
            lines = measure().balance(words, room, size, bold=bold)
            for line in lines:
                paragraph = self._line(cell, first=is_first, points=points)
                form.add_run(paragraph, line, size=size, bold=bold)
                is_first = False
            if bold and lines and not self._is_party:
                widest = max(measure().width(each, size, bold=True) for each in lines)
                self._rule(cell, self._widths[0], widest * _RULE_SHARE)
        if self._is_party:
            form.add_run(self._line(cell, first=is_first, points=14), "*")

    def _rule(self, cell: _Cell, room: float, length: float) -> None:
        """Draw a rule of this length (mm) in the middle of a cell."""
        paragraph = self._line(cell, first=False, points=3)
        form.rule_below(paragraph, indent=(room - length) / 2)

    def _nation(self, cell: _Cell) -> None:
        size = self._sizes.nation
        words = spell(NATION[self._paper.family], self._paper.spelling)
        paragraph = self._line(cell, first=True, points=round(size * 1.2, 1))
        form.add_run(paragraph, words, size=size, bold=True)
        if not self._is_party:
            words, size = MOTTO, 14
            paragraph = self._line(cell, first=False, points=16.8)
            form.add_run(paragraph, words, size=size, bold=True)
        width = measure().width(words, size, bold=True)
        form.rule_below(paragraph, indent=(self._widths[1] - width) / 2 - 0.3)

    def _number(self, cell: _Cell) -> None:
        size, note = self._sizes.number, self._paper.circulation_note
        paragraph = self._line(cell, first=True, points=17)
        paragraph.paragraph_format.space_before = Pt(2)
        form.add_run(paragraph, formats.number_line(self._paper), size=size)
        self._stamp(cell)
        if note:
            paragraph = self._line(cell, first=False, points=16)
            paragraph.paragraph_format.space_before = Pt(4)
            note_size = 12 if self._is_party else 13
            form.add_run(paragraph, note.upper(), size=note_size, bold=True)
            if not self._is_party:
                width = measure().width(note.upper(), note_size, bold=True)
                room = self._widths[0] - self._taken
                form.box_around(paragraph, indent=(room - width) / 2 - 2)

    def _stamp(self, cell: _Cell) -> None:
        stamp = urgency_stamp(self._paper)
        if stamp is None:
            return
        # The border is drawn 1 pt outside of the line.
        points = stamp.height / form.POINT_MM - 2
        paragraph = self._line(cell, first=False, points=points)
        paragraph.paragraph_format.space_before = Pt(6)
        run = form.add_run(paragraph, stamp.words, size=STAMP_POINTS, bold=True)
        run.font.color.rgb = RGBColor.from_string(STAMP_COLOUR)
        room = self._widths[0] - self._taken
        indent = (room - stamp.width) / 2 + form.POINT_MM
        form.box_around(paragraph, indent=indent, colour=STAMP_COLOUR)

    def _date(self, cell: _Cell) -> None:
        paragraph = self._line(cell, first=True, points=17)
        paragraph.paragraph_format.space_before = Pt(2)
        form.add_run(paragraph, self._words, italic=True)


def _write_title(document: Document, paper: OfficialPaper, room: float) -> None:
    """Write type and summary with their line below."""
    is_party = paper.family is PaperFamily.PARTY
    if paper.type_name:
        size = 16 if is_party else 14
        paragraph = document.add_paragraph()
        form.set_line(paragraph, align="center", points=size * 1.25, before=18)
        form.add_run(paragraph, paper.type_name.upper(), size=size, bold=True)
    summary = formats.unbroken(paper.summary)
    lines = measure().balance(summary, room - 5, form.TEXT_SIZE, bold=True)
    for line in lines:
        paragraph = document.add_paragraph()
        form.set_line(paragraph, align="center")
        form.add_run(paragraph, line, bold=True)
    if is_party and paper.type_name:
        paragraph = document.add_paragraph()
        form.set_line(paragraph, align="center")
        form.add_run(paragraph, "-----")
    elif lines:
        widest = max(measure().width(line, form.TEXT_SIZE, bold=True) for line in lines)
        paragraph = document.add_paragraph()
        form.set_line(paragraph, align="center", points=3)
        form.rule_below(paragraph, indent=(room - widest * _RULE_SHARE) / 2)
    _write_addressees(document, paper)


def _write_addressees(document: Document, paper: OfficialPaper) -> None:
    """Write to whom the paper goes; several stand below each other."""
    lines = formats.addressee_lines(paper.addressees)
    for index, line in enumerate(lines):
        paragraph = document.add_paragraph()
        is_list = len(lines) > 1
        form.set_line(
            paragraph,
            align="left" if is_list else "center",
            before=0 if index else 6,
        )
        if is_list:
            paragraph.paragraph_format.left_indent = Mm(55)
            paragraph.paragraph_format.first_line_indent = Mm(0 if index else -21)
        if index == 0:
            italic = paper.family is PaperFamily.PARTY
            form.add_run(paragraph, "Kính gửi:", italic=italic)
            form.add_run(paragraph, "\t" if is_list else " ")
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(55))
        form.add_run(paragraph, line)
