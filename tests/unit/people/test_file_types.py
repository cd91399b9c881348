"""The kinds of faults that real lists have: each file of the kind, and variants of it.

Every list is made here and read in this process; `test_bringing.py` shows that the
sandbox reads the same kinds.
"""

import datetime as dt
from collections.abc import Callable

import pytest

from kiosk.errors import Invalid
from kiosk.ingestion.office.default_password import DEFAULT_PASSWORD
from kiosk.people.imports.file_reader import read_table
from kiosk.people.imports.planning import plan_from_table
from kiosk.people.imports.table_parser import ParsedPeople
from kiosk.people.rules import (
    ExistingMember,
    ImportNote,
    ImportOptions,
    ImportPlan,
    PersonField,
    RowProblem,
)
from tests.people_lists import as_csv, people
from tests.workbooks import (
    Sheet,
    as_encrypted,
    as_ods,
    as_ole,
    as_strict_xlsx,
    as_xls,
    as_xlsx,
)

HEAD = ["STT", "Họ và tên", "Chức vụ", "Đơn vị"]
AN = [1, "Nguyễn Văn An", "Giám đốc", "Sở Nội vụ"]
BICH = [2, "Trần Thị Bích", "Chuyên viên", "Sở Tài chính"]
FORMATS = {"xlsx": as_xlsx, "strict": as_strict_xlsx, "ods": as_ods, "xls": as_xls}


@pytest.fixture
def look(saved):
    """Read a file as the sandbox does, and plan its import."""

    def run(
        data: bytes, *known: ExistingMember, **choice: object
    ) -> tuple[ParsedPeople, ImportPlan]:
        chosen = ImportOptions(**choice)
        table = read_table(saved(data), chosen, lambda _rows: None)
        sheet, plan = plan_from_table(table, chosen, known, [])
        assert reported_rows(sheet, plan) == sheet.reading.rows
        return sheet, plan

    return run


def reported_rows(sheet: ParsedPeople, plan: ImportPlan) -> int:
    """Return how many rows of the file are reported."""
    return (
        sheet.reading.heading_rows
        + len(sheet.left_out)
        + len(plan.new)
        + len(plan.changed)
        + plan.same
        + len(plan.duplicates)
        + plan.bad_rows
    )


def member(
    name: str, unit: str = "", position: str = "", number: int = 1
) -> ExistingMember:
    words = dict.fromkeys(PersonField, "")
    words |= {
        PersonField.FULL_NAME: name,
        PersonField.UNIT: unit,
        PersonField.POSITION: position,
    }
    return ExistingMember(number, words)


def said(note: ImportNote | RowProblem) -> str:
    return note.sentence.format(**note.details)


def names(plan: ImportPlan) -> list[str]:
    return [entry.name for entry in plan.new]


def reasons(plan: ImportPlan) -> dict[int, str]:
    return {problem.row: said(problem) for problem in plan.problems}


def columns(sheet: ParsedPeople) -> dict[str, PersonField | str]:
    return {
        each.heading: each.field or said(each.why) for each in sheet.reading.columns
    }


def sheet_of(*rows: list[object], **more: object) -> Sheet:
    return Sheet([HEAD, *rows], **more)


@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
def test_a_workbook_is_read_whatever_its_format(look, make):
    _, plan = look(make(sheet_of(AN, BICH)))
    assert names(plan) == ["Nguyễn Văn An", "Trần Thị Bích"]
    assert plan.new[0].words[PersonField.UNIT] == "Sở Nội vụ"


