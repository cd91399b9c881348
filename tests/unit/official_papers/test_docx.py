"""The DOCX has the figures of the PDF, and its pages look like those."""

import io

import docx
import msgspec
import pypdfium2 as pdfium
import pytest
from docx.oxml.ns import qn
from PIL import ImageChops, ImageFilter, ImageStat

from kiosk.official_papers.render_docx import paper_to_docx
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.official_papers.rules import (
    Block,
    Cell,
    Heading,
    PaperFamily,
    PaperList,
    Paragraph,
    Run,
    Signature,
    Table,
)
from kiosk.official_papers.sample import sample_paper
from tests.unit.ingestion.sample_office_files import as_old
from tools.paper_reader import read_paper

MM = 36_000


def document_of(paper):
    return docx.Document(io.BytesIO(paper_to_docx(paper)))


def with_body(*body: Block, **fields):
    return msgspec.structs.replace(
        sample_paper(PaperFamily.PARTY), body=list(body), **fields
    )


@pytest.mark.parametrize(("family", "distance"), [("dang", 10), ("nd30", 7.5)])
def test_page_margins_and_page_number(family, distance):
    document = document_of(sample_paper(PaperFamily(family)))
    (section,) = document.sections
    sides = (section.page_width, section.page_height)
    margins = (
        section.top_margin,
        section.right_margin,
        section.bottom_margin,
        section.left_margin,
    )
    assert [round(side / MM) for side in sides] == [210, 297]
    assert [round(margin / MM) for margin in margins] == [20, 15, 20, 30]
    assert round(section.header_distance / MM, 1) == distance
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


def test_all_text_is_times_new_roman_and_vietnamese():
    document = document_of(sample_paper(PaperFamily.STATE))
    for name in ("Normal", "Heading 1", "Heading 4"):
        fonts = document.styles[name].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{one}")) for one in ("ascii", "hAnsi", "cs")} == {
            "Times New Roman"
        }
        assert not [one for one in fonts.attrib if one.endswith("Theme")]
    assert 'w:val="vi-VN"' in document.styles["Normal"].element.xml


def test_blocks_become_paragraphs_with_markers():
    nested = PaperList("dashes", [[Paragraph([Run("trong")])]])
    letters = PaperList("letters", [[Paragraph([Run("đầu")]), nested], [nested]], 5)
    centred = Paragraph([Run("giữa", italic=True)], align="center")
    document = document_of(with_body(Heading(2, [Run("1. Mục")]), letters, centred))
    texts = [one.text for one in document.paragraphs]
    start = texts.index("1. Mục")
    lines = ["1. Mục", "đ) đầu", "- trong", "e) ", "- trong", "giữa"]
    assert texts[start : start + 6] == lines
    listed = document.paragraphs[start + 1].paragraph_format
    assert round(listed.first_line_indent / MM) == 10
    assert listed.line_spacing.pt == 18
    assert listed.space_before.pt == 6
    assert document.paragraphs[start + 5].runs[0].italic


def test_tables_repeat_their_heads_and_merge_cells():
    heads = [[Cell([Run("A")], colspan=2)], [Cell([Run("B")]), Cell([Run("C")])]]
    rows = [
        [Cell([Run("cao")], rowspan=2), Cell([Run("1")], align="right")],
        [Cell([Run("2")]), Cell([Run("too many")])],
    ]
    table = document_of(with_body(Table(heads, rows))).tables[1]
    assert table.cell(0, 0)._tc is table.cell(0, 1)._tc
    assert table.cell(2, 0)._tc is table.cell(3, 0)._tc
    assert [table.cell(row, 1).text for row in range(4)] == ["A", "C", "1", "2"]
    repeated = ["w:tblHeader" in row._tr.xml for row in table.rows]
    assert repeated == [True, True, False, False]
    assert all("w:cantSplit" in row._tr.xml for row in table.rows)


def test_a_notice_is_in_both_headers_and_a_root_at_the_end():
    document = document_of(with_body(page_notice="BIỂU QUYẾT THỬ"))
    (section,) = document.sections
    for header in (section.header, section.first_page_header):
        assert "BIỂU QUYẾT THỬ" in [one.text for one in header.paragraphs]
    assert document.paragraphs[-1].text.startswith("Mã bản ghi: 9f86d08")


def test_signatures_have_room_and_names_below():
    signatures = [Signature(["THƯ KÝ"], name="A"), Signature(["T/M B"], "C\nD", "E")]
    table = document_of(with_body(signatures=signatures, recipients=[])).tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == ["THƯ KÝ", "T/M B\nC\nD"]
    name = table.cell(1, 1).paragraphs[0]
    assert name.text == "E"
    assert name.paragraph_format.space_before.pt == 72
    assert [line.runs[0].bold for line in table.cell(0, 1).paragraphs] == [
        *(True, False, False)
    ]


def picture(pdf, number):
    with pdfium.PdfDocument(pdf) as document:
        image = document[number].render(scale=0.7).to_pil().convert("L")
    return image.filter(ImageFilter.GaussianBlur(3))


def difference(one, other):
    """How much of the ink is elsewhere: 0 nothing, 1 all of it."""
    apart = ImageStat.Stat(ImageChops.difference(one, other)).sum[0]
    ink = sum(
        255 * one.width * one.height - ImageStat.Stat(x).sum[0] for x in (one, other)
    )
    return apart / ink


@pytest.mark.process
@pytest.mark.parametrize("family", PaperFamily)
def test_its_pages_look_like_those_of_the_pdf(family):
    paper = sample_paper(family)
    pdf = paper_to_pdf(paper)
    other = as_old(paper_to_docx(paper), "pdf")
    ours, theirs = read_paper(pdf), read_paper(other)
    assert len(ours) == len(theirs)
    for words in ("BIÊN BẢN", "THÔNG BÁO", "Lâm Đồng, ngày", "đ) Nội dung", "I- THÀNH"):
        if words not in ours[0].words:
            continue
        mine, yours = ours[0].find(words), theirs[0].find(words)
        assert (mine.size, mine.style) == (yours.size, yours.style)
        assert abs(mine.left - yours.left) < 1.5
        assert abs(mine.baseline - yours.baseline) < 3
    for number in range(len(ours)):
        assert difference(picture(pdf, number), picture(other, number)) < 0.2
    # The first page is not the last one: the comparison sees a difference.
    assert difference(picture(pdf, 0), picture(other, len(ours) - 1)) > 0.5
