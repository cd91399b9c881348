"""What every way of hinting shares: a name, listeners, and a queue of its own.

Whoever tells something has just committed a change and waits for nobody: words go
into a short queue, from which a thread of its own (a green one in the server) sends
them. Where the queue is full they are dropped; the database has what matters.
"""

import abc
import logging
import os
import queue
import secrets
import threading
from collections import defaultdict

from kiosk.live.message_bus import BusHandler

log = logging.getLogger(__name__)

# A hint that has waited behind so many others is of no use any more.
MOST_WAITING = 1000


class QueuedBus(abc.ABC):
    """One process among several; how words travel is said by its subclasses."""

    def __init__(self) -> None:
        """Take a name that no process had before."""
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._listeners: dict[str, list[BusHandler]] = defaultdict(list)
        self._waiting: queue.Queue[tuple[str, bytes]] = queue.Queue(MOST_WAITING)

    def publish(self, topic: str, message: bytes) -> None:
        """Speak to every other process; returns at once and never raises."""
        try:
            self._waiting.put_nowait((topic, message))
        except queue.Full:
            log.debug("a hint about %s was dropped", topic)

    def subscribe(self, topic: str, listener: BusHandler) -> None:
        """Hear what others say of `topic`, in the order each of them says it."""
        self._listeners[topic].append(listener)

    def run(self) -> None:
        """Speak and listen for as long as the server lives."""
        threading.Thread(target=self._speak, daemon=True).start()
        self._listen()

    def _speak(self) -> None:
        while True:
            topic, message = self._waiting.get()
            try:
                self._send(topic, message)
            except Exception:  # the speaker must outlive any one failure
                log.exception("a hint was not sent")

    def _hand_over(self, topic: str, sender: str, message: bytes) -> None:
        """Give `message` to those who listen; one that fails harms no other."""
        if sender == self.name:
            return
        for listener in self._listeners.get(topic, ()):
            try:
                listener(sender, message)
            except Exception:  # what others say must not end the listening
                log.exception("a hint about %s was not understood", topic)

    @abc.abstractmethod
    def _send(self, topic: str, message: bytes) -> None:
        """Send one message to all others."""

    @abc.abstractmethod
    def _listen(self) -> None:
        """Hand over what others say, for as long as the server lives."""
