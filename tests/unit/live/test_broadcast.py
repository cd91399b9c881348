import time
from collections.abc import Iterator

import pytest

from kiosk import timings
from kiosk.accounts.events import SignInEnded
from kiosk.badges.events import DeskNoted
from kiosk.events import Event
from kiosk.live import broadcast as module
from kiosk.live.broadcast import Broadcaster
from kiosk.live.channels import role_channel
from kiosk.live.grouped_events import GroupedEvents
from kiosk.meetings.events import MeetingChanged
from kiosk.pagesync.events import PageTurned
from kiosk.roles import DELEGATES, Role
from kiosk.storage.journal import events_after
from kiosk.storage.store import Store, open_store
from tests.manual_clock import ManualClock
from tests.scene import Scene
from tests.unit.live.background_thread import running
from tests.waiting import wait_until


class Screens:
    """Records what was sent to each channel."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, dict]] = []
        self.closed: list[tuple[int, str]] = []
        self.failures = 0

    def emit(self, event: str, *args, to: str | list[str]) -> None:
        if self.failures:
            self.failures -= 1
            raise ConnectionError("a client left in the middle")
        for channel in [to] if isinstance(to, str) else to:
            self.sent.append((channel, event, args[0]))

    def close(self, sign_in_id: int, reason: str) -> None:
        self.closed.append((sign_in_id, reason))

    def emitted(self, meeting_id: int, role: Role = Role.CHAIR) -> list[dict]:
        channel = role_channel(meeting_id, role)
        return [message for to, _event, message in self.sent if to == channel]

    def numbers(self, meeting_id: int) -> list[int]:
        return [message["n"] for message in self.emitted(meeting_id)]


@pytest.fixture
def screens() -> Screens:
    return Screens()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(100.0)


@pytest.fixture
def broadcast(store: Store, screens: Screens, clock: ManualClock) -> Broadcaster:
    broadcast = Broadcaster(store.database, screens, screens.close)
    broadcast.grouped = GroupedEvents(screens, clock)
    broadcast.load_last_numbers()
    return broadcast


@pytest.fixture
def here(broadcast: Broadcaster, store: Store) -> Iterator[Store]:
    """The store of the server process: its events are published to the broadcaster."""
    here = open_store(store.config, broadcast)
    yield here
    here.database.close()


@pytest.fixture
def other_meeting(scene: Scene) -> int:
    return scene.make_meeting("Hội nghị khác")


def record(store: Store, *events: Event) -> None:
    with store.unit_of_work("test") as work:
        for event in events:
            work.record(event)


def change(store: Store, meeting_id: int, times: int = 1) -> None:
    for _ in range(times):
        record(store, MeetingChanged(meeting_id=meeting_id))


def hear_everything(broadcast: Broadcaster) -> None:
    for _ in range(60):
        broadcast.step(0.005)


class TestOwnFacts:
    def test_they_are_sent_in_order_and_once(self, broadcast, here, screens, meeting):
        change(here, meeting, times=5)
        hear_everything(broadcast)
        assert screens.numbers(meeting) == [1, 2, 3, 4, 5]

    def test_a_message_contains_the_event_and_its_number(
        self, broadcast, here, screens, meeting
    ):
        change(here, meeting)
        broadcast.step(0)
        assert screens.emitted(meeting) == [{"n": 1, "kind": "meeting_changed"}]

    def test_events_from_before_the_start_are_not_sent(self, store, screens, meeting):
        change(store, meeting, times=3)
        late = Broadcaster(store.database, screens, screens.close)
        late.load_last_numbers()
        hear_everything(late)
        change(store, meeting)
        hear_everything(late)
        assert screens.numbers(meeting) == [4]

    def test_publishing_returns_at_once(self, here, screens, meeting):
        change(here, meeting)
        assert screens.sent == []  # sent by another thread, later


class TestGaps:
    def test_a_gap_in_the_numbers_is_filled_from_the_journal(
        self, broadcast, store, screens, meeting
    ):
        change(store, meeting, times=3)  # not published on the bus
        with store.read_session() as session:
            last = events_after(session, meeting, 2)
        broadcast.publish(last)
        broadcast.step(0)
        assert screens.numbers(meeting) == [1, 2, 3]

    def test_messages_out_of_order_are_sent_in_order(
        self, broadcast, store, screens, meeting
    ):
        change(store, meeting, times=3)
        with store.read_session() as session:
            first, second, third = events_after(session, meeting, 0)
        for event in (second, third, first):
            broadcast.publish([event])
        hear_everything(broadcast)
        assert screens.numbers(meeting) == [1, 2, 3]

    def test_an_old_message_is_not_sent_again(self, broadcast, here, screens, meeting):
        change(here, meeting)
        with here.read_session() as session:
            broadcast.publish(events_after(session, meeting, 0))
        hear_everything(broadcast)
        assert screens.numbers(meeting) == [1]


class TestFactsOfOtherProcesses:
    def test_they_are_found_in_the_journal(self, broadcast, store, screens, meeting):
        for expected in ([1], [1, 2]):
            change(store, meeting)
            hear_everything(broadcast)
            assert screens.numbers(meeting) == expected

    def test_a_lively_meeting_does_not_keep_them_waiting(
        self, broadcast, store, here, screens, meeting, other_meeting
    ):
        change(store, other_meeting)
        deadline = time.monotonic() + 10 * module.JOURNAL_POLL_SECONDS
        while not screens.emitted(other_meeting) and time.monotonic() < deadline:
            change(here, meeting)
            broadcast.step(1)
        assert screens.numbers(other_meeting) == [1]

    def test_watching_holds_no_transaction_open(self, broadcast, store, meeting):
        hear_everything(broadcast)
        change(store, meeting, times=20)
        hear_everything(broadcast)
        if not store.database.is_sqlite:
            assert store.database.engine.pool.checkedout() == 0
            return
        with store.database.engine.connect() as connection:
            busy, pages, moved = (
                connection.execution_options(isolation_level="AUTOCOMMIT")
                .exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                .one()
            )
        assert (busy, pages, moved) == (0, 0, 0)  # no read transaction is open


class TestAudience:
    @pytest.fixture(autouse=True)
    def turn_a_page_for_delegates(self, broadcast, here, meeting, clock):
        record(
            here,
            PageTurned(
                meeting_id=meeting,
                item_id=None,
                document_id=None,
                page=7,
                seen_by=DELEGATES,
            ),
        )
        hear_everything(broadcast)
        clock.now += timings.EVENT_GROUPING
        broadcast.step(0)

    @pytest.mark.parametrize("role", sorted(DELEGATES))
    def test_the_audience_receives_the_body(self, screens, meeting, role):
        assert screens.emitted(meeting, role) == [
            {
                "n": 1,
                "kind": "page_turned",
                "item_id": None,
                "document_id": None,
                "page": 7,
            }
        ]

    @pytest.mark.parametrize("role", sorted(set(Role) - DELEGATES))
    def test_the_others_get_the_bare_number_and_see_no_gap(
        self, screens, meeting, role
    ):
        assert screens.emitted(meeting, role) == [{"n": 1}]

    def test_other_meetings_receive_nothing(self, screens, other_meeting):
        assert all(screens.emitted(other_meeting, role) == [] for role in Role)


class TestEndedSignIn:
    def test_the_device_gets_the_reason_and_is_disconnected(
        self, broadcast, here, screens, meeting
    ):
        record(here, SignInEnded(meeting_id=meeting, sign_in_id=42, reason="revoked"))
        broadcast.step(0)
        assert screens.closed == [(42, "revoked")]

    def test_a_sign_in_ended_by_another_process_is_closed_too(
        self, broadcast, store, screens, meeting
    ):
        record(
            store, SignInEnded(meeting_id=meeting, sign_in_id=43, reason="signed_out")
        )
        hear_everything(broadcast)
        assert screens.closed == [(43, "signed_out")]


class TestPresenceChanges:
    """A badge that signs in again and again: each time a sign-in ends."""

    @pytest.fixture
    def sign_in_often(self, broadcast, here, meeting):
        def sign_in(times: int, first: int = 1) -> None:
            for line in range(first, first + times):
                record(
                    here,
                    SignInEnded(
                        meeting_id=meeting, sign_in_id=line, reason="taken_over"
                    ),
                    DeskNoted(meeting_id=meeting, line_id=line),
                )
            hear_everything(broadcast)

        return sign_in

    def test_many_within_the_window_are_one_message_to_each_channel(
        self, broadcast, sign_in_often, screens, meeting, clock
    ):
        sign_in_often(12)
        assert screens.emitted(meeting, Role.GUEST) == []
        clock.now += timings.EVENT_GROUPING
        broadcast.step(0)
        assert screens.emitted(meeting, Role.GUEST) == [{"n": 24, "after": 0}]
        assert screens.emitted(meeting, Role.ENTRANCE) == [
            {"n": 24, "after": 0, "kind": "desk_noted", "line_id": 12}
        ]

    def test_the_delay_is_not_prolonged_and_the_last_change_is_sent(
        self, broadcast, sign_in_often, screens, meeting, clock
    ):
        for turn in range(4):
            sign_in_often(1, first=turn + 1)
            clock.now += timings.EVENT_GROUPING / 2
        clock.now += timings.EVENT_GROUPING / 2
        broadcast.step(0)
        assert screens.emitted(meeting, Role.GUEST) == [
            {"n": 6, "after": 0},
            {"n": 8, "after": 6},
        ]
        assert screens.emitted(meeting, Role.ENTRANCE)[-1]["line_id"] == 4

    def test_a_turned_page_waits_for_nothing_and_takes_the_numbers_along(
        self, broadcast, sign_in_often, here, screens, meeting, clock
    ):
        sign_in_often(2)
        change(here, meeting)
        hear_everything(broadcast)
        whole = {"n": 5, "kind": "meeting_changed"}
        assert screens.emitted(meeting, Role.GUEST) == [{**whole, "after": 0}]
        # What is not a bare number is sent first.
        desk = screens.emitted(meeting, Role.ENTRANCE)
        assert [message.get("line_id") for message in desk] == [2, None]
        assert desk[1] == whole
        clock.now += timings.EVENT_GROUPING
        broadcast.step(0)
        assert len(screens.emitted(meeting, Role.GUEST)) == 1
        assert len(screens.emitted(meeting, Role.ENTRANCE)) == 2

    def test_the_device_is_cut_off_at_once(self, sign_in_often, screens):
        sign_in_often(3)
        assert [sign_in_id for sign_in_id, _reason in screens.closed] == [1, 2, 3]


class TestRun:
    def test_the_teller_outlives_a_failure_and_forgets_nothing_after_it(
        self, broadcast, here, screens, meeting, caplog
    ):
        screens.failures = 1
        with running(broadcast):
            change(here, meeting, times=1)
            record(here, *[MeetingChanged(meeting_id=meeting) for _ in range(3)])
            assert wait_until(lambda: screens.numbers(meeting)[-1:] == [4])
        assert screens.numbers(meeting) == [2, 3, 4]
        assert "a broadcast failed" in caplog.text
