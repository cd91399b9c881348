"""Invitation, attendance list, credentials report and savings report, as values."""

import pytest

from kiosk.checkins.lists.rules import (
    AttendanceListContent,
    AttendanceListRow,
    SiteSection,
)
from kiosk.checkins.rules import AttendanceState
from kiosk.handouts.rules import InvitationText
from kiosk.meeting_papers.content.attendance_list import (
    MOST_ROWS,
    attendance_list,
    attendance_papers,
    is_one_paper,
)
from kiosk.meeting_papers.content.credentials_report import (
    BY_HAND,
    HAND_NOTE,
    AbsentDelegate,
    CredentialsFacts,
    UnitAttendance,
    credentials_report,
)
from kiosk.meeting_papers.content.invitation import invitation
from kiosk.meeting_papers.content.savings_report import (
    DocumentSavings,
    SavedDocument,
    savings_of,
    savings_report,
)
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.official_papers.rules import PaperKind
from tests.unit.meeting_papers.sample import (
    MEETING,
    PARTY,
    STATE,
    form,
    lines_of,
    pages_of,
)

FAMILIES = [PARTY, STATE]


class TestInvitation:
    """To everybody who is summoned."""

    def paper(self, family, **letter):
        blank = form(family, PaperKind.INVITATION)
        return invitation(blank, MEETING, InvitationText(**letter))

    def test_of_the_party(self):
        paper = self.paper(PARTY, chair="đồng chí Bí thư", notes="Trang phục: sơ mi;")
        assert (paper.type_name, paper.summary) == (
            "GIẤY MỜI",
            "dự Hội nghị trực tuyến toàn tỉnh",
        )
        assert lines_of(paper) == [
            (
                "Tỉnh uỷ Sơn Lâm trân trọng kính mời: các đồng chí đại biểu theo danh"
                " sách"
                " triệu tập."
            ),
            "Tới dự: Hội nghị trực tuyến toàn tỉnh.",
            "Chủ trì: đồng chí Bí thư.",
            "Thời gian: 07 giờ 30, ngày 05 tháng 02 năm 2026.",
            "Địa điểm: Trung tâm Hội nghị tỉnh; kết nối tới 144 điểm cầu.",
            "Trang phục: sơ mi.",
        ]
        assert paper.recipients == ["Như trên", "Lưu Văn phòng Tỉnh uỷ"]

    def test_of_the_state(self):
        lines = lines_of(self.paper(STATE))
        assert lines[0].endswith("Quý đại biểu theo danh sách triệu tập.")
        assert lines[-1].endswith("144 điểm cầu./.")

    @pytest.mark.parametrize("family", FAMILIES)
    def test_in_print(self, family):
        (page,) = pages_of(paper_to_pdf(self.paper(family)))
        assert "GIẤY MỜI" in page
        assert "Thời gian: 07 giờ 30, ngày 05 tháng 02 năm 2026." in page


def row(number: int, state=AttendanceState.PRESENT_IN_PERSON, **fields):
    return AttendanceListRow(
        name=f"Lò Văn {number}",
        position="Chuyên viên",
        unit="Văn phòng",
        role="Đại biểu chính thức",
        site=fields.get("site", ""),
        seat="A1",
        came="07:30",
        method="QR",
        state=state,
        reason=fields.get("reason", ""),
        is_inside=state is AttendanceState.PRESENT_IN_PERSON,
    )


def attendance(*parts, is_whole=True):
    return AttendanceListContent(
        "Tỉnh uỷ Sơn Lâm",
        "Hội nghị trực tuyến toàn tỉnh",
        "Trung tâm Hội nghị tỉnh",
        "ngày 05 tháng 02 năm 2026",
        tuple(SiteSection(name, tuple(lines)) for name, lines in parts),
        is_whole=is_whole,
    )


