"""Query the hall's screens, their history and their files."""

import datetime as dt
from dataclasses import dataclass

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.checkins.queries.counts import counts_by_site, quorum_now, total_of
from kiosk.errors import N_, NotFound
from kiosk.hall_screens.models import (
    AUTOMATIC_JSON,
    HallMedia,
    HallSceneChange,
    HallScreen,
    HallWelcome,
)
from kiosk.hall_screens.rules import (
    HISTORY_LENGTH,
    MAIN_SCREEN,
    MAIN_SCREEN_NAME,
    Scene,
)


@dataclass(frozen=True)
class HallAttendance:
    """How many are here, and whether they are enough."""

    present: int
    summoned: int
    official_present: int
    official_of: int
    needed: int
    is_quorum: bool


def scene_of(json: str) -> Scene:
    """Return a stored scene."""
    return msgspec.json.decode(json, type=Scene)


def main_screen(meeting_id: int, now: dt.datetime) -> HallScreen:
    """Return the main screen as it is before its first change, without a row."""
    return HallScreen(
        meeting_id=meeting_id,
        number=MAIN_SCREEN,
        name=MAIN_SCREEN_NAME,
        scene=AUTOMATIC_JSON,
        queued=None,
        revision=0,
        changed_by="",
        changed_at=now,
    )


def screens_of(session: Session, meeting_id: int, now: dt.datetime) -> list[HallScreen]:
    """Return the meeting's screens, the main one first."""
    of_meeting = select(HallScreen).where(HallScreen.meeting_id == meeting_id)
    found = list(session.scalars(of_meeting.order_by(HallScreen.number)))
    if not found or found[0].number != MAIN_SCREEN:
        found.insert(0, main_screen(meeting_id, now))
    return found


def find_screen(session: Session, meeting_id: int, number: int) -> HallScreen | None:
    """Return the row of a screen, None if it has none."""
    return session.scalars(
        select(HallScreen).where(
            HallScreen.meeting_id == meeting_id, HallScreen.number == number
        )
    ).one_or_none()


def history_of(session: Session, meeting_id: int) -> list[HallSceneChange]:
    """Return the newest changes of the meeting's screens, newest first."""
    return list(
        session.scalars(
            select(HallSceneChange)
            .where(HallSceneChange.meeting_id == meeting_id)
            .order_by(HallSceneChange.id.desc())
            .limit(HISTORY_LENGTH)
        )
    )


def media_of(session: Session, meeting_id: int) -> list[HallMedia]:
    """Return the meeting's pictures and films, newest first."""
    of_meeting = select(HallMedia).where(HallMedia.meeting_id == meeting_id)
    return list(session.scalars(of_meeting.order_by(HallMedia.id.desc())))


def get_media(session: Session, meeting_id: int, sha256: str) -> HallMedia:
    """Return a picture or film of the meeting.

    :raises NotFound: there is none of that hash.
    """
    found = session.scalars(
        select(HallMedia).where(
            HallMedia.meeting_id == meeting_id, HallMedia.sha256 == sha256
        )
    ).one_or_none()
    if found is None:
        raise NotFound(N_("Không có ảnh hoặc phim này. Xin tải lại trang."))
    return found


def hashes_in_use(session: Session) -> set[str]:
    """Return the hashes of all pictures and films of all meetings."""
    return set(session.scalars(select(HallMedia.sha256)))


def welcome_of(session: Session, meeting_id: int) -> HallWelcome:
    """Return the welcome's settings, empty ones before the first."""
    found = session.get(HallWelcome, meeting_id)
    return found or HallWelcome(meeting_id=meeting_id, wifi_name="", wifi_password="")


def attendance_of(session: Session, meeting_id: int) -> HallAttendance:
    """Return the attendance as the hall may know it: numbers, no names."""
    total = total_of(counts_by_site(session, meeting_id, None))
    quorum = quorum_now(session, meeting_id)
    return HallAttendance(
        present=total.present,
        summoned=total.summoned,
        official_present=quorum.present,
        official_of=quorum.of,
        needed=quorum.needed,
        is_quorum=quorum.is_reached,
    )