SPLIT = {
    "merged in XLSX": as_xlsx(
        Sheet(
            [["Họ và tên", None, "Đơn vị"], ["Lê Thị", "Ánh", "Sở"]], merged=["A1:B1"]
        )
    ),
    "merged in XLS, above a title": as_xls(
        Sheet(
            [["DANH SÁCH"], ["TT", "Họ và tên", None], [1, "Lê Thị", "Ánh"]],
            merged=["B2:C2"],
        )
    ),
    "merged in ODS over three": as_ods(
        Sheet([["Họ tên", None, None], ["Lê", "Thị", "Ánh"]], merged=["A1:C1"])
    ),
    "not merged, in CSV": as_csv(
        [["Lê Thị", "Ánh", "Sở A"]], heading=["Họ và tên", "", "Đơn vị"]
    ),
    "below a title over some columns": as_xlsx(
        Sheet(
            [
                ["TT", "Họ và tên", None, "Đơn vị"],
                [None, "Họ và chữ đệm", "Tên", None],
                [1, "Lê Thị", "Ánh", "Sở"],
            ],
            merged=["A1:A2", "D1:D2"],
        )
    ),
    "divided below": as_xlsx(
        Sheet(
            [
                ["TT", "Họ và tên", None, "Chức vụ"],
                [None, "Họ đệm", "Tên", None],
                [1, "Lê Thị", "Ánh", "CV"],
            ],
            merged=["A1:A2", "B1:C1", "D1:D2"],
        )
    ),
    "family, middle, given": as_csv(
        [["Lê", "Thị", "Ánh"]], heading=["Họ", "Chữ đệm", "Tên"]
    ),
    "given first": as_csv(
        [["Ánh", "Thị", "Lê"]], heading=["First name", "Middle name", "Last name"]
    ),
    "no middle name": as_csv([["Lê Thị", "", "Ánh"]], heading=["Họ", "Tên đệm", "Tên"]),
    "given name repeated": as_csv(
        [["Lê Thị Ánh", "Ánh"]], heading=["Họ và tên", "Tên"]
    ),
    "a sex without heading": as_csv(
        [["Lê Thị Ánh", "Nữ", "Sở"]], heading=["Họ và tên", "", "Đơn vị"]
    ),
}


@pytest.mark.parametrize("data", SPLIT.values(), ids=SPLIT)
def test_a_name_over_several_columns_is_joined(look, data):
    assert names(look(data)[1]) == ["Lê Thị Ánh"]


LOST = {
    "all of it": [["Nguy?n Van An", "S? N?i v?"], ["L Minh Hong", "UBND huy?n"]],
    "one in four": [
        ["Tr?n An", "Sở"],
        *([f"Lê {n}", "Sở"] for n in ("An", "Bé", "Ca")),
    ],
    "signs of Unicode": [["Nguy\ufffdn An", "Sở"], ["Tr\ufffdn Bình", "Sở"]],
    "UTF-8 as Western letters": [["Nguyá»…n VÄƒn An", "Sở"], ["LÃª An", "Sở"]],
    "only the end": [["Ph?m Th?", "Sở"], ["L?", "Sở"]],
}


@pytest.mark.parametrize("rows", LOST.values(), ids=LOST)
def test_a_list_that_lost_letters_is_held(look, rows):
    sheet, plan = look(as_csv(rows, heading=["Họ và tên", "Đơn vị"]))
    assert names(plan) == []
    assert len(reasons(plan)) == len(rows)
    assert "xuất lại" in said(sheet.reading.notes[0])


def test_one_spoiled_row_holds_no_other(look):
    rows = [["Nguy?n An", "Sở"], *([f"Lê Văn {n}", "Sở"] for n in "ABCDE")]
    _, plan = look(as_csv(rows, heading=["Họ và tên", "Đơn vị"]))
    assert len(names(plan)) == 5
    assert "mất chữ" in reasons(plan)[2]


@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
def test_hidden_rows_are_counted_and_left_out_on_wish(look, make):
    data = make(sheet_of(AN, BICH, [3, "Lê Chi", "CV", "Sở"], hidden=[3, 4]))
    _, plan = look(data)
    [offer] = plan.offers
    assert (offer.name, offer.note.details["count"]) == ("skip_hidden", 2)
    assert "Trần Thị Bích" in said(offer.note)
    assert len(names(plan)) == 3
    sheet, plan = look(data, skip_hidden=True)
    assert names(plan) == ["Nguyễn Văn An"]
    assert [(each.row, each.name) for each in sheet.left_out] == [
        (3, "Trần Thị Bích"), (4, "Lê Chi")
    ]  # fmt: skip
    assert plan.offers[0].is_taken


@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
def test_hidden_columns_are_read_and_named(look, make):
    sheet, plan = look(make(sheet_of(AN, hidden_columns=[3])))
    assert plan.new[0].words[PersonField.UNIT] == "Sở Nội vụ"
    assert "ẩn" in said(sheet.reading.columns[3].why)


