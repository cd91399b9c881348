"""Query the agenda in order, numbered, as visible to a role."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from kiosk.agenda.models import AgendaItem
from kiosk.meetings.models import Member
from kiosk.roles import MAY_SEE, Role, Visibility, may_see


@dataclass(frozen=True)
class NumberedItem:
    """An item with its number (`2`, `2.1`) and its presenter's name."""

    item: AgendaItem
    number: str
    presenter: str


def agenda(session: Session, meeting_id: int, role: Role) -> list[NumberedItem]:
    """Return the items that `role` may see, sub-items after their item.

    Hidden items count too, so that numbers agree on all screens and on paper.
    """
    rows = session.execute(
        select(AgendaItem, Member.full_name)
        .outerjoin(Member, AgendaItem.presenter_id == Member.id)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(AgendaItem.ordinal, AgendaItem.id)
    ).all()
    presenters = {item.id: name or item.presenter_text for item, name in rows}
    return [
        NumberedItem(item, number, presenters[item.id])
        for item, number in _numbered((item for item, _ in rows), role)
    ]


def count_items(session: Session, meeting_id: int) -> int:
    """Return the number of a meeting's items, sub-items included."""
    of_meeting = AgendaItem.meeting_id == meeting_id
    return session.scalar(select(func.count()).where(of_meeting)) or 0


class _ItemPosition(Protocol):
    """The columns that determine an item's number and visibility."""

    @property
    def id(self) -> int: ...
    @property
    def parent_id(self) -> int | None: ...
    @property
    def visibility(self) -> str: ...


Item = TypeVar("Item", bound=_ItemPosition)


def _numbered(items: Iterable[Item], role: Role) -> Iterator[tuple[Item, str]]:
    """Yield the items of one meeting that `role` may see, each with its number."""
    children: dict[int | None, list[Item]] = {}
    for item in items:
        children.setdefault(item.parent_id, []).append(item)

    def below(parent_id: int | None, prefix: str) -> Iterator[tuple[Item, str]]:
        for index, item in enumerate(children.get(parent_id, []), 1):
            number = f"{prefix}{index}"
            # A hidden item hides its sub-items.
            if may_see(role, Visibility(item.visibility)):
                yield item, number
                yield from below(item.id, f"{number}.")

    return below(None, "")


_POSITIONS_OF_MEETINGS = (
    select(
        *(
            AgendaItem.__table__.c[name]
            for name in ("id", "meeting_id", "parent_id", "visibility")
        )
    )
    .where(AgendaItem.meeting_id.in_(bindparam("meetings", expanding=True)))
    .order_by(AgendaItem.ordinal, AgendaItem.id)
)


def item_numbers(session: Session, roles: Mapping[int, Role]) -> dict[int, str]:
    """Return the number of each visible item in several meetings, by item id.

    :param roles: the role by meeting id.
    """
    by_meeting: dict[int, list[_ItemPosition]] = {}
    for row in session.execute(_POSITIONS_OF_MEETINGS, {"meetings": list(roles)}):
        by_meeting.setdefault(row.meeting_id, []).append(row)
    return {
        item.id: number
        for meeting_id, items in by_meeting.items()
        for item, number in _numbered(items, roles[meeting_id])
    }


# Executed with every page image: building the statement costs as much as executing it.
_POSITION_OF_ITEM = select(AgendaItem.visibility, AgendaItem.parent_id).where(
    AgendaItem.id == bindparam("item_id")
)


def roles_that_see(session: Session, item_id: int) -> frozenset[Role]:
    """Return the roles that may see an item and its parent."""
    visibility, parent_id = session.execute(
        _POSITION_OF_ITEM, {"item_id": item_id}
    ).one()
    roles = MAY_SEE[Visibility(visibility)]
    if parent_id is None:
        return roles
    return roles & roles_that_see(session, parent_id)
