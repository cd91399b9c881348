"""Give the demo conference conclusions, so that its papers can be made at once."""

import datetime as dt

from sqlalchemy import select

from kiosk.agenda.models import AgendaItem
from kiosk.agenda.rules import ItemKind
from kiosk.clock import VIETNAM
from kiosk.conclusions.actions import add_conclusion
from kiosk.conclusions.rules import ConclusionDetails
from kiosk.documents.models import Document
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork

# Text, lead unit, cooperating units, and the deadline in days from now.
CONCLUSIONS: tuple[tuple[str, str, tuple[str, ...], int | None], ...] = (
    (
        (
            "Hoàn thành số hoá, chuẩn hoá hồ sơ lưu trữ và hồ sơ đảng viên, đưa vào"
            " dùng chung giữa các cơ quan"
        ),
        "Văn phòng Tỉnh uỷ",
        ("Ban Tổ chức Tỉnh uỷ", "Sở Khoa học và Công nghệ"),
        32,
    ),
    (
        (
            "Bố trí kinh phí nâng cấp đường truyền cho các điểm cầu ở xa trung tâm:\n"
            "a) Rà soát nhu cầu của từng xã, phường;\n"
            "b) Trình dự toán bổ sung năm 2027."
        ),
        "Sở Tài chính",
        ("Sở Khoa học và Công nghệ",),
        75,
    ),
    (
        (
            "Mở lớp bồi dưỡng kỹ năng số cho cán bộ, công chức cấp xã, ít nhất hai lớp"
            " mỗi quý"
        ),
        "Trường Chính trị tỉnh",
        ("Đảng uỷ các xã, phường",),
        120,
    ),
    (
        (
            "Các cấp uỷ tiếp tục tuyên truyền, vận động Nhân dân dùng dịch vụ công trực"
            " tuyến; báo cáo kết quả hằng quý."
        ),
        "",
        (),
        None,
    ),
)


def add_conclusions(work: UnitOfWork, actor: Actor) -> None:
    """Add them, the first ones from the meeting's report."""
    reports = select(AgendaItem.id).where(
        AgendaItem.meeting_id == actor.meeting_id, AgendaItem.kind == ItemKind.REPORT
    )
    item_id = work.session.scalars(reports.order_by(AgendaItem.id).limit(1)).one()
    papers = select(Document.id).where(Document.item_id == item_id)
    document_id = work.session.scalars(papers.order_by(Document.id).limit(1)).first()
    today = work.now.astimezone(VIETNAM).date()
    for text, lead, others, days in CONCLUSIONS:
        details = ConclusionDetails(
            text=text,
            lead_unit=lead,
            coordinating_units=others,
            due_date=None if days is None else today + dt.timedelta(days=days),
            item_id=item_id,
            document_id=document_id if lead else None,
        )
        add_conclusion(work, actor=actor, details=details)
