"""Members with their badges for the secretariat, and the desk's alerts."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.badges.models import Badge, DeskAlert
from kiosk.badges.pins.models import Pin
from kiosk.badges.pins.rules import PIN_TRIES, is_pin_asked
from kiosk.badges.rules import RefusalReason, start_screen_of
from kiosk.identity import Actor, Identity
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.queries import pin_mode
from kiosk.meetings.rules import ADMITTING_STATES, MeetingState, PinMode
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.storage.journal import last_number
from kiosk.vietnamese import fold

# Rows shown in a list; a longer list is searched by name.
PEOPLE_SHOWN = 100
ALERTS_SHOWN = 100
# Words of a search text that are used.
SEARCHED_WORDS = 8


def valid_badges() -> Select[int]:
    """Return the query of the valid badges of the outer query's member."""
    return select(Badge.id).where(
        Badge.member_id == Member.id, Badge.revoked_at.is_(None)
    )


def has_seedless_badge() -> ColumnElement[bool]:
    """Return the condition that a member's valid badges all lack a seed."""
    valid = valid_badges()
    return (
        valid.where(Badge.seed == "").exists() & ~valid.where(Badge.seed != "").exists()
    )


@dataclass(frozen=True)
class PersonSummary:
    """A member in the secretariat's list."""

    id: int
    full_name: str
    role: Role
    position: str
    unit: str
    seat: str
    site: str
    has_badge: bool
    # The member signs in with a password instead.
    has_account: bool
    devices: int
    asks_pin: bool
    is_pin_locked: bool


@dataclass(frozen=True)
class MemberSearchResult:
    """The members found, and the number not shown."""

    lines: list[PersonSummary]
    more: int


def people(session: Session, actor: Actor, words: str = "") -> MemberSearchResult:
    """Return the members whose names contain all `words`, in name order.

    Diacritics and the order of the words are ignored.
    """
    matching = and_(
        Member.meeting_id == actor.meeting_id,
        *(
            Member.folded_name.contains(word, autoescape=True)
            for word in fold(words).split()[:SEARCHED_WORDS]
        ),
    )
    # Both queries use only the index; details are read for the rows shown.
    total = session.scalar(select(func.count(Member.id)).where(matching))
    first = session.scalars(
        select(Member.id)
        .where(matching)
        .order_by(Member.sort_key, Member.id)
        .limit(PEOPLE_SHOWN)
    ).all()
    devices = (
        select(func.count())
        .where(SignIn.member_id == Member.id, SignIn.is_open_at(clock.now()))
        .scalar_subquery()
    )
    rows = session.execute(
        select(Member, Site.name, valid_badges().exists(), devices, Pin.failures)
        .outerjoin(Site, Member.site_id == Site.id)
        .outerjoin(Pin, Pin.member_id == Member.id)
        .where(Member.id.in_(first))
        .order_by(Member.sort_key, Member.id)
    )
    mode = pin_mode(session, actor.meeting_id)
    lines = [_person(row, mode) for row in rows]
    return MemberSearchResult(lines, (total or 0) - len(lines))


def _person(row: Row[Member, str, bool, int, int], mode: PinMode) -> PersonSummary:
    member, site, has_badge, devices, failures = row
    asks_pin = is_pin_asked(mode, Role(member.role))
    return PersonSummary(
        id=member.id,
        full_name=member.full_name,
        role=Role(member.role),
        position=member.position,
        unit=member.unit,
        seat=member.seat,
        site=site or "",
        has_badge=bool(has_badge),
        has_account=member.account_id is not None,
        devices=devices,
        asks_pin=asks_pin,
        is_pin_locked=asks_pin and (failures or 0) >= PIN_TRIES,
    )


@dataclass(frozen=True)
class DeskAlertLine:
    """An alert for display at the desk."""

    id: int
    at: dt.datetime
    reason: RefusalReason
    name: str
    device: str


@dataclass(frozen=True)
class DeskAlerts:
    """The newest alerts of a meeting's desk, with the journal's last number."""

    number: int
    title: str
    entries: list[DeskAlertLine]


def desk(session: Session, meeting_id: int) -> DeskAlerts:
    """Return the newest alerts, newest first, with the journal's last number."""
    # The number is read first: an alert committed in between is sent once more.
    number = last_number(session, meeting_id)
    rows = session.execute(
        select(DeskAlert, Member.full_name)
        .outerjoin(Member, DeskAlert.member_id == Member.id)
        .where(DeskAlert.meeting_id == meeting_id)
        .order_by(DeskAlert.id.desc())
        .limit(ALERTS_SHOWN)
    )
    entries = [
        DeskAlertLine(
            line.id, line.at, RefusalReason(line.reason), name or "", line.device
        )
        for line, name in rows
    ]
    return DeskAlerts(number, session.get_one(Meeting, meeting_id).title, entries)


def public_meeting(session: Session, meeting_id: int) -> tuple[str, bool] | None:
    """Return the title, and whether badges are admitted, for an idle screen.

    None for an unknown meeting and for a draft, whose existence is not disclosed.
    """
    meeting = session.get(Meeting, meeting_id)
    if meeting is None or meeting.state == MeetingState.DRAFT:
        return None
    return meeting.title, MeetingState(meeting.state) in ADMITTING_STATES


def start_path(session: Session, identity: Identity) -> str:
    """Return the path of the first screen of a signed-in device."""
    if identity.member_id is None:
        return "/meetings"
    member = session.get_one(Member, identity.member_id)
    return start_screen_of(Role(member.role), member.meeting_id)
