"""What gates did while apart: found here, settled by a person, never by the machine."""

from sqlalchemy import select

from kiosk.checkins.actions.standing import live_scans, write_standing
from kiosk.checkins.models import CheckIn, CheckInConflict
from kiosk.checkins.queries.scope import scope_of
from kiosk.checkins.rules import ConflictKind, Resolution, met_twice
from kiosk.errors import N_, Conflict, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.storage.unit_of_work import UnitOfWork


def note_conflict(
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


def find_twice(work: UnitOfWork, scan: CheckIn) -> None:
    """Note whether `scan` and another let somebody in with no exit between them."""
    for first_id, second_id in met_twice(live_scans(work, scan.member_id), scan.id):
        kind = ConflictKind.ADMITTED_TWICE
        note_conflict(work, scan, kind, first_id, second_id)


def resolve_conflict(
    work: UnitOfWork, *, actor: Actor, conflict_id: int, resolution: Resolution
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
    if scope_of(work.session, actor) not in {None, member.site_id}:
        raise NotFound(N_("Không có trường hợp này."))
    if conflict.resolved_at is not None:
        raise Conflict(N_("Trường hợp này vừa được người khác xử lý."))
    if resolution == Resolution.SECOND and (
        conflict.kind == ConflictKind.ADMITTED_TWICE and conflict.second_id is None
    ):
        raise Invalid(N_("Không có lượt quét thứ hai."))
    conflict.resolution = resolution
    conflict.resolved_at, conflict.resolved_by = work.now, actor.label
    _drop(work, actor, conflict)
    write_standing(work, member)


def _drop(work: UnitOfWork, actor: Actor, conflict: CheckInConflict) -> None:
    """Undo the scan that does not stand; of a dead badge's only scan: that one."""
    losers = {
        Resolution.FIRST: conflict.second_id,
        Resolution.SECOND: conflict.first_id,
        Resolution.BOTH: None,
    }
    loser_id = losers[Resolution(conflict.resolution)]
    if loser_id is None:
        return
    loser = work.session.get_one(CheckIn, loser_id)
    if loser.undone_at is None:
        loser.undone_at, loser.undone_by = work.now, actor.label
    settle_undone(work, actor, loser_id)


def settle_undone(work: UnitOfWork, actor: Actor, scan_id: str) -> None:
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
        conflict.resolution = Resolution.SECOND if is_first else Resolution.FIRST
        conflict.resolved_at, conflict.resolved_by = work.now, actor.label
    work.session.flush()
