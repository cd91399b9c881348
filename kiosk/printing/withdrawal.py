"""Remove printouts that contain a withdrawn document.

`routes.take` already refuses an outdated printout. The file itself is removed after the
withdrawal, and at the next start of the worker if no server ran then.
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


def with_printout_withdrawal(
    store: Store, handle_fact: Callable[[MeetingEvent], None]
) -> Callable[[MeetingEvent], None]:
    """Wrap `handle_fact`: also remove printouts after a withdrawal."""

    def both(event: MeetingEvent) -> None:
        handle_fact(event)
        if event.body.get("kind") == "document_withdrawn":
            remove_outdated_printout(store, event.meeting_id)

    return both


def remove_outdated_printout(store: Store, meeting_id: int) -> None:
    """Remove a meeting's printout if its content has changed."""
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
    """Remove outdated printouts of all meetings."""
    with store.read_session() as session:
        meetings = set(session.scalars(select(Meeting.id)))
    GeneratedFileStore(store.files.root).forget(meetings)
    for meeting_id in meetings:
        remove_outdated_printout(store, meeting_id)
