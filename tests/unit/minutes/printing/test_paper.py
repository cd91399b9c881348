"""The printed minutes: PDF and DOCX of a meeting with everything in it."""

import io
import re

import docx
import pypdfium2 as pdfium
import pytest

from kiosk.errors import NotFound
from kiosk.exports.rules import Export
from kiosk.minutes.printing.export import (
    MINUTES_PAPER,
    minutes_key,
    minutes_plan,
)
from kiosk.minutes.printing.paper import minutes_paper
from kiosk.official_papers.render_docx import paper_to_docx
from kiosk.official_papers.render_pdf import paper_to_pdf
from kiosk.official_papers.rules import OfficialPaper, PaperFamily
from kiosk.record.actions import make_checkpoint

PARTY, STATE = PaperFamily.PARTY, PaperFamily.STATE
# Of both families, in their order.
COMMON = [
    "Tài liệu sử dụng trong hội nghị:",
    "- Báo cáo kinh tế - xã hội năm 2026 (3 trang);",
    "trực tiếp kết hợp trực tuyến tại 2 điểm cầu",
    "làm việc từ 08 giờ 00 đến 11 giờ 30 và từ 13 giờ 30 đến 15 giờ 00",
    "Trần Văn An, Tỉnh uỷ viên, Đảng uỷ xã 1 (điểm cầu Xã Nậm Cắn) trình bày tham luận",
    "từ 08 giờ 41 đến 08 giờ 49 (8 phút), nội dung: “Kinh phí đường truyền”",
    "Bài phát biểu kèm theo: “Tham luận của xã 1”",
    "Bình, Tỉnh uỷ viên, Đảng uỷ xã 2 (điểm cầu Hội trường tỉnh) phát biểu thảo luận",
    "chất vấn",
    "trả lời chất vấn từ 09 giờ 02 đến 09 giờ 05 (3 phút)",
    "Biểu quyết: Thông qua dự thảo Nghị quyết",
    "Tổng số được triệu tập: 6; có mặt khi mở biểu quyết: 4",
    "quá 1/2 số có mặt, cần ít nhất 3 phiếu",
    "33,33 50,00",
    "Hội nghị không thông qua",
    "Hội nghị tạm nghỉ từ 11 giờ 30 đến 13 giờ 30",
    "Bầu Uỷ ban Kiểm tra",
    "Bầu cử, phiếu kín",
    "Trúng cử: 2 người",
    "1. Trần Văn An, Tỉnh uỷ viên: 3 phiếu, 50,00% so với triệu tập, 100,00% so với",
    "Giơ tay",
    "Số phiếu phát ra: 6; số phiếu thu về: 6; hợp lệ: 5; không hợp lệ: 1 (Gạch xoá: 1)",
    "Lấy phiếu tín nhiệm",
    "bị huỷ: Sai nội dung câu hỏi",
    "Kết quả chưa được công bố tại hội nghị",
    "chưa tiến hành",
    "4. Việc khác",
    "09 giờ 06, thông báo tới toàn hội nghị: “Ăn trưa tại nhà khách”",
    "thông báo khẩn tới điểm cầu Xã Nậm Cắn",
    "Xã Nậm Cắn: mất kết nối từ 09 giờ 14 đến 09 giờ 17;",
    "Xã Nậm Cắn: mất kết nối từ 14 giờ 50 chưa nối lại được",
    "1. Giao Văn phòng Tỉnh uỷ chủ trì, phối hợp với Ban Tổ chức và Ban Nội chính:",
    "hoàn thiện dự thảo Nghị quyết, trình Ban Thường vụ.",
    "Thời hạn hoàn thành: ngày 15 tháng 12 năm 2026.",
    "Kết quả biểu quyết:",
]