ERRORS = {
    **{
        name: make(sheet_of([1, "#N/A", "CV", "Sở A"], BICH))
        for name, make in FORMATS.items()
    },
    "in the unit": as_xls(sheet_of([1, "Lê An", "CV", "#REF!"], BICH)),
    "in CSV": as_csv([[1, "#NAME?", "CV", "Sở"], BICH], heading=HEAD),
    "too narrow": as_csv([[1, "Lê An", "#####", "Sở"], BICH], heading=HEAD),
    "of LibreOffice": as_csv([[1, "Err:502", "CV", "Sở"], BICH], heading=HEAD),
}  # fmt: skip


@pytest.mark.parametrize("data", ERRORS.values(), ids=ERRORS)
def test_an_error_value_is_nobody(look, data):
    _, plan = look(data)
    assert names(plan) == ["Trần Thị Bích"]
    assert "giá trị lỗi" in reasons(plan)[2]


@pytest.mark.parametrize(
    "title",
    ["Ông", "Bà", "Đ/c", "đồng chí", "Đ/C.", "TS.", "PGS.TS.", "Ông/Bà", "Mr.", "ĐC"],
)
def test_someone_known_is_found_behind_a_title(look, title):
    row = [1, f"{title} Lê Minh Hoàng", "Giám đốc", "Sở Nội vụ"]
    known = member("Lê Minh Hoàng", "Sở Nội vụ", "Giám đốc")
    _, plan = look(as_csv([row], heading=HEAD), known)
    assert (plan.same, plan.new, plan.problems) == (1, [], [])


def test_someone_unknown_with_a_title_is_asked_about(look):
    data = as_csv([[1, "Bà Trần Thị Bích", "CV", "Sở"], AN], heading=HEAD)
    _, plan = look(data)
    assert names(plan) == ["Nguyễn Văn An"]
    assert "“Bà”" in reasons(plan)[2]
    [offer] = plan.offers
    assert offer.name == "drop_titles"
    assert names(look(data, drop_titles=True)[1]) == ["Trần Thị Bích", "Nguyễn Văn An"]


def test_another_unit_is_asked_about_too(look):
    data = as_csv([[1, "Đ/c Lê Minh Hoàng", "TP", "UBND"]], heading=HEAD)
    _, plan = look(data, member("Lê Minh Hoàng", "Sở Nội vụ"))
    assert (plan.new, plan.changed) == ([], [])
    assert len(plan.problems) == 1


def test_a_family_name_that_is_a_title_stays(look):
    data = as_csv([[1, "Ông Cao Thắng", "", ""], [2, "Bà Lan"]], heading=HEAD)
    _, plan = look(data, member("Ông Cao Thắng"))
    # One word behind it is no name: nothing is taken off.
    assert (plan.same, names(plan)) == (1, ["Bà Lan"])


@pytest.mark.parametrize(
    "name", ["NGUYỄN VĂN AN", "nguyễn văn an", "NGUYỄN  VĂN AN", "Ông NGUYỄN VĂN AN"]
)
def test_a_known_name_is_not_rewritten_in_capitals(look, name):
    data = as_csv([[1, name, "Giám đốc", "Sở Nội vụ"]], heading=HEAD)
    _, plan = look(data, member("Nguyễn Văn An", "Sở Nội vụ", "Giám đốc"))
    assert (plan.same, plan.changed, plan.new) == (1, [], [])


FORMULA = [1, '=PROPER("nguyễn an")', "CV", "Sở"]
UNCALCULATED = {name: make(sheet_of(FORMULA, BICH)) for name, make in FORMATS.items()}
UNCALCULATED["in the unit"] = as_xlsx(sheet_of([1, "Lê An", "CV", "=A1"], BICH))


@pytest.mark.parametrize("data", UNCALCULATED.values(), ids=UNCALCULATED)
def test_a_formula_without_result_says_so(look, data):
    sheet, plan = look(data)
    assert names(plan) == ["Trần Thị Bích"]
    assert "chưa tính" in reasons(plan)[2]
    assert "lưu lại" in said(sheet.reading.notes[0])


