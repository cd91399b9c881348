"""The stamp of urgency and the appendices, in PDF and DOCX, also in own templates."""

import datetime as dt
import io

import docx
import msgspec
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from kiosk.official_papers import parts
from kiosk.official_papers.formats import appendix_label, appendix_reference, roman
from kiosk.official_papers.render_docx import paper_to_docx
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.official_papers.rules import (
    Appendix,
    OfficialPaper,
    PaperFamily,
    PaperKind,
    Paragraph,
    Run,
    Spelling,
)
from kiosk.official_papers.sample import full_sample_paper, sample_paper
from kiosk.official_papers.templates import STANDARD_TEMPLATES, BrokenTemplate
from kiosk.official_papers.urgency import URGENCY_STAMPS, Urgency
from tools.paper_reader import read_paper

STATE, PARTY = PaperFamily.STATE, PaperFamily.PARTY


def short(family=STATE, **fields):
    return msgspec.structs.replace(sample_paper(family, rows=1), **fields)


def pages_of(paper, templates=None):
    return read_paper(paper_to_pdf(paper, templates))


def appendix(title, words="Nội dung.", **fields):
    return Appendix(title, [Paragraph([Run(words)])], **fields)


def document_of(paper):
    return docx.Document(io.BytesIO(paper_to_docx(paper)))


@pytest.mark.parametrize(("number", "numeral"), [(1, "I"), (4, "IV"), (19, "XIX")])
def test_roman_numerals(number, numeral):
    assert roman(number) == numeral


def test_a_single_appendix_has_no_number():
    one = short(appendices=[appendix("A")])
    two = short(appendices=[appendix("A"), appendix("B")])
    assert appendix_label(one, 1) == "Phụ lục"
    assert [appendix_label(two, n) for n in (1, 2)] == ["Phụ lục I", "Phụ lục II"]


def test_the_reference_names_the_paper_and_leaves_room():
    bare = OfficialPaper(
        STATE,
        PaperKind.CONCLUSION_NOTICE,
        issuing_body="Uỷ ban nhân dân\ntỉnh",
        type_name="THÔNG BÁO",
    )
    dated = msgspec.structs.replace(
        bare, number="5", symbol="TB-UBND", date=dt.date(2026, 2, 5)
    )
    assert appendix_reference(dated) == (
        "(Kèm theo Thông báo số 05/TB-UBND ngày 05 tháng 02 năm 2026"
        " của Uỷ ban nhân dân tỉnh)"
    )
    of_party = msgspec.structs.replace(dated, family=PARTY, symbol="TB/TU")
    assert "Thông báo số 05-TB/TU ngày 05" in appendix_reference(of_party)
    assert appendix_reference(bare) == (
        "(Kèm theo Thông báo ngày ..... tháng ..... năm ........"
        " của Uỷ ban nhân dân tỉnh)"
    )


@pytest.mark.parametrize("family", PaperFamily)
@pytest.mark.parametrize("urgency", URGENCY_STAMPS)
def test_each_stamp_fits_its_box_and_only_the_urgent_have_one(family, urgency):
    stamp = URGENCY_STAMPS[urgency]
    (page, *others) = pages_of(short(family, urgency=urgency))
    words = page.find(stamp.words)
    box = page.box_around(words)
    assert round(box.width), round(box.height) == (stamp.width, stamp.height)
    assert box.left + 1 < words.left
    assert words.right < box.right - 1
    assert not any(stamp.words in other.words for other in others)
    assert stamp.words not in pages_of(short(family))[0].words


def test_the_stamp_follows_the_spelling_of_the_office():
    paper = short(urgency=Urgency.EXPRESS, spelling=Spelling.ON_FIRST_VOWEL)
    assert "HỎA TỐC" in pages_of(paper)[0].words
    texts = [cell.text for cell in document_of(paper).tables[0].rows[1].cells]
    assert "HỎA TỐC" in texts[0]


