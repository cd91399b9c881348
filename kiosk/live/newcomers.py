"""Connections that have not shown a session: how many one address may have at once.

A connection is one of these while it waits for a head, or for a body, and no request on
it came from a signed-in device. Nobody is refused: the one that has waited longest is
closed in favour of the new one. A whole head is read within milliseconds, so in a hall
behind one address (NAT) it is those who never finish that are closed.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from kiosk.live.limits import ADDRESS_NEWCOMERS


class Newcomers:
    """The waiting connections of each address, the longest waiting first."""

    def __init__(
        self,
        most: int = ADDRESS_NEWCOMERS,
        has_met: Callable[[dict[str, Any]], bool] = lambda _environ: False,
    ) -> None:
        """Let each address have `most` at once.

        `has_met` says of a request's environ whether a signed-in device sent it.
        """
        self._most, self.has_met = most, has_met
        self._waiting: dict[str, OrderedDict[object, Callable[[], None]]] = {}

    def enter(self, network: str, close: Callable[[], None]) -> Callable[[], None]:
        """Count a connection that waits; return how to count it no longer.

        `close` is called if it has waited longest of too many; it need not leave then.
        """
        waiting = self._waiting.setdefault(network, OrderedDict())
        while len(waiting) >= self._most:
            _, close_oldest = waiting.popitem(last=False)
            close_oldest()
        key = object()
        waiting[key] = close
        return lambda: self._leave(network, key)

    def count(self, network: str) -> int:
        """Return how many connections of the network wait."""
        return len(self._waiting.get(network, ()))

    def _leave(self, network: str, key: object) -> None:
        waiting = self._waiting.get(network)
        if waiting is None:
            return
        waiting.pop(key, None)
        if not waiting:
            del self._waiting[network]


class Uncounted(Newcomers):
    """Counts nobody: all connections are our proxy's."""

    def enter(self, network: str, close: Callable[[], None]) -> Callable[[], None]:
        """Count nothing."""
        del network, close
        return lambda: None
