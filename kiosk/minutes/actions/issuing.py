"""Issue signed minutes: one press takes a number and puts them into the register."""

from kiosk.clock import VIETNAM
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.issued_documents.actions.issuing import (
    add_file,
    finish_check,
    issue_document,
)
from kiosk.issued_documents.actions.register import reserve_number
from kiosk.issued_documents.document_types import IssuedType, issued_symbol
from kiosk.issued_documents.queries.register import issued_from, last_number
from kiosk.issued_documents.rules import IssuedDetails, IssuedSource, ReserveForm
from kiosk.meetings.queries import get_meeting
from kiosk.minutes.models import SignedFile
from kiosk.minutes.queries.review import signed_files_of
from kiosk.minutes.queries.text import get_minutes
from kiosk.minutes.rules import SignedFileState
from kiosk.official_papers.numbering import counting_period
from kiosk.official_papers.queries import office
from kiosk.official_papers.rules import Numbering, PaperFamily
from kiosk.storage.files import StoredFile
from kiosk.storage.unit_of_work import UnitOfWork


def issue_minutes(
    work: UnitOfWork, key: bytes, *, actor: Actor, minutes_id: int
) -> tuple[int, bool]:
    """Issue the newest signed PDF of minutes; return the line, and whether it is new.

    Pressed again, nothing is issued twice. Where the office numbers by hand, the next
    number of the book is taken. Units are chosen in the register afterwards.

    :param key: of the server.
    :raises Conflict: there is no signed PDF that opens.
    :raises NotFound: the meeting has no such minutes.
    """
    minutes = get_minutes(work.session, actor.meeting_id, minutes_id)
    source_key = f"minutes:{minutes.id}"
    if there := issued_from(work.session, source_key):
        return there.id, False
    signed = _newest_signed(work, minutes.id)
    meeting = get_meeting(work.session, actor.meeting_id)
    family = PaperFamily(minutes.family)
    details = IssuedDetails(
        date=meeting.starts_at.astimezone(VIETNAM).date(), summary=meeting.title
    )
    form = ReserveForm(
        family,
        IssuedType.MINUTES,
        details,
        IssuedSource(meeting.id),
        _number_by_hand(work, family, details),
    )
    line = reserve_number(work, by=actor.name, form=form, source_key=source_key)
    stored = StoredFile(signed.sha256, signed.size)
    add_file(work, issued_id=line.id, file_name=signed.file_name, stored=stored)
    # The worker has opened it already.
    finish_check(
        work, issued_id=line.id, sha256=signed.sha256, pages=max(signed.pages, 1)
    )
    issue_document(work, key, by=actor.name, issued_id=line.id, units=[])
    return line.id, True


def _newest_signed(work: UnitOfWork, minutes_id: int) -> SignedFile:
    accepted = [
        file
        for file in signed_files_of(work.session, minutes_id)
        if file.state == SignedFileState.ACCEPTED
    ]
    if not accepted:
        raise Conflict(
            N_("Chưa có bản PDF đã ký. Xin nộp bản đã ký trước khi phát hành."),
            code="not_signed",
        )
    return max(accepted, key=lambda file: file.id)


def _number_by_hand(
    work: UnitOfWork, family: PaperFamily, details: IssuedDetails
) -> int | None:
    own = office(work.session, family)
    if own.numbering is not Numbering.BY_HAND:
        return None
    symbol = issued_symbol(own, IssuedType.MINUTES)
    period = counting_period(own, details.date)
    return last_number(work.session, (family, symbol, period)) + 1
