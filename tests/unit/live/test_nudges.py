"""How often the devices of one person are told that something has changed."""

import pytest

from kiosk import timings
from kiosk.live.hints import Alone
from kiosk.live.nudges import Nudges


class Room:
    """A clock, and who was nudged."""

    def __init__(self) -> None:
        self.now = 100.0
        self.told: list[str] = []
        self.nudges = Nudges(Alone(), self, lambda: self.now)

    def emit(self, _event: str, *_args: object, to: str) -> None:
        self.told.append(to)

    def wait(self) -> None:
        self.now += timings.NUDGE_GROUP
        self.nudges.step()


@pytest.fixture
def room() -> Room:
    return Room()


def test_the_first_change_is_told_at_once(room):
    room.nudges.nudge([1, 2])
    assert room.told == ["sign-in:1", "sign-in:2"]


def test_many_changes_are_told_once_more_and_the_last_is_not_lost(room):
    for _ in range(50):
        room.nudges.nudge([1])
    assert room.told == ["sign-in:1"]
    room.wait()
    assert room.told == ["sign-in:1"] * 2
    room.wait()
    assert room.told == ["sign-in:1"] * 2


def test_one_device_holds_up_no_other(room):
    room.nudges.nudge([1])
    room.nudges.nudge([1, 2])
    assert room.told == ["sign-in:1", "sign-in:2"]
