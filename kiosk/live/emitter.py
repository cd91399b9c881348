"""The interface of Socket.IO through which messages are sent to channels."""

from typing import Any, Protocol


class Emitter(Protocol):
    """Sends events to channels."""

    def emit(self, event: str, *args: Any, to: str | list[str]) -> None:
        """Send `event` to everyone in the channel or channels `to`."""
