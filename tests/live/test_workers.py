"""Several server processes act as one server."""

import subprocess
import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from kiosk.accounts.models import SignIn
from kiosk.badges.models import DeskAlert
from kiosk.badges.rules import RefusalReason
from kiosk.client.http_client import HttpClient
from kiosk.documents.models import Document
from kiosk.documents.rules import DocumentState
from kiosk.load_test.process_usage import cpu_seconds_by_process
from kiosk.roles import Role
from tests.live.conftest import Room
from tests.servers import ROOT, RealServer, free_port
from tests.unit.ingestion import sample_files
from tests.waiting import TIMEOUT_SECONDS, wait_until

SHOWN = 10

WRITER = """
import sys
import kiosk.models
from kiosk.config import read_config
from kiosk.meetings.events import MeetingChanged
from kiosk.storage.store import open_store

store = open_store(read_config())
for _ in range(60):
    with store.unit_of_work("writer") as work:
        work.record(MeetingChanged(meeting_id=int(sys.argv[1])))
store.database.close()
"""


@pytest.fixture(scope="module", params=["one machine", "postgresql and redis"])
def server(request, tmp_path_factory, postgresql, shared_redis) -> Iterator[RealServer]:
    """Two server processes, for all tests of this module."""
    settings = {}
    if request.param != "one machine":
        settings = {
            "KIOSK_DATABASE_URL": postgresql.url(postgresql.new_database()),
            "KIOSK_REDIS_URL": shared_redis.url,
        }
    server = RealServer(tmp_path_factory.mktemp("two") / "data", workers=2, **settings)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def room(server) -> Iterator[Room]:
    room = Room(server)
    yield room
    room.close_screens()


def test_a_badge_shown_to_many_devices_at_once_is_taken_over_each_time_once(room: Room):
    member = room.scene.make_member(room.meeting)
    secret = room.scene.make_badge(member)

    def show(_device: int) -> int:
        client = HttpClient(room.server.port)
        return client.post("/sign-in/badge", {"secret": secret}).status

    with ThreadPoolExecutor(SHOWN) as crowd:
        assert set(crowd.map(show, range(SHOWN))) == {200}
    with room.server.store.read_session() as session:
        ends = session.scalars(
            select(SignIn.ended_at).where(SignIn.member_id == member)
        ).all()
        noted = session.scalar(
            select(func.count())
            .select_from(DeskAlert)
            .where(
                DeskAlert.member_id == member,
                DeskAlert.reason == RefusalReason.TAKEN_OVER,
            )
        )
    assert len(ends) == SHOWN
    assert ends.count(None) == 1
    assert noted == SHOWN - 1


def test_a_device_taken_over_is_closed_whichever_process_serves_it(room: Room):
    member = room.scene.make_member(room.meeting)
    secret = room.scene.make_badge(member)
    screens = [room.new_screen(room.scene.sign_in(member)) for _ in range(6)]
    assert all(screen.has_joined() for screen in screens)
    client = HttpClient(room.server.port)
    assert client.post("/sign-in/badge", {"secret": secret}).status == 200
    assert all(screen.ended.wait(TIMEOUT_SECONDS) for screen in screens)
    assert all(
        screen.events("signed_out") == [{"reason": "taken_over"}] for screen in screens
    )


def test_a_persons_devices_are_notified_of_notes_in_any_process(room: Room):
    member = room.scene.make_member(room.meeting)
    other = room.new_screen(room.scene.sign_in(room.scene.make_member(room.meeting)))
    item = room.scene.make_item(room.meeting)
    paper = room.scene.make_document(room.meeting, item, [b"one"])
    screens = [room.new_screen(room.scene.sign_in(member)) for _ in range(6)]
    assert all(screen.has_joined() for screen in [*screens, other])
    note = {
        "key": str(uuid.uuid4()),
        "base": 0,
        "document": paper,
        "page": 1,
        "kind": "text",
        "body": {"text": "Hỏi lại", "at": [0.5, 0.5]},
    }
    client = HttpClient(room.server.port, room.scene.sign_in(member))
    path = f"/m/{room.meeting}/annotations"
    assert client.post(path, {"changes": [note]}).status == 200
    assert wait_until(lambda: all(screen.events("notes") for screen in screens))
    assert other.events("notes") == []


