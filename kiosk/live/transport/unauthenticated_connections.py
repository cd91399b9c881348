"""Connections that have not shown a session: how many one address may have at once.

A connection is one of these while it waits for a head, or for a body, and no request on
it came from a signed-in device. Nobody is refused: the one that has waited longest is
closed in favour of the new one. A whole head is read within milliseconds, so in a hall
behind one address (NAT) it is those who never finish that are closed.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from kiosk.live.limits import MAX_UNAUTHENTICATED, MAX_UNAUTHENTICATED_PER_ADDRESS


class UnauthenticatedConnections:
    """The waiting connections of each address, the longest waiting first."""

    def __init__(
        self,
        most: int = MAX_UNAUTHENTICATED_PER_ADDRESS,
        is_known_device: Callable[[dict[str, Any]], bool] = lambda _environ: False,
    ) -> None:
        """Allow `most` at once per address, and `MAX_UNAUTHENTICATED` in all.

        `is_known_device` tells of a WSGI environ whether a signed-in device sent it.
        """
        self._max_per_address, self.is_known_device = most, is_known_device
        self._waiting: dict[str, OrderedDict[object, Callable[[], None]]] = {}
        self.max_total, self._count = MAX_UNAUTHENTICATED, 0

    def enter(self, network: str, close: Callable[[], None]) -> Callable[[], None]:
        """Count a connection that waits; return how to count it no longer.

        `close` is called if it has waited longest of too many; it need not leave then.
        """
        while self.count(network) >= self._max_per_address:
            self._close_oldest(network)
        while self._count >= self.max_total:
            self._close_oldest(max(self._waiting, key=self.count))
        key = object()
        self._waiting.setdefault(network, OrderedDict())[key] = close
        self._count += 1
        return lambda: self._leave(network, key)

    def count(self, network: str) -> int:
        """Return how many connections of the network wait."""
        return len(self._waiting.get(network, ()))

    def _close_oldest(self, network: str) -> None:
        key, close = next(iter(self._waiting[network].items()))
        self._leave(network, key)
        close()

    def _leave(self, network: str, key: object) -> None:
        waiting = self._waiting.get(network)
        if waiting is None or waiting.pop(key, None) is None:
            return
        self._count -= 1
        if not waiting:
            del self._waiting[network]
