"""Words between the server processes of one meeting house, beside the database.

A hint may be lost, doubled or late: the database stays the truth, and whoever
listens must come right without it. One process alone needs nobody to talk to.
"""

from collections.abc import Callable
from typing import Protocol

# What hints are about: committed facts, which tablet shows what, who has new notes;
# how the tablets of the house and the gates are, and which tablets are called.
FACTS, PRESENCE, NUDGES = "facts", "presence", "nudges"
TABLETS, CALLS, GATES = "tablets", "calls", "gates"
SUBJECTS = (FACTS, PRESENCE, NUDGES, TABLETS, CALLS, GATES)

# Called with the name of the process that speaks, and what it says.
Listener = Callable[[str, bytes], None]


class Hints(Protocol):
    """A way for each process to speak to all the others."""

    # This process's own name, unique among those that live.
    name: str

    @property
    def reach_all(self) -> bool:
        """Whether just now all that others say is heard here, on every machine."""

    def tell(self, subject: str, message: bytes) -> None:
        """Speak to every other process; returns at once and never raises."""

    def on(self, subject: str, listener: Listener) -> None:
        """Hear what others say of `subject`, in the order each of them says it."""

    def run(self) -> None:
        """Listen for as long as the server lives."""


class Alone:
    """The hints of a server that is one process."""

    name = "alone"
    # The worker process commits facts too, and says nothing.
    reach_all = False

    def tell(self, subject: str, message: bytes) -> None:
        """Say nothing: nobody is there."""

    def on(self, subject: str, listener: Listener) -> None:
        """Remember nothing: nobody will speak."""

    def run(self) -> None:
        """End at once."""


ALONE = Alone()
