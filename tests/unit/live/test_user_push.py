"""Notifications of one person's devices are rate-limited."""

import pytest

from kiosk import timings
from kiosk.live.message_bus import NullBus
from kiosk.live.user_push import UserPush


class Room:
    """A clock, and the notified devices."""

    def __init__(self) -> None:
        self.now = 100.0
        self.reported: list[str] = []
        self.user_push = UserPush(NullBus(), self, lambda: self.now)

    def emit(self, _event: str, *_args: object, to: str) -> None:
        self.reported.append(to)

    def wait(self) -> None:
        self.now += timings.USER_PUSH_INTERVAL
        self.user_push.step()


@pytest.fixture
def room() -> Room:
    return Room()


def test_the_first_change_is_notified_at_once(room):
    room.user_push.push_to_users([1, 2])
    assert room.reported == ["sign-in:1", "sign-in:2"]


def test_many_changes_cause_one_more_notification(room):
    for _ in range(50):
        room.user_push.push_to_users([1])
    assert room.reported == ["sign-in:1"]
    room.wait()
    assert room.reported == ["sign-in:1"] * 2
    room.wait()
    assert room.reported == ["sign-in:1"] * 2


def test_one_device_holds_up_no_other(room):
    room.user_push.push_to_users([1])
    room.user_push.push_to_users([1, 2])
    assert room.reported == ["sign-in:1", "sign-in:2"]
