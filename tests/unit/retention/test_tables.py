"""Every table of a meeting says whether its rows go after the keeping time."""

import kiosk.models  # noqa: F401 for the metadata
from kiosk.personal_data.meeting_rows import parent_column, rows_of_meetings
from kiosk.personal_data.tables import TABLE_RULES
from kiosk.retention.actions import going_tables
from kiosk.retention.tables import GOING_TABLES, STAYING_TABLES
from kiosk.storage.base import Base

OF_MEETINGS = {name for name in Base.metadata.tables if parent_column(name)}


def test_every_table_of_a_meeting_goes_or_stays():
    assert set(GOING_TABLES) | set(STAYING_TABLES) == OF_MEETINGS
    assert not set(GOING_TABLES) & set(STAYING_TABLES)


def test_what_belongs_to_no_meeting_is_known():
    assert set(TABLE_RULES) - OF_MEETINGS == {
        *("access_log", "access_log_checkpoints", "access_log_head", "refusal_groups"),
        *("office_settings", "paper_counters"),
        *("accounts", "agenda_templates", "pending_sign_ins", "recovery_codes"),
        *("passkeys", "linked_people"),
        *("second_factors", "setup_links", "tablets", "tablet_enrolments", "throttles"),
        *("units", "unit_accounts", "unit_links"),
        *("task_supervisors", "task_feeds", "task_digests"),
        *("unsubscriptions", "webhooks", "webhook_calls"),
        *("api_tokens", "api_calls"),
    }


def test_the_record_and_the_votes_stay():
    record = {name for name in STAYING_TABLES if name.startswith(("journal", "record"))}
    assert record == {
        *("journal", "journal_counters", "record_checkpoints", "record_checks"),
        "record_removals",
    }
    assert {"votes", "vote_voters", "plain_ballots", "named_ballots"} <= set(
        STAYING_TABLES
    )


def test_children_go_before_their_parents():
    order = [table.name for table in going_tables()]
    assert order.index("page_images") < order.index("pages") < order.index("documents")
    assert set(order) == set(GOING_TABLES)


def test_no_going_row_takes_a_staying_one_along():
    for name in STAYING_TABLES:
        for column in Base.metadata.tables[name].c:
            for key in column.foreign_keys:
                if key.ondelete == "CASCADE":
                    assert key.column.table.name not in GOING_TABLES, (name, column)


def test_rows_are_found_over_several_parents():
    said = str(rows_of_meetings("page_images", [1]))
    assert "pages" in said
    assert "documents.meeting_id" in said
