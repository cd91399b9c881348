"""Query the settings of the office, and begin papers with them."""

import msgspec
from sqlalchemy.orm import Session

from kiosk.clock import VIETNAM
from kiosk.errors import N_, NotFound
from kiosk.meetings.models import Meeting
from kiosk.official_papers.defaults import TYPE_NAMES, default_office, symbol_of
from kiosk.official_papers.models import OfficeSettings
from kiosk.official_papers.rules import Office, OfficialPaper, PaperFamily, PaperKind


def office(session: Session, family: PaperFamily) -> Office:
    """Return the settings of the office, or those it begins with."""
    stored = session.get(OfficeSettings, family)
    if stored is None:
        return default_office(family)
    return msgspec.json.decode(stored.settings, type=Office)


def office_revision(session: Session, family: PaperFamily) -> int:
    """Return how often the settings were saved."""
    stored = session.get(OfficeSettings, family)
    return stored.revision if stored else 0


def new_paper(
    session: Session, family: PaperFamily, kind: PaperKind, meeting_id: int
) -> OfficialPaper:
    """Return a paper of a meeting with header, signatures and recipients.

    Without settings the issuing body is the meeting's. The day is that of the meeting.

    :raises NotFound: there is no such meeting.
    """
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound(N_("Không có hội nghị này."))
    form = new_office_paper(session, family, kind)
    own = office(session, family)
    has_date = kind is not PaperKind.MINUTES or own.has_date_on_minutes
    day = meeting.starts_at.astimezone(VIETNAM).date()
    return msgspec.structs.replace(
        form,
        issuing_body=form.issuing_body or meeting.body_name,
        date=day if has_date else None,
        summary=meeting.title,
    )


def new_office_paper(
    session: Session, family: PaperFamily, kind: PaperKind
) -> OfficialPaper:
    """Return a paper of the office, of no meeting and without date."""
    own = office(session, family)
    has_place = kind is not PaperKind.MINUTES or own.has_date_on_minutes
    return OfficialPaper(
        family=family,
        kind=kind,
        parent_body=own.parent_body,
        issuing_body=own.issuing_body,
        symbol=symbol_of(own, kind),
        place=own.place if has_place else "",
        type_name=TYPE_NAMES[kind],
        signatures=list(own.signatures.get(kind, [])),
        recipients=list(own.recipients),
        spelling=own.spelling,
    )
