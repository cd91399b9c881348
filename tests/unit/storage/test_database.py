import datetime as dt
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select, text

from kiosk.meetings.models import Meeting
from kiosk.models import Base, is_ours
from kiosk.storage.base import UtcDateTime
from kiosk.storage.database import Database
from kiosk.storage.migrate import migrate


def test_sqlite_is_opened_with_the_required_settings(tmp_path: Path):
    database = Database(f"sqlite:///{tmp_path / 'kiosk.db'}")
    with database.read_session() as session:
        pragmas = {
            name: session.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
        }
    database.close()
    # 2 is FULL. A wait inside C blocks every green thread: at most 50 ms of it.
    assert pragmas["busy_timeout"] <= 50
    del pragmas["busy_timeout"]
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}


def test_the_migrations_make_exactly_the_schema_of_the_models(store):
    with store.database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_migrating_twice_changes_nothing(store, scene):
    meeting = scene.make_meeting()
    migrate(store.database)
    with store.read_session() as session:
        assert session.get(Meeting, meeting)


class TestMoment:
    def test_a_moment_comes_back_with_its_zone(self, store, scene):
        scene.make_meeting()
        with store.read_session() as session:
            moment = session.scalars(select(Meeting.starts_at)).one()
        assert moment.utcoffset() == dt.timedelta(0)

    def test_a_moment_without_a_zone_is_refused(self):
        naive = dt.datetime(2026, 11, 22, 7, 30)  # noqa: DTZ001 that is the point
        with pytest.raises(ValueError, match="zone"):
            UtcDateTime().process_bind_param(naive, None)