ENGLISH = {
    "of the case": (["No.", "Full name", "Position", "Organization"], "Phone"),
    "titles": (["#", "Name", "Title", "Department"], "Email"),
    "British": (["No", "Delegate name", "Job title", "Organisation"], "Remarks"),
    "with forms of address": (["Mr/Ms", "Full name", "Position", "Unit"], "Fax"),
    "capitals": (["NO.", "FULL NAME", "DESIGNATION", "AGENCY"], "MOBILE"),
}


@pytest.mark.parametrize(("heading", "other"), ENGLISH.values(), ids=ENGLISH)
def test_english_headings_are_known_or_named(look, heading, other):
    sheet, plan = look(as_csv([[*AN, "0912"]], heading=[*heading, other]))
    words = plan.new[0].words
    assert (words[PersonField.POSITION], words[PersonField.UNIT]) == (
        "Giám đốc",
        "Sở Nội vụ",
    )
    assert isinstance(columns(sheet)[heading[0]], str)
    assert columns(sheet)[other] == "Hệ thống không lưu mục này."


def test_of_two_columns_for_one_thing_the_second_is_named(look):
    heading = ["Full name", "Organization", "Department", ""]
    sheet, _ = look(as_csv([["Lê An", "Sở", "Phòng", "x"]], heading=heading))
    assert "“Organization”" in columns(sheet)["Department"]
    assert columns(sheet)[""] == "Cột không có tiêu đề."


@pytest.mark.parametrize("title", ["Title", "Ông/Bà", "Danh xưng"])
def test_a_column_of_titles_is_no_position_and_no_name(look, title):
    rows = [["Mr", "Lê An", "Giám đốc"], ["Mrs.", "Lê Bé", "Bí thư"]]
    sheet, plan = look(as_csv(rows, heading=[title, "Full name", "Position"]))
    assert [entry.words[PersonField.POSITION] for entry in plan.new] == [
        "Giám đốc",
        "Bí thư",
    ]
    assert isinstance(columns(sheet)[title], str)
    rows = [[row[1], row[0]] for row in rows]
    _, plan = look(as_csv(rows, heading=["Name", "Title"]))
    assert all(PersonField.POSITION not in entry.words for entry in plan.new)


@pytest.mark.parametrize(
    "words", ["Tổng cộng: 2 đại biểu", "DANH SÁCH KHÁCH MỜI", "Người lập biểu", "Total"]
)
def test_a_remark_is_nobody(look, words):
    data = as_csv([["Lê An", "Sở"], [words, ""]], heading=["Họ tên", "Đơn vị"])
    _, plan = look(data)
    assert names(plan) == ["Lê An"]
    assert "ghi chú" in reasons(plan)[3]


def test_headings_beside_a_title_over_columns_are_found(look):
    rows = [
        ["STT", "Thông tin đại biểu", None, "Số ghế"],
        [None, "Họ và tên", "Đơn vị", None],
        [1, "Lê An", "Sở", "A-1"],
    ]
    sheet, plan = look(as_xlsx(Sheet(rows, merged=["A1:A2", "B1:C1", "D1:D2"])))
    assert plan.new[0].words[PersonField.SEAT] == "A-1"
    assert sheet.reading.heading_rows == 2


def test_a_column_that_begins_far_below_is_named(look):
    rows = [[f"Lê Văn {chr(65 + n)}", ""] for n in range(25)] + [["Lê Văn Ý", "", "xa"]]
    sheet, _ = look(as_csv(rows, heading=["Họ tên", "Đơn vị", ""]))
    assert sheet.reading.columns[2].example == "xa"


BESIDE = {
    "of the case": [[*HEAD, None, *HEAD], [*AN, None, *BICH]],
    "touching": [[*HEAD, *HEAD], [*AN, *BICH]],
    "with more columns": [
        [*HEAD, None, "TT", "Họ tên", "Số ghế"], [*AN, None, 2, "Lê Chi", "A-9"]
    ],
    "lower": [
        HEAD, [*AN, None, "Họ và tên", "Đơn vị"], [*BICH, None, "Lê Chi", "Sở"]
    ],
}  # fmt: skip


