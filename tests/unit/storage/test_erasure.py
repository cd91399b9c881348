"""Deleted rows leave neither the database file nor its log."""

import pytest
from sqlalchemy import text

from kiosk.storage import erasure
from kiosk.storage.erasure import erase_deleted_rows

SECRET = "một điều bí mật"


@pytest.fixture
def database_url():
    """The files are SQLite's."""
    return ""


def write_and_delete(store):
    with store.unit_of_work("test") as work:
        work.session.execute(text("CREATE TABLE notes_of_test (body TEXT)"))
        values = [{"body": f"{SECRET} {n}"} for n in range(50)]
        work.session.execute(text("INSERT INTO notes_of_test VALUES (:body)"), values)
    with store.unit_of_work("test") as work:
        work.session.execute(text("PRAGMA secure_delete = ON"))
        work.session.execute(text("DELETE FROM notes_of_test"))


def is_on_disk(store):
    folder = store.config.data
    return any(SECRET.encode() in one.read_bytes() for one in folder.glob("kiosk.db*"))


def test_they_are_gone(store):
    write_and_delete(store)
    assert is_on_disk(store)
    assert erase_deleted_rows(store.database, "notes_of_test")
    assert not is_on_disk(store)


def test_a_reader_of_an_older_state_is_waited_for(store, monkeypatch):
    monkeypatch.setattr(erasure, "TRIES", 3)
    pauses = []
    with store.read_session() as session:
        session.execute(text("SELECT count(*) FROM meetings")).all()
        write_and_delete(store)
        assert not erase_deleted_rows(
            store.database, "notes_of_test", sleep=pauses.append
        )
    assert len(pauses) == 3
    assert erase_deleted_rows(store.database, "notes_of_test")
    assert not is_on_disk(store)
