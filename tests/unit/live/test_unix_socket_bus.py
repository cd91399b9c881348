import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.live.message_bus import EVENTS_TOPIC, PRESENCE_TOPIC
from kiosk.live.unix_socket_bus import (
    PART_BYTES,
    BusDatagram,
    Reassembler,
    UnixSocketBus,
)
from tests.waiting import wait_until


class Subscriber:
    """Records the messages of one process."""

    def __init__(self, bus: UnixSocketBus, topic: str = EVENTS_TOPIC) -> None:
        self.received: list[tuple[str, bytes]] = []
        bus.subscribe(
            topic, lambda sender, message: self.received.append((sender, message))
        )

    def messages(self) -> list[bytes]:
        return [message for _sender, message in self.received]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    # As long as a data folder's path may be, which is longer than a socket's.
    return tmp_path / ("a long name of a folder " * 5) / "bus"


@pytest.fixture
def processes(folder: Path) -> Iterator[list[UnixSocketBus]]:
    """Three subscribed processes of one server."""
    processes = [UnixSocketBus(folder) for _ in range(3)]
    for process in processes:
        threading.Thread(target=process.run, daemon=True).start()
    yield processes
    for process in processes:
        process.close()


def test_the_other_processes_receive_in_order_and_the_sender_does_not(processes):
    subscribers = [Subscriber(process) for process in processes]
    for number in range(50):
        processes[0].publish(EVENTS_TOPIC, b"%d" % number)
        time.sleep(0.001)
    expected = [(processes[0].name, b"%d" % number) for number in range(50)]
    assert wait_until(
        lambda: all(subscriber.received == expected for subscriber in subscribers[1:])
    )
    assert subscribers[0].received == []


def test_each_subject_has_its_own_listeners(processes):
    events, presence = (
        Subscriber(processes[1]),
        Subscriber(processes[1], PRESENCE_TOPIC),
    )
    processes[0].publish(PRESENCE_TOPIC, b"here")
    assert wait_until(lambda: presence.messages() == [b"here"])
    assert events.received == []


@pytest.mark.parametrize("size", [0, 1, PART_BYTES, PART_BYTES + 1, 1_000_000])
def test_messages_of_any_size_arrive_whole(processes, size):
    subscriber = Subscriber(processes[1])
    message = os.urandom(size)
    processes[0].publish(EVENTS_TOPIC, message)
    assert wait_until(lambda: subscriber.messages() == [message])


def test_a_dead_process_is_forgotten_by_the_first_who_notices(processes, folder):
    dead = folder / "dead.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as left_behind:
        handle = os.open(folder, os.O_RDONLY)
        left_behind.bind(f"/proc/self/fd/{handle}/dead.sock")
        os.close(handle)
    assert dead.exists()
    subscriber = Subscriber(processes[1])
    processes[0].publish(EVENTS_TOPIC, b"still heard")
    assert wait_until(lambda: subscriber.messages() == [b"still heard"])
    assert wait_until(lambda: not dead.exists())


def test_one_that_does_not_read_holds_nobody_up(processes, folder):
    unread = UnixSocketBus(folder)  # it never runs
    subscriber = Subscriber(processes[1])
    began = time.monotonic()
    for number in range(500):
        processes[0].publish(EVENTS_TOPIC, b"%d" % number)
    # Waiting for it would never end.
    assert time.monotonic() - began < 30
    assert wait_until(lambda: subscriber.messages()[-1:] == [b"499"])
    assert (folder / (unread.name + ".sock")).exists()  # it may read again later
    unread.close()


def test_a_queue_that_is_full_drops_and_does_not_raise(folder):
    stopped = UnixSocketBus(folder)  # its sender never starts
    for _ in range(5000):
        stopped.publish(EVENTS_TOPIC, b"x")
    stopped.close()


def test_only_the_servers_user_may_speak(processes, folder):
    assert folder.stat().st_mode & 0o777 == 0o700
    sockets = list(folder.glob("*.sock"))
    assert len(sockets) == 3
    assert {path.stat().st_mode & 0o777 for path in sockets} == {0o600}


def test_garbage_and_failing_listeners_end_nothing(processes, folder, caplog):
    def fail(_sender: str, _message: bytes) -> None:
        raise RuntimeError("not understood")

    processes[1].subscribe(EVENTS_TOPIC, fail)
    subscriber = Subscriber(processes[1])
    handle = os.open(folder, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as stranger:
        stranger.sendto(b"garbage", f"/proc/self/fd/{handle}/{processes[1].name}.sock")
    os.close(handle)
    processes[0].publish(EVENTS_TOPIC, b"heard all the same")
    assert wait_until(lambda: subscriber.messages() == [b"heard all the same"])
    assert "none of ours" in caplog.text
    assert "was not understood" in caplog.text


class TestPuzzle:
    @staticmethod
    def part(serial: int, index: int, count: int = 3, sender: str = "a") -> BusDatagram:
        body = f"{sender}{serial}.{index} ".encode()
        return BusDatagram(sender, EVENTS_TOPIC, serial, index, count, body)

    def test_parts_of_two_senders_do_not_mix(self):
        reassembler = Reassembler()
        for index in range(2):
            assert reassembler.add(self.part(1, index)) is None
            assert reassembler.add(self.part(1, index, sender="b")) is None
        assert reassembler.add(self.part(1, 2)) == b"a1.0 a1.1 a1.2 "
        assert reassembler.add(self.part(1, 2, sender="b")) == b"b1.0 b1.1 b1.2 "

    def test_a_message_with_a_part_missing_is_forgotten(self):
        reassembler = Reassembler()
        reassembler.add(self.part(1, 0))
        assert reassembler.add(self.part(1, 2)) is None
        reassembler.add(self.part(2, 0))
        assert reassembler.add(self.part(3, 0, count=1)) == b"a3.0 "
        assert reassembler.add(self.part(2, 1)) is None
        assert reassembler.add(self.part(2, 2)) is None