@pytest.mark.parametrize("rows", BESIDE.values(), ids=BESIDE)
def test_a_second_table_beside_is_warned_of(look, rows):
    sheet, plan = look(as_xlsx(Sheet(rows)))
    assert "Nguyễn Văn An" in names(plan)
    assert PersonField.SEAT not in plan.new[0].words
    assert "bảng thứ hai" in said(sheet.reading.notes[0])
    last = sheet.reading.columns[-1]
    assert last.field is None
    assert last.why is not None


REPEATED = {
    "the same": HEAD,
    "in capitals": [words.upper() for words in HEAD],
    "other words": ["TT", "Họ tên", "Chức danh", "Cơ quan"],
    "in part": [None, "Họ và tên", "Chức vụ", None],
}


@pytest.mark.parametrize("again", REPEATED.values(), ids=REPEATED)
def test_a_repeated_heading_is_nobody(look, again):
    sheet, plan = look(as_xlsx(sheet_of(AN, again, BICH)))
    assert names(plan) == ["Nguyễn Văn An", "Trần Thị Bích"]
    assert [(each.row, said(each)) for each in sheet.left_out] == [
        (3, "Tiêu đề lặp lại.")
    ]


def test_below_the_heading_of_another_table_nobody_is_guessed(look):
    other = ["TT", "Đơn vị", "Họ và tên", "Ghi chú"]
    row = [1, "Sở Y tế", "Lê Chi", ""]
    _, plan = look(as_xlsx(sheet_of(AN, other, row, HEAD, BICH)))
    assert names(plan) == ["Nguyễn Văn An", "Trần Thị Bích"]
    assert "bảng khác" in reasons(plan)[4]


@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
def test_behind_a_cover_the_list_is_found_and_the_sheets_are_offered(look, make):
    cover = Sheet([["HỘI NGHỊ"], ["Đơn vị: Sở Nội vụ"]], name="Bìa")
    secret = Sheet([["x"]], name="Ẩn", is_visible=False)
    data = make(cover, sheet_of(AN), sheet_of(BICH, name="Mời"), secret)
    sheet, plan = look(data)
    assert names(plan) == ["Nguyễn Văn An"]
    visible, hidden = map(said, sheet.reading.notes)
    assert "“Bìa”, “Mời”" in visible
    assert "“Ẩn”" in hidden
    assert names(look(data, sheet="Mời")[1]) == ["Trần Thị Bích"]


def test_a_sheet_that_explains_the_columns_is_no_list(look):
    guide = Sheet([["Cột", "Ý nghĩa"], ["Họ và tên", "bắt buộc"]], name="Hướng dẫn")
    assert names(look(as_xlsx(guide, sheet_of(AN)))[1]) == ["Nguyễn Văn An"]


@pytest.mark.parametrize(
    ("seat", "typed"),
    [
        ("01/03/2026", "1-3"),
        ("2026-03-01", "1-3"),
        ("1-Mar", "1-3"),
        ("12/05/26", "12-5"),
        ("Mar-26", "3-26"),
        ("02 Thg 11", "2-11"),
    ],
)
def test_a_seat_that_became_a_date_is_asked_about(look, seat, typed):
    data = as_csv([["Lê An", seat], ["Lê Bé", "A-1"]], heading=["Họ tên", "Số ghế"])
    _, plan = look(data)
    assert names(plan) == ["Lê Bé"]
    assert f"“{typed}”" in reasons(plan)[2]
    _, plan = look(data, restore_seats=True)
    assert plan.new[0].words[PersonField.SEAT] == typed


@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
def test_a_seat_that_is_a_date_in_the_workbook_is_asked_about(look, make):
    rows = [["Họ tên", "Số ghế"], ["Lê An", dt.date(2026, 3, 1)], ["Lê Bé", 5]]
    _, plan = look(make(Sheet(rows)))
    assert names(plan) == ["Lê Bé"]
    assert "“1-3”" in reasons(plan)[2]


