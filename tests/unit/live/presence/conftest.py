from collections.abc import Callable

import pytest

from kiosk.identity import Actor
from kiosk.roles import Role
from tests.manual_clock import ManualClock


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def actor() -> Callable[..., Actor]:
    def make(
        sign_in_id: int, role: Role = Role.OFFICIAL_DELEGATE, meeting_id: int = 1
    ) -> Actor:
        return Actor(meeting_id, role, "Lò Văn Pánh", sign_in_id, sign_in_id)

    return make
