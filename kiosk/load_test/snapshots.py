"""Fetch snapshots for tablets that are behind, as real tablets do."""

from collections import deque

from kiosk.client.messages import json_request
from kiosk.client.packets import Packet
from kiosk.load_test.http_exchange import HttpExchange
from kiosk.load_test.tablet import SimulatedTablet
from kiosk.load_test.tablet_pool import TabletPool

# Requests under way at once.
_AT_ONCE = 64
_OK = 200


class SnapshotFetcher:
    """Fetches the state for tablets whose greeting is ahead of their number.

    A greeting that holds the state itself needs no request.
    """

    def __init__(self, pool: TabletPool) -> None:
        """Fetch for the tablets of `pool`."""
        self._pool = pool
        self._waiting: deque[SimulatedTablet] = deque()
        self._under_way = 0
        self.by_greeting = self.by_request = self.failed = 0

    def on_packet(self, tablet: SimulatedTablet, packet: Packet) -> None:
        """Handle a greeting."""
        if packet.event != "hello":
            return
        auth = tablet.ticket.auth or {}
        if packet.body.get("state") is not None:
            self.by_greeting += 1
        elif packet.body["n"] != auth.get("n"):
            self._waiting.append(tablet)
            self._ask_more()

    def is_idle(self) -> bool:
        """Return whether no tablet waits for a snapshot."""
        return not self._waiting and not self._under_way

    def _ask_more(self) -> None:
        while self._waiting and self._under_way < _AT_ONCE:
            tablet = self._waiting.popleft()
            address = self._pool.address
            host, meeting = f"{address[0]}:{address[1]}", tablet.ticket.auth
            path = f"/m/{meeting['meeting'] if meeting else 0}/snapshot"
            request = json_request("GET", host, path, cookie=tablet.ticket.cookie)
            self._under_way += 1
            HttpExchange(self._pool.loop, address, request, self._answered)

    def _answered(self, exchange: HttpExchange) -> None:
        self._under_way -= 1
        if exchange.status == _OK:
            self.by_request += 1
        else:
            self.failed += 1
        self._ask_more()
