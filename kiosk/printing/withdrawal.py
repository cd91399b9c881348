"""Remove printouts that contain a withdrawn document.

`routes.take` already refuses an outdated printout. The file itself is removed after the
withdrawal, and at the next start of the worker if no server ran then.
"""

import logging
from collections.abc import Callable

from kiosk.exports.rules import ExportState
from kiosk.exports.store import ExportStore
from kiosk.printing.export import PRINTOUT, printout_plan
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
    exports, key = ExportStore(store.files.root, PRINTOUT), str(meeting_id)
    known = exports.read(key)
    if known.state is ExportState.NONE:
        return
    try:
        with store.read_session() as session:
            plan = printout_plan(session, meeting_id)
    except DatabaseUnavailable as refusal:
        log.warning("printout of meeting %d stays for now: %s", meeting_id, refusal.why)
        return
    if plan is None or plan.signature != known.signature:
        exports.discard(key)


def remove_all_outdated_printouts(store: Store) -> None:
    """Remove outdated printouts of all meetings."""
    for key in ExportStore(store.files.root, PRINTOUT).all_keys():
        remove_outdated_printout(store, int(key))
