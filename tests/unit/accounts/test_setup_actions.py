"""For what a link that sets a password can be used, and for what no longer."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.accounts.actions import Device
from kiosk.accounts.actions.links import make_setup_link, use_setup_link
from kiosk.accounts.actions.setup import SetupDetails, set_up_account
from kiosk.accounts.actions.staff_sign_in import SignInResult
from kiosk.accounts.models import Account, SetupLink, SignIn
from kiosk.accounts.rules import LINK_LIFETIME
from kiosk.errors import NotFound
from kiosk.identity import Endpoint
from tests.expected_errors import refused
from tests.unit.accounts.elsewhere import logged
from tests.unit.accounts.sign_in_rows import HOUR, all_of

DEVICE = Device("10.4.0.7", "laptop-7", HOUR, endpoint=Endpoint("10.4.0.7", 50123))
MOMENT = dt.timedelta(microseconds=1)


@pytest.fixture
def account_id(scene) -> int:
    return scene.make_account("thuky")


@pytest.fixture
def token(store, scene, account_id) -> str:
    with store.unit_of_work("test") as work:
        path = make_setup_link(work, scene.key, account_id=account_id)
    return path.removeprefix("/setup#")


@pytest.fixture
def use(store, scene, token):
    def use(password_hash: str) -> SignInResult:
        details = SetupDetails(token, "boss", "Ông Chủ", password_hash)
        with store.unit_of_work("test") as work:
            return set_up_account(work, scene.key, details=details, device=DEVICE)

    return use


def test_it_sets_the_password_once_and_signs_in(use, store, account_id):
    answer = use("hash 1")
    assert (answer.username, answer.step_token) == ("thuky", "")
    with refused(NotFound, "dead_link"):
        use("hash 2")
    (account,) = all_of(store, Account)
    assert (account.id, account.password_hash) == (account_id, "hash 1")
    assert (account.username, account.is_administrator) == ("thuky", False)
    (sign_in,) = all_of(store, SignIn)
    assert (sign_in.account_id, sign_in.device) == (account_id, "10.4.0.7")
    assert logged(store) == [
        ("thuky", "password_set", "link"),
        ("thuky", "signed_in", "link"),
    ]


def test_it_sets_none_of_a_closed_account(use, store, account_id):
    with store.unit_of_work("test") as work:
        work.session.get_one(Account, account_id).is_closed = True
    with refused(NotFound, "dead_link"):
        use("hash 1")
    assert all_of(store, Account)[0].password_hash == "!"
    assert all_of(store, SignIn) == []
    (link,) = all_of(store, SetupLink)
    assert link.used_at is None


@pytest.mark.parametrize(("age", "is_usable"), [(-MOMENT, True), (MOMENT * 0, False)])
def test_it_is_usable_for_its_time(store, scene, token, age, is_usable):
    (link,) = all_of(store, SetupLink)
    end = link.created_at + LINK_LIFETIME + age
    with clock.frozen(end), store.unit_of_work("test") as work:
        if is_usable:
            assert use_setup_link(work, scene.key, token).used_at == end
        else:
            with refused(NotFound, "dead_link"):
                use_setup_link(work, scene.key, token)


def test_a_newer_one_replaces_that_of_the_same_account_only(
    store, scene, token, account_id
):
    other = scene.make_account("khac")
    with store.unit_of_work("test") as work:
        make_setup_link(work, scene.key, account_id=other)
        make_setup_link(work, scene.key)
        use_setup_link(work, scene.key, token)
        make_setup_link(work, scene.key, account_id=other)
        make_setup_link(work, scene.key)
        make_setup_link(work, scene.key, account_id=account_id)
    found = [(one.account_id, bool(one.used_at)) for one in all_of(store, SetupLink)]
    assert sorted(found, key=str) == sorted(
        [(account_id, True), (account_id, False), (other, False), (None, False)],
        key=str,
    )
