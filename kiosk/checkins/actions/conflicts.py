"""What gates did while apart: found here, settled by a person, never by the machine."""

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
    """Note what somebody has to settle."""
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
    """Note whether `scan` and another let somebody in with no exit between them."""
    for first_id, second_id in consecutive_entries(
        effective_scans(work, scan.member_id), scan.id
    ):
        kind = ConflictKind.ADMITTED_TWICE
        record_conflict(work, scan, kind, first_id, second_id)


def resolve_conflict(
    work: UnitOfWork, *, actor: Actor, conflict_id: int, resolution: ConflictResolution
) -> None:
    """Settle a conflict: one of the two scans stands, or both do.

    :raises NotFound: there is none such in the actor's meeting, or at his site.
    :raises Conflict: somebody else has settled it meanwhile.
    :raises Invalid: there is no second scan that could stand.
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
    """Undo the scan that does not stand; of a dead badge's only scan: that one."""
    losers = {
        ConflictResolution.FIRST: conflict.second_id,
        ConflictResolution.SECOND: conflict.first_id,
        ConflictResolution.BOTH: None,
    }
    loser_id = losers[ConflictResolution(conflict.resolution)]
    if loser_id is None:
        return
    loser = work.session.get_one(CheckIn, loser_id)
    if loser.undone_at is None:
        loser.undone_at, loser.undone_by = work.now, actor.label
    resolve_conflicts_of_scan(work, actor, loser_id)


def resolve_conflicts_of_scan(work: UnitOfWork, actor: Actor, scan_id: str) -> None:
    """Settle what waits because of a scan: undone, it is in nobody's way any more."""
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
