"""Whom a handout is for, and the badge data that only the server can derive."""

from collections import defaultdict
from dataclasses import dataclass

import msgspec
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kiosk.badges.codes import format_code, secret_of, short_code
from kiosk.badges.models import Badge
from kiosk.badges.pins.codes import printed_pin
from kiosk.badges.pins.models import Pin
from kiosk.badges.qr import badge_url
from kiosk.badges.queries import has_seedless_badge
from kiosk.badges.rules import ROLE_LABELS
from kiosk.handouts.rules import (
    KINDS_WITH_BADGE,
    RECIPIENT_ROLES,
    HandoutKind,
    HandoutPlan,
    HandoutSection,
    HandoutSpec,
    PrintedPerson,
    role_colour,
)
from kiosk.meetings.models import Meeting, Member
from kiosk.printing.rules import is_party_body
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.vietnamese import clock_time, long_date

NO_SITE_SECTION = "Không thuộc điểm cầu nào"


@dataclass(frozen=True)
class PlannedHandout:
    """A plan, its members, and how many badges cannot be printed again."""

    plan: HandoutPlan
    member_ids: list[int]
    left_out: int
    # By member.
    people: dict[int, PrintedPerson]


def plan_handout(
    session: Session, key: bytes, meeting_id: int, spec: HandoutSpec, base: str
) -> PlannedHandout:
    """Return what is printed now; badges carry the address `base`."""
    meeting = session.get_one(Meeting, meeting_id)
    carries = spec.kind in KINDS_WITH_BADGE
    parts: dict[str, list[PrintedPerson]] = defaultdict(list)
    people, left_out = dict[int, PrintedPerson](), 0
    for member, site, badge, turn in _people(session, meeting_id, spec.kind):
        if carries and (badge is None or not badge.seed):
            left_out += badge is not None
            continue
        if spec.only_new and badge is not None and badge.printed_at is not None:
            continue
        name = site.name if site else ""
        person = _printed_person(member, name)
        if badge is not None and carries:
            person = _with_badge(person, badge, key, base)
        elif spec.kind is HandoutKind.PINS:
            pin = printed_pin(key, member.id, turn or 0)
            person = msgspec.structs.replace(person, pin=pin)
        parts[name].append(person)
        people[member.id] = person
    return PlannedHandout(
        HandoutPlan(
            spec=spec,
            body_name=meeting.body_name,
            title=meeting.title,
            place=meeting.place,
            day=long_date(meeting.starts_at),
            clock=clock_time(meeting.starts_at),
            is_of_the_party=is_party_body(meeting.body_name),
            parts=_sections(parts, spec),
        ),
        list(people),
        left_out,
        people,
    )


def _people(
    session: Session, meeting_id: int, kind: HandoutKind
) -> list[tuple[Member, Site | None, Badge | None, int | None]]:
    """Return them site by site, in the order of names.

    Each with the valid badge, and the generation of the printed PIN.
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
        .where(Member.meeting_id == meeting_id, Member.role.in_(RECIPIENT_ROLES[kind]))
        .order_by(
            # Explicit: databases order NULL differently.
            Site.id.is_(None),
            Site.ordinal,
            Site.id,
            Member.sort_key,
            Member.id,
        )
    )
    return [(member, site, badge, turn) for member, site, badge, turn in rows]


def _with_badge(
    person: PrintedPerson, badge: Badge, key: bytes, base: str
) -> PrintedPerson:
    secret = secret_of(key, badge.seed)
    return msgspec.structs.replace(
        person,
        url=badge_url(base, secret),
        code=format_code(short_code(key, secret)),
    )


def _printed_person(member: Member, site: str) -> PrintedPerson:
    role = Role(member.role)
    return PrintedPerson(
        name=member.full_name,
        position=member.position,
        unit=member.unit,
        # Printed in Vietnamese only.
        role=ROLE_LABELS[role],
        colour=role_colour(role),
        seat=member.seat,
        site=site,
    )


def _sections(
    parts: dict[str, list[PrintedPerson]], spec: HandoutSpec
) -> tuple[HandoutSection, ...]:
    if not spec.by_site and spec.kind is not HandoutKind.DESK_LISTS:
        everybody = tuple(person for part in parts.values() for person in part)
        return (HandoutSection("", everybody),) if everybody else ()
    # No section heading where nobody has a site.
    nameless = "" if [*parts] == [""] else NO_SITE_SECTION
    return tuple(
        HandoutSection(name or nameless, tuple(of)) for name, of in parts.items()
    )


@dataclass(frozen=True)
class RecipientCounts:
    """Number of people and of sites of a kind of handout."""

    people: int
    sites: int
    # Of these, people with badges of an older kind that cannot be printed again.
    old: int = 0


def recipient_counts(
    session: Session, meeting_id: int
) -> dict[HandoutKind, RecipientCounts]:
    """Return the number of recipients of each kind."""
    found = {}
    has_badge = (
        select(Badge.id)
        .where(Badge.member_id == Member.id, Badge.revoked_at.is_(None))
        .exists()
    )
    for kind, roles in RECIPIENT_ROLES.items():
        wanted = select(func.count(), func.count(Member.site_id.distinct())).where(
            Member.meeting_id == meeting_id, Member.role.in_(roles)
        )
        if kind is HandoutKind.BADGES:
            wanted = wanted.where(or_(Member.account_id.is_(None), has_badge))
        people, sites = session.execute(wanted).one()
        counted = wanted.with_only_columns(func.count())
        old = session.scalar(counted.where(has_seedless_badge()))
        found[kind] = RecipientCounts(
            people, sites, old or 0 if kind in KINDS_WITH_BADGE else 0
        )
    return found
