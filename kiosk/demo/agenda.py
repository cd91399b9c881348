"""Agenda of the demo with its documents, presenters and audiences."""

from dataclasses import dataclass

from kiosk.agenda.rules import ItemKind
from kiosk.roles import Visibility

TITLE = (
    "[DEMO] Hội nghị quán triệt Nghị quyết của Tỉnh uỷ về chuyển đổi số"
    " và vận hành chính quyền địa phương hai cấp"
)
BODY_NAME = "Tỉnh uỷ Sơn Lâm (DEMO)"
PLACE = "Trung tâm Hội nghị tỉnh Sơn Lâm và 144 điểm cầu (dữ liệu thử)"


@dataclass(frozen=True)
class DemoDocument:
    """A document of an item; `file_name` is one that `kiosk.demo.files` writes."""

    title: str
    file_name: str
    is_published: bool = True


@dataclass(frozen=True)
class DemoItem:
    """An agenda item; `presenter` is an index into the presenters, from 0."""

    title: str
    kind: ItemKind
    minutes: int = 0
    presenter: int | None = None
    presenter_text: str = ""
    visibility: Visibility = Visibility.EVERYONE
    papers: tuple[DemoDocument, ...] = ()
    below: tuple["DemoItem", ...] = ()


PROGRAMME = DemoDocument(
    "[DEMO] Chương trình và quy chế làm việc", "chuong-trinh-demo.docx"
)
RESOLUTION = DemoDocument(
    "[DEMO] Nghị quyết (bản quét)", "nghi-quyet-ban-quet-demo.pdf"
)
SLIDES = DemoDocument(
    "[DEMO] Trình chiếu quán triệt Nghị quyết", "trinh-chieu-demo.pptx"
)
REPORT = DemoDocument(
    "[DEMO] Báo cáo kết quả chuyển đổi số năm 2026", "bao-cao-chuyen-doi-so-demo.pdf"
)
SITES = DemoDocument(
    "[DEMO] Biểu tổng hợp 145 điểm cầu", "tong-hop-145-diem-cau-demo.xlsx"
)
PHOTO = DemoDocument("[DEMO] Ảnh minh hoạ: xã vùng cao", "anh-xa-vung-cao-demo.jpg")
PLAN = DemoDocument(
    "[DEMO] Dự thảo Chương trình hành động", "chuong-trinh-hanh-dong-demo.docx"
)
# The document that every tablet shows first.
FIRST_PAPER = REPORT

AGENDA: tuple[DemoItem, ...] = (
    DemoItem(
        "Đón tiếp đại biểu, điểm danh bằng thẻ QR",
        ItemKind.REGISTRATION,
        30,
        presenter_text="Tổ đón tiếp và trưởng các điểm cầu",
    ),
    DemoItem(
        "Chào cờ, tuyên bố lý do",
        ItemKind.INTRODUCTION,
        10,
        below=(
            DemoItem("Chào cờ, hát Quốc ca", ItemKind.FLAG_CEREMONY, 3),
            DemoItem(
                "Tuyên bố lý do, giới thiệu đại biểu",
                ItemKind.INTRODUCTION,
                7,
                presenter_text="Chánh Văn phòng Tỉnh uỷ",
            ),
        ),
    ),
    DemoItem(
        "Khai mạc và thông qua chương trình",
        ItemKind.OPENING,
        15,
        below=(
            DemoItem(
                "Phát biểu khai mạc",
                ItemKind.OPENING,
                10,
                presenter_text="Chủ trì hội nghị",
            ),
            DemoItem(
                "Thông qua chương trình, quy chế làm việc, thư ký hội nghị",
                ItemKind.ADOPTION,
                5,
                papers=(PROGRAMME,),
            ),
        ),
    ),
    DemoItem(
        "Quán triệt Nghị quyết của Tỉnh uỷ về chuyển đổi số giai đoạn 2026 – 2030",
        ItemKind.BRIEFING,
        60,
        presenter=0,
        papers=(RESOLUTION,),
        below=(
            DemoItem(
                "Bối cảnh, quan điểm và mục tiêu",
                ItemKind.BRIEFING,
                25,
                presenter=0,
                papers=(SLIDES,),
            ),
            DemoItem(
                "Nhiệm vụ, giải pháp trọng tâm", ItemKind.BRIEFING, 35, presenter=0
            ),
        ),
    ),
    DemoItem(
        "Báo cáo kết quả chuyển đổi số năm 2026, nhiệm vụ năm 2027",
        ItemKind.REPORT,
        25,
        presenter=1,
        papers=(REPORT, SITES),
    ),
    DemoItem("Giải lao", ItemKind.BREAK, 15),
    DemoItem(
        "Tham luận của các điểm cầu",
        ItemKind.PREPARED_SPEECH,
        35,
        visibility=Visibility.DELEGATES,
        below=(
            DemoItem(
                "Số hoá thủ tục hành chính tại Trung tâm Phục vụ hành chính công"
                " phường Trường Xuân",
                ItemKind.PREPARED_SPEECH,
                10,
                presenter_text="Đảng uỷ phường Trường Xuân",
                visibility=Visibility.DELEGATES,
            ),
            DemoItem(
                "Tổ công nghệ số cộng đồng ở xã vùng cao: cách làm và bài học",
                ItemKind.PREPARED_SPEECH,
                15,
                presenter=2,
                visibility=Visibility.DELEGATES,
                papers=(PHOTO,),
            ),
            DemoItem(
                "Phòng họp không giấy tờ trong sinh hoạt chi bộ",
                ItemKind.PREPARED_SPEECH,
                10,
                presenter_text="Đảng bộ các cơ quan Đảng tỉnh",
                visibility=Visibility.DELEGATES,
            ),
        ),
    ),
    DemoItem(
        "Thảo luận và giải trình",
        ItemKind.DISCUSSION,
        45,
        visibility=Visibility.DELEGATES,
        below=(
            DemoItem(
                "Thảo luận tại hội trường và các điểm cầu",
                ItemKind.DISCUSSION,
                30,
                visibility=Visibility.DELEGATES,
            ),
            DemoItem(
                "Giải trình, tiếp thu ý kiến",
                ItemKind.RESPONSE,
                15,
                presenter=1,
                visibility=Visibility.DELEGATES,
            ),
        ),
    ),
    DemoItem(
        "Biểu quyết thông qua Chương trình hành động",
        ItemKind.VOTE,
        10,
        visibility=Visibility.DELEGATES,
        below=(
            DemoItem(
                "Thống nhất những nội dung tiếp thu trước khi biểu quyết",
                ItemKind.RESOLUTION,
                5,
                visibility=Visibility.OFFICIAL,
            ),
        ),
        papers=(PLAN,),
    ),
    DemoItem(
        "Kết luận và bế mạc",
        ItemKind.CONCLUSION,
        25,
        below=(
            DemoItem(
                "Phát biểu chỉ đạo",
                ItemKind.DIRECTIVE_SPEECH,
                12,
                presenter_text="Thường trực Tỉnh uỷ",
            ),
            DemoItem(
                "Kết luận hội nghị",
                ItemKind.CONCLUSION,
                8,
                presenter_text="Chủ trì hội nghị",
            ),
            DemoItem("Bế mạc", ItemKind.CLOSING, 5),
        ),
    ),
)
