"""The notice of conclusions: its exact words in both families."""

import datetime as dt

import msgspec
import pytest

from kiosk.meeting_papers.content.conclusion_notice import (
    DRAFT_NOTICE,
    PaperConclusion,
    conclusion_blocks,
    conclusion_notice,
)
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.official_papers.rules import PaperKind
from tests.unit.meeting_papers.sample import (
    MEETING,
    OFFICE,
    PARTY,
    STATE,
    form,
    lines_of,
    pages_of,
)

CONCLUSIONS = [
    PaperConclusion(
        "Hoàn thành số hoá hồ sơ đảng viên.",
        "Văn phòng Tỉnh uỷ",
        ("Ban Tổ chức Tỉnh uỷ", "Đảng uỷ Uỷ ban"),
        dt.date(2026, 12, 31),
    ),
    PaperConclusion("Các cấp uỷ tiếp tục tuyên truyền"),
]


def notice(family, conclusions=CONCLUSIONS, **options):
    blank = form(family, PaperKind.CONCLUSION_NOTICE, "TB/TU")
    return conclusion_notice(blank, OFFICE[family], MEETING, conclusions, **options)


def said(**fields) -> list[str]:
    blocks = conclusion_blocks(PaperConclusion(**fields))
    return ["".join(run.text for run in block.runs) for block in blocks]


def test_the_notice_of_the_party():
    paper = notice(PARTY, reporting_units=("Văn phòng Tỉnh uỷ", "Sở Tài chính"))
    assert paper.type_name == "THÔNG BÁO"
    assert paper.summary == (
        "kết luận của đồng chí Trần Quốc Bảo - Phó Bí thư Thường trực Tỉnh uỷ tại Hội"
        " nghị trực tuyến toàn tỉnh"
    )
    assert lines_of(paper) == [
        (
            "Ngày 05 tháng 02 năm 2026, đồng chí Trần Quốc Bảo - Phó Bí thư Thường trực"
            " Tỉnh uỷ đã chủ trì Hội nghị trực tuyến toàn tỉnh. Sau khi nghe báo cáo"
            " của Văn"
            " phòng Tỉnh uỷ và Sở Tài chính; ý kiến tham gia của các thành viên tham"
            " dự,"
            " đồng chí Trần Quốc Bảo - Phó Bí thư Thường trực Tỉnh uỷ kết luận như sau:"
        ),
        (
            "Giao Văn phòng Tỉnh uỷ chủ trì, phối hợp với Ban Tổ chức Tỉnh uỷ và Đảng"
            " uỷ Uỷ"
            " ban: hoàn thành số hoá hồ sơ đảng viên. Thời hạn hoàn thành: ngày 31"
            " tháng 12"
            " năm 2026."
        ),
        "Các cấp uỷ tiếp tục tuyên truyền.",
        (
            "Tỉnh uỷ Sơn Lâm thông báo để các cấp uỷ, cơ quan, đơn vị biết, triển khai"
            " thực"
            " hiện."
        ),
    ]
    assert paper.recipients == ["Như thành phần tham dự", "Lưu Văn phòng Tỉnh uỷ"]
    assert paper.page_notice == ""


def test_the_notice_of_the_state():
    paper = notice(STATE)
    assert paper.summary.startswith("Kết luận của đồng chí Trần Quốc Bảo - Phó Bí thư")
    opening, *_, closing = lines_of(paper)
    assert "Sau khi nghe các báo cáo; ý kiến tham gia" in opening
    assert opening.endswith("có ý kiến kết luận, chỉ đạo như sau:")
    assert closing == (
        "Trân trọng thông báo để các cơ quan, đơn vị, địa phương biết, triển khai thực"
        " hiện./."
    )


def test_without_a_chair_the_meeting_concludes():
    blank = form(PARTY, PaperKind.CONCLUSION_NOTICE)
    nobody = msgspec.structs.replace(MEETING, chair=None)
    paper = conclusion_notice(blank, OFFICE[PARTY], nobody, CONCLUSIONS)
    assert paper.summary == "kết luận tại Hội nghị trực tuyến toàn tỉnh"
    assert lines_of(paper)[0] == (
        "Ngày 05 tháng 02 năm 2026, Hội nghị trực tuyến toàn tỉnh đã nghe các báo cáo;"
        " ý"
        " kiến tham gia của các thành viên tham dự; hội nghị kết luận như sau:"
    )


