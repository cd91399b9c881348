"""Connections without a session are limited by address."""

import pytest

from kiosk.identity import network_of
from kiosk.live.transport.unauthenticated_connections import UnauthenticatedConnections


@pytest.fixture
def closed() -> list[str]:
    return []


@pytest.fixture
def enter(closed):
    unauthenticated = UnauthenticatedConnections(most=3)

    def enter(name: str, network: str = "10.0.0.1"):
        return unauthenticated.enter(network, lambda: closed.append(name))

    return enter


def test_the_one_that_has_waited_longest_makes_room(enter, closed):
    for name in "abcde":
        enter(name)
    assert closed == ["a", "b"]


def test_who_has_left_is_not_counted(enter, closed):
    leave = enter("a")
    enter("b")
    enter("c")
    leave()
    leave()
    enter("d")
    assert closed == []
    enter("e")
    assert closed == ["b"]


def test_another_address_has_room_of_its_own(enter, closed):
    for name in "abc":
        enter(name)
        enter(name, "10.0.0.2")
    assert closed == []


def test_nothing_is_kept_of_those_who_left():
    unauthenticated = UnauthenticatedConnections()
    unauthenticated.enter("10.0.0.1", lambda: None)()
    assert unauthenticated.count("10.0.0.1") == 0
    assert unauthenticated._waiting == {}


def test_of_very_many_addresses_the_one_with_most_makes_room(closed):
    unauthenticated = UnauthenticatedConnections(most=3)
    unauthenticated.max_total = 4
    for name, network in (
        ("a1", "a"),
        ("b1", "b"),
        ("b2", "b"),
        ("c1", "c"),
        ("d1", "d"),
    ):
        unauthenticated.enter(network, lambda name=name: closed.append(name))
    assert closed == ["b1"]


def test_a_machine_has_one_network_of_ipv6():
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff:2")
    assert network_of("2001:db8:0:1::1") != network_of("2001:db8::1")
    assert network_of("nonsense") == "?"
