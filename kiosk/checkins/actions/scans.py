"""Record scans at gates.

The gate's device chooses the id of a scan, so that a scan sent twice is stored once. A
scan that the device decided offline (`is_decided`) is stored even if the server would
have rejected it; a conflict is then left for a person to resolve.
"""

import datetime as dt
from dataclasses import dataclass, replace

from sqlalchemy import select

from kiosk.accounts.actions import (
    AttemptKey,
    AttemptKind,
    count_failure,
    seconds_to_wait,
)
from kiosk.accounts.devices import Device
from kiosk.badges.codes import parse_code, parse_secret
from kiosk.badges.models import Badge
from kiosk.checkins.actions.attendance_status import (
    read_attendance_status,
    update_attendance_record,
)
from kiosk.checkins.actions.conflicts import record_conflict, record_double_entries
from kiosk.checkins.actions.gates import get_permitted_gate
from kiosk.checkins.models import CheckIn, Gate
from kiosk.checkins.queries.scope import permitted_site
from kiosk.checkins.rules import (
    CHECK_IN_STATES,
    RECORDED_VERDICTS,
    SUMMONED_ROLES,
    AttendanceStatus,
    CheckInMethod,
    ConflictKind,
    GateDirection,
    ScanVerdict,
    entry_verdict,
    exit_verdict,
)
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.secrets import hash_secret
from kiosk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Scan:
    """A scan as the gate sends it."""

    id: str
    gate_id: int
    direction: GateDirection = GateDirection.IN
    method: CheckInMethod = CheckInMethod.QR
    age: dt.timedelta = dt.timedelta(0)
    # One of: secret of the QR code, badge hash, typed code, member.
    secret: str | None = None
    token: str | None = None
    code: str | None = None
    member_id: int | None = None
    # The gate has already admitted the person, offline.
    is_decided: bool = False
    # The person at the gate overrides the objection.
    insists: bool = False


@dataclass(frozen=True)
class ScanOutcome:
    """Result of a scan; for a rejected one, `status` is the present attendance."""

    id: str
    verdict: ScanVerdict
    member: Member | None = None
    status: AttendanceStatus | None = None


@dataclass(frozen=True)
class _MatchedMember:
    """The member whom a scan identifies, and the badge used."""

    member: Member
    badge: Badge | None = None


def record_scan(
    work: UnitOfWork, key: bytes, *, actor: Actor, scan: Scan, device: Device
) -> ScanOutcome:
    """Record a scan or return why not; a repeated scan gives the same result.

    A typed code that matches no permitted member counts as a wrong attempt.

    :raises NotFound: the actor may not use this gate.
    """
    before = work.session.get(CheckIn, scan.id)
    if before is not None:
        return _repeat_outcome(work, actor, before)
    gate = get_permitted_gate(work, actor, scan.gate_id)
    attempt_key = AttemptKey(AttemptKind.CODE, device) if scan.code else None
    if attempt_key and seconds_to_wait(work.session, attempt_key, work.now):
        return ScanOutcome(scan.id, ScanVerdict.TOO_MANY_TRIES)
    found = _find_member(work, key, scan)
    refusal = _out_of_scope(work, actor, found) if found else ScanVerdict.UNKNOWN
    if found is None or refusal:
        if attempt_key:
            count_failure(work, attempt_key)
        # No name of a member whom the actor may not see.
        return ScanOutcome(scan.id, refusal or ScanVerdict.UNKNOWN)
    if refusal := _refusal(work, actor, gate, scan, found):
        return ScanOutcome(scan.id, refusal, found.member)
    return _accept(work, actor, scan, found)


def _repeat_outcome(work: UnitOfWork, actor: Actor, kept: CheckIn) -> ScanOutcome:
    member = work.session.get_one(Member, kept.member_id)
    badge = work.session.get(Badge, kept.badge_id) if kept.badge_id else None
    if refusal := _out_of_scope(work, actor, _MatchedMember(member, badge)):
        return ScanOutcome(kept.id, refusal)
    verdict = ScanVerdict.UNDONE if kept.undone_at else ScanVerdict(kept.verdict)
    return ScanOutcome(
        kept.id, verdict, member, read_attendance_status(work, member.id)
    )


