"""The simulated chair: turns pages over HTTP and keeps how long each took."""

from dataclasses import dataclass

from kiosk.client.messages import json_request
from kiosk.rehearsal import metrics
from kiosk.rehearsal.crowd import Crowd
from kiosk.rehearsal.figures import Times, times_of
from kiosk.rehearsal.meeting import PAGES, Rehearsed
from kiosk.rehearsal.reporting import Reporter, Shown
from kiosk.rehearsal.turning import Turn, Turner

_TURN_SECONDS = 30.0
_CHANGED = 204


class Broken(Exception):  # noqa: N818 read by the keeper of the server
    """The rehearsal cannot go on; the text says why, in Vietnamese."""


@dataclass(frozen=True)
class Turned:
    """The times of one turn: since the chair's request, and since the commit."""

    from_request: Times
    from_commit: Times | None


class Chair:
    """Who leads the rehearsed meeting."""

    def __init__(self, crowd: Crowd, rehearsed: Rehearsed, reporter: Reporter) -> None:
        """Lead the tablets of `crowd`; `reporter` is told of each page."""
        self.cookie = ""
        self.turns: list[Turned] = []
        # Tablets that have not had a page in time, over all turns.
        self.missed = 0
        self._crowd, self._rehearsed, self._reporter = crowd, rehearsed, reporter
        self._turner = Turner()
        self.hear = self._turner.hear

    def turn(self, place: int) -> None:
        """Turn to the next page and wait until every tablet has it.

        :raises Broken: the server does not let the chair turn pages.
        """
        page = 1 + (place + 1) % PAGES
        turn = self._turner.turn(self._crowd, self._request(page), page, _TURN_SECONDS)
        if turn.exchange.status != _CHANGED:
            raise Broken(f"Máy chủ không lật trang (mã {turn.exchange.status}).")
        self._reporter.page_turned(Shown(self._rehearsed.document_id, page))
        self.missed += turn.missing
        self._note(turn)

    def _request(self, page: int) -> bytes:
        host, port = self._crowd.address
        body = {"document": self._rehearsed.document_id, "page": page}
        path = f"/m/{self._rehearsed.meeting_id}/page"
        return json_request("POST", f"{host}:{port}", path, body, self.cookie)

    def _note(self, turn: Turn) -> None:
        arrivals = self._crowd.loop.ledger.arrivals[turn.number]
        if not arrivals:
            return
        told = metrics.committed_at(self._crowd.loop, self._crowd.address, turn.number)
        self.turns.append(
            Turned(
                from_request=times_of(arrivals, turn.asked),
                from_commit=None if told is None else times_of(arrivals, told),
            )
        )

    def times(self) -> tuple[str, list[Times]]:
        """Return from where the times count, and those of each turn.

        The server tells its newest commit only: now and then another has come since.
        """
        known = [one.from_commit for one in self.turns if one.from_commit]
        if 2 * len(known) >= len(self.turns):
            return "commit", known
        return "request", [one.from_request for one in self.turns]
