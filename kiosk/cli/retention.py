"""`retention`: say what of closed meetings is due for removal, and remove it."""

import argparse
import sys

from kiosk import clock
from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.operator_identity import print_error
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.retention.actions import confirm_as_operator
from kiosk.retention.queries import confirmed_meetings, due_meetings, plan_removal
from kiosk.retention.removal import ACTOR, remove_meeting_data
from kiosk.retention.rules import MeetingRemoval, RetentionPlan
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import Store, open_store
from kiosk.vietnamese import number


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Print the dry run; carry it out if `--apply` was given."""
    store = open_store(config)
    try:
        update_schema(store.config, store.database)
        plan = _plan(store)
        _print(plan)
        if arguments.apply and plan.meetings:
            _apply(store, plan)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    finally:
        store.database.close()
    return 0


def _plan(store: Store) -> RetentionPlan:
    months = store.config.retention_months
    with store.read_session() as session:
        # With what was confirmed before and not finished.
        due = due_meetings(session, months, clock.now()) + confirmed_meetings(session)
        return plan_removal(session, due, store.files.path)


def _apply(store: Store, plan: RetentionPlan) -> None:
    with store.unit_of_work(ACTOR) as work:
        confirm_as_operator(work, plan.meetings)
    for removal in plan.meetings:
        rows = remove_meeting_data(store, removal.meeting_id)
        sys.stdout.write(f"đã xoá {number(rows)} dòng của hội nghị {removal.title}\n")


def _print(plan: RetentionPlan) -> None:
    if not plan.meetings:
        sys.stdout.write("Không có hội nghị nào đến hạn.\n")
    for removal in plan.meetings:
        sys.stdout.write("\n".join(_lines(removal)) + "\n")


def _lines(removal: MeetingRemoval) -> list[str]:
    sums = (
        f"{number(removal.files)} tệp, {number(removal.bytes)} byte,"
        f" {number(removal.row_count)} dòng"
    )
    return [
        f"{removal.meeting_id} {removal.title} ({removal.starts_at}): {sums}",
        *(
            f"  {document.title} – {document.file_name}: {number(document.files)} tệp,"
            f" {number(document.bytes)} byte"
            for document in removal.documents
        ),
        *(f"  {rows.label}: {number(rows.count)}" for rows in removal.rows),
    ]
