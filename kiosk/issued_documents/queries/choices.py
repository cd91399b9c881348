"""What the form for a new number offers, and what it begins with."""

import datetime as dt

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.clock import VIETNAM
from kiosk.issued_documents.document_types import IssuedType, issued_symbol
from kiosk.issued_documents.queries.register import last_number
from kiosk.meetings.models import Meeting
from kiosk.official_papers.numbering import counting_period
from kiosk.official_papers.queries import office
from kiosk.official_papers.rules import Numbering, PaperFamily
from kiosk.vietnamese import short_date

# The newest meetings; a document comes from one of the last weeks.
MOST_MEETINGS = 100


class MeetingChoice(msgspec.Struct, frozen=True):
    """A meeting that a document may come from."""

    id: int
    label: str


class FormPreset(msgspec.Struct, frozen=True):
    """What the form begins with."""

    meeting_id: int | None
    type: str
    summary: str


class NextNumber(msgspec.Struct, frozen=True):
    """The symbol and the next number of a type, and whether it is typed in."""

    symbol: str
    number: int
    is_by_hand: bool


def meeting_choices(session: Session) -> list[MeetingChoice]:
    """Return the newest meetings."""
    newest = select(Meeting).order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    return [
        MeetingChoice(one.id, f"{short_date(one.starts_at)} – {one.title}")
        for one in session.scalars(newest.limit(MOST_MEETINGS))
    ]


def preset_of(session: Session, meeting_id: int | None, type_name: str) -> FormPreset:
    """Return the preset of an address; what is unknown is left empty."""
    known = type_name if type_name in list(IssuedType) else ""
    meeting = session.get(Meeting, meeting_id) if _is_id(meeting_id) else None
    if meeting is None:
        return FormPreset(None, known, "")
    summary = ""
    if known == IssuedType.NOTICE:
        day = meeting.starts_at.astimezone(VIETNAM)
        summary = f"Kết luận tại {meeting.title} ngày {day:%d/%m/%Y}"
    return FormPreset(meeting.id, known, summary)


def _is_id(number: int | None) -> bool:
    return number is not None and 0 < number < 2**31


def next_numbers(session: Session, day: dt.date) -> dict[str, dict[str, NextNumber]]:
    """Return the next number by family and type, as it stands now."""
    found: dict[str, dict[str, NextNumber]] = {}
    for family in PaperFamily:
        own = office(session, family)
        period = counting_period(own, day)
        found[family] = {}
        for one in IssuedType:
            symbol = issued_symbol(own, one)
            last = last_number(session, (family, symbol, period))
            by_hand = own.numbering is Numbering.BY_HAND or not symbol
            found[family][one] = NextNumber(symbol, last + 1, by_hand)
    return found
