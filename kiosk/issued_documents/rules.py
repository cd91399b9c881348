"""Define states, forms and limits of issued documents; pure."""

import datetime as dt
from enum import StrEnum
from typing import Annotated

import msgspec

from kiosk.errors import N_, NP_, Conflict, Invalid
from kiosk.issued_documents.document_types import IssuedType
from kiosk.official_papers.rules import PaperFamily
from kiosk.official_papers.urgency import Urgency
from kiosk.vietnamese import nfc

MAX_ISSUED_BYTES = 100_000_000
LONGEST_SUMMARY = 1000
LONGEST_WORDS = 500
LONGEST_REASON = 500
SHORTEST_REASON = 5
MOST_COPIES = 10_000
HIGHEST_NUMBER = 99_999
ROWS_PER_PAGE = 50
MOST_UNITS = 3000
# Those who have not opened a document are reminded after so long, and so often.
REMINDER_INTERVAL = dt.timedelta(days=2)
MOST_OWN_REMINDERS = 3
# Reminders by hand: not more often.
SHORTEST_REMINDER_WAIT = dt.timedelta(hours=1)
CHECK_JOB = "issued_document_check"
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100

RowId = Annotated[int, msgspec.Meta(ge=1, lt=2**31)]
Words = Annotated[str, msgspec.Meta(max_length=LONGEST_WORDS)]
Revision = Annotated[int, msgspec.Meta(ge=0, lt=2**31)]


class IssuedState(StrEnum):
    """What has become of a number."""

    # The number is taken; the document is not issued yet.
    RESERVED = "reserved"
    ISSUED = "issued"
    # It will never be issued: a gap with a reason.
    GIVEN_UP = "given_up"
    # It was issued and is withdrawn.
    RECALLED = "recalled"


class IssuedFileState(StrEnum):
    """Whether there is a file, and whether the worker has opened it as PDF."""

    NONE = "none"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"


# In English the papers of a meeting are published, and documents issued.
STATE_CONTEXT = "issued document"
STATE_LABELS = {
    IssuedState.RESERVED: NP_("issued document", "Đã giữ số"),
    IssuedState.ISSUED: NP_("issued document", "Đã phát hành"),
    IssuedState.GIVEN_UP: NP_("issued document", "Bỏ số"),
    IssuedState.RECALLED: NP_("issued document", "Đã thu hồi"),
}


class IssuedDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the book says about a document, besides its number."""

    date: dt.date
    summary: Annotated[str, msgspec.Meta(max_length=LONGEST_SUMMARY)]
    signer: Words = ""
    urgency: Urgency = Urgency.NORMAL
    recipients: Words = ""
    keeping_unit: Words = ""
    copies: Annotated[int, msgspec.Meta(ge=0, le=MOST_COPIES)] = 1
    note: Words = ""


class IssuedSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The meeting and the agenda item that a document comes from."""

    meeting_id: RowId | None = None
    item_id: RowId | None = None


NO_SOURCE = IssuedSource()


class ReserveForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number is asked for: of which type, and for what.

    `number` is given only where the office numbers by hand.
    """

    family: PaperFamily
    type: IssuedType
    details: IssuedDetails
    source: IssuedSource = NO_SOURCE
    number: Annotated[int, msgspec.Meta(ge=1, le=HIGHEST_NUMBER)] | None = None


class ChangeForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Changed words of the book, and the revision that was seen."""

    details: IssuedDetails
    revision: Revision


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a number is given up or a document recalled."""

    reason: Annotated[str, msgspec.Meta(max_length=LONGEST_REASON)]


def clean_details(details: IssuedDetails) -> IssuedDetails:
    """Return the details in NFC and stripped.

    :raises Invalid: there is no summary, or the year is none in which we live.
    """
    summary = " ".join(nfc(details.summary).split())
    if not summary:
        raise Invalid(N_("Xin nhập trích yếu nội dung văn bản."), code="no_summary")
    if not EARLIEST_YEAR <= details.date.year <= LATEST_YEAR:
        raise Invalid(N_("Ngày văn bản không đúng. Xin chọn lại."), code="bad_date")
    return msgspec.structs.replace(
        details,
        summary=summary,
        signer=nfc(details.signer),
        recipients=nfc(details.recipients),
        keeping_unit=nfc(details.keeping_unit),
        note=nfc(details.note),
    )


def clean_reason(reason: str) -> str:
    """Return a reason that can be read in the book.

    :raises Invalid: it is too short to be one.
    """
    reason = " ".join(nfc(reason).split())
    if len(reason) < SHORTEST_REASON:
        raise Invalid(
            N_("Xin ghi lý do, để người đọc sổ sau này hiểu được."), code="no_reason"
        )
    return reason


def check_state(state: str, wanted: IssuedState) -> None:
    """Check that a document is in the state that an action needs.

    :raises Conflict: it is in another.
    """
    if state != wanted:
        raise Conflict(
            N_("Văn bản này vừa đổi trạng thái. Xin tải lại trang."), code="wrong_state"
        )


class UnitsForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The units that a document is sent to."""

    units: Annotated[list[RowId], msgspec.Meta(max_length=MOST_UNITS)] = []


class NoticeKind(StrEnum):
    """What a unit is notified; names the templates of `kiosk.notices`."""

    SENT = "issued_document"
    REMINDED = "issued_document_reminder"
    RECALLED = "issued_document_recalled"
