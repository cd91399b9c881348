"""Which tables and columns are in an archive, and that no secret is."""

import json
import re

import pytest
from sqlalchemy import String

from kiosk.meeting_archive.gather import stored_columns
from kiosk.meeting_archive.tables import (
    BLANKED_COLUMNS,
    EXCLUDED_TABLES,
    RENUMBERED_COLUMNS,
    archived_columns,
    archived_tables,
    belongs_to,
    blank_values,
)
from kiosk.models import Base
from kiosk.storage.base import NulFreeText
from tests.unit.meeting_archive.archive_scene import (
    OURS,
    SECRET,
    STRANGER,
    lines_of,
)

# Named like a secret, but public or of no use to anybody else.
HARMLESS = {
    # The hashes of chain and checkpoints.
    *(
        ("journal", "hash"),
        ("journal_counters", "hash"),
        ("record_checkpoints", "hash"),
    ),
    # The half of a vote's key that everybody may know.
    ("votes", "public_key"),
    ("record_checkpoints", "public_key"),
    # A random key of a row, known to its author's tablet.
    *(("opinions", "key"), ("opinions", "note_key")),
    # Ids and random keys without a person.
    *(("plain_ballots", "key"), ("plain_ballots", "nonce")),
    *(("vote_refusals", "vote_key"), ("vote_refusals", "sign_in_key")),
    *(
        ("hand_counts", "site_key"),
        ("members", "sort_key"),
        ("vote_voters", "sort_key"),
    ),
    ("journal", "ended_sign_in"),
    # A random key, a question's name, and a key that is public.
    *(("survey_answers", "key"), ("survey_questions", "key")),
    ("surveys", "public_key"),
}
SUSPICIOUS = re.compile(
    "hash|secret|seed|token|password|pin|key|nonce|sealed|sign_in|address|device"
)
# Numbers that say how pages lie or that count, not who anybody is.
INNOCENT = re.compile("sealed_by_server|is_secret|pin_mode")


def test_each_table_is_archived_or_excluded_with_a_reason():
    archived = {table.name for table in archived_tables()}
    assert archived | EXCLUDED_TABLES.keys() >= Base.metadata.tables.keys()
    assert not archived & EXCLUDED_TABLES.keys()
    assert all(len(reason) > 10 for reason in EXCLUDED_TABLES.values())


@pytest.mark.parametrize("table", archived_tables(), ids=lambda table: table.name)
def test_each_archived_table_leads_to_the_meeting(table):
    belongs_to(table, 1)
    for column, value in blank_values(table).items():
        if value is None:
            assert table.columns[column].nullable


def test_no_column_named_like_a_secret_is_archived():
    found = {
        (table.name, column.name)
        for table in archived_tables()
        for column in archived_columns(table)
        if SUSPICIOUS.search(column.name) and not INNOCENT.search(column.name)
    }
    assert found - HARMLESS - BLANKED_COLUMNS.keys() - _references(found) == set()


def _references(found):
    """Return those that are null because they refer to a table left out."""
    return {
        (name, column)
        for name, column in found
        if blank_values(Base.metadata.tables[name]).get(column, "") is None
    }


def test_every_column_with_the_hash_of_a_file_is_known():
    # Digests, not files of their own: the document's original, and texts.
    digests = {
        *(("votes", "document_sha256"), ("minutes", "final_sha256")),
        *(("conclusion_issues", "sha256"), ("consultations", "sha256")),
    }
    named = {
        (table.name, column.name)
        for table in archived_tables()
        for column in table.columns
        if "sha256" in column.name and isinstance(column.type, String | NulFreeText)
    }
    known = {
        (table, column)
        for table, columns in stored_columns().items()
        for column in columns
    }
    assert named - digests == known


def test_nothing_refers_to_a_renumbered_column():
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            there = key.column.table.name, key.column.name
            assert there not in RENUMBERED_COLUMNS.items()


def test_blanked_values_are_nowhere_in_the_archive(files):
    assert [name for name, data in files.items() if SECRET.encode() in data] == []


class TestBallots:
    def test_secret_ballots_are_there_as_published_without_their_voters(self, files):
        assert "data/sealed_ballots.jsonl" not in files
        plain = lines_of(files, "plain_ballots")
        assert len(plain) == 6
        assert all(
            row.keys() == {"vote_id", "key", "choices", "nonce"} for row in plain
        )
        secret = {row["vote_id"] for row in plain}
        named = lines_of(files, "named_ballots")
        assert len(named) == 3
        assert not secret & {row["vote_id"] for row in named}

    def test_private_notes_are_not_in_it(self, files):
        assert not [name for name in files if "annotation" in name]


def test_the_access_log_shows_ours_and_hides_others(files):
    lines = [json.loads(line) for line in files["access_log/access.jsonl"].splitlines()]
    shown = [line for line in lines if "username" in line]
    assert {line["address"] for line in shown} == {OURS}
    hidden = [line for line in lines if "content_sha256" in line]
    assert all(line.keys() == {"n", "content_sha256", "hash"} for line in hidden)
    assert hidden
    assert STRANGER.encode() not in b"".join(files.values())
