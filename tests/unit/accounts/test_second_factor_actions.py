"""Whose second factor it is, and what is logged of it."""

import pytest

from kiosk.accounts.actions.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    remove_second_factor,
    renew_recovery_codes,
    turn_off_second_factor,
)
from kiosk.accounts.models import SecondFactor
from kiosk.errors import Conflict, NotFound
from kiosk.identity import Identity, Requester
from tests.expected_errors import refused
from tests.unit.accounts.elsewhere import logged
from tests.unit.accounts.second_factors import turn_on_second_factor

# By a badge: no account.
DELEGATE = Requester(Identity(1, "", member_id=1))


@pytest.fixture
def holder(scene) -> Requester:
    """The holder of the first account, whose second factor is on."""
    account = scene.make_account("thuky")
    assert account == 1
    turn_on_second_factor(scene, account)
    return Requester(Identity(1, "", account_id=account))


@pytest.mark.usefixtures("holder")
@pytest.mark.parametrize(
    "act",
    [
        lambda work, key: begin_second_factor(work, key, requester=DELEGATE),
        lambda work, key: confirm_second_factor(
            work, key, requester=DELEGATE, code="123456"
        ),
        lambda work, key: renew_recovery_codes(work, key, requester=DELEGATE),
        lambda work, _key: turn_off_second_factor(work, requester=DELEGATE),
    ],
    ids=["begin", "confirm", "renew", "turn off"],
)
def test_a_badge_has_none_and_reaches_no_accounts(store, scene, act):
    with pytest.raises(NotFound), store.unit_of_work("test") as work:
        act(work, scene.key)
    with store.read_session() as session:
        assert session.get_one(SecondFactor, 1).confirmed_at


def test_new_codes_need_one_that_is_on(store, scene):
    account = scene.make_account("thuky")
    requester = Requester(Identity(1, "", account_id=account))
    with refused(Conflict), store.unit_of_work("test") as work:
        renew_recovery_codes(work, scene.key, requester=requester)
    assert logged(store) == []


def test_it_is_logged_when_it_changes(store, scene, holder):
    with store.unit_of_work("test") as work:
        renew_recovery_codes(work, scene.key, requester=holder)
        turn_off_second_factor(work, requester=holder)
    with store.unit_of_work("test") as work:
        turn_off_second_factor(work, requester=holder)
    assert logged(store) == [
        ("thuky", "second_factor_on", ""),
        ("thuky", "recovery_codes_renewed", ""),
        ("thuky", "second_factor_off", "thuky"),
    ]


def test_it_is_logged_who_removed_whose(store, scene, holder):
    boss = scene.make_account("boss", is_administrator=True)
    by = Requester(Identity(2, "", account_id=boss, is_administrator=True))
    account_id = holder.identity.account_id
    for _ in range(2):
        with store.unit_of_work("test") as work:
            remove_second_factor(work, requester=by, account_id=account_id)
    assert logged(store)[1:] == [("boss", "second_factor_off", "thuky")]
