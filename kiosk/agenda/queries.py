"""The agenda as read: in order, numbered, for one role."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from kiosk.agenda.models import AgendaItem
from kiosk.meetings.models import Member
from kiosk.roles import MAY_SEE, Role, Visibility, may_see


@dataclass(frozen=True)
class ItemLine:
    """An item in its place: its number (`2`, `2.1`), and who presents it."""

    item: AgendaItem
    number: str
    presenter: str


def agenda(session: Session, meeting_id: int, role: Role) -> list[ItemLine]:
    """Return the items that `role` may see, sub-items after their item.

    Numbers count every item, so that all screens and the paper agree on them.
    """
    rows = session.execute(
        select(AgendaItem, Member.full_name)
        .outerjoin(Member, AgendaItem.presenter_id == Member.id)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(AgendaItem.ordinal, AgendaItem.id)
    ).all()
    children: dict[int | None, list[tuple[AgendaItem, str]]] = {}
    for item, presenter in rows:
        line = (item, presenter or item.presenter_text)
        children.setdefault(item.parent_id, []).append(line)

    def below(parent_id: int | None, prefix: str) -> list[ItemLine]:
        lines = []
        for index, (item, presenter) in enumerate(children.get(parent_id, []), 1):
            number = f"{prefix}{index}"
            # A hidden item hides what is below it.
            if may_see(role, Visibility(item.visibility)):
                lines.append(ItemLine(item, number, presenter))
                lines += below(item.id, f"{number}.")
        return lines

    return below(None, "")


# Asked with every page image: putting it together anew costs as much as asking it.
_PLACE = select(AgendaItem.visibility, AgendaItem.parent_id).where(
    AgendaItem.id == bindparam("item_id")
)


def roles_that_see(session: Session, item_id: int) -> frozenset[Role]:
    """Return the roles that may see an item: those that see it and all above it."""
    visibility, parent_id = session.execute(_PLACE, {"item_id": item_id}).one()
    roles = MAY_SEE[Visibility(visibility)]
    if parent_id is None:
        return roles
    return roles & roles_that_see(session, parent_id)
