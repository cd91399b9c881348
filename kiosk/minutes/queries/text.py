"""Read the text of minutes: its changes, versions, and who is editing."""

import json
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.errors import N_, NotFound
from kiosk.minutes.models import (
    Minutes,
    MinutesEditor,
    MinutesUpdate,
    MinutesVersion,
)
from kiosk.minutes.rules import EDITOR_LEASE, MinutesState
from kiosk.minutes.shared_text import read_document
from kiosk.official_papers.rules import PaperFamily


def get_minutes(session: Session, meeting_id: int, minutes_id: int) -> Minutes:
    """Return the minutes.

    :raises NotFound: the meeting has no such minutes.
    """
    minutes = session.get(Minutes, minutes_id)
    if minutes is None or minutes.meeting_id != meeting_id:
        raise NotFound(N_("Không có biên bản này trong hội nghị."))
    return minutes


def minutes_of(session: Session, meeting_id: int) -> list[Minutes]:
    """Return the meeting's minutes, at most one of each family."""
    of_meeting = select(Minutes).where(Minutes.meeting_id == meeting_id)
    return list(session.scalars(of_meeting.order_by(Minutes.family)))


def stored_updates(
    session: Session, minutes_id: int, after: int = 0
) -> list[MinutesUpdate]:
    """Return the changes after one, oldest first."""
    return list(
        session.scalars(
            select(MinutesUpdate)
            .where(MinutesUpdate.minutes_id == minutes_id, MinutesUpdate.id > after)
            .order_by(MinutesUpdate.id)
        )
    )


def last_update_id(session: Session, minutes_id: int) -> int:
    """Return the number of the newest change; 0: nothing was written."""
    newest = select(func.max(MinutesUpdate.id)).where(
        MinutesUpdate.minutes_id == minutes_id
    )
    return session.scalar(newest) or 0


def editors_of(session: Session, minutes: Minutes, now: Any) -> list[MinutesEditor]:
    """Return those who have the editor open now."""
    return list(
        session.scalars(
            select(MinutesEditor)
            .where(
                MinutesEditor.minutes_id == minutes.id,
                MinutesEditor.seen_at >= now - EDITOR_LEASE,
            )
            .order_by(MinutesEditor.id)
        )
    )


def editor_row(session: Session, minutes_id: int, client: str) -> MinutesEditor | None:
    """Return what is known of one open editor."""
    return session.scalar(
        select(MinutesEditor).where(
            MinutesEditor.minutes_id == minutes_id, MinutesEditor.client == client
        )
    )


def document_of(session: Session, minutes: Minutes) -> dict[str, Any]:
    """Return the text as it is now, or as it was locked."""
    if minutes.state == MinutesState.FINALISED:
        locked: dict[str, Any] = json.loads(minutes.final_document)
        return locked
    return read_document(row.data for row in stored_updates(session, minutes.id))


def current_document(
    session: Session, meeting_id: int, family: PaperFamily
) -> dict[str, Any] | None:
    """Return the text of the meeting's minutes; None: none were begun or drafted."""
    minutes = session.scalar(
        select(Minutes).where(
            Minutes.meeting_id == meeting_id, Minutes.family == family
        )
    )
    if minutes is None or not last_update_id(session, minutes.id):
        return None
    return document_of(session, minutes)


def versions_of(session: Session, minutes_id: int) -> list[MinutesVersion]:
    """Return the versions, newest first."""
    return list(
        session.scalars(
            select(MinutesVersion)
            .where(MinutesVersion.minutes_id == minutes_id)
            .order_by(MinutesVersion.number.desc())
        )
    )


def get_version(session: Session, minutes: Minutes, version_id: int) -> MinutesVersion:
    """Return a version.

    :raises NotFound: these minutes have no such version.
    """
    version = session.get(MinutesVersion, version_id)
    if version is None or version.minutes_id != minutes.id:
        raise NotFound(N_("Không có phiên bản này."))
    return version
