"""Numbers, dates, letters and recipients as the rules of form ask."""

import datetime as dt

import msgspec
import pytest

from kiosk.official_papers.formats import (
    addressee_lines,
    item_markers,
    joined,
    kept_pieces,
    leads,
    list_letter,
    number_line,
    padded_number,
    place_and_date,
    recipient_lines,
    unbroken,
)
from kiosk.official_papers.rules import (
    OfficialPaper,
    PaperFamily,
    PaperKind,
    PaperList,
    Paragraph,
    Run,
    Spelling,
    Table,
)
from kiosk.official_papers.signing import parse_signatures, signatures_text
from kiosk.official_papers.spelling import spell

GAP = "\N{NO-BREAK SPACE}" * 8


def paper(family=PaperFamily.PARTY, **fields):
    return OfficialPaper(family=family, kind=PaperKind.MINUTES, **fields)


def test_letters_follow_the_vietnamese_alphabet():
    letters = [list_letter(index) for index in range(1, 26)]
    assert "".join(letters[:23]) == "abcdđeghiklmnopqrstuvxy"
    assert letters[23:] == ["aa", "ab"]
    assert not {"f", "j", "w", "z"} & set(letters)


@pytest.mark.parametrize(
    ("style", "start", "markers"),
    [
        ("letters", 4, ["d)", "đ)", "e)"]),
        ("numbers", 9, ["9.", "10.", "11."]),
        ("dashes", 1, ["-", "-", "-"]),
    ],
)
def test_markers_begin_where_the_list_begins(style, start, markers):
    items = [[Paragraph([Run("x")])] for _ in markers]
    assert item_markers(PaperList(style, items, start)) == markers


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("5", "05"), ("05", "05"), (" 9 ", "09"), ("10", "10"), ("12a", "12a"), ("", "")],
)
def test_numbers_below_ten_are_padded(typed, printed):
    assert padded_number(typed) == printed


@pytest.mark.parametrize(
    ("family", "number", "symbol", "line"),
    [
        (PaperFamily.PARTY, "5", "BB/TU", "Số 05-BB/TU"),
        (PaperFamily.PARTY, "5", "/TU", "Số 05/TU"),
        (PaperFamily.PARTY, "", "BB/TU", f"Số {GAP}-BB/TU"),
        (PaperFamily.STATE, "12", "BB-UBND", "Số: 12/BB-UBND"),
        (PaperFamily.STATE, "", "BB-UBND", f"Số: {GAP}/BB-UBND"),
        (PaperFamily.STATE, "12", "", "Số: 12"),
        (PaperFamily.PARTY, "", "", ""),
    ],
)
def test_the_line_of_the_number_is_that_of_the_family(family, number, symbol, line):
    assert number_line(paper(family, number=number, symbol=symbol)) == line


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (dt.date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (dt.date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (dt.date(2026, 11, 22), "ngày 22 tháng 11 năm 2026"),
    ],
)
def test_only_days_below_ten_and_the_first_two_months_are_padded(day, words):
    assert place_and_date(paper(place="Lâm Đồng", date=day)) == f"Lâm Đồng, {words}"


def test_without_place_and_date_there_is_no_line_without_date_there_is_room():
    assert place_and_date(paper()) == ""
    dotted = place_and_date(paper(place="Lâm Đồng"))
    assert dotted.startswith("Lâm Đồng, ngày ....")
    assert place_and_date(paper(date=dt.date(2026, 6, 1))).startswith("Ngày 01 tháng 6")


def test_recipients_get_dashes_and_the_last_one_a_full_stop():
    typed = ["Như trên", "- Sở Tài chính;", "  ", "Lưu: VT, NN."]
    lines = ["- Như trên;", "- Sở Tài chính;", "- Lưu: VT, NN."]
    assert recipient_lines(typed) == lines
    assert recipient_lines([]) == []
    assert addressee_lines(["Sở Tài chính"]) == ["Sở Tài chính"]
    assert addressee_lines(["A", "B"]) == ["- A;", "- B."]


def test_compounds_places_and_ranges_stay_on_one_line():
    whole = unbroken("Hội nghị TOÀN TỈNH sơ kết").split(" ")
    assert [part.replace("\N{NO-BREAK SPACE}", " ") for part in whole] == [
        "Hội nghị",
        "TOÀN TỈNH",
        "sơ",
        "kết",
    ]
    kept = unbroken("ĐẢNG BỘ TỈNH LÂM ĐỒNG nhiệm kỳ 2025 - 2030")
    assert kept.split(" ") == [
        part.replace("_", "\N{NO-BREAK SPACE}")
        for part in ("ĐẢNG_BỘ", "TỈNH_LÂM_ĐỒNG", "nhiệm_kỳ", "2025_-_2030")
    ]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("UỶ BAN uỷ viên huỷ thuỷ", "ỦY BAN ủy viên hủy thủy"),
        ("CỘNG HOÀ, chủ toạ, khoẻ", "CỘNG HÒA, chủ tọa, khỏe"),
        # Closed syllables, and the u of qu, have but one place for the tone.
        ("quý hoàn nguyễn toán quỳ", "quý hoàn nguyễn toán quỳ"),
    ],
)
def test_fixed_words_are_written_in_the_offices_spelling(last, first):
    assert spell(last, Spelling.ON_FIRST_VOWEL) == first
    assert spell(first, Spelling.ON_LAST_VOWEL) == last
    assert spell(last, Spelling.ON_LAST_VOWEL) == last


def test_times_and_dates_within_a_text_stay_whole():
    text = "từ 08 giờ 20 phút, ngày 05 tháng 02 năm 2026 đến 11 giờ 40"
    kept = [piece for piece, is_kept in kept_pieces(text) if is_kept]
    assert kept == ["08 giờ 20 phút", "ngày 05 tháng 02", "11 giờ 40"]
    assert "".join(piece for piece, _ in kept_pieces(text)) == text
    assert kept_pieces("") == []
    assert joined("lúc 08 giờ 20") == "lúc 08\N{NO-BREAK SPACE}giờ\N{NO-BREAK SPACE}20"


def test_a_paragraph_before_a_list_or_table_leads_it():
    words, items = Paragraph([Run("gồm:")]), PaperList("dashes", [])
    blocks = [words, items, words, Table([], []), words, words]
    leading = [leads(blocks, index) for index in range(len(blocks))]
    assert leading == [True, False, True, False, False, False]


def test_signatures_are_read_from_lines_and_written_back():
    text = (
        "NGƯỜI GHI BIÊN BẢN\n\nTL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG"
    )
    left, right = parse_signatures(text.replace("\n\n", "\r\n \r\n"))
    # A role in the meeting is printed like authority.
    assert (left.authority, left.position) == (["NGƯỜI GHI BIÊN BẢN"], "")
    assert right.authority == ["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG"]
    assert right.position == "PHÓ CHÁNH VĂN PHÒNG"
    assert signatures_text([left, right]) == text
    assert parse_signatures(" \n ") == []


def test_a_paper_survives_the_way_to_the_child():
    inner = PaperList("letters", [[Paragraph([Run("x", bold=True)], align="left")]])
    sent = paper(body=[PaperList("dashes", [[inner]])], date=dt.date(2026, 2, 5))
    assert msgspec.json.decode(msgspec.json.encode(sent), type=OfficialPaper) == sent
