"""Issuing, replacing and revoking badges."""

from sqlalchemy import CursorResult, update

from kiosk.accounts.actions import end_sign_ins_of_member
from kiosk.badges.codes import roll_hash, roll_salt, short_code
from kiosk.badges.events import BadgeIssued, BadgeRevoked
from kiosk.badges.models import Badge
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.storage.unit_of_work import UnitOfWork


def issue_badge(work: UnitOfWork, key: bytes, member: Member) -> str:
    """Issue a badge to a stored member; return its secret, which is kept nowhere."""
    secret = new_secret()
    work.session.add(
        Badge(
            member_id=member.id,
            secret_hash=hash_secret(key, "badge", secret),
            code_hash=hash_secret(key, "badge-code", short_code(key, secret)),
            roll_hash=roll_hash(roll_salt(key, member.meeting_id), secret),
            issued_at=work.now,
        )
    )
    return secret


def reissue_badge(work: UnitOfWork, key: bytes, *, actor: Actor, member_id: int) -> str:
    """Issue a fresh badge; the old ones are dead at once. Return the secret.

    :raises NotFound: the meeting has no such member.
    """
    member = member_of(work, actor, member_id)
    _kill_badges(work, member.id)
    secret = issue_badge(work, key, member)
    work.record(BadgeIssued(meeting_id=actor.meeting_id, member_id=member.id))
    return secret


def revoke_badge(work: UnitOfWork, *, actor: Actor, member_id: int) -> None:
    """Revoke a member's badges: none of them opens anything from now on.

    :raises NotFound: the meeting has no such member.
    """
    member = member_of(work, actor, member_id)
    if _kill_badges(work, member.id):
        work.record(BadgeRevoked(meeting_id=actor.meeting_id, member_id=member.id))


def member_of(work: UnitOfWork, actor: Actor, member_id: int) -> Member:
    """Return a member of the actor's meeting.

    :raises NotFound: there is none such in it.
    """
    member = work.session.get(Member, member_id)
    if member is None or member.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có người này trong danh sách của hội nghị."))
    return member


def _kill_badges(work: UnitOfWork, member_id: int) -> bool:
    """Revoke every badge of the member and end what they opened; tell if any lived."""
    killed = work.session.execute(
        update(Badge)
        .where(Badge.member_id == member_id, Badge.revoked_at.is_(None))
        .values(revoked_at=work.now),
        execution_options={"synchronize_session": False},
    )
    end_sign_ins_of_member(work, member_id, "revoked")
    return isinstance(killed, CursorResult) and killed.rowcount > 0
