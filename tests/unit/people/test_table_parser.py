"""Heading and columns; each row is a person or has a reason."""

import pytest

from kiosk.people.imports.columns import find_heading, match_columns, role_from_text
from kiosk.people.imports.table_parser import parse_people
from kiosk.people.rules import ImportOptions, PeopleTable, PersonField, TableRow
from kiosk.roles import Role
from kiosk.text_encodings import TextEncoding

HEAD = ["STT", "Họ và tên", "Chức vụ", "Đơn vị"]


def table(*rows: list[str], separator: str = ";", **more: object) -> PeopleTable:
    lines = [TableRow(number, list(row)) for number, row in enumerate(rows, 1)]
    return PeopleTable(lines=lines, is_unicode=True, separator=separator, **more)


def problems(found: PeopleTable) -> list[tuple[int, str]]:
    sheet = parse_people(found, ImportOptions())
    return [
        (problem.row, problem.sentence.format(**problem.details))
        for problem in sheet.problems
    ]


class TestColumns:
    @pytest.mark.parametrize(
        ("heading", "field"),
        [
            ("HỌ VÀ TÊN", PersonField.FULL_NAME),
            ("Họ, tên", PersonField.FULL_NAME),
            ("Chức vụ, đơn vị công tác", PersonField.POSITION),
            ("Cơ quan, đơn vị", PersonField.UNIT),
            ("Thành phần", PersonField.ROLE),
            ("Điểm cầu", PersonField.SITE),
            ("Ghế số", None),
        ],
    )
    def test_headings(self, heading, field):
        assert match_columns([heading]).get(0) == field

    def test_a_split_name_has_two_columns(self):
        found = match_columns(["Họ và tên đệm", "Tên"])
        assert found == {0: PersonField.FULL_NAME, 1: PersonField.GIVEN_NAME}

    def test_given_name_alone_is_the_name(self):
        assert match_columns(["TT", "Tên"]) == {1: PersonField.FULL_NAME}

    def test_the_heading_stands_below_a_title(self):
        rows = [["TỈNH UỶ SƠN LÂM"], ["DANH SÁCH"], HEAD, ["1", "Lê Ánh"]]
        assert find_heading([TableRow(n, row) for n, row in enumerate(rows)]) == 2

    @pytest.mark.parametrize(
        ("words", "role"),
        [
            ("Đại biểu chính thức", Role.OFFICIAL_DELEGATE),
            ("ĐẠI BIỂU MỜI", Role.INVITED_DELEGATE),
            ("Chủ trì", Role.CHAIR),
            ("Bàn tiếp đón", None),
            ("Màn hình hội trường", None),
            ("Quản trị viên", None),
        ],
    )
    def test_roles(self, words, role):
        assert role_from_text(words) == role


class TestRows:
    def test_a_person_is_one_line_of_tidy_words(self):
        rows = [HEAD, ["1", " Le\u0302   Thi\u0323\u00a0A\u0301nh ", "–", "Sở\nNội vụ"]]
        [entry] = parse_people(table(*rows), ImportOptions()).entries
        assert entry.row == 2
        assert entry.words == {
            PersonField.FULL_NAME: "Lê Thị Ánh",
            PersonField.UNIT: "Sở Nội vụ",
        }

    def test_a_split_name_is_joined(self):
        rows = [["Họ và tên đệm", "Tên"], ["Lê Thị", "Ánh"]]
        [entry] = parse_people(table(*rows), ImportOptions()).entries
        assert entry.name == "Lê Thị Ánh"

    def test_a_line_that_counts_columns_is_no_person(self):
        rows = [HEAD, ["(1)", "(2)", "(3)", "(4)"], ["1", "Lê Thị Ánh"]]
        sheet = parse_people(table(*rows), ImportOptions())
        assert [entry.name for entry in sheet.entries] == ["Lê Thị Ánh"]
        assert sheet.problems == []

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            (["1", "", "Bí thư"], "Thiếu họ và tên."),
            (["I", "KHỐI ĐẢNG"], "tiêu đề nhóm"),
            (["1", "=1+1"], "công thức"),
            (["1", "Lê Ánh", "-2+3"], "công thức"),
            (["1", "Lê " * 60], "120"),
            (["1", "Lê Ánh", "a" * 201], "200"),
            (["1", "12345"], "không phải họ tên"),
            (["1", "Lê Ánh", "Bí thư", "Xã", "thừa"], "thừa ô"),
        ],
    )
    def test_each_error_says_its_row_and_why(self, row, said):
        [(number, reason)] = problems(table(HEAD, row))
        assert number == 2
        assert said in reason

    def test_shared_cells_and_a_lost_end_are_errors(self):
        rows = [HEAD, ["1", "Lê Ánh"], ["2", "Lê Bình"], ["3", "Lê Chi"]]
        found = problems(table(*rows, merged=[2, 3], is_cut=True))
        assert [row for row, _ in found] == [2, 3, 4]
        assert "đứt" in found[2][1]

    def test_a_dash_before_a_post_is_no_formula(self):
        rows = [HEAD, ["1", "Lê Ánh", "-Phó Bí thư"]]
        assert problems(table(*rows)) == []


class TestLetters:
    ROWS = ([["Hä vµ tªn"], ["NguyÔn V¨n §øc"], ["TrÇn ThÞ Ngäc ¸nh"]],)

    def test_a_doubtful_file_waits_for_a_choice_and_shows_names(self):
        sheet = parse_people(table(*self.ROWS[0]), ImportOptions())
        assert sheet.reading.writing is None
        best = sheet.reading.samples[0]
        assert best.writing is TextEncoding.TCVN3
        assert best.names == ["Nguyễn Văn Đức", "Trần Thị Ngọc Ánh"]

    def test_the_choice_is_kept_to(self):
        chosen = ImportOptions(
            writing=TextEncoding.UNICODE, columns={0: PersonField.FULL_NAME}
        )
        sheet = parse_people(table(*self.ROWS[0]), chosen)
        assert sheet.reading.writing is TextEncoding.UNICODE
        assert sheet.entries[0].name == "NguyÔn V¨n §øc"
