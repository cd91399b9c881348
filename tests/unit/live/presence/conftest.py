from collections.abc import Callable

import pytest

from kiosk.identity import Actor
from kiosk.roles import Role


class Clock:
    """A clock set by the test."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def actor() -> Callable[..., Actor]:
    def make(
        sign_in_id: int, role: Role = Role.OFFICIAL_DELEGATE, meeting_id: int = 1
    ) -> Actor:
        return Actor(meeting_id, role, "Lò Văn Pánh", sign_in_id, sign_in_id)

    return make
