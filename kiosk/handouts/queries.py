"""Who is printed, and what of a badge only the server can derive again."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kiosk.badges.codes import secret_of, short_code, show_code
from kiosk.badges.models import Badge
from kiosk.badges.qr import badge_address
from kiosk.badges.rules import ROLE_LABELS
from kiosk.handouts.rules import (
    ROLES_OF,
    Carrier,
    Kind,
    Part,
    Plan,
    Wish,
    colour_of,
)
from kiosk.meetings.models import Meeting, Member
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
    carries = wish.kind is not Kind.DESK_LISTS
    parts: dict[str, list[Carrier]] = defaultdict(list)
    ids, left_out = [], 0
    for member, site, badge in _people(session, meeting_id, wish.kind):
        if carries and (badge is None or not badge.seed):
            left_out += badge is not None
            continue
        if wish.only_new and badge is not None and badge.printed_at is not None:
            continue
        ids.append(member.id)
        name = site.name if site else ""
        parts[name].append(
            _carrier(member, name, badge if carries else None, key, base)
        )
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
) -> list[tuple[Member, Site | None, Badge | None]]:
    """Return them site by site, in the order of names; each with his live badge."""
    living = (
        select(func.max(Badge.id))
        .where(Badge.revoked_at.is_(None))
        .group_by(Badge.member_id)
    )
    rows = session.execute(
        select(Member, Site, Badge)
        .outerjoin(Site, Member.site_id == Site.id)
        .outerjoin(Badge, (Badge.member_id == Member.id) & Badge.id.in_(living))
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
    return [(member, site, badge) for member, site, badge in rows]


def _carrier(
    member: Member, site: str, badge: Badge | None, key: bytes, base: str
) -> Carrier:
    role, url, code = Role(member.role), "", ""
    if badge is not None:
        secret = secret_of(key, badge.seed)
        url, code = badge_address(base, secret), show_code(short_code(key, secret))
    return Carrier(
        name=member.full_name,
        position=member.position,
        unit=member.unit,
        # Paper for Vietnamese hands: not translated.
        role=ROLE_LABELS[role],
        colour=colour_of(role),
        seat=member.seat,
        site=site,
        url=url,
        code=code,
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
        found[kind] = Counts(people, sites)
    return found