class TestAttendanceList:
    """One paper, or one for each site and a summary."""

    two_sites = attendance(
        ("Xã A", [row(1), row(2, AttendanceState.ABSENT, reason="ốm")]),
        ("", [row(3, AttendanceState.UNCONFIRMED), row(4)]),
    )

    def test_a_small_list_is_one_paper_with_all_sites(self):
        assert is_one_paper(self.two_sites)
        blank = form(PARTY, PaperKind.ATTENDANCE_LIST, "BC/TU")
        paper = attendance_list(blank, self.two_sites)
        lines = lines_of(paper)
        assert lines[0] == "Xã A"
        assert "Vắng mặt: ốm" in lines[3]
        assert lines[4] == "Không thuộc điểm cầu"
        # The numbers run on.
        assert lines[6].startswith("3 | Lò Văn 3")
        assert lines[-4:] == [
            "Tổng số triệu tập: 4;",
            "Có mặt: 2 (50,00%), trong đó trực tuyến: 0, đã ra về: 0;",
            "Vắng có lý do: 1;",
            "Vắng không lý do (chưa điểm danh): 1.",
        ]
        assert paper.is_landscape
        assert (paper.number, paper.symbol, paper.recipients) == ("", "", [])
        assert [one.authority[0] for one in paper.signatures] == [
            "NGƯỜI LẬP",
            "CHỦ TRÌ HỘI NGHỊ",
        ]

    def test_a_large_list_is_a_summary_and_a_paper_for_each_site(self):
        large = attendance(
            ("Xã A", [row(n) for n in range(MOST_ROWS + 1)]), ("Xã B", [row(1)])
        )
        assert not is_one_paper(large)
        blank = form(STATE, PaperKind.ATTENDANCE_LIST)
        papers = {one.name: one.paper for one in attendance_papers(blank, large)}
        assert [*papers] == [
            "000 Tổng hợp",
            "001 Xã A (phần 1/2)",
            "001 Xã A (phần 2/2)",
            "002 Xã B",
        ]
        first, second = papers["001 Xã A (phần 1/2)"], papers["001 Xã A (phần 2/2)"]
        assert lines_of(first)[-1].startswith("1.000 | Lò Văn 999")
        assert lines_of(second)[1].startswith("1.001 | Lò Văn 1000")
        # The totals of a site are on its last paper only.
        assert "Tổng số triệu tập: 1.001;" in lines_of(second)
        assert not any("Tổng số" in line for line in lines_of(first))
        assert second.signatures[1].authority == ["TRƯỞNG ĐIỂM CẦU"]
        summary = lines_of(papers["000 Tổng hợp"])
        assert summary[1].startswith("1 | Xã A | 1.001 | 1.001")
        assert summary[3].startswith(" | Toàn hội nghị | 1.002 | 1.002")

    def test_nobody_is_lost_between_the_papers(self):
        large = attendance(
            *((f"Xã {n}", [row(m) for m in range(n)]) for n in (999, 1000, 1001))
        )
        blank = form(STATE, PaperKind.ATTENDANCE_LIST)
        rows = [
            line
            for one in list(attendance_papers(blank, large))[1:]
            for line in lines_of(one.paper)
            if "| Lò Văn" in line
        ]
        assert len(rows) == 999 + 1000 + 1001

    @pytest.mark.parametrize("family", FAMILIES)
    def test_in_print_the_heads_are_on_every_page(self, family):
        lines = [row(n) for n in range(60)]
        blank = form(family, PaperKind.ATTENDANCE_LIST)
        paper = attendance_list(blank, attendance(("Xã A", lines)))
        pages = pages_of(paper_to_pdf(paper))
        assert len(pages) > 1
        assert all("Họ và tên" in page for page in pages if "Lò Văn" in page)
        assert "Có mặt: 60 (100,00%)" in " ".join(pages[-2:])