@pytest.mark.parametrize(
    "cell",
    [
        "Nguyễn Văn An - Giám đốc Sở",
        "Nguyễn Văn An – Giám đốc Sở",
        "Nguyễn Văn An, Giám đốc Sở",
        "Nguyễn Văn An (Giám đốc Sở)",
        "Nguyễn Văn An\nGiám đốc Sở",
        "Nguyễn Văn An: Giám đốc Sở",
    ],
)
def test_a_name_with_its_position_is_asked_about(look, cell):
    data = as_csv([[cell, "Sở"]], heading=["Họ tên, chức vụ", "Đơn vị"])
    _, plan = look(data)
    assert names(plan) == []
    assert "“Giám đốc Sở”" in reasons(plan)[2]
    _, plan = look(data, split_names=True)
    [entry] = plan.new
    assert (entry.name, entry.words[PersonField.POSITION]) == (
        "Nguyễn Văn An", "Giám đốc Sở"
    )  # fmt: skip


def test_two_positions_are_a_contradiction(look):
    data = as_csv([[1, "Lê Văn An - Bí thư", "Chủ tịch", "Xã"]], heading=HEAD)
    _, plan = look(data, split_names=True)
    assert "“Chủ tịch”" in reasons(plan)[2]


@pytest.mark.parametrize("name", ["K'Brếu", "Y Bliăng Niê-Kđăm", "Lê Văn\nAn"])
def test_other_names_are_whole(look, name):
    assert names(look(as_csv([[1, name]], heading=HEAD))[1]) == [" ".join(name.split())]


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "macros": (lambda: as_xls(sheet_of(AN), beside="_VBA_PROJECT"), "macros"),
    "a password": (
        lambda: as_xls(sheet_of(AN), beside="EncryptedPackage"),
        "encrypted",
    ),
    "a document of Word": (lambda: as_ole(b"", name="WordDocument"), "no_list"),
    "cut off": (lambda: as_xls(sheet_of(AN))[:3000], "damaged_office"),
    "only a head": (lambda: as_xls(sheet_of(AN))[:512], "damaged_office"),
    "no row": (lambda: as_xls(Sheet([[None]])), "empty"),
    "claims more tables than it has": (
        lambda: as_xls(sheet_of(AN)).replace(b"\x01\0\0\0", b"\xff\xff\xff\x0f", 1),
        "damaged_office",
    ),
    "ODS cut off": (lambda: as_ods(sheet_of(AN))[:600], "damaged"),
}


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused(look, make, code):
    with pytest.raises(Invalid) as refusal:
        look(make())
    assert refusal.value.reason == code


def test_a_workbook_with_a_protected_structure_is_read(look):
    data = as_encrypted(as_xlsx(sheet_of(AN)), DEFAULT_PASSWORD)
    assert names(look(data)[1]) == ["Nguyễn Văn An"]


def test_rows_above_the_heading_and_empty_numbers_are_named(look):
    rows = [["DANH SÁCH"], HEAD, ["(1)", "(2)", "(3)", "(4)"], AN, [2], [None, "-"]]
    sheet, plan = look(as_xlsx(Sheet(rows)))
    assert names(plan) == ["Nguyễn Văn An"]
    assert [each.row for each in sheet.left_out] == [1, 5, 6]
    assert sheet.reading.heading_rows == 2


def test_every_row_of_a_long_list_is_accounted_for(look):
    faults: list[Callable[[list[object]], list[object]]] = [
        lambda row: [row[0], "#N/A", *row[2:]],
        lambda row: [row[0], "Nguy?n An", *row[2:]],
        lambda row: [row[0], f"Ông {row[1]}", *row[2:]],
        lambda row: [row[0], f"{row[1]} - Bí thư", *row[2:]],
        lambda row: [*row[:6], "01/03/2026"],
        lambda row: [row[0], "=A1", *row[2:]],
        lambda _: ["STT", "Họ và tên", "Chức vụ", "Đơn vị công tác"],
        lambda row: [row[0]],
        lambda _: ["I", "KHỐI ĐẢNG"],
    ]
    rows: list[list[object]] = [
        ["STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Vai trò", "x", "Số ghế"]
    ]
    for place, row in enumerate(people(400)):
        fault = faults[place // 10 % len(faults)]
        rows.append(fault(row) if place % 10 == 0 else row)
    data = as_xlsx(Sheet(rows, hidden=[7, 17, 28]))
    for choice in ({}, {"skip_hidden": True, "drop_titles": True, "split_names": True}):
        sheet, plan = look(data, **choice)
        assert reported_rows(sheet, plan) == sheet.reading.rows == 401
        assert len(plan.new) >= 350
