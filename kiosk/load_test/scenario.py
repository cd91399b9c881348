"""Scenario: sign in, connect, follow, report, disconnect and return."""

import random
import time
from collections.abc import Callable, Sequence

from kiosk.client.packets import Packet
from kiosk.load_test.chair import LoadTestFailed, SimulatedChair
from kiosk.load_test.event_loop import EpollLoop
from kiosk.load_test.latency import median_latency
from kiosk.load_test.meeting import LoadTestMeeting
from kiosk.load_test.page_reports import PageReporter
from kiosk.load_test.plan import DROP_EVERY, FAULT_SHARE, LoadTestPlan, pause_after_turn
from kiosk.load_test.process_usage import (
    cpu_seconds_by_process,
    is_running,
    process_tree,
    resident_bytes,
)
from kiosk.load_test.result import LoadTestResult
from kiosk.load_test.sign_in import BadgeSignIn
from kiosk.load_test.snapshots import SnapshotFetcher
from kiosk.load_test.sockets import Address
from kiosk.load_test.tablet import SimulatedTablet, TabletTicket
from kiosk.load_test.tablet_pool import TabletPool
from kiosk.vietnamese import number

_REST_SECONDS = 30.0
_REPORT_EVERY_SECONDS = 10.0
_WATCH_SECONDS = 1.0

Report = Callable[[str], None]


def _timeout_seconds(tablets: int) -> float:
    """Return how long a slow machine may take to admit so many, in seconds."""
    return 60.0 + tablets / 20