@pytest.mark.parametrize("family", PaperFamily)
def test_appendices_follow_the_signatures_on_pages_of_their_own(family):
    pages = pages_of(full_sample_paper(family))
    texts = [page.words for page in pages]
    signed = next(n for n, text in enumerate(texts) if "Nơi nhận:" in text)
    assert ["Phụ lục" in text for text in texts[signed:]] == [False, True, False, True]
    assert [round(side) for side in pages[-1].size] == [297, 210]
    assert [round(side) for side in pages[-2].size] == [210, 297]


def test_titles_are_text_and_notices_stand_above_appendices_too():
    paper = short(appendices=[appendix("<b>A & B</b>")], page_notice="BẢN NHÁP")
    last = pages_of(paper)[-1]
    assert "<B>A & B</B>" in last.words
    assert last.find("BẢN NHÁP").baseline < 20


def test_of_a_paper_in_parts_they_follow_the_last(monkeypatch):
    monkeypatch.setattr(parts, "PART_ROWS", 40)
    paper = msgspec.structs.replace(
        sample_paper(PARTY, rows=100), appendices=[appendix("Danh mục", "MỘT LẦN")]
    )
    pages = pages_of(paper)
    assert [page.words.count("MỘT LẦN") for page in pages] == [0] * (len(pages) - 1) + [
        1
    ]
    above = [x.text for x in pages[-1].letters if x.bottom < 19]
    assert "".join(above).strip() == ""


def test_in_docx_each_is_a_section_that_counts_from_one():
    document = document_of(full_sample_paper(PARTY))
    main, first, second = document.sections
    assert main._sectPr.find(qn("w:pgNumType")) is None
    for section in (first, second):
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert section.different_first_page_header_footer
        assert section.header.is_linked_to_previous
    assert first.page_width < first.page_height
    assert second.page_width > second.page_height
    texts = [one.text for one in document.paragraphs]
    start = texts.index("Phụ lục I")
    assert texts[start + 1] == "CHƯƠNG TRÌNH HỘI NGHỊ"
    assert texts[start + 2].startswith("(Kèm theo Biên bản số 05-BB/TU")


def test_in_docx_the_stamp_is_red_and_as_wide_as_the_rule_says():
    table = document_of(full_sample_paper(STATE)).tables[0]
    (stamp,) = [one for one in table.cell(1, 0).paragraphs if "TỐC" in one.text]
    assert str(stamp.runs[0].font.color.rgb) == "D00000"
    form = stamp.paragraph_format
    room = table.columns[0].width - form.left_indent - form.right_indent
    # The border is drawn one point outside on each side.
    assert round(room / Mm(1) + 2 * 25.4 / 72) == 30


def older(name):
    """Return a standard template as it was before stamps and appendices."""
    text = (STANDARD_TEMPLATES / name).read_text("utf-8")
    lines = [x for x in text.splitlines() if "{{ urgency()" not in x]
    kept = [x for x in lines if "{{ appendices()" not in x]
    return "\n".join(kept).replace("appendices, ", "").replace(", urgency", "")


def test_an_older_own_template_prints_what_it_can_and_names_itself_otherwise(tmp_path):
    (tmp_path / "nd30.html").write_text(older("nd30.html"), "utf-8")
    assert "THÔNG BÁO" in pages_of(short(), tmp_path)[0].words
    for fields in ({"urgency": Urgency.URGENT}, {"appendices": [appendix("A b")]}):
        with pytest.raises(BrokenTemplate) as caught:
            paper_to_pdf(short(**fields), tmp_path)
        assert caught.value.name == "nd30.html"
        assert "urgency()" in caught.value.reason


def test_older_own_blocks_print_a_paper_without_the_new_parts(tmp_path):
    text = (STANDARD_TEMPLATES / "blocks.html").read_text("utf-8")
    (tmp_path / "blocks.html").write_text(text[: text.index("{% macro urgency")])
    assert "THÔNG BÁO" in pages_of(short(), tmp_path)[0].words
    with pytest.raises(BrokenTemplate) as caught:
        paper_to_pdf(short(urgency=Urgency.URGENT), tmp_path)
    assert caught.value.name == "blocks.html"
