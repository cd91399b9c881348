"""Undo a scan; it stays stored and is marked as undone."""

from kiosk.checkins.actions.attendance_status import update_attendance_record
from kiosk.checkins.actions.conflicts import resolve_conflicts_of_scan
from kiosk.checkins.models import CheckIn
from kiosk.checkins.queries.scope import permitted_site
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.storage.unit_of_work import UnitOfWork


def undo_scan(work: UnitOfWork, *, actor: Actor, scan_id: str) -> int:
    """Undo a scan and return the id of its member; undoing twice is no error.

    :raises NotFound: the scan is not of the actor's meeting or site.
    """
    scan = work.session.get(CheckIn, scan_id)
    member = work.session.get_one(Member, scan.member_id) if scan else None
    own = permitted_site(work.session, actor)
    if (
        scan is None
        or member is None
        or scan.meeting_id != actor.meeting_id
        or own not in {None, member.site_id}
    ):
        raise NotFound(N_("Không có lượt điểm danh này."))
    if scan.undone_at is None:
        scan.undone_at, scan.undone_by = work.now, actor.label
        resolve_conflicts_of_scan(work, actor, scan.id)
        update_attendance_record(work, member)
    return member.id
