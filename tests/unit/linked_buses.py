"""Message buses of several processes in one test, which may lose messages."""

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.live.message_bus import BusHandler

# The sending process, the topic and the message.
SentMessage = tuple[str, str, bytes]


@dataclass
class LinkedBuses:
    """The buses of all processes; a message waits in `sent` until it is delivered."""

    is_immediate: bool = False
    sent: list[SentMessage] = field(default_factory=list)
    loses: Callable[[str, bytes], bool] = lambda _sender, _message: False
    buses: dict[str, "LinkedBus"] = field(default_factory=dict)

    def bus(self, name: str) -> "LinkedBus":
        """Return a bus for the process `name`."""
        self.buses[name] = LinkedBus(self, name)
        return self.buses[name]

    def deliver(self) -> None:
        """Pass every waiting message to all processes but its sender."""
        while self.sent:
            sender, topic, message = self.sent.pop(0)
            if not self.loses(sender, message):
                for bus in self.buses.values():
                    bus.receive(sender, topic, message)


@dataclass
class LinkedBus:
    """The bus of one process."""

    links: LinkedBuses
    name: str
    receives_all: bool = True
    published: list[tuple[str, bytes]] = field(default_factory=list)
    listeners: dict[str, BusHandler] = field(default_factory=dict)

    def publish(self, topic: str, message: bytes) -> None:
        """Send to the others: at once, or when the test delivers."""
        self.published.append((topic, message))
        self.links.sent.append((self.name, topic, message))
        if self.links.is_immediate:
            self.links.deliver()

    def subscribe(self, topic: str, listener: BusHandler) -> None:
        """Call `listener` with the others' messages on a topic."""
        self.listeners[topic] = listener

    def receive(self, sender: str, topic: str, message: bytes) -> None:
        """Call the listener of this topic, unless this process is the sender."""
        if sender != self.name and topic in self.listeners:
            self.listeners[topic](sender, message)

    def run(self) -> None:
        """Return at once: messages are delivered by the test."""
