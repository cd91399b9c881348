"""Add the items of an imported table to the agenda."""

from kiosk.agenda import actions as agenda
from kiosk.agenda.actions import ItemDetails
from kiosk.agenda.queries import count_items
from kiosk.agenda.rules import check_seen
from kiosk.identity import Actor
from kiosk.storage.unit_of_work import UnitOfWork


def add_imported_items(
    work: UnitOfWork, *, actor: Actor, items: list[ItemDetails], seen: int
) -> None:
    """Append all items to the agenda, or none.

    `seen` is the number of items that the secretary saw: pressing twice adds them once.

    :raises Conflict: the agenda has another number of items, or the meeting is closed.
    :raises Invalid: the details of an item are not allowed.
    """
    check_seen(count_items(work.session, actor.meeting_id), seen)
    agenda.add_items(work, actor=actor, details=items)