class TestCredentialsReport:
    """Only what is stored; the rest by hand."""

    facts = CredentialsFacts(
        units=(UnitAttendance("Sở Y tế", 3, 2), UnitAttendance("", 1, 0)),
        absent=(AbsentDelegate("Lò Văn 1", "Sở Y tế", "ốm"),),
        opening="Khai mạc lúc 07:30",
    )

    def paper(self, family, facts=facts):
        blank = form(family, PaperKind.CREDENTIALS_REPORT)
        return credentials_report(blank, MEETING, facts)

    def test_numbers_units_and_the_absent(self):
        lines = lines_of(self.paper(PARTY))
        for line in (
            "Tổng số đại biểu chính thức được triệu tập: 4;",
            "Có mặt: 2, đạt 50,00% so với số được triệu tập;",
            "Vắng có lý do: 1;",
            "Chưa điểm danh: 1.",
            "Khai mạc lúc 07:30.",
            "1 | Sở Y tế | 3 | 2 | 66,67",
            "2 | Không ghi đơn vị | 1 | 0 | 0,00",
            " | Tổng cộng | 4 | 2 | 50,00",
            "1 | Lò Văn 1 | Sở Y tế | ốm",
        ):
            assert line in lines

    def test_what_is_not_stored_is_left_for_the_hand_and_said_so(self):
        lines = lines_of(self.paper(PARTY))
        assert HAND_NOTE in lines
        assert [line for line in lines if line.endswith(" |  | ")] == [
            f"{name} |  | " for name in BY_HAND
        ]

    def test_nobody_absent(self):
        all_here = CredentialsFacts((UnitAttendance("Sở Y tế", 2, 2),))
        lines = lines_of(self.paper(STATE, all_here))
        assert "Không có đại biểu chính thức vắng mặt có lý do." in lines

    @pytest.mark.parametrize(
        ("family", "summary", "mark"),
        [
            (PARTY, "thẩm tra tư cách", "T/M BAN"),
            (STATE, "Thẩm tra tư cách", "TM. BAN"),
        ],
    )
    def test_in_print(self, family, summary, mark):
        paper = self.paper(family)
        assert paper.summary.startswith(summary)
        text = " ".join(pages_of(paper_to_pdf(paper)))
        assert f"{mark} THẨM TRA TƯ CÁCH ĐẠI BIỂU TRƯỞNG BAN" in text
        assert "2 Không ghi đơn vị 1 0 0,00" in text


class TestSavingsReport:
    """Pages times copies not printed."""

    @pytest.mark.parametrize(
        ("pages", "readers", "printed", "saved"),
        [
            (5, 100, 0, DocumentSavings(100, 500, 300)),
            (4, 100, 20, DocumentSavings(80, 320, 160)),
            (4, 10, 20, DocumentSavings(0, 0, 0)),
            (0, 10, 0, DocumentSavings(10, 0, 0)),
        ],
    )
    def test_the_formula(self, pages, readers, printed, saved):
        assert savings_of(SavedDocument("A", pages, readers), printed) == saved

    @pytest.mark.parametrize("family", FAMILIES)
    def test_in_print_with_its_formulas(self, family):
        documents = [
            SavedDocument("Báo cáo", 15, 11_873),
            SavedDocument("Dự thảo", 4, 9),
        ]
        blank = form(family, PaperKind.SAVINGS_REPORT)
        paper = savings_report(blank, MEETING, documents, 3)
        assert lines_of(paper)[1:5] == [
            (
                "STT | Tài liệu | Số trang | Số bộ không in | Số trang không in | Số"
                " tờ không"
                " in"
            ),
            "1 | Báo cáo | 15 | 11.870 | 178.050 | 94.960",
            "2 | Dự thảo | 4 | 6 | 24 | 12",
            " | Tổng cộng |  |  | 178.074 | 94.972",
        ]
        text = " ".join(pages_of(paper_to_pdf(paper)))
        assert "Số trang không in = số trang của tài liệu × số bộ không in" in text
        # 94,972 sheets of 4.9896 g.
        assert "189,9 ram, 473,9 kg giấy" in text
