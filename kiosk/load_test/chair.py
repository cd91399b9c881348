"""Simulated chair: turns pages over HTTP and records how long each took."""

from dataclasses import dataclass

from kiosk.client.messages import json_request
from kiosk.load_test import metrics
from kiosk.load_test.latency import LatencyStats, latency_stats
from kiosk.load_test.meeting import PAGES, LoadTestMeeting
from kiosk.load_test.page_reports import PageReporter, ShownPage
from kiosk.load_test.page_turns import PageTurn, PageTurner
from kiosk.load_test.tablet_pool import TabletPool

_TURN_SECONDS = 30.0
_CHANGED = 204


class LoadTestFailed(Exception):  # noqa: N818 read by the operator
    """The load test cannot go on; the text says why, in Vietnamese."""


@dataclass(frozen=True)
class TurnTimes:
    """Latency of one page turn: since the request, and since the commit."""

    from_request: LatencyStats
    from_commit: LatencyStats | None


class SimulatedChair:
    """Turns the pages of the load-test meeting."""

    def __init__(
        self, pool: TabletPool, rehearsed: LoadTestMeeting, reporter: PageReporter
    ) -> None:
        """Use the tablets of `pool`; `reporter` receives each page."""
        self.cookie = ""
        self.turns: list[TurnTimes] = []
        # Tablets that did not receive a page in time, summed over all turns.
        self.missed = 0
        self._pool, self._rehearsed, self._reporter = pool, rehearsed, reporter
        self._turner = PageTurner()
        self.on_packet = self._turner.on_packet

    def turn(self, place: int) -> None:
        """Turn to the next page and wait until every tablet has it.

        :raises LoadTestFailed: the server does not let the chair turn pages.
        """
        page = 1 + (place + 1) % PAGES
        turn = self._turner.turn(self._pool, self._request(page), page, _TURN_SECONDS)
        if turn.exchange.status != _CHANGED:
            raise LoadTestFailed(
                f"Máy chủ không lật trang (mã {turn.exchange.status})."
            )
        self._reporter.page_turned(ShownPage(self._rehearsed.document_id, page))
        self.missed += turn.missing
        self._note(turn)

    def _request(self, page: int) -> bytes:
        host, port = self._pool.address
        body = {"document": self._rehearsed.document_id, "page": page}
        path = f"/m/{self._rehearsed.meeting_id}/page"
        return json_request("POST", f"{host}:{port}", path, body, self.cookie)

    def _note(self, turn: PageTurn) -> None:
        arrivals = self._pool.loop.deliveries.arrivals[turn.number]
        if not arrivals:
            return
        committed = metrics.committed_at(
            self._pool.loop, self._pool.address, turn.number
        )
        self.turns.append(
            TurnTimes(
                from_request=latency_stats(arrivals, turn.asked),
                from_commit=None
                if committed is None
                else latency_stats(arrivals, committed),
            )
        )

    def times(self) -> tuple[str, list[LatencyStats]]:
        """Return the origin of the times, and the latency of each turn.

        The server reports its newest commit only, which may be that of a later event.
        """
        known = [one.from_commit for one in self.turns if one.from_commit]
        if 2 * len(known) >= len(self.turns):
            return "commit", known
        return "request", [one.from_request for one in self.turns]
