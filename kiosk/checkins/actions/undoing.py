"""Taking a scan back: it stays in the list, crossed out."""

from kiosk.checkins.actions.conflicts import settle_undone
from kiosk.checkins.actions.standing import write_standing
from kiosk.checkins.models import CheckIn
from kiosk.checkins.queries.scope import scope_of
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
    own = scope_of(work.session, actor)
    if (
        scan is None
        or member is None
        or scan.meeting_id != actor.meeting_id
        or own not in {None, member.site_id}
    ):
        raise NotFound(N_("Không có lượt điểm danh này."))
    if scan.undone_at is None:
        scan.undone_at, scan.undone_by = work.now, actor.label
        settle_undone(work, actor, scan.id)
        write_standing(work, member)
    return member.id
