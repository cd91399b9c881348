"""Somebody passes a gate.

The device of the gate gives each scan its id: whatever is sent twice is kept once. What
it decided alone (`is_decided`) has happened, so it is kept even where the server would
have refused it; a conflict then waits for a person.
"""

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select

from kiosk.accounts.actions import Guess, Guessed, count_guess, seconds_to_wait
from kiosk.accounts.devices import Device
from kiosk.badges.codes import read_code, read_secret
from kiosk.badges.models import Badge
from kiosk.checkins.actions.conflicts import find_twice, note_conflict
from kiosk.checkins.actions.gates import gate_of
from kiosk.checkins.actions.standing import read_standing, write_standing
from kiosk.checkins.models import CheckIn, Gate
from kiosk.checkins.queries.scope import scope_of
from kiosk.checkins.rules import (
    CHECKING_IN,
    KEPT,
    SUMMONED,
    ConflictKind,
    Direction,
    Method,
    Standing,
    Verdict,
    verdict_in,
    verdict_out,
)
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.secrets import hash_secret
from kiosk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Scan:
    """What a gate says: who passed, where, which way, how long ago."""

    id: str
    gate_id: int
    direction: Direction = Direction.IN
    method: Method = Method.QR
    age: dt.timedelta = dt.timedelta(0)
    # Who: what the QR code said, its name in the roll, a typed code, or a person.
    secret: str | None = None
    token: str | None = None
    code: str | None = None
    member_id: int | None = None
    # The gate has let him pass already, without asking.
    is_decided: bool = False
    # A person has seen the objection and lets him pass.
    insists: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a scan; `standing` is the one before it, where it was refused."""

    id: str
    verdict: Verdict
    member: Member | None = None
    standing: Standing | None = None


@dataclass(frozen=True)
class _Found:
    """Whom a scan means, by which badge."""

    member: Member
    badge: Badge | None = None


def record_scan(
    work: UnitOfWork, key: bytes, *, actor: Actor, scan: Scan, device: Device
) -> Outcome:
    """Keep a scan, or say why not; the same scan again is the same answer.

    A typed code that means nobody of the actor's counts as a guess of the device.

    :raises NotFound: the actor may not stand at this gate.
    """
    before = work.session.get(CheckIn, scan.id)
    if before is not None:
        return _again(work, actor, before)
    gate = gate_of(work, actor, scan.gate_id)
    guess = Guess(Guessed.CODE, device) if scan.code else None
    if guess and seconds_to_wait(work.session, guess, work.now):
        return Outcome(scan.id, Verdict.TOO_MANY_TRIES)
    found = _find(work, key, scan)
    refusal = _out_of_scope(work, actor, found) if found else Verdict.UNKNOWN
    if found is None or refusal:
        if guess:
            count_guess(work, guess)
        # Whom the actor may not see, he is not told of either.
        return Outcome(scan.id, refusal or Verdict.UNKNOWN)
    if refusal := _refusal(work, actor, gate, scan, found):
        return Outcome(scan.id, refusal, found.member)
    return _pass(work, actor, scan, found)


def _again(work: UnitOfWork, actor: Actor, kept: CheckIn) -> Outcome:
    member = work.session.get_one(Member, kept.member_id)
    badge = work.session.get(Badge, kept.badge_id) if kept.badge_id else None
    if refusal := _out_of_scope(work, actor, _Found(member, badge)):
        return Outcome(kept.id, refusal)
    verdict = Verdict.UNDONE if kept.undone_at else Verdict(kept.verdict)
    return Outcome(kept.id, verdict, member, read_standing(work, member.id))


def _find(work: UnitOfWork, key: bytes, scan: Scan) -> _Found | None:
    if scan.member_id is not None:
        member = work.session.get(Member, scan.member_id)
        return _Found(member) if member else None
    secret, code = read_secret(scan.secret or ""), read_code(scan.code or "")
    if secret:
        whose = Badge.secret_hash == hash_secret(key, "badge", secret)
    elif code:
        whose = Badge.code_hash == hash_secret(key, "badge-code", code)
    elif scan.token:
        whose = Badge.roll_hash == scan.token
    else:
        return None
    row = work.session.execute(
        select(Badge, Member).join(Member, Badge.member_id == Member.id).where(whose)
    ).first()
    return _Found(row[1], row[0]) if row else None


def _out_of_scope(work: UnitOfWork, actor: Actor, found: _Found) -> Verdict | None:
    """Return the refusal if the actor may not check this member in, else None.

    Nothing that a gate sends can change the answer. Whoever belongs to no site may
    pass every gate, but shows a badge there: no list of a site's gate has him.
    """
    member = found.member
    if member.meeting_id != actor.meeting_id:
        return Verdict.WRONG_MEETING
    own = scope_of(work.session, actor)
    if own is None or member.site_id == own:
        return None
    return None if member.site_id is None and found.badge else Verdict.OTHER_SITE


def _refusal(
    work: UnitOfWork, actor: Actor, gate: Gate, scan: Scan, found: _Found
) -> Verdict | None:
    """Return what speaks against it, or None; who is inside is another question."""
    member = found.member
    if Role(member.role) not in SUMMONED:
        return Verdict.NOT_SUMMONED
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    if MeetingState(meeting.state) not in CHECKING_IN:
        return Verdict.WRONG_STATE
    return None if scan.is_decided else _objection(work, actor, gate, scan, found)


def _objection(
    work: UnitOfWork, actor: Actor, gate: Gate, scan: Scan, found: _Found
) -> Verdict | None:
    """Return what speaks against it where nobody has let him pass yet."""
    if found.badge is not None and found.badge.revoked_at is not None:
        return Verdict.REVOKED
    member = found.member
    is_elsewhere = None not in {gate.site_id, member.site_id} and (
        gate.site_id != member.site_id
    )
    may_insist = scan.insists and scope_of(work.session, actor) is None
    return Verdict.OTHER_SITE if is_elsewhere and not may_insist else None


def _pass(work: UnitOfWork, actor: Actor, scan: Scan, found: _Found) -> Outcome:
    standing = read_standing(work, found.member.id)
    if scan.direction == Direction.IN:
        verdict = verdict_in(standing)
    else:
        verdict = verdict_out(standing)
    if verdict not in KEPT:
        if not scan.is_decided:
            return Outcome(scan.id, verdict, found.member, standing)
        verdict = Verdict.ATTENTION
    kept = _keep(work, actor, scan, found, verdict)
    if scan.is_decided:
        _look_for_conflicts(work, kept, found.badge)
    after = write_standing(work, found.member)
    if verdict == Verdict.ATTENTION:
        # The desk is to know what was noted before.
        after = replace(after, reason=standing.reason)
    return Outcome(scan.id, verdict, found.member, after)


def _keep(
    work: UnitOfWork, actor: Actor, scan: Scan, found: _Found, verdict: Verdict
) -> CheckIn:
    kept = CheckIn(
        id=scan.id,
        meeting_id=actor.meeting_id,
        member_id=found.member.id,
        gate_id=scan.gate_id,
        badge_id=found.badge.id if found.badge else None,
        direction=scan.direction,
        method=scan.method,
        verdict=verdict,
        is_decided=scan.is_decided,
        at=work.now - scan.age,
        received_at=work.now,
        recorded_by=actor.label,
    )
    work.session.add(kept)
    work.session.flush()
    return kept


def _look_for_conflicts(work: UnitOfWork, kept: CheckIn, badge: Badge | None) -> None:
    if badge is not None and badge.revoked_at and badge.revoked_at <= kept.at:
        note_conflict(work, kept, ConflictKind.ADMITTED_REVOKED, kept.id)
    find_twice(work, kept)