class LoadTest:
    """One load test of a running server."""

    def __init__(
        self,
        address: Address,
        server: int,
        rehearsed: LoadTestMeeting,
        plan: LoadTestPlan,
        report: Report,
    ) -> None:
        """Test `address`, measuring the process `server` and its children."""
        self._server, self._rehearsed, self._plan = server, rehearsed, plan
        self._report = report
        self._outcome = LoadTestResult(plan.delegates, plan.sites)
        self._loop = EpollLoop()
        self._pool = TabletPool(self._loop, address, self._on_packet)
        self._pool.reconnects = True
        self._fetcher = SnapshotFetcher(self._pool)
        self._places: dict[str, int] = {}
        self._reporter = PageReporter(self._pool, self._places)
        self._chair = SimulatedChair(self._pool, rehearsed, self._reporter)
        self._chance = random.Random()  # noqa: S311 chooses who drops out

    def _on_packet(self, tablet: SimulatedTablet, packet: Packet) -> None:
        self._chair.on_packet(tablet, packet)
        self._fetcher.on_packet(tablet, packet)
        self._reporter.on_packet(tablet, packet)

    def run(self) -> LoadTestResult:
        """Run the scenario.

        :raises LoadTestFailed: the server fails to do what every load test needs.
        """
        self._watch_server()
        processes = process_tree(self._server)
        self._outcome.bytes_before = resident_bytes(processes)
        self._come_in(self._sign_in())
        self._outcome.bytes_after = resident_bytes(processes)
        before, began = cpu_seconds_by_process(processes), time.monotonic()
        own = time.process_time()
        self._turn_pages(began + 60 * self._plan.minutes)
        self._come_to_rest()
        seconds = time.monotonic() - began
        busiest = max(
            after - before.get(process, after)
            for process, after in cpu_seconds_by_process(processes).items()
        )
        self._outcome.cpu_share = busiest / seconds
        self._outcome.own_cpu_share = (time.process_time() - own) / seconds
        return self._sum_up()

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
        self._loop.close()

    def _sign_in(self) -> list[TabletTicket]:
        badges = [self._rehearsed.chair, *self._rehearsed.badges]
        entrance = BadgeSignIn(self._loop, self._pool.address)
        self._report_regularly(lambda: f"Đưa thẻ: {entrance.shown}/{len(badges)} …")
        result = entrance.sign_in(badges, _timeout_seconds(len(badges)))
        self._report_no_more()
        chair, *cookies = result.cookies
        came = [cookie for cookie in cookies if cookie]
        if not chair or not came:
            refused = ", ".join(map(str, result.refused)) or "không trả lời"
            raise LoadTestFailed(
                f"Máy chủ không nhận thẻ của buổi diễn tập ({refused})."
            )
        self._outcome.losses.refused = len(cookies) - len(came)
        self._outcome.sign_ins_per_second = result.per_second
        self._chair.cookie = chair
        self._places |= {cookie: place for place, cookie in enumerate(came)}
        pace = number(result.per_second)
        self._report(f"Đưa thẻ: {number(len(came))} đại biểu, {pace} thẻ mỗi giây.")
        auth = {"meeting": self._rehearsed.meeting_id}
        return [
            TabletTicket(cookie, auth, is_greeted=True) for cookie in (chair, *came)
        ]

    def _come_in(self, tickets: list[TabletTicket]) -> None:
        self._report_regularly(
            lambda: f"Kết nối: {len(self._pool.tablets)}/{len(tickets)} máy …"
        )
        seconds = self._pool.connect_and_wait(tickets, _timeout_seconds(len(tickets)))
        self._report_no_more()
        if seconds is None:
            here = len(self._pool.tablets)
            raise LoadTestFailed(f"Chỉ {here} trong {len(tickets)} máy kết nối được.")
        self._loop.run(self._fetcher.is_idle, _timeout_seconds(len(tickets)))
        self._outcome.join_seconds = seconds
        self._report(
            f"Kết nối: {number(len(tickets))} máy trong {number(seconds, 1)} giây."
        )

    def _turn_pages(self, until: float) -> None:
        self._report("Chủ toạ bắt đầu lật trang.")
        middle = (time.monotonic() + until) / 2
        has_failed, turn = False, 0
        self._report_regularly(self._progress)
        while time.monotonic() < until or not has_failed:
            self._chair.turn(turn)
            if not has_failed and time.monotonic() >= middle:
                self._fail_and_return(turn + 1)
                has_failed, turn = True, turn + 1
            else:
                self._drop_some()
            self._loop.run_for(
                min(pause_after_turn(turn), max(0.2, until - time.monotonic()))
            )
            turn += 1
        self._report_no_more()

    def _progress(self) -> str:
        turns = self._chair.turns
        last = turns[-1].from_request.last if turns else 0
        return (
            f"Đã lật {number(len(turns))} trang;"
            f" trang mới nhất tới máy cuối sau {number(last)} ms."
        )

    def _followers(self) -> list[SimulatedTablet]:
        chair = self._chair.cookie
        return [one for one in self._pool.tablets if one.ticket.cookie != chair]

    def _drop(self, count: int) -> Sequence[TabletTicket]:
        followers = self._followers()
        unlucky = self._chance.sample(followers, min(count, len(followers)))
        self._outcome.dropped += len(unlucky)
        return self._pool.drop(unlucky)

    def _drop_some(self) -> None:
        tickets = self._drop(self._plan.delegates // DROP_EVERY)
        pause = self._chance.uniform(0.5, 3.0)
        self._loop.call_later(pause, lambda: self._pool.connect(tickets))

    def _fail_and_return(self, place: int) -> None:
        """Disconnect the tablets of an access point, turn a page, reconnect."""
        tickets = self._drop(max(1, int(self._plan.delegates * FAULT_SHARE)))
        self._chair.turn(place)
        began = time.monotonic()
        self._pool.connect(tickets)

        def are_back() -> bool:
            return self._pool.is_complete() and self._fetcher.is_idle()

        self._loop.run(are_back, _timeout_seconds(len(tickets)))
        self._outcome.returned = len(tickets)
        self._outcome.return_seconds = time.monotonic() - began
        self._report(
            f"Một điểm phát sóng hỏng: {number(len(tickets))} máy trở lại đúng trang"
            f" sau {number(self._outcome.return_seconds, 1)} giây."
        )

    def _come_to_rest(self) -> None:
        """Wait until all tablets are connected and up to date."""
        everybody = 1 + len(self._places)
        newest = max(self._loop.deliveries.reached)

        def are_right() -> bool:
            return (
                len(self._pool.tablets) == everybody
                and self._fetcher.is_idle()
                and all(one.newest() >= newest for one in self._pool.tablets)
            )

        self._loop.run(are_right, _REST_SECONDS)
        right = sum(one.newest() >= newest for one in self._pool.tablets)
        self._outcome.losses.behind = everybody - right + self._fetcher.failed

    def _sum_up(self) -> LoadTestResult:
        if not self._chair.turns:
            raise LoadTestFailed("Không trang nào tới được máy tính bảng.")
        outcome, chair, deliveries = self._outcome, self._chair, self._loop.deliveries
        outcome.turns = len(chair.turns)
        outcome.since, times = chair.times()
        outcome.times = median_latency(times)
        outcome.worst_last_ms = max(one.last for one in times)
        outcome.losses.missed = chair.missed
        outcome.reports = self._reporter.sent
        losses = outcome.losses
        losses.skipped, losses.repeated = deliveries.skipped, deliveries.repeated
        losses.torn, losses.broken_off = deliveries.torn, deliveries.broken_off
        return outcome

    def _watch_server(self) -> None:
        """Check every second that the server runs.

        :raises LoadTestFailed: it does not.
        """
        if not is_running(self._server):
            raise LoadTestFailed(
                "Máy chủ đã dừng giữa buổi diễn tập. Xin xem nhật ký của nó."
            )
        self._loop.call_later(_WATCH_SECONDS, self._watch_server)

    def _report_regularly(self, sentence: Callable[[], str]) -> None:
        self._sentence: Callable[[], str] | None = sentence

        def again() -> None:
            # Ends when a later phase sets its own sentence.
            if self._sentence is sentence:
                self._report(sentence())
                self._loop.call_later(_REPORT_EVERY_SECONDS, again)

        self._loop.call_later(_REPORT_EVERY_SECONDS, again)

    def _report_no_more(self) -> None:
        self._sentence = None
