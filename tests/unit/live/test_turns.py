"""Whose turn it is: the urgent first, nobody for ever last."""

import pytest

from kiosk.live.transport.priority import (
    ARRIVING,
    HEALTH_CHECK,
    PRESENT,
    Priority,
    Rank,
    read_head,
)
from kiosk.live.transport.turns import (
    BACKLOG_PERIOD_SECONDS,
    BACKLOG_SECONDS,
    LEADING_SECONDS,
    MOST_OF_A_DEVICE,
    MOST_OF_A_VISIT,
    MOST_VISITS,
    OLDEST_EVERY,
    LeadingRoom,
    Turns,
)

LEADING = Rank(Priority.LEADING, "sign-in:1")


@pytest.fixture
def turns() -> Turns:
    return Turns()


def taken(turns: Turns, **how) -> list:
    return [found[0] for _ in range(len(turns)) if (found := turns.take(**how))]


def test_the_chair_goes_before_those_who_are_there_and_these_before_arrivals(turns):
    turns.join("visitor", ARRIVING)
    turns.join("tablet", PRESENT)
    turns.join("chair", LEADING)
    assert turns.first() is Priority.LEADING
    assert taken(turns) == ["chair", "tablet", "visitor"]
    assert not turns
    assert turns.first() is turns.take() is None


def test_within_a_priority_first_come_first_served(turns):
    for number in range(50):
        turns.join(number, ARRIVING)
    assert taken(turns) == list(range(50))


def test_a_chair_behind_hundreds_goes_next_but_one_at_the_latest(turns):
    for number in range(400):
        turns.join(number, ARRIVING)
    for _ in range(OLDEST_EVERY):
        turns.take()
        turns.join("chair", LEADING)
        assert "chair" in [turns.take()[0] for _ in range(2)]


def test_whoever_has_waited_longest_gets_a_share_however_many_are_urgent(turns):
    for number in range(10):
        turns.join(number, ARRIVING)
    gone = []
    for urgent in range(10 * OLDEST_EVERY):
        turns.join("urgent", Rank(Priority.LEADING, f"sign-in:{urgent}"))
        gone.append(turns.take()[0])
    assert gone[OLDEST_EVERY - 1 :: OLDEST_EVERY] == list(range(10))


def test_while_room_is_kept_those_who_arrive_get_no_turn(turns):
    turns.join("visitor", ARRIVING)
    turns.join("tablet", PRESENT)
    assert turns.take(arriving=False) == ("tablet", Priority.PRESENT)
    assert turns.take(arriving=False) is None
    assert turns.take() == ("visitor", Priority.ARRIVING)


class TestOneDevice:
    FLOOD = Rank(Priority.PRESENT, "sign-in:7")

    @pytest.mark.parametrize("flood", [FLOOD, HEALTH_CHECK])
    def test_that_sends_too_much_waits_behind_the_others(self, turns, flood):
        for number in range(MOST_OF_A_DEVICE + 20):
            turns.join(("flood", number), flood)
        for number in range(20):
            turns.join(("tablet", number), Rank(Priority.PRESENT, f"sign-in:{number}"))
        order = taken(turns)
        last_tablet = max(order.index(("tablet", number)) for number in range(7))
        floods = [who for who in order[:last_tablet] if who[0] == "flood"]
        assert len(floods) < MOST_OF_A_DEVICE + 8
        assert len(order) == MOST_OF_A_DEVICE + 40

    def test_a_health_check_goes_before_visitors(self, turns):
        turns.join("visitor", ARRIVING)
        turns.join("monitor", HEALTH_CHECK)
        assert turns.take() == ("monitor", Priority.PRESENT)

    def test_that_was_served_may_come_again(self, turns):
        for _ in range(10 * MOST_OF_A_DEVICE):
            turns.join("visitor", ARRIVING)
            turns.join("tablet", self.FLOOD)
            if turns.take()[0] == "visitor":
                turns.take()
        turns.join("again", self.FLOOD)
        assert "again" in [turns.take()[0] for _ in range(2)]


class TestVisits:
    @staticmethod
    def of(device: int) -> Rank:
        return Rank(Priority.ARRIVING, f"sign-in:{device}")

    def test_one_that_has_begun_is_ended_before_others(self, turns):
        for device in range(5):
            turns.join((device, "page"), self.of(device))
        served = []
        while turns:
            device, what = turns.take()[0]
            served.append((device, what))
            if what == "page":
                for file in range(3):
                    turns.join((device, file), self.of(device))
        first = [place for place, (device, _) in enumerate(served) if device == 0]
        last = [place for place, (device, _) in enumerate(served) if device == 4]
        assert len(served) == 20
        assert max(first) < 6
        assert max(last) == 19

    def test_one_without_end_loses_its_place(self, turns):
        gone = 0
        turns.join("flood", self.of(1))
        turns.join("other", self.of(2))
        # Whoever is known to have come before might stand before others for ever.
        while turns.take()[0] == "flood":
            gone += 1
            turns.join("flood", self.of(1))
        assert gone <= MOST_OF_A_VISIT

    def test_no_more_are_remembered_than_some_thousands(self, turns):
        for device in range(MOST_VISITS + 100):
            turns.join(device, self.of(device))
            turns.take()
        assert len(turns._visits._began) == MOST_VISITS


class TestHead:
    @pytest.mark.parametrize(
        ("line", "changes", "is_live"),
        [
            (b"GET /m/1/tablet HTTP/1.1", False, False),
            (b"HEAD / HTTP/1.1", False, False),
            (b"POST /m/1/page HTTP/1.1", True, False),
            (b"GET /socket.io/?EIO=4 HTTP/1.1", False, True),
            (b"GET /m/1?x=/socket.io/ HTTP/1.1", False, False),
            (b"", True, False),
        ],
    )
    def test_the_first_line_says_what_is_wanted(self, line, changes, is_live):
        said = read_head(line + b"\r\nCookie: kiosk=x\r\n\r\n")
        assert said == (changes, is_live, "kiosk=x")

    @pytest.mark.parametrize(
        ("lines", "cookies"),
        [
            (b"Host: x\r\ncookie:a=b; c=d\r\n\r\n", "a=b; c=d"),
            (b"X: Cookie: a=b\r\n\r\n", ""),
            (b"Cookie: a=\xff\r\n", "a=\xff"),
            (b"Cookie: " + b"x" * 5000 + b"\r\n\r\n", ""),
            (b"Coo", ""),
        ],
    )
    def test_cookies_are_found_wherever_they_are(self, lines, cookies):
        assert read_head(b"GET / HTTP/1.1\r\n" + lines).cookies == cookies


class TestRoomForALeadingRequest:
    def test_is_kept_for_a_moment_after_it_was_seen(self):
        room = LeadingRoom()
        assert not room.is_kept(100.0)
        room.note_leading(100.0)
        assert room.is_kept(100.0 + 0.9 * LEADING_SECONDS)
        assert not room.is_kept(100.0 + 1.1 * LEADING_SECONDS)

    def test_is_kept_for_connections_that_wait_but_not_for_ever(self):
        room, kept = LeadingRoom(), 0.0
        for step in range(3000):
            now = 100.0 + step / 100
            room.note_backlog(now)
            kept += room.is_kept(now) / 100
        share = BACKLOG_SECONDS / BACKLOG_PERIOD_SECONDS
        assert 0.9 * share < kept / 30 < 1.3 * share
