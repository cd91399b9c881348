"""A meeting is the same on the server that imports its archive."""

import json

import pytest
from sqlalchemy import select

from kiosk.accounts.models import AccessEntry
from kiosk.meeting_archive.models import ImportedArchive
from kiosk.meeting_archive.restore import import_archive
from kiosk.meeting_archive.tables import archived_tables, blank_values
from kiosk.meetings.models import Meeting
from kiosk.record.verification import check_journal
from tests.scene import Scene
from tests.unit.meeting_archive.archive_scene import (
    OF_THE_SERVER,
    all_rows,
    contents,
    make_archive,
)


def imported(store, archive):
    return import_archive(store, archive, actor="operator")


def _without(columns, rows):
    return [
        {name: value for name, value in row._mapping.items() if name not in columns}
        for row in rows
    ]


def test_every_table_has_rows_and_all_come_back_with_their_ids(
    store, elsewhere, room, archive
):
    before = all_rows(store, room.meeting)
    assert [name for name, rows in before.items() if not rows] == []
    report = imported(elsewhere, archive)
    after = all_rows(elsewhere, room.meeting)
    for table in archived_tables():
        left = blank_values(table)
        kept = [_without(left, rows[table.name]) for rows in (before, after)]
        assert kept[0] == kept[1], table.name
    assert report.rows == sum(map(len, before.values()))


def test_exporting_again_gives_the_same_files_byte_for_byte(
    elsewhere, room, archive, tmp_path
):
    imported(elsewhere, archive)
    again = make_archive(elsewhere, room.meeting, tmp_path / "again")
    before, after = contents(archive), contents(again)
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= OF_THE_SERVER
    assert json.loads(before["manifest.json"])["files"] != []


def test_the_same_meeting_gives_the_same_archive_but_for_its_time(
    store, room, archive, tmp_path
):
    again = make_archive(store, room.meeting, tmp_path / "again")
    before, after = contents(archive), contents(again)
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"manifest.json", "manifest.sig", "index.html"}


def test_the_journal_is_whole_and_goes_on(elsewhere, room, archive):
    imported(elsewhere, archive)
    with elsewhere.read_session() as session:
        found = check_journal(session, room.meeting)
        origin = session.get_one(ImportedArchive, room.meeting)
    assert found.fault is None
    assert found.entries == origin.journal_number > 5
    Scene(elsewhere).make_item(room.meeting, "Nội dung mới")


def test_new_rows_are_numbered_after_the_imported_ones(elsewhere, room, archive):
    imported(elsewhere, archive)
    scene = Scene(elsewhere)
    meeting = scene.make_meeting("Cuộc họp mới")
    assert meeting > room.meeting
    assert scene.make_member(meeting) > max(room.delegates)
    scene.make_badge(room.delegates[0])


@pytest.mark.process
@pytest.mark.parametrize(
    "databases", [("sqlite", "postgresql"), ("postgresql", "sqlite")]
)
def test_it_moves_between_the_databases(new_server, room, archive, tmp_path, databases):
    first, second = (new_server(database) for database in databases)
    imported(first, archive)
    there = make_archive(first, room.meeting, tmp_path / "first")
    imported(second, there)
    back = make_archive(second, room.meeting, tmp_path / "second")
    before, after = contents(archive), contents(back)
    assert {name for name in before if before[name] != after[name]} <= OF_THE_SERVER
    with second.read_session() as session:
        assert check_journal(session, room.meeting).fault is None
        assert session.scalar(select(Meeting.id)) == room.meeting


def test_every_archived_table_is_in_it(archive):
    names = {f"data/{table.name}.jsonl" for table in archived_tables()}
    assert names <= contents(archive).keys()


def test_the_access_log_says_who_imported_what(elsewhere, room, archive):
    imported(elsewhere, archive)
    with elsewhere.read_session() as session:
        entry = session.scalars(select(AccessEntry)).one()
    assert (entry.username, entry.act) == ("operator", "archive_imported")
    assert entry.detail == f"meeting:{room.meeting}"
