"""Give the demo's office a register: issued, reserved, given up; two units receive."""

import datetime as dt

from kiosk.clock import VIETNAM
from kiosk.issued_documents.actions.issuing import (
    add_file,
    finish_check,
    issue_document,
    note_opened,
)
from kiosk.issued_documents.actions.register import give_up_number, reserve_number
from kiosk.issued_documents.document_types import IssuedType
from kiosk.issued_documents.models import IssuedDocument
from kiosk.issued_documents.rules import (
    IssuedDetails,
    IssuedSource,
    ReserveForm,
)
from kiosk.official_papers.rules import PaperFamily
from kiosk.official_papers.urgency import Urgency
from kiosk.storage.files import StoredFile
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.units.actions import add_unit
from kiosk.units.queries import find_unit
from kiosk.units.rules import UnitDetails

SECRETARY = "Nguyễn Thu Hà"
SIGNER = "Lê Quang Vinh"
UNITS = (("Sở Tài chính", "STC"), ("Sở Khoa học và Công nghệ", "SKHCN"))


def add_issued_documents(
    work: UnitOfWork, key: bytes, meeting_id: int, signed: StoredFile
) -> None:
    """Add units and three lines of the register; `signed` is the file of one."""
    units = [_unit(work, name, symbol) for name, symbol in UNITS]
    issued = _reserve(
        work, 1, "về đẩy mạnh chuyển đổi số trong các cơ quan Đảng", meeting_id
    )
    add_file(work, issued_id=issued.id, file_name="12-KL-TU.pdf", stored=signed)
    finish_check(work, issued_id=issued.id, sha256=signed.sha256, pages=12)
    issue_document(work, key, by=SECRETARY, issued_id=issued.id, units=units)
    note_opened(work, delivery_id=1, unit_id=units[0], by=UNITS[0][0])
    ready = _reserve(work, 2, "về nhiệm vụ quý I năm 2027", meeting_id)
    add_file(work, issued_id=ready.id, file_name="02-KL-TU.pdf", stored=signed)
    finish_check(work, issued_id=ready.id, sha256=signed.sha256, pages=12)
    _reserve(work, 3, "về công tác quy hoạch cán bộ", meeting_id)
    wrong = _reserve(work, 4, "về chương trình làm việc năm 2027", None)
    give_up_number(
        work,
        by=SECRETARY,
        issued_id=wrong.id,
        reason="Ghi nhầm tên loại",
    )


def _unit(work: UnitOfWork, name: str, symbol: str) -> int:
    found = find_unit(work.session, name)
    details = UnitDetails(name, symbol)
    return (found or add_unit(work, by=SECRETARY, details=details)).id


def _reserve(
    work: UnitOfWork, number: int, summary: str, meeting_id: int | None
) -> IssuedDocument:
    day: dt.date = work.now.astimezone(VIETNAM).date()
    details = IssuedDetails(
        date=day,
        summary=summary,
        signer=SIGNER,
        urgency=Urgency.URGENT if number == 1 else Urgency.NORMAL,
        recipients="Các sở, ban, ngành; các đảng uỷ xã, phường",
        keeping_unit="Văn phòng Tỉnh uỷ",
        copies=3,
    )
    form = ReserveForm(
        PaperFamily.PARTY,
        IssuedType.CONCLUSION,
        details,
        IssuedSource(meeting_id),
        number,
    )
    return reserve_number(work, by=SECRETARY, form=form)
