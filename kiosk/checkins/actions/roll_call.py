"""Quorum terms, and the roll call at the opening of the meeting."""

from dataclasses import asdict

from sqlalchemy import insert, literal, or_, select

from kiosk.checkins.models import AttendanceRecord, QuorumRule, RollCall, RollCallEntry
from kiosk.checkins.queries.counts import quorum_now
from kiosk.checkins.quorum import QuorumTerms, check_quorum_terms
from kiosk.checkins.rules import AttendanceState
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def set_quorum(work: UnitOfWork, *, actor: Actor, terms: QuorumTerms) -> None:
    """Store how the quorum is computed.

    :raises Invalid: no quorum can be computed from them.
    """
    check_quorum_terms(terms)
    rule = work.session.get(QuorumRule, actor.meeting_id)
    if rule is None:
        work.session.add(QuorumRule(meeting_id=actor.meeting_id, **asdict(terms)))
        return
    for name, value in asdict(terms).items():
        setattr(rule, name, value)


def record_roll_call(work: UnitOfWork, meeting_id: int) -> None:
    """Store attendance and quorum at the first opening of the meeting."""
    if work.session.get(RollCall, meeting_id) is not None:
        return
    quorum = quorum_now(work.session, meeting_id)
    work.session.add(
        RollCall(
            meeting_id=meeting_id,
            at=work.now,
            denominator=quorum.terms.denominator,
            threshold=quorum.terms.threshold,
            percent=quorum.terms.percent,
            present=quorum.present,
            summoned=quorum.summoned,
            of=quorum.of,
            needed=quorum.needed,
        )
    )
    work.session.flush()
    is_present = or_(
        AttendanceRecord.is_inside,
        AttendanceRecord.state == AttendanceState.PRESENT_ONLINE,
    )
    known = select(
        literal(meeting_id),
        AttendanceRecord.member_id,
        AttendanceRecord.state,
        is_present,
    ).where(
        AttendanceRecord.meeting_id == meeting_id,
        AttendanceRecord.state != AttendanceState.UNCONFIRMED,
    )
    columns = ["meeting_id", "member_id", "state", "is_present"]
    work.session.execute(insert(RollCallEntry).from_select(columns, known))
