"""PostgreSQL behaves like SQLite where the product depends on it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from kiosk.badges.queries import people
from kiosk.config import read_config
from kiosk.documents.models import Document
from kiosk.identity import Actor
from kiosk.meetings.events import MeetingChanged
from kiosk.meetings.models import Meeting, Member
from kiosk.roles import Role
from kiosk.storage.errors import CommitOutcomeUnknown, DatabaseUnavailable
from kiosk.storage.journal import events_after, last_number
from kiosk.storage.store import Store, open_store
from tests.services import PostgreSQL
from tests.waiting import TIMEOUT_SECONDS


@pytest.fixture
def store(tmp_path: Path, postgresql_url: str) -> Iterator[Store]:
    store = open_store(
        read_config({"KIOSK_DATA": str(tmp_path), "KIOSK_DATABASE_URL": postgresql_url})
    )
    yield store
    store.database.close()


def change(store: Store, meeting_id: int) -> None:
    with store.unit_of_work("test") as work:
        work.record(MeetingChanged(meeting_id=meeting_id))


@pytest.mark.process
class TestOrderAndText:
    def test_names_stand_in_the_order_of_their_keys_whatever_the_language(
        self, store, scene, meeting
    ):
        names = ["Trần Văn Đức", "Lê Thị Dung", "Hoàng Ân", "Ngô Ánh", "Lý An", "Y B"]
        for name in names:
            scene.make_member(meeting, name=name)
        with store.read_session() as session:
            rows = list(session.scalars(select(Member).order_by(Member.sort_key)))
        keys = [row.sort_key for row in rows]
        assert keys == sorted(keys)
        assert [row.full_name for row in rows][:3] == ["Lý An", "Ngô Ánh", "Hoàng Ân"]

    def test_what_nobody_can_type_is_left_out(self, store, scene):
        meeting = scene.make_meeting("Hội\0 nghị")
        with store.read_session() as session:
            assert session.get_one(Meeting, meeting).title == "Hội nghị"
            found = session.scalars(
                select(Meeting.id).where(Meeting.title == "Hội\0 nghị")
            )
            assert found.all() == [meeting]

    @pytest.mark.parametrize("words", ["\\", "khai\\", "/", "%", "'"])
    def test_odd_signs_in_a_search_are_only_signs(self, store, scene, meeting, words):
        scene.make_member(meeting)
        actor = Actor(meeting, Role.SECRETARY, "Thư ký", sign_in_id=1, member_id=None)
        with store.read_session() as session:
            found = people(session, actor, words)
        assert found.lines == []

    def test_an_original_may_have_more_than_2_gib(self, store, scene, meeting):
        paper = scene.make_document(meeting, None, [b"page"])
        with store.unit_of_work("test") as work:
            work.session.get_one(Document, paper).original_size = 4_000_000_000
        with store.read_session() as session:
            assert session.get_one(Document, paper).original_size == 4_000_000_000


@pytest.mark.process
class TestOneMoment:
    def test_a_reading_session_sees_one_moment(self, store, meeting):
        with store.read_session() as session:
            assert last_number(session, meeting) == 0
            change(store, meeting)
            assert last_number(session, meeting) == 0
        with store.read_session() as session:
            assert last_number(session, meeting) == 1

    def test_a_reading_session_cannot_write(self, store, meeting):
        with store.read_session() as session:
            session.get_one(Meeting, meeting).title = "Không được ghi"
            with pytest.raises(DBAPIError, match="read-only"):
                session.flush()

    def test_a_writer_sees_what_was_committed_while_it_waited(self, store, meeting):
        other = open_store(store.config)
        seen = []

        def second() -> None:
            with other.unit_of_work("second") as work:
                seen.append(last_number(work.session, meeting))

        thread = threading.Thread(target=second)
        with store.unit_of_work("first") as work:
            thread.start()
            thread.join(0.5)
            assert thread.is_alive()  # it waits for the writers' lock
            work.record(MeetingChanged(meeting_id=meeting))
        thread.join(TIMEOUT_SECONDS)
        other.database.close()
        assert seen == [1]


class ConnectionLoss:
    """Breaks the connection at a chosen moment."""

    def __init__(self, postgresql: PostgreSQL, store: Store) -> None:
        self._postgresql, self._database = postgresql, store.database

    def break_off(self) -> None:
        """Close every connection of the store, as a restart would."""
        name = self._database.engine.url.database
        self._postgresql.disconnect_all(name)


@pytest.fixture
def connection_loss(postgresql: PostgreSQL, store: Store) -> ConnectionLoss:
    return ConnectionLoss(postgresql, store)


class TestConnectionLoss:
    @pytest.mark.process
    def test_connections_that_broke_meanwhile_are_noticed_before_they_are_used(
        self, store, meeting, connection_loss
    ):
        change(store, meeting)
        connection_loss.break_off()
        change(store, meeting)
        connection_loss.break_off()
        with store.read_session() as session:
            assert last_number(session, meeting) == 2

    @pytest.mark.process
    def test_a_change_broken_off_in_its_midst_is_undone_and_refused(
        self, store, meeting, connection_loss
    ):
        def broken() -> None:
            with store.unit_of_work("test") as work:
                work.session.get_one(Meeting, meeting).title = "Không được giữ"
                work.session.flush()
                connection_loss.break_off()
                work.session.get_one(Meeting, meeting, populate_existing=True)

        with pytest.raises(DatabaseUnavailable, match="Chưa có gì thay đổi") as refusal:
            broken()
        assert "connection" in refusal.value.why
        with store.read_session() as session:
            assert session.get_one(Meeting, meeting).title != "Không được giữ"
        change(store, meeting)  # and the writers' lock is free again

    @pytest.mark.process
    def test_a_change_broken_off_before_its_commit_is_refused(
        self, store, meeting, connection_loss
    ):
        def broken() -> None:
            with store.unit_of_work("test") as work:
                work.record(MeetingChanged(meeting_id=meeting))
                connection_loss.break_off()

        with pytest.raises(DatabaseUnavailable):
            broken()
        with store.read_session() as session:
            assert events_after(session, meeting, 0) == []

    @pytest.mark.process
    def test_a_commit_nobody_answers_is_not_said_to_have_changed_nothing(
        self, store, meeting, connection_loss
    ):
        def broken() -> None:
            with store.unit_of_work("test") as work:
                commit = work.session.commit

                def commit_in_vain() -> None:
                    connection_loss.break_off()
                    commit()

                work.session.commit = commit_in_vain
                work.record(MeetingChanged(meeting_id=meeting))

        with pytest.raises(CommitOutcomeUnknown) as refusal:
            broken()
        assert refusal.value.status == 503
        assert "Chưa có gì thay đổi" not in refusal.value.sentence
        change(store, meeting)

    def test_a_missing_server_causes_a_message(self, tmp_path):
        store = open_store(
            read_config(
                {
                    "KIOSK_DATA": str(tmp_path),
                    "KIOSK_DATABASE_URL": "postgresql+psycopg2://kiosk@127.0.0.1:9/k",
                }
            )
        )
        with (
            pytest.raises(DatabaseUnavailable) as refusal,
            store.read_session() as session,
        ):
            last_number(session, 1)
        assert "refused" in refusal.value.why
        with pytest.raises(DatabaseUnavailable):
            change(store, 1)

    @pytest.mark.process
    def test_a_mistake_of_ours_is_not_called_busy(self, store):
        with (
            pytest.raises(DBAPIError, match="nowhere"),
            store.read_session() as session,
        ):
            session.connection().exec_driver_sql("SELECT * FROM nowhere")
