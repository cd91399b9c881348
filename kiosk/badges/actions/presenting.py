"""Somebody shows a badge to a device.

A refusal is kept, too: counted and told to the desk. So it is returned, not
raised, and the change is committed.
"""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from kiosk.accounts.actions import (
    Device,
    Guess,
    Guessed,
    begin_sign_in,
    count_guess,
    end_sign_in,
    end_sign_ins_of_member,
    expiry,
    seconds_to_wait,
)
from kiosk.accounts.models import SignIn
from kiosk.badges.actions.answers import PinWanted, Proof, Refused, Shown, Welcome
from kiosk.badges.actions.desk import note_desk
from kiosk.badges.actions.proving import prove
from kiosk.badges.codes import read_code, read_secret
from kiosk.badges.models import Badge
from kiosk.badges.rules import (
    ONE_DEVICE,
    SIGN_IN_SECONDS,
    BadgeFacts,
    Refusal,
    home_of,
    most_sign_ins,
    refusal_of,
)
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.secrets import hash_secret
from kiosk.storage.unit_of_work import UnitOfWork


def present_badge(
    work: UnitOfWork,
    key: bytes,
    *,
    shown: Shown,
    device: Device,
    proof: Proof | None = None,
) -> Welcome | Refused | PinWanted:
    """Sign in the holder of what was shown, or keep why not.

    Where the meeting asks for a PIN, a good badge alone changes nothing: `PinWanted`
    says what to try the PIN against, and `proof` what became of it.
    """
    asked = _known_meeting(work, shown.meeting_id)
    # Codes can be guessed and wait. A QR code cannot: whoever holds one never waits.
    is_guess = read_secret(shown.secret or "") is None and bool(shown.code)
    guess = Guess(Guessed.CODE, device)
    if is_guess and (wait := seconds_to_wait(work.session, guess, work.now)):
        return Refused(Refusal.TOO_MANY_TRIES, wait)
    found = _find(work, key, shown)
    if isinstance(found, Refusal):
        badge, member, reason = None, None, found
    else:
        # The meeting is kept at hand: who looks it up again asks no database.
        badge, member, meeting = found
        refusal = _refusal(work, badge, meeting, member, asked)
        if refusal is None and _signs_in_too_often(work, member):
            _note_refusal(work, Refusal.TOO_OFTEN, member.meeting_id, member, device)
            return Refused(Refusal.TOO_OFTEN, SIGN_IN_SECONDS)
        if refusal is None:
            lacking = prove(work, member, device, shown, proof)
            return lacking or _welcome(work, key, badge, member, device)
        reason = refusal
    desk = asked or (member.meeting_id if member else None)
    _note_refusal(work, reason, desk, member, device)
    if is_guess and count_guess(work, guess):
        note_desk(
            work,
            reason=Refusal.TOO_MANY_TRIES,
            meeting_id=desk,
            device=device.address,
        )
    return Refused(reason)


def _signs_in_too_often(work: UnitOfWork, member: Member) -> bool:
    recent = select(func.count()).where(
        SignIn.member_id == member.id,
        SignIn.started_at > work.now - dt.timedelta(seconds=SIGN_IN_SECONDS),
    )
    count: int = work.session.execute(recent).scalar_one()
    return count >= most_sign_ins(Role(member.role))


def _note_refusal(
    work: UnitOfWork,
    reason: Refusal,
    desk: int | None,
    member: Member | None,
    device: Device,
) -> None:
    """Tell the desk, but not of each of a hundred: it would drown."""
    lines = Guess(Guessed.BADGE, device)
    if seconds_to_wait(work.session, lines, work.now) == 0:
        count_guess(work, lines)
        note_desk(
            work, reason=reason, meeting_id=desk, member=member, device=device.address
        )


def _known_meeting(work: UnitOfWork, meeting_id: int | None) -> int | None:
    known = meeting_id and work.session.get(Meeting, meeting_id)
    return known.id if known else None


def _find(
    work: UnitOfWork, key: bytes, shown: Shown
) -> tuple[Badge, Member, Meeting] | Refusal:
    secret = read_secret(shown.secret or "")
    code = read_code(shown.code or "")
    whose: ColumnElement[bool]
    if secret:
        whose = Badge.secret_hash == hash_secret(key, "badge", secret)
    elif code:
        whose = Badge.code_hash == hash_secret(key, "badge-code", code)
    else:
        return Refusal.MALFORMED
    row = work.session.execute(
        select(Badge, Member, Meeting)
        .join(Member, Badge.member_id == Member.id)
        .join(Meeting, Member.meeting_id == Meeting.id)
        .where(whose)
    ).one_or_none()
    return (row[0], row[1], row[2]) if row else Refusal.UNKNOWN


def _refusal(
    work: UnitOfWork, badge: Badge, meeting: Meeting, member: Member, asked: int | None
) -> Refusal | None:
    facts = BadgeFacts(
        meeting_id=member.meeting_id,
        role=Role(member.role),
        state=MeetingState(meeting.state),
        revoked=badge.revoked_at is not None,
        expires_at=badge.expires_at,
    )
    return refusal_of(facts, work.now, asked)


def _welcome(
    work: UnitOfWork, key: bytes, badge: Badge, member: Member, device: Device
) -> Welcome:
    # First what this very device had: a badge shown twice to it takes nothing over.
    if device.replaces:
        end_sign_in(work, device.replaces, "signed_out")
    took_over = False
    role = Role(member.role)
    if role in ONE_DEVICE:
        took_over = end_sign_ins_of_member(work, member.id, "taken_over") > 0
    if took_over:
        note_desk(
            work,
            reason=Refusal.TAKEN_OVER,
            meeting_id=member.meeting_id,
            member=member,
            device=device.address,
        )
    sign_in = SignIn(
        member_id=member.id,
        badge_id=badge.id,
        device=device.address,
        expires_at=expiry(work.now, device.length, badge.expires_at),
    )
    token = begin_sign_in(work, key, sign_in)
    go = home_of(role, member.meeting_id)
    return Welcome(token, member.full_name, go, took_over)
