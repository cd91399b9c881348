"""The demo's second meeting: papers of the kinds that other programs get wrong.

What becomes of each is said in its title; `kiosk.demo.files` makes the files.
"""

from kiosk.agenda.rules import ItemKind
from kiosk.demo.agenda import Item, Paper
from kiosk.roles import Visibility

TITLE = "[DEMO] Tài liệu khó: mỗi tệp một trường hợp thường hỏng"

SEAL = Paper("[DEMO] Con dấu trong chữ ký số", "con-dau-chu-ky-so-demo.pdf")
FORM = Paper("[DEMO] Biểu mẫu đã điền", "bieu-mau-da-dien-demo.pdf")
NOTES = Paper(
    "[DEMO] Dấu, bút phê và chữ đặt trên trang", "but-phe-tren-trang-demo.pdf"
)
FONTLESS = Paper(
    "[DEMO] Phông chữ không nhúng trong tệp", "phong-chu-khong-nhung-demo.pdf"
)
OLD_FONT = Paper("[DEMO] Word dùng phông TCVN3", "phong-chu-tcvn3-demo.docx")
CHANGES = Paper(
    "[DEMO] Word còn dấu sửa đổi và nhận xét", "sua-doi-va-nhan-xet-demo.docx"
)
FAX = Paper("[DEMO] Bản fax có hai độ phân giải", "ban-fax-demo.tif")
BAD_LAYER = Paper("[DEMO] Bản quét có lớp chữ ẩn sai", "ban-quet-lop-chu-sai-demo.pdf")
CUT_OFF = Paper("[DEMO] Tệp PDF thiếu phần cuối", "tep-thieu-phan-cuoi-demo.pdf")
NO_PRINTING = Paper("[DEMO] Tệp PDF không cho in", "tep-khong-cho-in-demo.pdf")
ATTACHED = Paper("[DEMO] Tệp PDF kèm tệp khác", "tep-kem-tep-khac-demo.pdf")
# Drafts: none of them can be published.
SECRET_SCAN = Paper(
    "[DEMO] Giữ lại: bản quét có dấu độ mật",
    "ban-quet-dau-do-mat-demo.pdf",
    is_published=False,
)
SECRET_NOTE = Paper(
    "[DEMO] Giữ lại: dấu độ mật đặt trên trang",
    "dau-do-mat-tren-trang-demo.pdf",
    is_published=False,
)
PORTFOLIO = Paper(
    "[DEMO] Từ chối: tập nhiều tệp", "tap-nhieu-tep-demo.pdf", is_published=False
)
XML_FORM = Paper(
    "[DEMO] Từ chối: biểu mẫu động XFA",
    "bieu-mau-dong-xfa-demo.pdf",
    is_published=False,
)

AGENDA: tuple[Item, ...] = (
    Item(
        "PDF có nội dung nằm ngoài trang",
        ItemKind.REPORT,
        10,
        papers=(SEAL, FORM, NOTES, FONTLESS),
    ),
    Item("Tệp Word", ItemKind.REPORT, 10, papers=(OLD_FONT, CHANGES)),
    Item("Bản quét", ItemKind.REPORT, 10, papers=(FAX, BAD_LAYER)),
    Item(
        "Tệp có điều thư ký cần biết",
        ItemKind.REPORT,
        10,
        papers=(CUT_OFF, NO_PRINTING, ATTACHED),
    ),
    Item(
        "Tệp không phát hành được",
        ItemKind.REPORT,
        10,
        visibility=Visibility.PREPARERS,
        papers=(SECRET_SCAN, SECRET_NOTE, PORTFOLIO, XML_FORM),
    ),
)
