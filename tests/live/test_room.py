"""Many screens in a room, and what one of them or another process may do to it."""

import re
import socket
import sqlite3
import threading
import time

import pytest
from sqlalchemy import func, select

from kiosk import clock
from kiosk.accounts.events import SignInEnded
from kiosk.accounts.models import SignIn
from kiosk.client.http_client import HttpClient
from kiosk.client.packets import join_text
from kiosk.meetings.events import MeetingChanged
from kiosk.pagesync.events import ItemCalled
from kiosk.storage.journal import last_number
from kiosk.storage.store import open_store
from tests.live.clients import LiveClient, LiveSocket, Probe
from tests.waiting import TIMEOUT_SECONDS, wait_until


@pytest.fixture
def other_process(room):
    """A store of another process: its commits are not published to the server."""
    store = open_store(room.server.config)
    yield store
    store.database.close()


def joined(room, count: int) -> list[LiveClient]:
    screens = [room.new_screen() for _ in range(count)]
    assert all(screen.has_joined() for screen in screens)
    return screens


def present_number(room) -> int:
    with room.server.store.read_session() as session:
        return last_number(session, room.meeting)


class TestOrder:
    def test_200_page_turns_arrive_in_order_and_without_a_gap(self, room):
        screens = joined(room, 3)
        before = present_number(room)
        for turn in range(200):
            assert room.turn_page(1 + turn % 2) == 204
        expected = list(range(before + 1, before + 201))
        for screen in screens:
            assert wait_until(lambda s=screen: len(s.numbers()) >= 200)
            assert screen.numbers() == expected
            pages = [event["page"] for event in screen.events("fact")]
            assert pages == [1 + turn % 2 for turn in range(200)]

    def test_two_leaders_at_once_still_make_one_order(self, room):
        [screen] = joined(room, 1)
        before = present_number(room)

        def call_items() -> None:
            for _ in range(30):
                room.turn_page(3)
                room.turn_page(4)

        threads = [threading.Thread(target=call_items) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        count = present_number(room) - before
        assert wait_until(lambda: len(screen.numbers()) == count)
        assert screen.numbers() == list(range(before + 1, before + count + 1))


class TestFactFromAnotherProcess:
    def test_it_reaches_the_screens_within_a_second(self, room, other_process):
        screens = joined(room, 3)
        with other_process.unit_of_work("worker") as work:
            work.record(MeetingChanged(meeting_id=room.meeting))
        for screen in screens:
            assert wait_until(lambda s=screen: bool(s.events("fact")))
            assert screen.events("fact")[0]["kind"] == "meeting_changed"


class TestSignInEnded:
    def test_a_revoked_devices_socket_is_closed_at_once(self, room):
        [victim] = joined(room, 1)
        with room.server.store.read_session() as session:
            sign_in = session.scalars(select(func.max(SignIn.id))).one()
        [other] = joined(room, 1)
        with room.server.store.unit_of_work("test") as work:
            work.record(
                SignInEnded(
                    meeting_id=room.meeting, sign_in_id=sign_in, reason="revoked"
                )
            )
        assert wait_until(lambda: bool(victim.events("signed_out")))
        assert victim.events("signed_out") == [{"reason": "revoked"}]
        # Another client, too, which does not disconnect by itself.
        assert victim.ended.wait(TIMEOUT_SECONDS)
        assert not other.ended.is_set()


def count_connections(room) -> int:
    """Return how many live connections the server holds."""
    text = room.chair.get("/metrics").body.decode()
    return int(re.search(r"^kiosk_connections (\d+)", text, re.MULTILINE)[1])


class TestRudeClients:
    def test_disconnect_inside_emit(self, room):
        """A client that disconnects during a broadcast does not affect the others."""
        screens = joined(room, 12)
        victims, others = screens[:6], screens[6:]
        before = present_number(room)
        for turn in range(30):
            assert room.turn_page(5 + turn % 2) == 204
            if turn % 5 == 2:
                victims.pop().abort()
        for screen in others:
            assert wait_until(lambda s=screen: len(s.numbers()) == 30)
            assert screen.numbers() == list(range(before + 1, before + 31))
        assert "Traceback" not in room.server.log.read_text()

    def test_stalled_reader_delays_nobody_and_is_dropped(self, room, other_process):
        [other] = joined(room, 1)
        # Otherwise the loopback's buffers would hold all of it.
        narrow = (
            (socket.SOL_SOCKET, socket.SO_RCVBUF, 2048),
            (socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536),
        )
        join = join_text({"meeting": room.meeting})
        stalled = LiveSocket(
            room.server.port, room.new_token(), join=join, options=narrow
        )
        stalled.receive()
        events = 4500
        event = ItemCalled(
            meeting_id=room.meeting, item_id=None, started_at=clock.now()
        )
        for _ in range(3):
            with other_process.unit_of_work("worker") as work:
                for _ in range(events // 3):
                    work.record(event)
        assert wait_until(lambda: len(other.numbers()) == events)
        assert other.numbers() == sorted(other.numbers())
        # Disconnected because it reads nothing, or because it answers no ping.
        assert wait_until(lambda: count_connections(room) == 1)
        stalled.socket.close()
        assert not other.ended.is_set()


# How long another process holds the lock; a deadlock would last as long.
LOCKED_SECONDS = 2


class TestDatabaseLocked:
    def test_sqlite_self_deadlock_the_loop_runs_on_while_another_holds_the_lock(
        self, room
    ):
        worker = sqlite3.connect(
            room.server.config.data / "kiosk.db", isolation_level=None
        )
        statuses: list[int] = []
        worker.execute("BEGIN IMMEDIATE")
        writers = [
            threading.Thread(target=lambda p=p: statuses.append(room.turn_page(p)))
            for p in (7, 8, 9)
        ]
        with Probe(HttpClient(room.server.port)) as probe:
            for writer in writers:
                writer.start()
            time.sleep(LOCKED_SECONDS)
            assert statuses == []
            worker.execute("ROLLBACK")
            worker.close()
            for writer in writers:
                writer.join(TIMEOUT_SECONDS)
        assert statuses == [204, 204, 204]
        assert len(probe.seconds) > 10
        # Each try to take the lock waits 50 ms in C; a deadlock would take seconds.
        assert probe.percentile_95() < LOCKED_SECONDS / 2
