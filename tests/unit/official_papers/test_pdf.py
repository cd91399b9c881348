"""Papers read back: order of the text, pages, fonts, notices, long tables."""

import dataclasses

import msgspec
import pytest

from kiosk.official_papers import fonts, parts
from kiosk.official_papers.fonts import CANDIDATES, FontMissing, find_fonts
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.official_papers.rules import (
    Cell,
    OfficialPaper,
    PaperFamily,
    PaperKind,
    PaperList,
    Paragraph,
    Run,
    Signature,
    Table,
)
from kiosk.official_papers.sample import sample_paper
from kiosk.official_papers.text_width import measure
from tools.paper_reader import read_paper

NOTICE = "BIỂU QUYẾT THỬ – KHÔNG CÓ GIÁ TRỊ"


def changed(family=PaperFamily.PARTY, **fields):
    return msgspec.structs.replace(sample_paper(family, rows=4), **fields)


def pages_of(paper, templates=None):
    return read_paper(paper_to_pdf(paper, templates))


def in_order(text, *words):
    places = [text.index(word) for word in words]
    return places == sorted(places)


def test_the_text_of_party_minutes_is_in_order():
    text = "".join(page.words for page in pages_of(changed()))
    assert in_order(
        text,
        "ĐẢNG BỘ TỈNH LÂM ĐỒNG",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 05-BB/TU",
        "BIÊN BẢN",
        "Hội nghị Ban Chấp hành",
        "-----",
        "I- THÀNH PHẦN",
        "đ) Nội dung thứ 5",
        "NGƯỜI GHI BIÊN BẢN",
        "Nơi nhận:",
        "Mã bản ghi: 9f86d08",
    )


def test_all_letters_of_vietnamese_are_printed_in_one_family():
    letters = "".join(map(chr, range(0x1EA0, 0x1EFA))) + "ĂăĐđĨĩŨũƠơƯư"
    runs = [Run(letters), Run(letters, bold=True), Run(letters, italic=True)]
    body = [Paragraph([*runs, Run(letters, bold=True, italic=True)])]
    text = "".join(page.words for page in pages_of(changed(body=body)))
    assert "".join(text.split()).count(letters) == 4
    used = {x.font for page in pages_of(changed(body=body)) for x in page.letters}
    family = find_fonts().name.replace(" ", "-")
    assert {font.split("+")[-1].removesuffix("-Bold") for font in used if font} <= {
        family,
        f"{family}-Italic",
        f"{family}-Bold-Italic",
    }


def test_names_are_text_and_never_markup():
    body = [Paragraph([Run("<b>5 < 7</b> & {{ 7*7 }}")])]
    name = "<script>x</script>"
    made = changed(body=body, signatures=[Signature(["CHỦ TOẠ"], name=name)])
    text = "".join(page.words for page in pages_of(made))
    assert "<b>5 < 7</b> & {{ 7*7 }}" in text
    assert name in text


def test_nothing_is_read_but_fonts(tmp_path):
    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'SECRET' }")
    own = tmp_path / "own"
    own.mkdir()
    (own / "paper.css").write_text(f'@import url("{secret.as_uri()}");')
    text = "".join(page.words for page in pages_of(changed(), own))
    assert "SECRET" not in text
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text


@pytest.mark.parametrize("family", PaperFamily)
def test_a_notice_stands_above_every_page(family):
    made = msgspec.structs.replace(sample_paper(family), page_notice=NOTICE)
    pages = pages_of(made)
    assert len(pages) > 2
    for page in pages:
        found = page.find("BIỂU QUYẾT THỬ")
        assert found.baseline < 20
        assert found.style == "bold"


def test_landscape_is_wide_and_without_place_there_is_no_date():
    (page, *_) = pages_of(changed(is_landscape=True, place="", date=None))
    assert [round(side) for side in page.size] == [297, 210]
    assert "tháng 02" not in page.words


def test_signatures_stand_beside_each_other_and_names_on_one_line():
    lower = Signature(["T/M BAN THƯỜNG VỤ"], "PHÓ BÍ THƯ\nTRƯỞNG BAN", "Người Hai")
    three = [
        Signature(["THƯ KÝ"], name="Người Một"),
        lower,
        Signature(["C"], name="Ba B"),
    ]
    page = pages_of(changed(body=[], signatures=three))[-1]
    names = [page.find(name) for name in ("Người Một", "Người Hai", "Ba B")]
    assert len({round(name.baseline, 1) for name in names}) == 1
    assert names[0].centre < names[1].centre < names[2].centre


def test_the_end_of_the_text_stays_with_the_signatures():
    line = Paragraph([Run("Đại biểu thảo luận và thống nhất. " * 3)])
    for count in range(10, 15):
        end = Paragraph([Run("Hội nghị kết thúc vào hồi 11 giờ 30.")])
        pages = pages_of(changed(body=[*[line] * count, end]))
        (ending,) = [page for page in pages if "NGƯỜI GHI" in page.words]
        assert "kết thúc" in ending.words
        assert "Nơi nhận:" in ending.words


