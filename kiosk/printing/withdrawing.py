"""A withdrawn paper is not left in a printout that was made before.

`routes.take` gives no printout of a meeting that has changed since; here the file
itself goes, as soon as the withdrawal is a fact, and at the worker's next start should
nobody have heard of it.
"""

import logging
from collections.abc import Callable

from sqlalchemy import select

from kiosk.meetings.models import Meeting
from kiosk.printing.places import Shelf
from kiosk.printing.queries import plan_of
from kiosk.printing.rules import PrintState
from kiosk.storage.journal import Fact
from kiosk.storage.refusals import Busy
from kiosk.storage.store import Store

log = logging.getLogger(__name__)


def heeding_withdrawals(
    store: Store, heed: Callable[[Fact], None]
) -> Callable[[Fact], None]:
    """Return what does `heed`, and removes printouts that hold a withdrawn paper."""

    def both(fact: Fact) -> None:
        heed(fact)
        if fact.body.get("kind") == "document_withdrawn":
            drop_old(store, fact.meeting_id)

    return both


def drop_old(store: Store, meeting_id: int) -> None:
    """Remove a meeting's printout unless it says what may be printed now."""
    shelf = Shelf(store.files.root)
    known = shelf.read(meeting_id)
    if known.state is PrintState.NONE:
        return
    try:
        with store.reading() as session:
            is_there = session.get(Meeting, meeting_id) is not None
            plan = plan_of(session, meeting_id) if is_there else None
    except Busy as refusal:
        log.warning("printout of meeting %d stays for now: %s", meeting_id, refusal.why)
        return
    if plan is None or plan.signature != known.signature:
        shelf.stop(meeting_id)


def drop_all_old(store: Store) -> None:
    """Remove what nobody heard of: papers were withdrawn while no server ran."""
    with store.reading() as session:
        meetings = set(session.scalars(select(Meeting.id)))
    Shelf(store.files.root).forget(meetings)
    for meeting_id in meetings:
        drop_old(store, meeting_id)
