"""A running server with a hall that votes."""

import base64
import json
import shutil
import tempfile
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import func, select

from bench._hall import Hall
from kiosk.client.messages import json_request
from kiosk.client.packets import Packet
from kiosk.load_test.http_exchange import HttpExchange
from kiosk.load_test.page_turns import PageTurn
from kiosk.load_test.process_usage import process_tree
from kiosk.load_test.sockets import Address
from kiosk.load_test.tablet import SimulatedTablet
from kiosk.load_test.tablet_pool import TabletPool
from kiosk.storage.secrets import new_secret
from kiosk.voting.models import NamedBallot, SealedBallot
from kiosk.voting.sealing import seal
from tests.servers import RealServer

MESSAGE_SECONDS = 10.0


class VoteOpening:
    """Detects the event that opens a vote; pass `on_packet` to the pool."""

    def __init__(self) -> None:
        """Start without a vote."""
        self._number = 0

    def on_packet(self, _tablet: SimulatedTablet, packet: Packet) -> None:
        """Record the number of the event."""
        if packet.event == "fact" and packet.body.get("kind") == "vote_opened":
            self._number = self._number or packet.body["n"]

    def open(self, pool: TabletPool, request: bytes, seconds: float) -> PageTurn:
        """Send the request that opens a vote; return when all tablets have it."""
        self._number = 0
        exchange = HttpExchange(pool.loop, pool.address, request)

        def have_all() -> bool:
            reached = pool.loop.deliveries.reached[self._number]
            return exchange.done and reached >= len(pool.tablets)

        if not pool.loop.run(have_all, seconds):
            raise SystemExit(f"the vote was not opened everywhere: {exchange.body!r}")
        return PageTurn(self._number, exchange.began, exchange, 0)


class BallotServer:
    """One server process on SQLite, its chair, and votes by HTTP."""

    def __init__(self, voters: int, *, is_secret: bool) -> None:
        """Prepare so many delegates."""
        self.voters, self.is_secret, self.last_vote = voters, is_secret, 0
        self._folder = Path(tempfile.mkdtemp(prefix="kiosk-bench-"))
        self.server = RealServer(self._folder / "data", KIOSK_LOG_LEVEL="INFO")
        self.hall = Hall(self.server.store, voters)
        self.base = f"/m/{self.hall.meeting}"

    def __enter__(self) -> Self:
        """Start the server."""
        self.server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it and remove its data."""
        self.server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def address(self) -> Address:
        """Where the server listens."""
        return "127.0.0.1", self.server.port

    @property
    def processes(self) -> list[int]:
        """The server's processes."""
        process = self.server.process
        return process_tree(process.pid) if process else []

    @property
    def _host(self) -> str:
        return f"127.0.0.1:{self.server.port}"

    def _request(self, path: str, body: Any, cookie: str) -> bytes:
        return json_request("POST", self._host, f"{self.base}{path}", body, cookie)

    def _call(self, path: str, body: Any = None) -> Any:
        """Send a request of the chair; return the JSON of the answer."""
        method = "GET" if body is None else "POST"
        request = urllib.request.Request(
            f"http://{self._host}{self.base}{path}",
            None if body is None else json.dumps(body).encode(),
            {"Cookie": self.hall.chair_cookie, "Accept": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            data = answer.read()
        return json.loads(data) if data else None

    def page_request(self, page: int) -> bytes:
        """Return the chair's request for a page."""
        return self.hall.page_request(self._host, page)

    def open_request(self) -> bytes:
        """Prepare a vote of everybody; return the request that opens it."""
        if self.last_vote:
            reason = {"state": "open", "reason": "measured"}
            self._call(f"/votes/{self.last_vote}/cancel", reason)
        form = {
            "title": "Thông qua Nghị quyết",
            "question": "Đồng chí có đồng ý thông qua dự thảo Nghị quyết không?",
            "kind": "secret" if self.is_secret else "open",
            "is_secret": self.is_secret,
            "options": [
                {"label": label} for label in ("Đồng ý", "Không đồng ý", "Ý kiến khác")
            ],
            "voter_rule": "summoned",
            "rule": {"base": "summoned", "quorum_numerator": 0},
        }
        self.last_vote = self._call("/votes", form)["id"]
        path = f"/votes/{self.last_vote}/open"
        return self._request(path, {"state": "draft"}, self.hall.chair_cookie)

    def ballots(self, vote_id: int) -> list[bytes]:
        """Return everybody's ballot."""
        (vote,) = (
            each for each in self._call("/snapshot")["votes"] if each["id"] == vote_id
        )
        options = [str(option["id"]) for option in vote["options"]]
        return [
            self._request(
                f"/votes/{vote_id}/ballot",
                _ballot(vote, options[place % len(options)]),
                cookie,
            )
            for place, cookie in enumerate(self.hall.cookies)
        ]

    def bare_posts(self) -> list[bytes]:
        """Return as many signed-in requests that write nothing."""
        body = {"bytes": 1}
        return [
            self._request("/offline/turn", body, cookie) for cookie in self.hall.cookies
        ]

    def count_kept(self, vote_id: int) -> int:
        """Return how many ballots are stored."""
        table = SealedBallot if self.is_secret else NamedBallot
        counted = (
            select(func.count()).select_from(table).where(table.vote_id == vote_id)
        )
        with self.server.store.read_session() as session:
            return session.scalar(counted) or 0

    def start_clock(self) -> None:
        """Make an item the current one: its clock runs."""
        state = self._call("/snapshot")
        self._call("/current-item", {"item": state["items"][0]["id"]})
        if not self._call("/snapshot")["timers"]["item"]:
            raise SystemExit("no clock runs")


def _ballot(vote: dict[str, Any], option: str) -> dict[str, Any]:
    """Return a ballot as a tablet sends it: sealed, if the vote is secret."""
    if not vote["public_key"]:
        return {"choices": {option: 1}}
    sealed = seal(vote["public_key"], vote["id"], {option: 1})
    return {"sealed": base64.b64encode(sealed).decode(), "key": new_secret()}
