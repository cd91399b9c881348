"""Actors in a meeting."""

import pytest

from kiosk.identity import Actor, network_of
from kiosk.roles import Permission, Role


def actor(role: Role, member_id: int | None = None) -> Actor:
    return Actor(1, role, "Nguyễn Văn A", sign_in_id=5, member_id=member_id)


def test_the_journal_keeps_ids_and_no_names():
    assert actor(Role.CHAIR, 7).label == "member:7 sign-in:5"
    assert actor(Role.ADMINISTRATOR).label == "administrator sign-in:5"


@pytest.mark.parametrize(("role", "may"), [(Role.CHAIR, True), (Role.GUEST, False)])
def test_an_actor_may_do_what_the_role_may(role, may):
    assert actor(role).may(Permission.RUN_MEETING) is may


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.168.10.7", "192.168.10.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("", "?"),
        ("may-tinh-bang", "?"),
    ],
)
def test_an_ipv6_address_is_counted_by_its_network(address, network):
    assert network_of(address) == network
