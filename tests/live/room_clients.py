"""Clients that read in different ways in one room; each checks what it receives."""

import json
import random
import selectors
import socket
import time
from collections.abc import Callable

from kiosk.client.frames import PING
from tests.live.echo import EchoServer
from tests.live.frames import build_frame
from tests.live.room_texts import text_of
from tests.waiting import TIMEOUT_SECONDS

# Receive buffer of a slow client in bytes; Linux doubles it.
SMALL_BUFFER = 8192


class RoomClient:
    """Reads everything at once."""

    receive_buffer = 0

    def __init__(self, server: EchoServer, seed: int, rng: random.Random) -> None:
        """Connect and request to join the room."""
        self.seed, self.rng = seed, rng
        self.connection = server.join(receive_buffer=self.receive_buffer)
        self.next: int | None = None
        self.received: list[int] = []
        self.has_left = False
        self.sent_last: int | None = None
        self.present: int | None = None
        self.has_asked = False
        self.noises = 0
        self.emit("enter")

    def emit(self, name: str, *values: object) -> None:
        self.connection.send("42" + json.dumps([name, *values]))

    @property
    def is_reading(self) -> bool:
        """Tell whether this client still wants to read."""
        return not (self.has_left or self.connection.is_over)

    def readable(self) -> None:
        """Read, when the socket is readable."""
        self.connection.read(TIMEOUT_SECONDS)
        self.check_messages()

    def act(self) -> None:
        """Send something; called once per round."""

    def check_messages(self) -> None:
        """Check every message received."""
        while self.connection.received:
            packet = str(self.connection.received.popleft())
            if packet == "2":
                self.connection.send("3")
            elif packet.startswith("431"):
                (self.present,) = json.loads(packet[3:])
            else:
                assert packet.startswith("42"), packet[:50]
                name, *values = json.loads(packet[2:])
                getattr(self, "on_" + name.replace("-", "_"))(*values)

    def on_entered(self, reported: int) -> None:
        self.next = reported + 1

    def on_turn(self, number: int, text: str) -> None:
        # As a screen does: events not newer than the greeting are dropped.
        if self.next is None or (not self.received and number < self.next):
            return
        assert number == self.next, f"{number} came, {self.next} was due"
        assert text == text_of(self.seed, number)
        self.received.append(number)
        self.next = number + 1

    def on_sent(self, last: int) -> None:
        self.sent_last = last

    def on_noise(self, _noise: str) -> None:
        self.noises += 1


class ByteReader(RoomClient):
    """Reads byte by byte, with a small buffer."""

    receive_buffer = SMALL_BUFFER

    def readable(self) -> None:
        self.connection.socket.setblocking(False)
        chunks = []
        try:
            for _ in range(2000):
                chunks.append(self.connection.socket.recv(1))
                if not chunks[-1]:
                    break
        except BlockingIOError:
            pass
        self.connection.take(b"".join(chunks))
        self.check_messages()


class SlowReader(RoomClient):
    """Reads a little now and then, with a small buffer."""

    receive_buffer = SMALL_BUFFER

    def readable(self) -> None:
        if self.rng.random() < 0.5:
            self.connection.read(
                TIMEOUT_SECONDS, self.rng.choice([1, 7, 100, 1500, 20_000])
            )
            self.check_messages()


class NonReader(RoomClient):
    """Joins, and reads nothing afterwards."""

    receive_buffer = SMALL_BUFFER

    @property
    def is_reading(self) -> bool:
        return self.next is None


class SendingClient(RoomClient):
    """Sends pings and messages all the time, and checks the order of answers."""

    def __init__(self, server: EchoServer, seed: int, rng: random.Random) -> None:
        super().__init__(server, seed, rng)
        self.sent = self.answered = self.pings = 0
        self.is_silent = False

    def act(self) -> None:
        if self.is_silent:
            return
        if self.sent - self.answered < 10 and self.rng.random() < 0.3:
            self.sent += 1
            self.emit("message", self.sent, "y" * self.rng.choice([0, 90, 5000]))
        if self.pings - len(self.connection.pongs) < 10 and self.rng.random() < 0.3:
            self.pings += 1
            self.connection.send_bytes(build_frame(b"%d" % self.pings, PING))

    def on_message_back(self, number: int, _padding: str) -> None:
        self.answered += 1
        assert number == self.answered

    def has_its_answers(self) -> bool:
        return self.answered == self.sent

    def check_answers(self) -> None:
        assert self.sent > 20
        # While it has a backlog, which it may on a busy machine, no ping is answered.
        pongs = [int(pong) for pong in self.connection.pongs]
        assert pongs == sorted(set(pongs) & set(range(1, self.pings + 1)))
        assert pongs


class RejoiningClient(RoomClient):
    """Leaves the room and joins again, on the same connection."""

    rejoins = 0

    def act(self) -> None:
        if len(self.received) > self.rng.randint(3, 12):
            self.rejoins += 1
            self.received, self.next = [], None
            self.emit("leave")
            self.emit("enter")

    def on_left(self, _reported: int) -> None:
        pass


class LeavingClient(RoomClient):
    """Disconnects in the middle of something: properly, by a reset, or half-way."""

    def __init__(self, server: EchoServer, seed: int, rng: random.Random) -> None:
        super().__init__(server, seed, rng)
        self.left_to_read = rng.randint(1000, 60_000)

    def readable(self) -> None:
        most = min(777, self.left_to_read)
        self.left_to_read -= most
        self.connection.read(TIMEOUT_SECONDS, most)
        self.check_messages()
        if not self.left_to_read:
            self.go()

    def go(self) -> None:
        self.has_left = True
        kind = self.rng.choice(["leave", "reset", "half", "engine"])
        if kind == "half":
            self.connection.socket.shutdown(socket.SHUT_WR)
            self.connection.socket.close()
        elif kind == "engine":
            self.connection.send("1")
            self.connection.socket.close()
        else:
            getattr(self.connection, kind)()


class ClientPool:
    """All clients of one server, in one select loop."""

    def __init__(self, server: EchoServer, seed: int) -> None:
        self.server, self.seed = server, seed
        self.rng = random.Random(seed)
        self.clients: list[RoomClient] = []
        self._selector = selectors.DefaultSelector()

    def add(self, kind: type[RoomClient], count: int = 1) -> list[RoomClient]:
        """Add clients of a class."""
        clients = [kind(self.server, self.seed, self.rng) for _ in range(count)]
        for client in clients:
            self.clients.append(client)
            self._selector.register(
                client.connection.socket, selectors.EVENT_READ, client
            )
        return clients

    def serve_until(
        self, done: Callable[[], bool], seconds: float = TIMEOUT_SECONDS
    ) -> None:
        """Let all clients read and act until a condition holds."""
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, [
                (type(client).__name__, client.next, client.connection.is_over)
                for client in self.clients
                if not client.has_left
            ]
            for key, _ in self._selector.select(0.01):
                client: RoomClient = key.data
                client.readable()
                if not client.is_reading:
                    self._selector.unregister(key.fileobj)
            for client in self.clients:
                if not client.has_left:
                    client.act()

    def serve_until_present(
        self, counting: RoomClient, count: int, seconds: float
    ) -> None:
        """Serve until the server counts so many clients in the room."""

        def are_present() -> bool:
            if counting.present is not None or not counting.has_asked:
                counting.has_asked, seen, counting.present = (
                    True,
                    counting.present,
                    None,
                )
                counting.connection.send('421["present"]')
                return seen == count
            return False

        self.serve_until(are_present, seconds)

    def close(self) -> None:
        for client in self.clients:
            client.connection.socket.close()
        self._selector.close()
