"""Issue, replace and revoke badges."""

from collections.abc import Collection, Sequence

from sqlalchemy import CursorResult, select, update

from kiosk.accounts.actions import end_sign_ins_of_member
from kiosk.badges.codes import roll_hash, roll_salt, secret_of, short_code
from kiosk.badges.events import BadgeIssued, BadgeRevoked, BadgesIssued
from kiosk.badges.models import Badge
from kiosk.badges.queries import has_seedless_badge, valid_badges
from kiosk.badges.rules import may_issue_to
from kiosk.errors import N_, Forbidden, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.storage.unit_of_work import UnitOfWork


def issue_badge(work: UnitOfWork, key: bytes, member: Member) -> str:
    """Issue a badge to a stored member; return its secret, which is not stored."""
    seed = new_secret()
    secret = secret_of(key, seed)
    work.session.add(
        Badge(
            member_id=member.id,
            secret_hash=hash_secret(key, "badge", secret),
            code_hash=hash_secret(key, "badge-code", short_code(key, secret)),
            seed=seed,
            roll_hash=roll_hash(roll_salt(key, member.meeting_id), secret),
            issued_at=work.now,
        )
    )
    return secret


def reissue_badge(work: UnitOfWork, key: bytes, *, actor: Actor, member_id: int) -> str:
    """Issue a badge, revoke the member's older ones and return the secret.

    :raises NotFound: the meeting has no such member.
    :raises Forbidden: the actor may not issue badges to this role.
    """
    member = get_member(work, actor, member_id)
    if not may_issue_to(actor.role, Role(member.role)):
        raise Forbidden(N_("Thẻ của vai trò này do ban thư ký cấp. Xin gọi thư ký."))
    _revoke_badges(work, member.id)
    secret = issue_badge(work, key, member)
    work.session.flush()
    mark_printed(work, {member.id})
    work.record(BadgeIssued(meeting_id=actor.meeting_id, member_id=member.id))
    return secret


def issue_missing_badges(
    work: UnitOfWork, key: bytes, *, meeting_id: int, roles: Collection[Role], most: int
) -> int:
    """Issue badges to at most `most` members with one of `roles` who have none.

    Members with a staff account are left out. Return the number issued; the secrets
    can be derived again from seed and server key.
    """
    without = (
        select(Member)
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(roles),
            Member.account_id.is_(None),
            ~valid_badges().exists(),
        )
        .order_by(Member.id)
        .limit(most)
    )
    return _issue_to(work, key, meeting_id, work.session.scalars(without).all())


def reissue_seedless_badges(
    work: UnitOfWork, key: bytes, *, meeting_id: int, roles: Collection[Role], most: int
) -> int:
    """Replace badges without a seed, which cannot be printed.

    The old badges of at most `most` members are revoked. Return the number of members.
    """
    old = (
        select(Member)
        .where(
            Member.meeting_id == meeting_id,
            Member.role.in_(roles),
            has_seedless_badge(),
        )
        .order_by(Member.id)
        .limit(most)
    )
    members = work.session.scalars(old).all()
    for member in members:
        _revoke_badges(work, member.id)
    return _issue_to(work, key, meeting_id, members)


def _issue_to(
    work: UnitOfWork, key: bytes, meeting_id: int, members: Sequence[Member]
) -> int:
    """Issue a badge to each member and record one event; return their number."""
    for member in members:
        issue_badge(work, key, member)
    if members:
        work.record(BadgesIssued(meeting_id=meeting_id, count=len(members)))
    return len(members)


def mark_printed(work: UnitOfWork, member_ids: Collection[int]) -> None:
    """Note that the badges of these members were printed."""
    work.session.execute(
        update(Badge)
        .where(
            Badge.member_id.in_(member_ids),
            Badge.revoked_at.is_(None),
            Badge.printed_at.is_(None),
        )
        .values(printed_at=work.now),
        execution_options={"synchronize_session": False},
    )


def revoke_badge(work: UnitOfWork, *, actor: Actor, member_id: int) -> None:
    """Revoke all badges of a member.

    :raises NotFound: the meeting has no such member.
    """
    member = get_member(work, actor, member_id)
    if _revoke_badges(work, member.id):
        work.record(BadgeRevoked(meeting_id=actor.meeting_id, member_id=member.id))


def get_member(work: UnitOfWork, actor: Actor, member_id: int) -> Member:
    """Return a member of the actor's meeting.

    :raises NotFound: the meeting has no such member.
    """
    member = work.session.get(Member, member_id)
    if member is None or member.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có người này trong danh sách của hội nghị."))
    return member


def _revoke_badges(work: UnitOfWork, member_id: int) -> bool:
    """Revoke the member's badges, end their sign-ins; return whether any was valid."""
    killed = work.session.execute(
        update(Badge)
        .where(Badge.member_id == member_id, Badge.revoked_at.is_(None))
        .values(revoked_at=work.now),
        execution_options={"synchronize_session": False},
    )
    end_sign_ins_of_member(work, member_id, "revoked")
    return isinstance(killed, CursorResult) and killed.rowcount > 0
