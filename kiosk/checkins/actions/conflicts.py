"""Conflicts between scans of gates that were offline: detect and resolve."""

from sqlalchemy import select

from kiosk.checkins.actions.attendance_status import (
    effective_scans,
    update_attendance_record,
)
from kiosk.checkins.models import CheckIn, CheckInConflict
from kiosk.checkins.queries.scope import permitted_site
from kiosk.checkins.rules import ConflictKind, ConflictResolution, consecutive_entries
from kiosk.errors import N_, Conflict, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.storage.unit_of_work import UnitOfWork


def record_conflict(
    work: UnitOfWork,
    scan: CheckIn,
    kind: ConflictKind,
    first_id: str,
    second_id: str | None = None,
) -> None:
    """Store a conflict that a person has to resolve."""
    work.session.add(
        CheckInConflict(
            meeting_id=scan.meeting_id,
            kind=kind,
            first_id=first_id,
            second_id=second_id,
            found_at=work.now,
        )
    )


def record_double_entries(work: UnitOfWork, scan: CheckIn) -> None:
    """Store a conflict for each entry next to `scan` without an exit between."""
    for first_id, second_id in consecutive_entries(
        effective_scans(work, scan.member_id), scan.id
    ):
        kind = ConflictKind.ADMITTED_TWICE
        record_conflict(work, scan, kind, first_id, second_id)


def resolve_conflict(
    work: UnitOfWork, *, actor: Actor, conflict_id: int, resolution: ConflictResolution
) -> None:
    """Resolve a conflict: one of the two scans stays valid, or both.

    :raises NotFound: the conflict is not of the actor's meeting or site.
    :raises Conflict: it is already resolved.
    :raises Invalid: there is no second scan that could stay valid.
    """
    conflict = work.session.get(CheckInConflict, conflict_id)
    if conflict is None or conflict.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có trường hợp này."))
    first = work.session.get_one(CheckIn, conflict.first_id)
    member = work.session.get_one(Member, first.member_id)
    if permitted_site(work.session, actor) not in {None, member.site_id}:
        raise NotFound(N_("Không có trường hợp này."))
    if conflict.resolved_at is not None:
        raise Conflict(N_("Trường hợp này vừa được người khác xử lý."))
    if resolution == ConflictResolution.SECOND and (
        conflict.kind == ConflictKind.ADMITTED_TWICE and conflict.second_id is None
    ):
        raise Invalid(N_("Không có lượt quét thứ hai."))
    conflict.resolution = resolution
    conflict.resolved_at, conflict.resolved_by = work.now, actor.label
    _undo_rejected_scan(work, actor, conflict)
    update_attendance_record(work, member)


def _undo_rejected_scan(
    work: UnitOfWork, actor: Actor, conflict: CheckInConflict
) -> None:
    """Undo the scan that the resolution rejects, if there is one."""
    rejected = {
        ConflictResolution.FIRST: conflict.second_id,
        ConflictResolution.SECOND: conflict.first_id,
        ConflictResolution.BOTH: None,
    }
    rejected_id = rejected[ConflictResolution(conflict.resolution)]
    if rejected_id is None:
        return
    scan = work.session.get_one(CheckIn, rejected_id)
    if scan.undone_at is None:
        scan.undone_at, scan.undone_by = work.now, actor.label
    resolve_conflicts_of_scan(work, actor, rejected_id)


def resolve_conflicts_of_scan(work: UnitOfWork, actor: Actor, scan_id: str) -> None:
    """Resolve the open conflicts of an undone scan."""
    waiting = work.session.scalars(
        select(CheckInConflict).where(
            CheckInConflict.resolved_at.is_(None),
            (CheckInConflict.first_id == scan_id)
            | (CheckInConflict.second_id == scan_id),
        )
    )
    for conflict in waiting:
        is_first = conflict.first_id == scan_id
        conflict.resolution = (
            ConflictResolution.SECOND if is_first else ConflictResolution.FIRST
        )
        conflict.resolved_at, conflict.resolved_by = work.now, actor.label
    work.session.flush()
