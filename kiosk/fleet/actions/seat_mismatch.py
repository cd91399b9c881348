"""Alert the welcome desk when a delegate sits at another seat."""

from kiosk.badges.actions import alert_desk
from kiosk.badges.rules import RefusalReason
from kiosk.fleet.models import Tablet
from kiosk.meetings.models import Member
from kiosk.storage.unit_of_work import UnitOfWork


def alert_wrong_seat(
    work: UnitOfWork, tablet_id: int, *, sign_in_id: int, member_id: int
) -> None:
    """Alert the welcome desk, once per sign-in, about a wrong seat."""
    tablet = work.session.get_one(Tablet, tablet_id)
    member = work.session.get(Member, member_id)
    if member is None or tablet.misseated_sign_in == sign_in_id:
        return
    tablet.misseated_sign_in = sign_in_id
    alert_desk(
        work,
        reason=RefusalReason.WRONG_SEAT,
        meeting_id=member.meeting_id,
        member=member,
        device=f"{tablet.seat} → {member.seat}",
    )
