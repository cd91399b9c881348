"""The demo's second meeting: papers of the kinds that other programs get wrong.

What becomes of each is said in its title; `kiosk.demo.files` makes the files.
"""

from kiosk.agenda.rules import ItemKind
from kiosk.demo.agenda import DemoDocument, DemoItem
from kiosk.roles import Visibility

TITLE = "[DEMO] Tài liệu khó: mỗi tệp một trường hợp thường hỏng"

SEAL = DemoDocument("[DEMO] Con dấu trong chữ ký số", "con-dau-chu-ky-so-demo.pdf")
FORM = DemoDocument("[DEMO] Biểu mẫu đã điền", "bieu-mau-da-dien-demo.pdf")
NOTES = DemoDocument(
    "[DEMO] Dấu, bút phê và chữ đặt trên trang", "but-phe-tren-trang-demo.pdf"
)
FONTLESS = DemoDocument(
    "[DEMO] Phông chữ không nhúng trong tệp", "phong-chu-khong-nhung-demo.pdf"
)
OLD_FONT = DemoDocument("[DEMO] Word dùng phông TCVN3", "phong-chu-tcvn3-demo.docx")
CHANGES = DemoDocument(
    "[DEMO] Word còn dấu sửa đổi và nhận xét", "sua-doi-va-nhan-xet-demo.docx"
)
FAX = DemoDocument("[DEMO] Bản fax có hai độ phân giải", "ban-fax-demo.tif")
BAD_LAYER = DemoDocument(
    "[DEMO] Bản quét có lớp chữ ẩn sai", "ban-quet-lop-chu-sai-demo.pdf"
)
CUT_OFF = DemoDocument("[DEMO] Tệp PDF thiếu phần cuối", "tep-thieu-phan-cuoi-demo.pdf")
NO_PRINTING = DemoDocument("[DEMO] Tệp PDF không cho in", "tep-khong-cho-in-demo.pdf")
ATTACHED = DemoDocument("[DEMO] Tệp PDF kèm tệp khác", "tep-kem-tep-khac-demo.pdf")
# Drafts: none of them can be published.
SECRET_SCAN = DemoDocument(
    "[DEMO] Giữ lại: bản quét có dấu độ mật",
    "ban-quet-dau-do-mat-demo.pdf",
    is_published=False,
)
SECRET_NOTE = DemoDocument(
    "[DEMO] Giữ lại: dấu độ mật đặt trên trang",
    "dau-do-mat-tren-trang-demo.pdf",
    is_published=False,
)
PORTFOLIO = DemoDocument(
    "[DEMO] Từ chối: tập nhiều tệp", "tap-nhieu-tep-demo.pdf", is_published=False
)
XML_FORM = DemoDocument(
    "[DEMO] Từ chối: biểu mẫu động XFA",
    "bieu-mau-dong-xfa-demo.pdf",
    is_published=False,
)

AGENDA: tuple[DemoItem, ...] = (
    DemoItem(
        "PDF có nội dung nằm ngoài trang",
        ItemKind.REPORT,
        10,
        papers=(SEAL, FORM, NOTES, FONTLESS),
    ),
    DemoItem("Tệp Word", ItemKind.REPORT, 10, papers=(OLD_FONT, CHANGES)),
    DemoItem("Bản quét", ItemKind.REPORT, 10, papers=(FAX, BAD_LAYER)),
    DemoItem(
        "Tệp có điều thư ký cần biết",
        ItemKind.REPORT,
        10,
        papers=(CUT_OFF, NO_PRINTING, ATTACHED),
    ),
    DemoItem(
        "Tệp không phát hành được",
        ItemKind.REPORT,
        10,
        visibility=Visibility.PREPARERS,
        papers=(SECRET_SCAN, SECRET_NOTE, PORTFOLIO, XML_FORM),
    ),
)