def _find_member(work: UnitOfWork, key: bytes, scan: Scan) -> _MatchedMember | None:
    if scan.member_id is not None:
        member = work.session.get(Member, scan.member_id)
        return _MatchedMember(member) if member else None
    secret, code = parse_secret(scan.secret or ""), parse_code(scan.code or "")
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
    return _MatchedMember(row[1], row[0]) if row else None


def _out_of_scope(
    work: UnitOfWork, actor: Actor, found: _MatchedMember
) -> ScanVerdict | None:
    """Return the rejection if the actor may not check this member in, else None.

    The result does not depend on other fields of the scan. A member without a site may
    pass every gate, but only with a badge: no site's gate has them in its list.
    """
    member = found.member
    if member.meeting_id != actor.meeting_id:
        return ScanVerdict.WRONG_MEETING
    own = permitted_site(work.session, actor)
    if own is None or member.site_id == own:
        return None
    return None if member.site_id is None and found.badge else ScanVerdict.OTHER_SITE


def _refusal(
    work: UnitOfWork, actor: Actor, gate: Gate, scan: Scan, found: _MatchedMember
) -> ScanVerdict | None:
    """Return why the scan is rejected, or None; attendance is not considered."""
    member = found.member
    if Role(member.role) not in SUMMONED_ROLES:
        return ScanVerdict.NOT_SUMMONED
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    if MeetingState(meeting.state) not in CHECK_IN_STATES:
        return ScanVerdict.WRONG_STATE
    return (
        None
        if scan.is_decided
        else _objection_before_entry(work, actor, gate, scan, found)
    )


def _objection_before_entry(
    work: UnitOfWork, actor: Actor, gate: Gate, scan: Scan, found: _MatchedMember
) -> ScanVerdict | None:
    """Return why a person whom the gate has not yet admitted is rejected."""
    if found.badge is not None and found.badge.revoked_at is not None:
        return ScanVerdict.REVOKED
    member = found.member
    is_elsewhere = None not in {gate.site_id, member.site_id} and (
        gate.site_id != member.site_id
    )
    may_insist = scan.insists and permitted_site(work.session, actor) is None
    return ScanVerdict.OTHER_SITE if is_elsewhere and not may_insist else None


def _accept(
    work: UnitOfWork, actor: Actor, scan: Scan, found: _MatchedMember
) -> ScanOutcome:
    status = read_attendance_status(work, found.member.id)
    if scan.direction == GateDirection.IN:
        verdict = entry_verdict(status)
    else:
        verdict = exit_verdict(status)
    if verdict not in RECORDED_VERDICTS:
        if not scan.is_decided:
            return ScanOutcome(scan.id, verdict, found.member, status)
        verdict = ScanVerdict.ATTENTION
    kept = _store_scan(work, actor, scan, found, verdict)
    if scan.is_decided:
        _detect_conflicts(work, kept, found.badge)
    after = update_attendance_record(work, found.member)
    if verdict == ScanVerdict.ATTENTION:
        # The desk sees the reason of the earlier mark.
        after = replace(after, reason=status.reason)
    return ScanOutcome(scan.id, verdict, found.member, after)


def _store_scan(
    work: UnitOfWork,
    actor: Actor,
    scan: Scan,
    found: _MatchedMember,
    verdict: ScanVerdict,
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


def _detect_conflicts(work: UnitOfWork, kept: CheckIn, badge: Badge | None) -> None:
    if badge is not None and badge.revoked_at and badge.revoked_at <= kept.at:
        record_conflict(work, kept, ConflictKind.ADMITTED_REVOKED, kept.id)
    record_double_entries(work, kept)