def test_the_attenders_are_recipients_once():
    blank = form(PARTY, PaperKind.CONCLUSION_NOTICE)
    again = msgspec.structs.replace(
        blank, recipients=["- Như thành phần tham dự;", "A"]
    )
    paper = conclusion_notice(again, OFFICE[PARTY], MEETING, CONCLUSIONS)
    assert paper.recipients == ["Như thành phần tham dự", "A"]


class TestConclusion:
    """Who is given the task, the task, the deadline."""

    def test_a_lead_unit_alone(self):
        assert said(text="Báo cáo kết quả;", lead_unit="Sở Nội vụ") == [
            "Giao Sở Nội vụ: báo cáo kết quả."
        ]

    def test_a_name_keeps_its_capital(self):
        assert said(text="Trường học mới xây xong", lead_unit="Sở Xây dựng") == [
            "Giao Sở Xây dựng: Trường học mới xây xong."
        ]

    def test_units_without_a_lead(self):
        assert said(text="Rà soát", coordinating_units=("A", "B", "C")) == [
            "Các đơn vị A, B và C phối hợp: rà soát."
        ]

    @pytest.mark.parametrize(
        ("units", "words"),
        [
            (
                ("Sở Khoa học và Công nghệ", "Sở Y tế"),
                "Sở Khoa học và Công nghệ, Sở Y tế",
            ),
            (("Sở Văn hoá, Thể thao", "Sở Y tế"), "Sở Văn hoá, Thể thao; Sở Y tế"),
        ],
    )
    def test_names_with_commas_or_conjunctions_stay_whole(self, units, words):
        assert said(text="Rà soát", lead_unit="X", coordinating_units=units) == [
            f"Giao X chủ trì, phối hợp với {words}: rà soát."
        ]

    def test_a_text_that_names_its_units_is_printed_as_it_is(self):
        assert said(
            text="Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát",
            lead_unit="Sở Y tế",
            coordinating_units=("Sở Tài chính",),
            due_date=dt.date(2027, 3, 1),
        ) == [
            (
                "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát. Thời hạn"
                " hoàn thành:"
                " ngày 01 tháng 3 năm 2027."
            )
        ]

    def test_units_and_deadline_stand_below_several_lines(self):
        assert said(
            text="Giao Sở Y tế:\n\na) Rà soát;\nb) Trình dự toán;",
            lead_unit="Sở Y tế",
            coordinating_units=("Sở Tài chính",),
            due_date=dt.date(2027, 3, 1),
        ) == [
            "Giao Sở Y tế:",
            "a) Rà soát;",
            "b) Trình dự toán.",
            (
                "Đơn vị phối hợp: Sở Tài chính. Thời hạn hoàn thành: ngày 01 tháng 3"
                " năm"
                " 2027."
            ),
        ]


@pytest.mark.parametrize("family", [PARTY, STATE])
def test_a_draft_says_so_on_every_page(family):
    many = [PaperConclusion(f"Việc thứ {n}. " + "Nội dung " * 30) for n in range(1, 20)]
    pages = pages_of(paper_to_pdf(notice(family, many, is_issued=False)))
    assert len(pages) > 2
    assert all(DRAFT_NOTICE in page for page in pages)
    assert "19. Việc thứ 19" in " ".join(pages)
    issued = pages_of(paper_to_pdf(notice(family)))
    assert not any("DỰ THẢO" in page for page in issued)


def test_the_pdf_says_what_the_value_says():
    (page,) = pages_of(paper_to_pdf(notice(PARTY)))
    for words in (
        *("ĐẢNG BỘ TỈNH SƠN LÂM", "ĐẢNG CỘNG SẢN VIỆT NAM", "-TB/TU"),
        *("Sơn Lâm, ngày 06 tháng 02 năm 2026", "1. Giao Văn phòng Tỉnh uỷ chủ trì"),
        *("2. Các cấp uỷ", "- Như thành phần tham dự;", "- Lưu Văn phòng Tỉnh uỷ."),
    ):
        assert words in page
    # Room for the number, which is written by hand.
    assert "Số -TB/TU" in page
