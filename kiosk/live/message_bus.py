"""Exchange messages between the server processes of one installation.

Messages may be lost, duplicated or late: the database is authoritative, and subscribers
must recover without them. A single process uses `NULL_BUS`.
"""

from collections.abc import Callable
from typing import Protocol

# Topics: committed events, what tablets show, changed notes, heartbeats of enrolled
# tablets and of gates, and requests that tablets poll.
EVENTS_TOPIC, PRESENCE_TOPIC, USER_PUSH_TOPIC = "events", "presence", "nudges"
TABLETS_TOPIC, TABLET_PUSH_TOPIC, GATES_TOPIC = "tablets", "calls", "gates"
TOPICS = (
    EVENTS_TOPIC,
    PRESENCE_TOPIC,
    USER_PUSH_TOPIC,
    TABLETS_TOPIC,
    TABLET_PUSH_TOPIC,
    GATES_TOPIC,
)

# Called with the name of the sending process, and its message.
BusHandler = Callable[[str, bytes], None]


class MessageBus(Protocol):
    """Publish and subscribe between server processes."""

    # This process's name, unique among running processes.
    name: str

    @property
    def receives_all(self) -> bool:
        """Whether all messages of all server processes are received at present."""

    def publish(self, topic: str, message: bytes) -> None:
        """Send to every other process; never blocks and never raises."""

    def subscribe(self, topic: str, listener: BusHandler) -> None:
        """Call `listener` with messages on `topic`, in each sender's order."""

    def run(self) -> None:
        """Receive for the lifetime of the server."""


class NullBus:
    """The bus of a server with one process."""

    name = "alone"
    # The worker process commits events without publishing them.
    receives_all = False

    def publish(self, topic: str, message: bytes) -> None:
        """Do nothing: there is no other process."""

    def subscribe(self, topic: str, listener: BusHandler) -> None:
        """Do nothing: there is no other process."""

    def run(self) -> None:
        """Return at once."""


NULL_BUS = NullBus()
