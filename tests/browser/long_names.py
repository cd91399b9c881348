"""Names as long as real ones, for tests of what fits."""

from sqlalchemy import select

from kiosk.accounts.models import Account
from kiosk.agenda.models import AgendaItem
from kiosk.checkins.models import Gate
from kiosk.documents.models import Document
from kiosk.meetings.models import Meeting, Member
from kiosk.opinions.models import Opinion
from kiosk.sites.models import Site
from kiosk.speaking.models import FloorRequest
from kiosk.storage.store import Store
from kiosk.voting.models import Vote

PERSON = "Nguyễn Phước Tôn Nữ Công Huyền Trang Đài"
POSITION = "Phó Trưởng ban Thường trực Ban Tuyên giáo và Dân vận Tỉnh uỷ"
UNIT = "Đảng uỷ Các cơ quan Đảng tỉnh"
TITLE = "phát triển kinh tế – xã hội, bảo đảm quốc phòng, an ninh năm 2027"
# By table, each column that screens show.
NAMES: dict[type, dict[str, str]] = {
    Meeting: {
        "title": f"Hội nghị lần thứ mười lăm Ban Chấp hành Đảng bộ tỉnh về {TITLE}",
        "body_name": "Ban Chấp hành Đảng bộ tỉnh khoá XX, nhiệm kỳ 2025 – 2030",
        "place": "Hội trường lớn, Trung tâm Hội nghị tỉnh, số 1 đường Quang Trung",
    },
    Site: {"name": "Điểm cầu Đảng uỷ xã Nậm Cắn – Mường Xén"},
    Gate: {"name": "Cửa số 1 phía đường Quang Trung"},
    Member: {"full_name": PERSON, "position": POSITION, "unit": UNIT},
    AgendaItem: {"title": f"Thảo luận và thông qua Nghị quyết về {TITLE}"},
    Document: {"title": f"Tờ trình, Báo cáo và dự thảo Nghị quyết về {TITLE}"},
    Vote: {
        "title": f"Thông qua Nghị quyết về {TITLE}",
        "question": f"Đồng chí có tán thành Nghị quyết về {TITLE} không?",
    },
    FloorRequest: {"topic": f"Giải pháp {TITLE}"},
    Opinion: {
        "author_name": PERSON,
        "author_unit": UNIT,
        "item_title": f"Thảo luận và thông qua Nghị quyết về {TITLE}",
        "text": f"Đề nghị bổ sung số liệu về {TITLE}.",
    },
}


def use_long_names(store: Store, meeting_id: int, account_id: int | None) -> None:
    """Give a meeting, all that it has, and an account names of real length."""
    with store.unit_of_work("test") as work:
        for table, names in NAMES.items():
            of = "id" if table is Meeting else "meeting_id"
            rows = work.session.scalars(select(table).filter_by(**{of: meeting_id}))
            for at, row in enumerate(rows, 1):
                for column, text in names.items():
                    # Some must differ within their meeting.
                    setattr(row, column, f"{text} {at}" if column == "name" else text)
        if account_id:
            work.session.get_one(Account, account_id).full_name = PERSON
