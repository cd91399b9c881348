"""The demo's agenda and its papers: what, who presents, how long, for whom."""

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
class Paper:
    """A document of an item; `file_name` is what `kiosk.demo.files` makes."""

    title: str
    file_name: str
    is_published: bool = True


@dataclass(frozen=True)
class Item:
    """An item; `presenter` is a place in the list of presenters, from 0."""

    title: str
    kind: ItemKind
    minutes: int = 0
    presenter: int | None = None
    presenter_text: str = ""
    visibility: Visibility = Visibility.EVERYONE
    papers: tuple[Paper, ...] = ()
    below: tuple["Item", ...] = ()


PROGRAMME = Paper("[DEMO] Chương trình và quy chế làm việc", "chuong-trinh-demo.docx")
RESOLUTION = Paper("[DEMO] Nghị quyết (bản quét)", "nghi-quyet-ban-quet-demo.pdf")
SLIDES = Paper("[DEMO] Trình chiếu quán triệt Nghị quyết", "trinh-chieu-demo.pptx")
REPORT = Paper(
    "[DEMO] Báo cáo kết quả chuyển đổi số năm 2026", "bao-cao-chuyen-doi-so-demo.pdf"
)
SITES = Paper("[DEMO] Biểu tổng hợp 145 điểm cầu", "tong-hop-145-diem-cau-demo.xlsx")
PHOTO = Paper("[DEMO] Ảnh minh hoạ: xã vùng cao", "anh-xa-vung-cao-demo.jpg")
PLAN = Paper(
    "[DEMO] Dự thảo Chương trình hành động", "chuong-trinh-hanh-dong-demo.docx"
)
# The one every tablet opens on.
FIRST_PAPER = REPORT

AGENDA: tuple[Item, ...] = (
    Item(
        "Đón tiếp đại biểu, điểm danh bằng thẻ QR",
        ItemKind.REGISTRATION,
        30,
        presenter_text="Tổ đón tiếp và trưởng các điểm cầu",
    ),
    Item(
        "Chào cờ, tuyên bố lý do",
        ItemKind.INTRODUCTION,
        10,
        below=(
            Item("Chào cờ, hát Quốc ca", ItemKind.FLAG_CEREMONY, 3),
            Item(
                "Tuyên bố lý do, giới thiệu đại biểu",
                ItemKind.INTRODUCTION,
                7,
                presenter_text="Chánh Văn phòng Tỉnh uỷ",
            ),
        ),
    ),
    Item(
        "Khai mạc và thông qua chương trình",
        ItemKind.OPENING,
        15,
        below=(
            Item(
                "Phát biểu khai mạc",
                ItemKind.OPENING,
                10,
                presenter_text="Chủ trì hội nghị",
            ),
            Item(
                "Thông qua chương trình, quy chế làm việc, thư ký hội nghị",
                ItemKind.ADOPTION,
                5,
                papers=(PROGRAMME,),
            ),
        ),
    ),
    Item(
        "Quán triệt Nghị quyết của Tỉnh uỷ về chuyển đổi số giai đoạn 2026 – 2030",
        ItemKind.BRIEFING,
        60,
        presenter=0,
        papers=(RESOLUTION,),
        below=(
            Item(
                "Bối cảnh, quan điểm và mục tiêu",
                ItemKind.BRIEFING,
                25,
                presenter=0,
                papers=(SLIDES,),
            ),
            Item("Nhiệm vụ, giải pháp trọng tâm", ItemKind.BRIEFING, 35, presenter=0),
        ),
    ),
    Item(
        "Báo cáo kết quả chuyển đổi số năm 2026, nhiệm vụ năm 2027",
        ItemKind.REPORT,
        25,
        presenter=1,
        papers=(REPORT, SITES),
    ),
    Item("Giải lao", ItemKind.BREAK, 15),
    Item(
        "Tham luận của các điểm cầu",
        ItemKind.PREPARED_SPEECH,
        35,
        visibility=Visibility.DELEGATES,
        below=(
            Item(
                "Số hoá thủ tục hành chính tại Trung tâm Phục vụ hành chính công"
                " phường Trường Xuân",
                ItemKind.PREPARED_SPEECH,
                10,
                presenter_text="Đảng uỷ phường Trường Xuân",
                visibility=Visibility.DELEGATES,
            ),
            Item(
                "Tổ công nghệ số cộng đồng ở xã vùng cao: cách làm và bài học",
                ItemKind.PREPARED_SPEECH,
                15,
                presenter=2,
                visibility=Visibility.DELEGATES,
                papers=(PHOTO,),
            ),
            Item(
                "Phòng họp không giấy tờ trong sinh hoạt chi bộ",
                ItemKind.PREPARED_SPEECH,
                10,
                presenter_text="Đảng bộ các cơ quan Đảng tỉnh",
                visibility=Visibility.DELEGATES,
            ),
        ),
    ),
    Item(
        "Thảo luận và giải trình",
        ItemKind.DISCUSSION,
        45,
        visibility=Visibility.DELEGATES,
        below=(
            Item(
                "Thảo luận tại hội trường và các điểm cầu",
                ItemKind.DISCUSSION,
                30,
                visibility=Visibility.DELEGATES,
            ),
            Item(
                "Giải trình, tiếp thu ý kiến",
                ItemKind.RESPONSE,
                15,
                presenter=1,
                visibility=Visibility.DELEGATES,
            ),
        ),
    ),
    Item(
        "Biểu quyết thông qua Chương trình hành động",
        ItemKind.VOTE,
        10,
        visibility=Visibility.OFFICIAL,
        papers=(PLAN,),
    ),
    Item(
        "Kết luận và bế mạc",
        ItemKind.CONCLUSION,
        25,
        below=(
            Item(
                "Phát biểu chỉ đạo",
                ItemKind.DIRECTIVE_SPEECH,
                12,
                presenter_text="Thường trực Tỉnh uỷ",
            ),
            Item(
                "Kết luận hội nghị",
                ItemKind.CONCLUSION,
                8,
                presenter_text="Chủ trì hội nghị",
            ),
            Item("Bế mạc", ItemKind.CLOSING, 5),
        ),
    ),
)
