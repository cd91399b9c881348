"""Actors in a meeting."""

import pytest

from kiosk.identity import Actor
from kiosk.roles import Permission, Role


def actor(role: Role, member_id: int | None = None) -> Actor:
    return Actor(1, role, "Nguyễn Văn A", sign_in_id=5, member_id=member_id)


def test_the_journal_keeps_ids_and_no_names():
    assert actor(Role.CHAIR, 7).label == "member:7 sign-in:5"
    assert actor(Role.ADMINISTRATOR).label == "administrator sign-in:5"


@pytest.mark.parametrize(("role", "may"), [(Role.CHAIR, True), (Role.GUEST, False)])
def test_an_actor_may_do_what_the_role_may(role, may):
    assert actor(role).may(Permission.RUN_MEETING) is may