def words_of(pdf: bytes) -> str:
    with pdfium.PdfDocument(io.BytesIO(pdf)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    # Page numbers stand between the texts of two pages.
    texts = [re.sub(r"^\s*\d+\s", "", page) for page in pages]
    return " ".join(" ".join(texts).replace("\ufffe", "-").split())


def words_of_docx(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    parts = []
    for block in document.element.body.iter():
        if block.tag.endswith("}t"):
            parts.append(block.text or "")
        elif block.tag.endswith(("}p", "}br", "}tc")):
            parts.append(" ")
    return " ".join("".join(parts).split())


def paper_of(store, meeting: int, family: PaperFamily) -> OfficialPaper:
    with store.read_session() as session:
        return minutes_paper(session, meeting, family)


def check_order(text: str, sentences: list[str]) -> None:
    place = 0
    for sentence in sentences:
        found = text.find(sentence, place)
        assert found >= 0, f"missing or out of order: {sentence}\n{text[place:]}"
        place = found + len(sentence)


@pytest.fixture
def papers(store, whole) -> dict[PaperFamily, OfficialPaper]:
    key = store.config.record_key()
    with store.unit_of_work("test") as work:
        make_checkpoint(work, whole.meeting, key)
    return {family: paper_of(store, whole.meeting, family) for family in PaperFamily}


@pytest.mark.process
# WeasyPrint does not close the colour profile that it reads.
@pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")
class TestAsFiles:
    """Read back from the files themselves."""

    def test_party(self, papers):
        text = words_of(paper_to_pdf(papers[PARTY]))
        head = [
            *("ĐẢNG CỘNG SẢN VIỆT NAM", "-BB/TU", "26 tháng 11 năm 2026"),
            *("BIÊN BẢN", "Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 8"),
            "Thời gian: Bắt đầu vào hồi 08 giờ 00, ngày 26 tháng 11 năm 2026.",
            "Địa điểm: Trung tâm Hội nghị tỉnh",
            "Nội dung: Khai mạc; Báo cáo kinh tế - xã hội; Công tác cán bộ; Việc khác.",
            "Người chủ trì: Đồng chí Đỗ Thượng Nghĩa, Phó Bí thư Thường trực Tỉnh uỷ.",
            "Người ghi biên bản: Đồng chí Lê Thị Quyên",
        ]
        check_order(text, [*head, *COMMON])
        people = [
            "1. Thành phần hội nghị",
            "1.1. Đại biểu chính thức",
            "Có mặt: 4/6 đồng chí (66,67%).",
            "Vắng mặt: 2 đồng chí, trong đó có lý do: 1, không có lý do: 1:",
            "Phạm Đức Dũng, Tỉnh uỷ viên, Đảng uỷ xã 4 (điểm cầu Hội trường tỉnh): đi",
            "Đến sau khai mạc: 1 đồng chí:",
            "(điểm cầu Xã Nậm Cắn): 08 giờ 20.",
            "1.2. Đại biểu mời dự",
            "1.3. Cơ quan báo chí",
            "2. Diễn biến hội nghị",
            "2.1. Khai mạc",
            "2.3. Thảo luận",
            "3. Kết luận",
            "Hội nghị kết thúc vào hồi 15 giờ 00, ngày 26 tháng 11 năm 2026.",
            *("NGƯỜI GHI BIÊN BẢN", "CHỦ TRÌ HỘI NGHỊ"),
            *("Lê Thị Quyên", "Đỗ Thượng Nghĩa"),
        ]
        check_order(text, people)
        assert "./." not in text

    def test_state(self, papers):
        text = words_of(paper_to_pdf(papers[STATE]))
        head = [
            "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            *("Độc lập - Tự do - Hạnh phúc", "/BB-UBND", "BIÊN BẢN"),
            "Thời gian bắt đầu: Vào hồi 08 giờ 00, ngày 26 tháng 11 năm 2026.",
            "Thành phần tham dự",
            "a) Đại biểu chính thức",
            "Có mặt: 4/6 đại biểu (66,67%).",
            "Chủ trì (chủ toạ): Ông/bà Đỗ Thượng Nghĩa",
            "Thư ký (người ghi biên bản): Ông/bà Lê Thị Quyên",
        ]
        check_order(text, [*head, *COMMON])
        ending = [
            "Nội dung (theo diễn biến hội nghị)",
            "1. Khai mạc",
            "Kết luận",
            "Hội nghị kết thúc vào 15 giờ 00, ngày 26 tháng 11 năm 2026./.",
            *("THƯ KÝ", "CHỦ TOẠ", "Lê Thị Quyên", "Đỗ Thượng Nghĩa"),
        ]
        check_order(text, ending)
        assert "đồng chí trần" not in text.lower()

    def test_docx_says_the_same(self, papers):
        for family, paper in papers.items():
            text = words_of_docx(paper_to_docx(paper))
            ending = "./." if family == STATE else "."
            check_order(text, [*COMMON, f"26 tháng 11 năm 2026{ending}"])


def test_rehearsals_and_ballots_never_appear(papers, whole):
    for paper in papers.values():
        text = " ".join(str(block) for block in paper.body)
        assert "Biểu quyết thử máy" not in text
        # Whoever voted in the election is named as a candidate only.
        assert "Đỗ Thượng Nghĩa" not in text.split("Bầu Uỷ ban Kiểm tra")[1]


def test_the_root_of_the_record_stands_below(papers):
    for paper in papers.values():
        assert re.fullmatch(
            r"[0-9a-f]{64} \(đến mục \d+; khoá [0-9a-f]{32}\)", paper.record_root
        )


def test_a_meeting_that_has_not_begun_leaves_room_to_write(store, scene):
    meeting = scene.make_meeting()
    paper = paper_of(store, meeting, PARTY)
    text = "".join(
        run.text for block in paper.body for run in getattr(block, "runs", [])
    )
    assert "vào hồi … giờ …, ngày … tháng … năm …" in text
    assert [one.name for one in paper.signatures] == ["", ""]
    assert paper.record_root == ""


class TestPlans:
    """What the worker and the command line ask for."""

    def test_key_and_options(self, store, scene):
        meeting = scene.make_meeting()
        by_key = Export(minutes_key(meeting, STATE))
        by_options = Export(str(meeting), options="nd30")
        plans = [
            MINUTES_PAPER.plan(store, one, lambda *_: None)
            for one in (by_key, by_options)
        ]
        assert plans[0] is not None
        assert plans[0].signature == plans[1].signature
        assert plans[0].content.paper.family == STATE
        assert plans[0].suffixes == ("pdf", "docx")

    def test_a_meeting_that_is_gone(self, store):
        assert MINUTES_PAPER.plan(store, Export("99-dang"), lambda *_: None) is None
        with pytest.raises(NotFound):
            minutes_plan(store, 99, PARTY)

    def test_the_signature_changes_with_the_meeting(self, store, scene):
        meeting = scene.make_meeting()
        before = minutes_plan(store, meeting, PARTY).signature
        assert minutes_plan(store, meeting, PARTY).signature == before
        scene.make_item(meeting, "Nội dung mới")
        assert minutes_plan(store, meeting, PARTY).signature != before
