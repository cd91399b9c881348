"""A withdrawn paper is not left in a printout that was made before.

`routes.take` gives no printout of a meeting that has changed since; here the file
itself goes, as soon as the withdrawal is committed, and at the worker's next start should
nobody have heard of it.
"""

import logging
from collections.abc import Callable

from sqlalchemy import select

from kiosk.meetings.models import Meeting
from kiosk.printing.file_store import GeneratedFileStore
from kiosk.printing.queries import plan_printout
from kiosk.printing.rules import PrintState
from kiosk.storage.errors import DatabaseUnavailable
from kiosk.storage.journal import MeetingEvent
from kiosk.storage.store import Store

log = logging.getLogger(__name__)


def with_withdrawal_cleanup(
    store: Store, on_event: Callable[[MeetingEvent], None]
) -> Callable[[MeetingEvent], None]:
    """Return what does `on_event`, and removes printouts that hold a withdrawn paper."""

    def both(event: MeetingEvent) -> None:
        on_event(event)
        if event.body.get("kind") == "document_withdrawn":
            remove_outdated_printout(store, event.meeting_id)

    return both


def remove_outdated_printout(store: Store, meeting_id: int) -> None:
    """Remove a meeting's printout unless it says what may be printed now."""
    file_store = GeneratedFileStore(store.files.root)
    known = file_store.read(meeting_id)
    if known.state is PrintState.NONE:
        return
    try:
        with store.read_session() as session:
            is_there = session.get(Meeting, meeting_id) is not None
            plan = plan_printout(session, meeting_id) if is_there else None
    except DatabaseUnavailable as refusal:
        log.warning("printout of meeting %d stays for now: %s", meeting_id, refusal.why)
        return
    if plan is None or plan.signature != known.signature:
        file_store.stop(meeting_id)


def remove_all_outdated_printouts(store: Store) -> None:
    """Remove what nobody heard of: papers were withdrawn while no server ran."""
    with store.read_session() as session:
        meetings = set(session.scalars(select(Meeting.id)))
    GeneratedFileStore(store.files.root).forget(meetings)
    for meeting_id in meetings:
        remove_outdated_printout(store, meeting_id)
