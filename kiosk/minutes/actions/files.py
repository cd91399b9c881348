"""Store the PDF of locked minutes, once, and the signed ones brought back."""

from sqlalchemy import func, select

from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.minutes.actions.versions import record_change
from kiosk.minutes.events import MinutesPdfStored, MinutesSigned
from kiosk.minutes.models import Minutes, SignedFile
from kiosk.minutes.queries.text import get_minutes
from kiosk.minutes.rules import (
    MAX_SIGNED_FILES,
    MinutesState,
    SignedFileState,
    SignedWarning,
    check_room,
)
from kiosk.storage.files import StoredFile
from kiosk.storage.unit_of_work import UnitOfWork


def store_final_pdf(work: UnitOfWork, *, minutes_id: int, stored: StoredFile) -> bool:
    """Note the PDF of locked minutes; False: there is one, or they are not locked."""
    minutes = work.session.get(Minutes, minutes_id)
    if minutes is None or minutes.pdf_sha256:
        return False
    if minutes.state != MinutesState.FINALISED:
        return False
    minutes.pdf_sha256, minutes.pdf_size = stored.sha256, stored.size
    record_change(work, minutes)
    work.record(
        MinutesPdfStored(
            meeting_id=minutes.meeting_id,
            minutes_id=minutes.id,
            family=minutes.family,
            sha256=stored.sha256,
        )
    )
    return True


def add_signed_file(
    work: UnitOfWork,
    *,
    actor: Actor,
    minutes_id: int,
    file_name: str,
    stored: StoredFile,
) -> int:
    """Note an uploaded signed file, still to be checked; return its id.

    :raises NotFound: the meeting has no such minutes.
    :raises Conflict: they are not locked, or their PDF is not made yet.
    :raises Invalid: there are too many files.
    """
    minutes = get_minutes(work.session, actor.meeting_id, minutes_id)
    check_awaits_signature(minutes)
    of_minutes = SignedFile.minutes_id == minutes.id
    count = work.session.scalar(select(func.count()).where(of_minutes)) or 0
    check_room(count, MAX_SIGNED_FILES)
    made = SignedFile(
        minutes_id=minutes.id,
        sha256=stored.sha256,
        size=stored.size,
        file_name=file_name,
        uploaded_by=actor.name,
        uploaded_at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    minutes.revision += 1
    return made.id


def check_awaits_signature(minutes: Minutes) -> None:
    """Check that a signed file may be brought back.

    :raises Conflict: the minutes are not locked, or their PDF is not made yet.
    """
    if minutes.state != MinutesState.FINALISED or not minutes.pdf_sha256:
        raise Conflict(
            N_("Chỉ nhận bản đã ký sau khi biên bản đã khoá và có bản PDF."),
            code="wrong_state",
        )


def accept_signed_file(
    work: UnitOfWork,
    *,
    signed_id: int,
    pages: tuple[int, int],
    warning: SignedWarning,
    common: int,
) -> None:
    """Note that a signed file is a PDF: `pages` of it and ours, `common` per cent."""
    signed = work.session.get(SignedFile, signed_id)
    if signed is None or signed.state != SignedFileState.WAITING:
        return
    signed.state = SignedFileState.ACCEPTED
    signed.pages, signed.own_pages = pages
    signed.warning, signed.common = warning, common
    minutes = work.session.get_one(Minutes, signed.minutes_id)
    record_change(work, minutes)
    work.record(
        MinutesSigned(
            meeting_id=minutes.meeting_id,
            minutes_id=minutes.id,
            family=minutes.family,
            sha256=signed.sha256,
        )
    )


def refuse_signed_file(work: UnitOfWork, *, signed_id: int) -> None:
    """Note that an uploaded file is no PDF that opens."""
    signed = work.session.get(SignedFile, signed_id)
    if signed is None or signed.state != SignedFileState.WAITING:
        return
    signed.state = SignedFileState.REFUSED
    work.session.get_one(Minutes, signed.minutes_id).revision += 1
