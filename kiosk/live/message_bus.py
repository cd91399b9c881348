"""Words between the server processes of one meeting house, beside the database.

A hint may be lost, doubled or late: the database stays the truth, and whoever
listens must come right without it. One process alone needs nobody to talk to.
"""

from collections.abc import Callable
from typing import Protocol

# What bus are about: committed events, which tablet shows what, who has new notes;
# how the tablets of the house and the gates are, and which tablets are called.
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

# Called with the name of the process that speaks, and what it says.
BusHandler = Callable[[str, bytes], None]


class MessageBus(Protocol):
    """A way for each process to speak to all the others."""

    # This process's own name, unique among those that live.
    name: str

    @property
    def receives_all(self) -> bool:
        """Whether just now all that others say is heard here, on every machine."""

    def publish(self, topic: str, message: bytes) -> None:
        """Speak to every other process; returns at once and never raises."""

    def subscribe(self, topic: str, listener: BusHandler) -> None:
        """Hear what others say of `topic`, in the order each of them says it."""

    def run(self) -> None:
        """Listen for as long as the server lives."""


class NullBus:
    """The bus of a server that is one process."""

    name = "alone"
    # The worker process commits events too, and says nothing.
    receives_all = False

    def publish(self, topic: str, message: bytes) -> None:
        """Say nothing: nobody is there."""

    def subscribe(self, topic: str, listener: BusHandler) -> None:
        """Remember nothing: nobody will speak."""

    def run(self) -> None:
        """End at once."""


NULL_BUS = NullBus()
