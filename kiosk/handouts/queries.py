"""Who is printed, and what of a badge only the server can derive again."""

from collections import defaultdict
from dataclasses import dataclass

import msgspec
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kiosk.badges.codes import secret_of, short_code, show_code
from kiosk.badges.models import Badge
from kiosk.badges.qr import badge_address
from kiosk.badges.queries import has_old_badge
from kiosk.badges.rules import ROLE_LABELS
from kiosk.handouts.rules import (
    ROLES_OF,
    WITH_BADGE,
    Carrier,
    Kind,
    Part,
    Plan,
    Wish,
    colour_of,
)
from kiosk.meetings.models import Meeting, Member
from kiosk.pins.codes import printed_pin
from kiosk.pins.models import Pin
from kiosk.printing.rules import is_party_body
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.vietnamese import clock_time, long_date

NO_SITE = "Không thuộc điểm cầu nào"


@dataclass(frozen=True)
class Planned:
    """A plan, whose badges are in it, and how many cannot be printed again."""

    plan: Plan
    member_ids: list[int]
    left_out: int


def plan_of(
    session: Session, key: bytes, meeting_id: int, wish: Wish, base: str
) -> Planned:
    """Return what is printed of the meeting now; badges carry the address `base`."""
    meeting = session.get_one(Meeting, meeting_id)
    carries = wish.kind in WITH_BADGE
    parts: dict[str, list[Carrier]] = defaultdict(list)
    ids, left_out = [], 0
    for member, site, badge, turn in _people(session, meeting_id, wish.kind):
        if carries and (badge is None or not badge.seed):
            left_out += badge is not None
            continue
        if wish.only_new and badge is not None and badge.printed_at is not None:
            continue
        ids.append(member.id)
        name = site.name if site else ""
        carrier = _carrier(member, name)
        if badge is not None and carries:
            carrier = _with_badge(carrier, badge, key, base)
        elif wish.kind is Kind.PINS:
            pin = printed_pin(key, member.id, turn or 0)
            carrier = msgspec.structs.replace(carrier, pin=pin)
        parts[name].append(carrier)
    return Planned(
        Plan(
            wish=wish,
            body_name=meeting.body_name,
            title=meeting.title,
            place=meeting.place,
            day=long_date(meeting.starts_at),
            clock=clock_time(meeting.starts_at),
            is_of_the_party=is_party_body(meeting.body_name),
            parts=_shared_out(parts, wish),
        ),
        ids,
        left_out,
    )


def _people(
    session: Session, meeting_id: int, kind: Kind
) -> list[tuple[Member, Site | None, Badge | None, int | None]]:
    """Return them site by site, in the order of names.

    Each with his live badge, and the turn of his printed PIN.
    """
    living = (
        select(func.max(Badge.id))
        .where(Badge.revoked_at.is_(None))
        .group_by(Badge.member_id)
    )
    rows = session.execute(
        select(Member, Site, Badge, Pin.turn)
        .outerjoin(Site, Member.site_id == Site.id)
        .outerjoin(Badge, (Badge.member_id == Member.id) & Badge.id.in_(living))
        .outerjoin(Pin, Pin.member_id == Member.id)
        .where(Member.meeting_id == meeting_id, Member.role.in_(ROLES_OF[kind]))
        .order_by(
            # Said outright: databases differ on where NULL goes.
            Site.id.is_(None),
            Site.ordinal,
            Site.id,
            Member.sort_key,
            Member.id,
        )
    )
    return [(member, site, badge, turn) for member, site, badge, turn in rows]


def _with_badge(carrier: Carrier, badge: Badge, key: bytes, base: str) -> Carrier:
    secret = secret_of(key, badge.seed)
    return msgspec.structs.replace(
        carrier,
        url=badge_address(base, secret),
        code=show_code(short_code(key, secret)),
    )


def _carrier(member: Member, site: str) -> Carrier:
    role = Role(member.role)
    return Carrier(
        name=member.full_name,
        position=member.position,
        unit=member.unit,
        # Paper for Vietnamese hands: not translated.
        role=ROLE_LABELS[role],
        colour=colour_of(role),
        seat=member.seat,
        site=site,
    )


def _shared_out(parts: dict[str, list[Carrier]], wish: Wish) -> tuple[Part, ...]:
    if not wish.by_site and wish.kind is not Kind.DESK_LISTS:
        everybody = tuple(carrier for part in parts.values() for carrier in part)
        return (Part("", everybody),) if everybody else ()
    # Where nobody has a site there is nothing to name.
    nameless = "" if [*parts] == [""] else NO_SITE
    return tuple(Part(name or nameless, tuple(of)) for name, of in parts.items())


@dataclass(frozen=True)
class Counts:
    """How many people a kind of handout is for, and how many sites they have."""

    people: int
    sites: int
    # Of them, whose badges are from before and cannot be printed again.
    old: int = 0


def counts(session: Session, meeting_id: int) -> dict[Kind, Counts]:
    """Return for how many each kind would be printed."""
    found = {}
    has_badge = (
        select(Badge.id)
        .where(Badge.member_id == Member.id, Badge.revoked_at.is_(None))
        .exists()
    )
    for kind, roles in ROLES_OF.items():
        wanted = select(func.count(), func.count(Member.site_id.distinct())).where(
            Member.meeting_id == meeting_id, Member.role.in_(roles)
        )
        if kind is Kind.BADGES:
            wanted = wanted.where(or_(Member.account_id.is_(None), has_badge))
        people, sites = session.execute(wanted).one()
        counted = wanted.with_only_columns(func.count())
        old = session.scalar(counted.where(has_old_badge()))
        found[kind] = Counts(people, sites, old or 0 if kind in WITH_BADGE else 0)
    return found
