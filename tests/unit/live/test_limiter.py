"""Usage is counted by device and address; times are given, nothing waits."""

import pytest

from kiosk.live.limiter import Limiter, LiveClient
from kiosk.live.limits import LIVE_LIMITS, Rate
from kiosk.live.transport.usage_meter import UsageMeter
from kiosk.live.transport.websocket_frames import POLICY_VIOLATION, WebSocketError

ROOM = 20_000
NOW = 1000.0
ADDRESS = "10.0.0.1"


class Connection:
    """A connection that can be closed by the limiter."""

    def __init__(self, last_received: float = NOW) -> None:
        self.last_received = last_received
        self.meter = UsageMeter()
        self.reason = ""

    def close_with_reason(self, reason: str) -> None:
        self.reason = reason
        self.meter.close()


@pytest.fixture
def limiter() -> Limiter:
    return Limiter(ROOM)


def open_one(
    limiter: Limiter, device: str = "sign-in:1", address: str = ADDRESS
) -> Connection:
    connection = Connection()
    connection.meter = limiter.open(LiveClient(device, address), connection)
    return connection


def spend(
    meter: UsageMeter, seconds: float, per_second: int, start: float = NOW
) -> bool:
    """Send evenly for `seconds`; tell whether all was accepted."""
    try:
        for count in range(int(seconds * per_second)):
            meter.spend_message(start + count / per_second)
    except WebSocketError as error:
        return error.code != POLICY_VIOLATION
    return True


class TestRate:
    RATE = Rate(burst=3, per_second=2)

    def test_the_burst_is_taken_at_once_and_no_more(self):
        due: float | None = 0.0
        for _ in range(3):
            assert due is not None
            due = self.RATE.spend(due, 1, NOW)
        assert due is not None
        assert self.RATE.spend(due, 1, NOW) is None

    def test_what_was_used_is_forgotten_at_the_rate(self):
        due = self.RATE.spend(0.0, 3, NOW)
        assert due == NOW + 1.5
        assert self.RATE.spend(due, 2, NOW + 1) == NOW + 2.5

    def test_more_than_the_burst_is_never_taken(self):
        assert self.RATE.spend(0.0, 4, NOW) is None


class TestMessages:
    def test_sixteen_screens_of_one_person_are_within_the_limit(self, limiter):
        meter = open_one(limiter).meter
        assert spend(meter, 60, 34)

    def test_a_flood_is_refused_after_the_burst(self, limiter):
        meter = open_one(limiter).meter
        burst = int(LIVE_LIMITS.device_messages.burst)
        assert spend(meter, 1, burst)
        assert not spend(meter, 1, burst, NOW + 1)

    def test_all_sockets_of_a_device_share_one_limit(self, limiter):
        one, other = open_one(limiter), open_one(limiter)
        burst = int(LIVE_LIMITS.device_messages.burst)
        assert spend(one.meter, 1e-6 * burst, 1_000_000)
        assert not spend(other.meter, 1e-6 * burst, 1_000_000)

    def test_another_device_of_the_address_has_its_own(self, limiter):
        one, other = open_one(limiter), open_one(limiter, "sign-in:2")
        assert not spend(one.meter, 1, 1000)
        assert spend(other.meter, 60, 8)

    def test_bytes_are_counted_besides(self, limiter):
        meter = open_one(limiter).meter
        meter.spend_bytes(int(LIVE_LIMITS.device_bytes.burst), NOW)
        with pytest.raises(WebSocketError, match="too many bytes"):
            meter.spend_bytes(1, NOW)
        meter.spend_bytes(1, NOW + 1)


class TestAddressAboveItsLimit:
    @pytest.fixture
    def limiter(self) -> Limiter:
        """A limiter whose address has been used up by many devices."""
        limiter = Limiter(ROOM)
        many = int(
            LIVE_LIMITS.address_messages.burst / LIVE_LIMITS.device_messages.burst
        )
        for number in range(many):
            meter = open_one(limiter, f"sign-in:{100 + number}").meter
            for _ in range(int(LIVE_LIMITS.device_messages.burst)):
                meter.spend_message(NOW)
        return limiter

    def test_three_screens_of_one_person_go_on(self, limiter):
        assert spend(open_one(limiter).meter, 2.5, 7)

    def test_a_device_that_sends_much_is_refused_sooner(self, limiter):
        meter = open_one(limiter).meter
        assert not spend(meter, 1e-6 * LIVE_LIMITS.device_messages.burst / 2, 1_000_000)

    def test_another_address_does_not_feel_it(self, limiter):
        meter = open_one(limiter, address="10.0.0.2").meter
        for _ in range(int(LIVE_LIMITS.device_messages.burst)):
            meter.spend_message(NOW)


class TestSockets:
    def test_beyond_the_limit_the_quietest_makes_room(self, limiter):
        connections = [open_one(limiter) for _ in range(LIVE_LIMITS.device_sockets)]
        connections[3].last_received = NOW - 5
        assert not any(connection.reason for connection in connections)
        open_one(limiter)
        expelled = [c for c in connections if c.reason]
        assert expelled == [connections[3]]
        assert expelled[0].reason == "too many sockets"
        assert limiter.sockets == LIVE_LIMITS.device_sockets

    def test_a_closed_socket_counts_no_longer_and_only_once(self, limiter):
        connection = open_one(limiter)
        connection.meter.close()
        connection.meter.close()
        assert limiter.sockets == 0

    def test_in_a_server_nearly_full_a_device_has_fewer(self):
        limiter = Limiter(10)
        for number in range(8):
            open_one(limiter, f"sign-in:{100 + number}")
        for _ in range(3 * LIVE_LIMITS.crowded_device_sockets):
            open_one(limiter)
        assert limiter.sockets == 8 + LIVE_LIMITS.crowded_device_sockets

    def test_an_address_with_very_many_sockets_keeps_nobody_out(self, limiter):
        for number in range(LIVE_LIMITS.address_sockets):
            open_one(limiter, f"sign-in:{100 + number}")
        unauthenticated = [open_one(limiter, f"sign-in:{n}") for n in range(50)]
        assert not any(newcomer.reason for newcomer in unauthenticated)
        assert limiter.sockets == LIVE_LIMITS.address_sockets + 50


class TestHandshakes:
    CLIENT_KEY = LiveClient("sign-in:1", ADDRESS)

    def test_a_device_that_connects_again_and_again_has_to_wait(self, limiter):
        burst = int(LIVE_LIMITS.device_handshakes.burst)
        assert all(limiter.may_connect(self.CLIENT_KEY, NOW) for _ in range(burst))
        assert not limiter.may_connect(self.CLIENT_KEY, NOW)
        assert limiter.may_connect(self.CLIENT_KEY, NOW + 1)

    def test_400_devices_of_one_address_may_connect_at_once(self, limiter):
        clients = [LiveClient(f"sign-in:{number}", ADDRESS) for number in range(400)]
        assert all(limiter.may_connect(client, NOW) for client in clients)


class TestForgetting:
    def test_who_has_left_and_used_nothing_lately_is_forgotten(self, limiter):
        open_one(limiter, "sign-in:1").meter.close()
        open_one(limiter, "sign-in:2")
        limiter.may_connect(LiveClient("sign-in:3", "10.0.0.2"), NOW)
        limiter.may_connect(LiveClient("sign-in:4", "10.0.0.3"), NOW + 1000)
        assert set(limiter._devices) == {"sign-in:2", "sign-in:4"}
        assert set(limiter._addresses) == {ADDRESS}