def test_a_short_table_is_not_parted_over_two_pages():
    line = Paragraph([Run("Đại biểu thảo luận và thống nhất.")])
    for count in range(16, 22):
        pages = pages_of(changed(body=[*[line] * count, numbered(4), line]))
        holding = [page for page in pages if "dòng " in page.words]
        assert len(holding) == 1, count
        assert "dòng 3." in holding[0].words


@pytest.mark.parametrize("count", [1, 2])
def test_a_long_authority_breaks_evenly(count):
    words = "T/M BAN THẨM TRA TƯ CÁCH ĐẠI BIỂU"
    signed = [Signature([words], name="Người Ký")] * count
    page = pages_of(changed(body=[], signatures=signed))[-1]
    assert "TƯ CÁCH ĐẠI BIỂU" in page.words
    assert page.find("TƯ CÁCH").baseline > page.find("T/M BAN").baseline


@pytest.fixture
def short_parts(monkeypatch):
    monkeypatch.setattr(parts, "PART_ROWS", 60)


def numbered(rows, **widths):
    cells = [
        [Cell([Run(f"dòng {i}.")]), Cell([Run("x" * (i % 9))])] for i in range(rows)
    ]
    return Table([[Cell([Run("STT")]), Cell([Run("GHI CHÚ")])]], cells, **widths)


def test_a_long_table_is_rendered_in_parts_without_a_seam(short_parts):
    table, done = numbered(250), []
    body = [Paragraph([Run("Trước bảng.")]), table, Paragraph([Run("Sau bảng.")])]
    content = paper_to_pdf(
        changed(body=body), None, lambda *counts: done.append(counts)
    )
    pages = read_paper(content)
    text = "".join(page.words for page in pages)
    assert [text.count(f"dòng {i}.") for i in range(250)] == [1] * 250
    assert in_order(text, *[f"dòng {i}." for i in range(250)])
    assert text.count("ĐẢNG CỘNG SẢN VIỆT NAM") == text.count("Nơi nhận:") == 1
    assert in_order(text, "Trước bảng.", "dòng 0.", "dòng 249.", "Sau bảng.")
    assert len(done) > 3
    assert done[-1] == (250, 250)
    for number, page in enumerate(pages[1:-1], 2):
        above = "".join(x.text for x in page.letters if x.bottom < 19).split()
        assert above == [str(number)]
        assert "GHI CHÚ" in page.words
        # No page ends early, except the last one of the table.
        assert page.words.count("dòng ") > 30 or "dòng 249." in page.words


def test_a_row_higher_than_a_page_is_refused_by_nobody(short_parts):
    rows = [[Cell([Run("cao\n" * 90)])]]
    text = "".join(p.words for p in pages_of(changed(body=[Table([], rows)])))
    assert text.count("cao") == 90


def test_cells_over_several_rows_are_never_split(short_parts):
    table = numbered(100)
    first = msgspec.structs.replace(table.rows[0][0], rowspan=2)
    table.rows[0][0] = first
    del table.rows[1][0]
    assert parts.long_paper(changed(body=[table])) is None
    assert "dòng 99." in "".join(p.words for p in pages_of(changed(body=[table])))


def test_without_a_complete_font_nothing_is_printed(tmp_path, monkeypatch):
    missing = dataclasses.replace(CANDIDATES[-1], italic=tmp_path / "none.ttf")
    with pytest.raises(FontMissing):
        find_fonts((missing,))
    monkeypatch.setattr(fonts, "has_vietnamese", lambda path: "Bold" not in path.name)
    with pytest.raises(FontMissing):
        find_fonts((CANDIDATES[-1],))


def test_headings_break_evenly_between_words():
    balance = measure().balance
    lines = balance("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH LÂM ĐỒNG", 66, 13, bold=True)
    widths = [measure().width(line, 13, bold=True) for line in lines]
    assert len(lines) == 2
    assert max(widths) <= 66
    assert min(widths) > 0.6 * max(widths)
    assert balance("MỘT\nHAI", 66, 13, bold=True) == ["MỘT", "HAI"]
    longer = balance(f"MỘT\n{' '.join(lines)}", 66, 13, bold=True)
    assert longer == ["MỘT", *lines]
    assert balance("", 66, 13, bold=True) == []
    assert balance("RẤT" * 40, 66, 13, bold=True) == ["RẤT" * 40]


def test_an_empty_paper_is_a_page():
    paper = OfficialPaper(PaperFamily.STATE, PaperKind.MINUTES)
    lists = [PaperList("letters", [[], [numbered(1)]])]
    assert len(pages_of(paper)) == 1
    assert "b)" in pages_of(msgspec.structs.replace(paper, body=lists))[0].words
