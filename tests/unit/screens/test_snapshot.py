"""What each role receives of a meeting, and how many queries that takes."""

import datetime as dt
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from kiosk.documents.rules import Publication
from kiosk.meetings.events import MeetingChanged
from kiosk.pagesync.models import LivePage
from kiosk.roles import PERMISSIONS, Permission, Role, Visibility, may_see
from kiosk.screens.snapshot import SnapshotCache, build_snapshot
from kiosk.storage.journal import last_number

READERS = sorted(PERMISSIONS[Permission.READ_PAPERS])
DRAFT_READERS = PERMISSIONS[Permission.READ_DRAFTS]
STARTED = dt.datetime(2026, 11, 22, 1, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def noise(scene) -> int:
    """Another meeting, with an item and a document of its own."""
    other = scene.make_meeting("Hội nghị khác")
    scene.make_document(other, scene.make_item(other, "Việc khác"), [b"other"])
    return other


def take(store, meeting: int, role: Role) -> dict:
    with store.read_session() as session:
        return build_snapshot(session, meeting, role)


def titles(store, meeting: int, role: Role) -> list[tuple[str, str]]:
    return [
        (item["number"], item["title"]) for item in take(store, meeting, role)["items"]
    ]


def papers(store, meeting: int, role: Role) -> set[str]:
    return {paper["title"] for paper in take(store, meeting, role)["documents"]}


def show(store, meeting: int, **live) -> None:
    with store.unit_of_work("test") as work:
        work.session.add(LivePage(meeting_id=meeting, item_started_at=STARTED, **live))


class TestItems:
    @pytest.mark.parametrize("visibility", Visibility)
    @pytest.mark.parametrize("role", READERS)
    def test_an_item_is_given_to_those_who_may_see_it(
        self, store, scene, meeting, role, visibility
    ):
        scene.make_item(meeting, "Nội dung", visibility)
        given = titles(store, meeting, role)
        assert bool(given) is may_see(role, visibility)

    def test_a_hidden_item_hides_what_is_below_it(self, store, scene, meeting):
        closed = scene.make_item(meeting, "Kín", Visibility.OFFICIAL)
        scene.make_item(meeting, "Dưới kín", Visibility.EVERYONE, parent_id=closed)
        assert titles(store, meeting, Role.GUEST) == []
        assert titles(store, meeting, Role.OFFICIAL_DELEGATE) == [
            ("1", "Kín"),
            ("1.1", "Dưới kín"),
        ]

    def test_numbers_are_the_same_on_all_screens(self, store, scene, meeting):
        scene.make_item(meeting, "Một", ordinal=1)
        scene.make_item(meeting, "Hai kín", Visibility.PREPARERS, ordinal=2)
        third = scene.make_item(meeting, "Ba", ordinal=3)
        scene.make_item(meeting, "Ba kín", Visibility.OFFICIAL, third, ordinal=1)
        scene.make_item(meeting, "Ba mở", parent_id=third, ordinal=2)
        assert titles(store, meeting, Role.GUEST) == [
            ("1", "Một"),
            ("3", "Ba"),
            ("3.2", "Ba mở"),
        ]


class TestDocuments:
    @pytest.mark.parametrize("role", READERS)
    def test_drafts_and_withdrawn_documents_are_visible_to_preparers_only(
        self, store, scene, meeting, role
    ):
        item = scene.make_item(meeting)
        for publication in Publication:
            scene.make_document(
                meeting, item, [b"p"], publication, title=publication.value
            )
        # Superseded versions are in no list.
        drafts = set(Publication) - {Publication.REPLACED}
        expected = drafts if role in DRAFT_READERS else {"published"}
        assert papers(store, meeting, role) == expected

    def test_a_document_is_hidden_with_its_item(self, store, scene, meeting):
        item = scene.make_item(meeting, visibility=Visibility.OFFICIAL)
        scene.make_document(meeting, item, [b"p"], title="Tài liệu kín")
        assert papers(store, meeting, Role.GUEST) == set()
        assert papers(store, meeting, Role.WALL) == set()
        assert papers(store, meeting, Role.PRESENTER) == {"Tài liệu kín"}

    def test_a_document_without_an_item_is_visible_to_preparers_only(
        self, store, scene, meeting
    ):
        scene.make_document(meeting, None, [b"p"], title="Chưa gắn")
        assert papers(store, meeting, Role.OFFICIAL_DELEGATE) == set()
        assert papers(store, meeting, Role.SECRETARY) == {"Chưa gắn"}


class TestLive:
    @pytest.fixture
    def closed_item(self, scene, meeting) -> int:
        return scene.make_item(meeting, visibility=Visibility.OFFICIAL)

    def test_before_the_first_turn_there_is_nothing(self, store, meeting):
        live = take(store, meeting, Role.GUEST)["live"]
        assert (live["document_id"], live["page"], live["hidden"]) == (None, 1, False)

    def test_the_page_is_given_to_those_who_may_see_it(
        self, store, scene, meeting, closed_item
    ):
        paper = scene.make_document(meeting, closed_item, [b"p"] * 9)
        show(store, meeting, item_id=closed_item, document_id=paper, page=7)
        live = take(store, meeting, Role.OFFICIAL_DELEGATE)["live"]
        assert (live["item_id"], live["document_id"], live["page"]) == (
            closed_item,
            paper,
            7,
        )
        assert live["hidden"] is False

    def test_the_others_learn_only_that_something_is_hidden(
        self, store, scene, meeting, closed_item
    ):
        paper = scene.make_document(meeting, closed_item, [b"p"] * 9)
        show(store, meeting, item_id=closed_item, document_id=paper, page=7)
        live = take(store, meeting, Role.GUEST)["live"]
        assert (live["item_id"], live["document_id"]) == (None, None)
        assert (live["page"], live["hidden"]) == (1, True)

    @pytest.mark.parametrize("role", READERS)
    def test_a_withdrawn_document_is_shown_to_nobody(self, store, scene, meeting, role):
        item = scene.make_item(meeting)
        paper = scene.make_document(meeting, item, [b"p"], Publication.WITHDRAWN)
        show(store, meeting, item_id=item, document_id=paper, page=1)
        live = take(store, meeting, role)["live"]
        assert (live["document_id"], live["hidden"]) == (None, True)

    def test_the_leader_is_named(self, store, scene, meeting):
        leader = scene.make_member(meeting, Role.PRESENTER, "Đặng Thị Út")
        show(store, meeting, leader_id=leader)
        live = take(store, meeting, Role.GUEST)["live"]
        assert live["leader"] == {"id": leader, "name": "Đặng Thị Út"}


@contextmanager
def counted(store) -> Iterator[list[str]]:
    questions: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith("BEGIN"):
            questions.append(statement)

    event.listen(store.database.engine, "before_cursor_execute", note)
    yield questions
    event.remove(store.database.engine, "before_cursor_execute", note)


class TestSnapshots:
    def get(self, snapshots: SnapshotCache, store, meeting: int, role: Role):
        with store.read_session() as session:
            return snapshots.get(session, meeting, role)

    def test_it_is_built_once_per_number_however_many_ask(self, store, scene, meeting):
        scene.make_document(meeting, scene.make_item(meeting), [b"p"])
        snapshots = SnapshotCache()
        first = self.get(snapshots, store, meeting, Role.GUEST)
        with counted(store) as questions:
            for _ in range(50):
                assert self.get(snapshots, store, meeting, Role.GUEST) == first
        # Only the number is queried.
        assert len(questions) == 50
        assert all("journal_counters" in question for question in questions)

    def test_it_is_built_once_even_if_all_ask_at_the_same_moment(
        self, store, meeting, monkeypatch
    ):
        built, snapshots = [], SnapshotCache()

        def build(*what):
            built.append(what)
            time.sleep(0.2)  # a slow database
            return build_snapshot(*what)

        monkeypatch.setattr("kiosk.screens.snapshot.build_snapshot", build)
        with ThreadPoolExecutor(8) as crowd:
            answers = crowd.map(
                lambda _: self.get(snapshots, store, meeting, Role.GUEST), range(16)
            )
            assert len(set(answers)) == 1
        assert len(built) == 1

    def test_a_newer_one_is_never_replaced_by_an_older(self, store, meeting):
        snapshots = SnapshotCache()
        with store.read_session() as early:
            assert last_number(early, meeting) == 0  # its read transaction begins here
            show(store, meeting, page=1)
            with store.unit_of_work("test") as work:
                work.record(MeetingChanged(meeting_id=meeting))
            newer = self.get(snapshots, store, meeting, Role.GUEST)
            assert newer.number == 1
            assert snapshots.get(early, meeting, Role.GUEST) == newer
        assert self.get(snapshots, store, meeting, Role.GUEST) == newer

    def test_the_number_of_questions_does_not_grow_with_the_meeting(
        self, store, scene, meeting
    ):
        def questions_of_one() -> int:
            with counted(store) as questions:
                take(store, meeting, Role.CHAIR)
            return len(questions)

        scene.make_document(meeting, scene.make_item(meeting), [b"p"])
        few = questions_of_one()
        for _ in range(8):
            scene.make_document(meeting, scene.make_item(meeting), [b"p"] * 3)
        assert questions_of_one() == few

    def test_a_new_event_causes_a_new_snapshot(self, store, meeting):
        snapshots = SnapshotCache()
        assert self.get(snapshots, store, meeting, Role.GUEST).number == 0
        with store.unit_of_work("test") as work:
            work.record(MeetingChanged(meeting_id=meeting))
        assert self.get(snapshots, store, meeting, Role.GUEST).number == 1

    def test_roles_and_meetings_never_share_one(self, store, scene, meeting, noise):
        scene.make_item(meeting, "Kín", Visibility.OFFICIAL)
        snapshots = SnapshotCache()
        states = {
            self.get(snapshots, store, which, role).state
            for which in (meeting, noise)
            for role in (Role.OFFICIAL_DELEGATE, Role.CHAIR, Role.GUEST)
        }
        assert len(states) == 6


class TestRoute:
    @pytest.fixture
    def client(self, client_for, scene, meeting):
        return client_for(scene.make_member(meeting, Role.GUEST))

    def test_an_unchanged_snapshot_is_not_sent_again(self, client, meeting):
        first = client.get(f"/m/{meeting}/snapshot")
        again = client.get(
            f"/m/{meeting}/snapshot", headers={"If-None-Match": first.headers["ETag"]}
        )
        assert (first.status_code, again.status_code) == (200, 304)
        assert again.data == b""

    def test_a_changed_one_is(self, client, store, meeting):
        first = client.get(f"/m/{meeting}/snapshot")
        with store.unit_of_work("test") as work:
            work.record(MeetingChanged(meeting_id=meeting))
        again = client.get(
            f"/m/{meeting}/snapshot", headers={"If-None-Match": first.headers["ETag"]}
        )
        assert (again.status_code, again.json["n"]) == (200, 1)

    def test_two_roles_that_see_different_things_have_two_tags(
        self, client, client_for, scene, meeting
    ):
        scene.make_item(meeting, "Công tác cán bộ", Visibility.PREPARERS)
        chair = client_for(scene.make_member(meeting, Role.CHAIR))
        path = f"/m/{meeting}/snapshot"
        assert client.get(path).headers["ETag"] != chair.get(path).headers["ETag"]

    def test_it_is_kept_privately_and_asked_for_each_time(self, client, meeting):
        kept = client.get(f"/m/{meeting}/snapshot").headers["Cache-Control"]
        assert "private" in kept
        assert "no-cache" in kept

    def test_a_delegate_of_another_meeting_gets_nothing(self, client, noise):
        reply = client.get(f"/m/{noise}/snapshot")
        assert (reply.status_code, reply.json["error"]) == (404, "not_found")

    def test_entrance_staff_read_no_documents(self, client_for, scene, meeting):
        entrance = client_for(scene.make_member(meeting, Role.ENTRANCE))
        assert entrance.get(f"/m/{meeting}/snapshot").status_code == 403