def test_programs_that_write_at_once_leave_no_gap_and_no_number_twice(room: Room):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(room.meeting)],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", **room.server.settings},
        )
        for _ in range(2)
    ]
    screens = [room.new_screen() for _ in range(4)]
    kept = [room.turn_page(1 + turn % 2) for turn in range(40)]
    assert [writer.wait(TIMEOUT_SECONDS) for writer in writers] == [0, 0]
    assert set(kept) == {204}
    numbers = list(range(1, 161))
    assert [event.number for event in room.reported()] == numbers
    for screen in screens:
        assert wait_until(lambda s=screen: s.numbers()[-1:] == [160])
        assert screen.numbers() == numbers[-len(screen.numbers()) :]


def test_a_document_is_processed_and_every_process_sends_the_events(room: Room):
    secretary = room.scene.sign_in(room.scene.make_member(room.meeting, Role.SECRETARY))
    screens = [room.new_screen(secretary) for _ in range(4)]
    assert all(screen.has_joined() for screen in screens)
    room.server.start_worker()
    item = room.scene.make_item(room.meeting)
    path = f"/m/{room.meeting}/documents?name=bao-cao.pdf&item={item}"
    client = HttpClient(room.server.port, secretary)
    response = client.post(path, sample_files.pdf(3), timeout=20)
    assert response.status == 201, response.body
    document = response.json()["id"]

    def is_ready() -> bool:
        with room.server.store.read_session() as session:
            state = session.get_one(Document, document).state
        return state == DocumentState.READY

    assert wait_until(is_ready), room.server.log.read_text()[-3000:]
    last = len(room.reported())
    for screen in screens:
        assert wait_until(lambda s=screen: s.numbers()[-1:] == [last])
        assert screen.numbers() == list(range(1, last + 1))


class TestSecondServer:
    @staticmethod
    def start_another(server: RealServer, workers: int, **settings: str):
        return subprocess.run(
            [sys.executable, "-m", "kiosk", "serve", "--workers", str(workers)],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", **server.settings, **settings},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    @staticmethod
    def process_counts(server: RealServer) -> list[int]:
        """The number of processes of the second server; on one machine also one."""
        return [2] if server.config.redis_url else [1, 2]

    def test_on_the_same_data_it_exits_with_a_message(self, server):
        for workers in self.process_counts(server):
            second = self.start_another(server, workers, PORT=str(free_port()))
            assert second.returncode == 2
            assert f"process {server.process.pid}" in second.stderr
            assert "KIOSK_DATA" in second.stderr
            assert "Traceback" not in second.stderr
            assert HttpClient(server.port).is_healthy()

    def test_on_the_same_port_it_exits_with_a_message(self, server, tmp_path):
        elsewhere = {"KIOSK_DATA": str(tmp_path / "elsewhere")}
        for workers in self.process_counts(server):
            second = self.start_another(server, workers, **elsewhere)
            assert second.returncode == 2
            assert f"Port {server.port}" in second.stderr
            assert "Traceback" not in second.stderr


def test_a_crowd_is_served_by_all(room: Room):
    """The kernel spreads connections; no client is bound to one process."""
    client = HttpClient(room.server.port)
    before = cpu_seconds_by_process(room.server.server_processes())
    with ThreadPoolExecutor(8) as crowd:
        healthy = crowd.map(lambda _turn: client.is_healthy(), range(240))
        assert all(healthy)
    after = cpu_seconds_by_process(before)
    assert all(after[pid] > seconds for pid, seconds in before.items())
