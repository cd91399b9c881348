"""Shared base of the message buses: process name, subscribers, send queue.

A publisher has just committed a change and must not wait: messages go into a bounded
queue, from which a thread (green in the server) sends them. When the queue is full they
are dropped; the database has the data.
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

# A message behind so many others would arrive too late to be useful.
MAX_QUEUED = 1000


class QueuedBus(abc.ABC):
    """A message bus of one process among several; subclasses transport the messages."""

    def __init__(self) -> None:
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._listeners: dict[str, list[BusHandler]] = defaultdict(list)
        self._waiting: queue.Queue[tuple[str, bytes]] = queue.Queue(MAX_QUEUED)

    def publish(self, topic: str, message: bytes) -> None:
        """Send to every other process; never blocks and never raises."""
        try:
            self._waiting.put_nowait((topic, message))
        except queue.Full:
            log.debug("a hint about %s was dropped", topic)

    def subscribe(self, topic: str, listener: BusHandler) -> None:
        """Call `listener` with messages on `topic`, in each sender's order."""
        self._listeners[topic].append(listener)

    def run(self) -> None:
        """Send and receive for the lifetime of the server."""
        threading.Thread(target=self._send_queued, daemon=True).start()
        self._listen()

    def _send_queued(self) -> None:
        while True:
            topic, message = self._waiting.get()
            try:
                self._send(topic, message)
            except Exception:  # the sender must survive any one failure
                log.exception("a hint was not sent")

    def _dispatch(self, topic: str, sender: str, message: bytes) -> None:
        """Call the subscribers with `message`, each shielded from the others."""
        if sender == self.name:
            return
        for listener in self._listeners.get(topic, ()):
            try:
                listener(sender, message)
            except Exception:  # received messages must not stop the receiver
                log.exception("a hint about %s was not understood", topic)

    @abc.abstractmethod
    def _send(self, topic: str, message: bytes) -> None:
        """Send one message to all other processes."""

    @abc.abstractmethod
    def _listen(self) -> None:
        """Receive and dispatch messages for the lifetime of the server."""
