"""Query the shown page and possible leaders."""

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from kiosk.agenda.models import AgendaItem
from kiosk.meetings.models import Member
from kiosk.pagesync.models import LivePage
from kiosk.roles import PERMISSIONS, Permission, Role
from kiosk.vietnamese import fold

# The maximum number of suggested names; others are found by typing.
MAX_SUGGESTIONS = 30


def live_page(session: Session, meeting_id: int) -> LivePage:
    """Return the meeting's shown page, an unsaved empty one before the first turn."""
    return session.get(LivePage, meeting_id) or LivePage(meeting_id=meeting_id, page=1)


def possible_leaders(
    session: Session, meeting_id: int, words: str = ""
) -> list[Member]:
    """Return members who may lead and whose names contain `words`, diacritics ignored.

    The current item's presenter comes first, then the other presenters.
    """
    presenting = (
        select(AgendaItem.presenter_id)
        .join(LivePage, LivePage.item_id == AgendaItem.id)
        .where(LivePage.meeting_id == meeting_id)
        .scalar_subquery()
    )
    order = case(
        (Member.id == presenting, 0), (Member.role == Role.PRESENTER, 1), else_=2
    )
    pattern = fold(words.strip()).replace("%", "").replace("_", "")
    return list(
        session.scalars(
            select(Member)
            .where(
                Member.meeting_id == meeting_id,
                Member.role.in_(PERMISSIONS[Permission.TAKE_LEAD_WHEN_GIVEN]),
                Member.folded_name.contains(pattern, autoescape=True),
            )
            .order_by(order, Member.sort_key, Member.id)
            .limit(MAX_SUGGESTIONS)
        )
    )
