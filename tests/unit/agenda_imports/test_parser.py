"""From the rows of a table to agenda items."""

import pytest

from kiosk.agenda.rules import ItemKind
from kiosk.agenda_imports.headings import column_of_heading
from kiosk.agenda_imports.kinds import guess_kind
from kiosk.agenda_imports.parser import parse_agenda
from kiosk.agenda_imports.rules import AgendaColumn
from kiosk.errors import Invalid

TABLE = [
    ["CHƯƠNG TRÌNH HỘI NGHỊ", "", ""],
    ["Thời gian", "Nội dung", "Người thực hiện"],
    ["(1)", "(2)", "(3)"],
    ["Buổi sáng", "", ""],
    ["7h30 - 8h00", "Đón tiếp đại biểu", "Ban Tổ chức"],
    ["8h00", "1. Chào cờ", ""],
    ["8h05", "2. Báo cáo kết quả\nchuyển đổi số", "Đ/c Nguyễn Văn An, Phó Bí thư"],
    ["9h00", "Giải lao", ""],
    ["Thời gian", "Nội dung", "Người thực hiện"],
    ["9h15 - 10h00", "Thảo luận", "Chủ toạ"],
]


def lines(agenda):
    return [(row.title, row.minutes, row.kind) for row in agenda.rows]


def test_a_table_with_a_heading_becomes_items():
    agenda = parse_agenda(TABLE)
    assert agenda.has_heading
    assert agenda.columns == {
        0: AgendaColumn.TIME,
        1: AgendaColumn.CONTENT,
        2: AgendaColumn.PRESENTER,
    }
    assert lines(agenda) == [
        ("Buổi sáng", 0, ItemKind.REPORT),
        ("Đón tiếp đại biểu", 30, ItemKind.REGISTRATION),
        ("Chào cờ", 5, ItemKind.FLAG_CEREMONY),
        ("Báo cáo kết quả chuyển đổi số", 55, ItemKind.REPORT),
        ("Giải lao", 15, ItemKind.BREAK),
        ("Thảo luận", 45, ItemKind.DISCUSSION),
    ]
    assert [row.is_included for row in agenda.rows] == [False, *[True] * 5]
    assert agenda.rows[3].presenter == "Đ/c Nguyễn Văn An, Phó Bí thư"


def test_the_columns_may_stand_in_any_order():
    turned = [[row[2], row[0], row[1]] for row in TABLE]
    assert lines(parse_agenda(turned))[1:] == lines(parse_agenda(TABLE))[1:]


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("THỜI GIAN", AgendaColumn.TIME),
        ("thoi gian", AgendaColumn.TIME),
        ("Thời lượng (phút)", AgendaColumn.MINUTES),
        ("Nội dung làm việc", AgendaColumn.CONTENT),
        ("Người trình bày/điều hành", AgendaColumn.PRESENTER),
        ("Presenter", AgendaColumn.PRESENTER),
        ("STT", None),
        ("Ghi chú", None),
        ("Nội dung " + "rất dài " * 20, None),
    ],
)
def test_headings_are_recognised_with_and_without_marks(heading, column):
    assert column_of_heading(heading) is column


def test_columns_without_a_heading_are_guessed():
    agenda = parse_agenda([["8h00", "Khai mạc hội nghị"], ["8h15", "Báo cáo"]])
    assert not agenda.has_heading
    assert lines(agenda) == [
        ("Khai mạc hội nghị", 15, ItemKind.OPENING),
        ("Báo cáo", 0, ItemKind.REPORT),
    ]


def test_lines_without_a_table_begin_with_their_time():
    agenda = parse_agenda([["8h00 - 8h10: Chào cờ"], ["8h10: Khai mạc"], [""]])
    assert lines(agenda) == [
        ("Chào cờ", 10, ItemKind.FLAG_CEREMONY),
        ("Khai mạc", 0, ItemKind.OPENING),
    ]


def test_columns_chosen_by_hand_win():
    rows = [["A", "Mục", "Ai"], ["8h00", "Khai mạc", "Lê Văn Tám"]]
    chosen = {1: AgendaColumn.CONTENT, 2: AgendaColumn.PRESENTER}
    (_, item) = parse_agenda(rows, chosen).rows
    assert (item.title, item.presenter, item.minutes) == ("Khai mạc", "Lê Văn Tám", 0)


@pytest.mark.parametrize("rows", [[[]], [["", "  "]]])
def test_an_empty_table_is_refused(rows):
    with pytest.raises(Invalid):
        parse_agenda(rows)


def test_a_column_of_the_content_is_needed():
    with pytest.raises(Invalid):
        parse_agenda(TABLE, {0: AgendaColumn.TIME})


def test_content_without_time_and_presenter_is_an_item_a_title_of_a_part_is_not():
    rows = [*TABLE[1:2], ["8h", "Chào cờ", ""], ["", "Giới thiệu đại biểu", ""]]
    rows += [["", "BUỔI CHIỀU", ""], ["Ngày 30/11", "", ""]]
    read = [(row.title, row.is_included) for row in parse_agenda(rows).rows]
    assert read == [
        ("Chào cờ", True),
        ("Giới thiệu đại biểu", True),
        ("BUỔI CHIỀU", False),
        ("Ngày 30/11", False),
    ]


def test_a_row_with_only_a_time_ends_the_one_above():
    rows = [*TABLE[:1], *TABLE[1:2], ["8h", "Khai mạc", ""], ["8h30", "", ""]]
    (opening,) = parse_agenda(rows).rows
    assert (opening.title, opening.minutes) == ("Khai mạc", 30)


def test_rows_shorter_than_the_table_are_read():
    short = [["Thời gian", "Nội dung", "Thực hiện"], ["8h", "Khai mạc"], ["9h"]]
    assert [row.title for row in parse_agenda(short).rows] == ["Khai mạc"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Tuyên bố lý do, giới thiệu đại biểu", ItemKind.INTRODUCTION),
        ("Phát biểu khai mạc", ItemKind.OPENING),
        ("Biểu quyết thông qua Nghị quyết", ItemKind.RESOLUTION),
        ("Biểu quyết nhân sự", ItemKind.VOTE),
        ("Tham luận của huyện Mường La", ItemKind.PREPARED_SPEECH),
        ("Ý kiến chỉ đạo của Bí thư Tỉnh uỷ", ItemKind.DIRECTIVE_SPEECH),
        ("KẾT LUẬN HỘI NGHỊ", ItemKind.CONCLUSION),
        ("Giải trình, tiếp thu ý kiến", ItemKind.RESPONSE),
        ("Nghỉ trưa", ItemKind.BREAK),
        ("Tờ trình về ngân sách", ItemKind.REPORT),
    ],
)
def test_kinds_are_guessed_by_words(title, kind):
    assert guess_kind(title) is kind
