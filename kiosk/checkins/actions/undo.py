"""Taking a scan back: it stays in the list, crossed out."""

from kiosk.checkins.actions.attendance_status import update_attendance_record
from kiosk.checkins.actions.conflicts import resolve_conflicts_of_scan
from kiosk.checkins.models import CheckIn
from kiosk.checkins.queries.scope import permitted_site
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.storage.unit_of_work import UnitOfWork


def undo_scan(work: UnitOfWork, *, actor: Actor, scan_id: str) -> int:
    """Take a scan back; again, it stays so. Return whose it was.

    :raises NotFound: there is none such in the actor's meeting, or at his site.
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
