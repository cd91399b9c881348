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
from tests.live.hall_texts import text_of
from tests.waiting import TIMEOUT_SECONDS

# Receive buffer of a slow client in bytes; Linux doubles it.
SMALL_BUFFER = 8192


class Guest:
    """Reads everything at once."""

    receive_buffer = 0

    def __init__(self, server: EchoServer, seed: int, dice: random.Random) -> None:
        """Connect and request to join the room."""
        self.seed, self.dice = seed, dice
        self.client = server.join(receive_buffer=self.receive_buffer)
        self.next: int | None = None
        self.heard: list[int] = []
        self.has_gone = False
        self.played: int | None = None
        self.present: int | None = None
        self.has_asked = False
        self.noises = 0
        self.say("enter")

    def say(self, name: str, *values: object) -> None:
        self.client.say("42" + json.dumps([name, *values]))

    @property
    def is_listening(self) -> bool:
        """Tell whether this client still wants to read."""
        return not (self.has_gone or self.client.is_over)

    def readable(self) -> None:
        """Read, when the socket is readable."""
        self.client.read(TIMEOUT_SECONDS)
        self.listen()

    def act(self) -> None:
        """Send something, once per round."""

    def listen(self) -> None:
        """Check every message received."""
        while self.client.heard:
            packet = str(self.client.heard.popleft())
            if packet == "2":
                self.client.say("3")
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
        if self.next is None or (not self.heard and number < self.next):
            return
        assert number == self.next, f"{number} came, {self.next} was due"
        assert text == text_of(self.seed, number)
        self.heard.append(number)
        self.next = number + 1

    def on_played(self, last: int) -> None:
        self.played = last

    def on_noise(self, _noise: str) -> None:
        self.noises += 1


class Sipper(Guest):
    """Reads byte by byte, with a small buffer."""

    receive_buffer = SMALL_BUFFER

    def readable(self) -> None:
        self.client.wire.setblocking(False)
        sips = []
        try:
            for _ in range(2000):
                sips.append(self.client.wire.recv(1))
                if not sips[-1]:
                    break
        except BlockingIOError:
            pass
        self.client.take(b"".join(sips))
        self.listen()


class Nibbler(Guest):
    """Reads a little now and then, with a small buffer."""

    receive_buffer = SMALL_BUFFER

    def readable(self) -> None:
        if self.dice.random() < 0.5:
            self.client.read(
                TIMEOUT_SECONDS, self.dice.choice([1, 7, 100, 1500, 20_000])
            )
            self.listen()


class Staller(Guest):
    """Joins, and reads nothing afterwards."""

    receive_buffer = SMALL_BUFFER

    @property
    def is_listening(self) -> bool:
        return self.next is None


class Chatterer(Guest):
    """Sends pings and messages all the time, and checks the order of answers."""

    def __init__(self, server: EchoServer, seed: int, dice: random.Random) -> None:
        super().__init__(server, seed, dice)
        self.said = self.answered = self.pings = 0
        self.is_silent = False

    def act(self) -> None:
        if self.is_silent:
            return
        if self.said - self.answered < 10 and self.dice.random() < 0.3:
            self.said += 1
            self.say("message", self.said, "y" * self.dice.choice([0, 90, 5000]))
        if self.pings - len(self.client.pongs) < 10 and self.dice.random() < 0.3:
            self.pings += 1
            self.client.put(build_frame(b"%d" % self.pings, PING))

    def on_message_back(self, number: int, _padding: str) -> None:
        self.answered += 1
        assert number == self.answered

    def has_its_answers(self) -> bool:
        return self.answered == self.said

    def check_answers(self) -> None:
        assert self.said > 20
        # While it has a backlog, which it may on a busy machine, no ping is answered.
        pongs = [int(pong) for pong in self.client.pongs]
        assert pongs == sorted(set(pongs) & set(range(1, self.pings + 1)))
        assert pongs


class Commuter(Guest):
    """Leaves the room and joins again, on the same connection."""

    stays = 0

    def act(self) -> None:
        if len(self.heard) > self.dice.randint(3, 12):
            self.stays += 1
            self.heard, self.next = [], None
            self.say("leave")
            self.say("enter")

    def on_left(self, _reported: int) -> None:
        pass


class Quitter(Guest):
    """Disconnects in the middle of something: properly, by a reset, or half-way."""

    def __init__(self, server: EchoServer, seed: int, dice: random.Random) -> None:
        super().__init__(server, seed, dice)
        self.left_to_read = dice.randint(1000, 60_000)

    def readable(self) -> None:
        most = min(777, self.left_to_read)
        self.left_to_read -= most
        self.client.read(TIMEOUT_SECONDS, most)
        self.listen()
        if not self.left_to_read:
            self.go()

    def go(self) -> None:
        self.has_gone = True
        manner = self.dice.choice(["leave", "vanish", "half", "engine"])
        if manner == "half":
            self.client.wire.shutdown(socket.SHUT_WR)
            self.client.wire.close()
        elif manner == "engine":
            self.client.say("1")
            self.client.wire.close()
        else:
            getattr(self.client, manner)()


class Hall:
    """All clients of one server, in one select loop."""

    def __init__(self, server: EchoServer, seed: int) -> None:
        self.server, self.seed = server, seed
        self.dice = random.Random(seed)
        self.guests: list[Guest] = []
        self._selector = selectors.DefaultSelector()

    def admit(self, manner: type[Guest], count: int = 1) -> list[Guest]:
        """Add clients of a class."""
        guests = [manner(self.server, self.seed, self.dice) for _ in range(count)]
        for guest in guests:
            self.guests.append(guest)
            self._selector.register(guest.client.wire, selectors.EVENT_READ, guest)
        return guests

    def serve_until(
        self, done: Callable[[], bool], seconds: float = TIMEOUT_SECONDS
    ) -> None:
        """Let all clients read and act until a condition holds."""
        deadline = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < deadline, [
                (type(guest).__name__, guest.next, guest.client.is_over)
                for guest in self.guests
                if not guest.has_gone
            ]
            for key, _ in self._selector.select(0.01):
                guest: Guest = key.data
                guest.readable()
                if not guest.is_listening:
                    self._selector.unregister(key.fileobj)
            for guest in self.guests:
                if not guest.has_gone:
                    guest.act()

    def serve_until_present(self, asking: Guest, count: int, seconds: float) -> None:
        """Serve until the server counts so many clients in the room."""

        def are_present() -> bool:
            if asking.present is not None or not asking.has_asked:
                asking.has_asked, seen, asking.present = True, asking.present, None
                asking.client.say('421["present"]')
                return seen == count
            return False

        self.serve_until(are_present, seconds)

    def close(self) -> None:
        for guest in self.guests:
            guest.client.wire.close()
        self._selector.close()
