"""The two steps of a staff sign-in: whose they are, what is stored and logged."""

import datetime as dt
from dataclasses import replace

import pyotp
import pytest

from kiosk import clock
from kiosk.accounts import totp
from kiosk.accounts.access_actions import AccessDetail
from kiosk.accounts.actions.rate_limit import (
    AttemptKey,
    AttemptKind,
    seconds_to_wait,
)
from kiosk.accounts.actions.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    remove_second_factor,
    renew_recovery_codes,
    turn_off_second_factor,
    use_one_time_code,
)
from kiosk.accounts.actions.staff_sign_in import (
    REFUSED,
    SignInResult,
    accept_password,
    attempt_staff_sign_in,
    check_code,
    pass_first_step,
    pass_second_step,
)
from kiosk.accounts.devices import Device
from kiosk.accounts.models import Account, PendingSignIn, SecondFactor, SignIn
from kiosk.accounts.rules import SECOND_STEP_LIFETIME
from kiosk.errors import Conflict, NotFound, TooManyAttempts
from kiosk.identity import Identity, Requester
from tests.expected_errors import refused
from tests.unit.accounts.elsewhere import logged
from tests.unit.accounts.second_factors import code_of, turn_on_second_factor
from tests.unit.accounts.sign_in_rows import TABLET, all_of

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


def test_one_begun_twice_is_confirmed_by_the_newer_secret(store, scene):
    account = scene.make_account("thuky")
    requester = Requester(Identity(1, "", account_id=account))
    begun = []
    for _ in range(2):
        with store.unit_of_work("test") as work:
            begun.append(begin_second_factor(work, scene.key, requester=requester))
    assert begun[0].secret != begun[1].secret
    for factor in begun:
        assert factor.address == totp.setup_uri(factor.secret, "thuky")
        with store.unit_of_work("test") as work:
            code = pyotp.TOTP(factor.secret).at(work.now)
            codes = confirm_second_factor(
                work, scene.key, requester=requester, code=code
            )
        assert (codes is None) == (factor is begun[0])


def test_a_code_of_an_account_without_one_is_wrong(store, scene):
    account = scene.make_account("thuky")
    with store.unit_of_work("test") as work:
        for code in ("123456", ""):
            used = use_one_time_code(work, scene.key, account_id=account, code=code)
            assert used is None


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


class TestSecondStep:
    @pytest.fixture
    def enter(self, store, scene):
        """Return a function that passes the first step, then enters a code."""

        def enter_code(account_id: int, code: str, device: Device = TABLET):
            with store.unit_of_work("test") as work:
                first = pass_first_step(
                    work,
                    scene.key,
                    account=work.session.get_one(Account, account_id),
                    device=device,
                    by=AccessDetail.LDAP,
                )
            with store.unit_of_work("test") as work:
                return pass_second_step(
                    work,
                    scene.key,
                    token=first.step_token,
                    check=check_code(scene.key, code),
                    device=device,
                )

        return enter_code

    @pytest.mark.usefixtures("holder")
    def test_a_code_signs_in_and_both_steps_are_known(self, store, scene, enter):
        result = enter(1, code_of(scene, 1))
        assert result == SignInResult(token=result.token, username="thuky")
        [sign_in] = all_of(store, SignIn)
        assert sign_in.passed_by == "ldap"
        assert logged(store)[1:] == [
            ("thuky", "code_asked", "ldap"),
            ("thuky", "signed_in", "code"),
        ]

    def test_a_recovery_code_is_logged_as_one(self, store, scene, enter):
        account = scene.make_account("thuky")
        code, *_more = turn_on_second_factor(scene, account)
        assert enter(account, code).token
        assert logged(store)[2:] == [
            ("thuky", "recovery_code_used", ""),
            ("thuky", "signed_in", "recovery_code"),
        ]
        assert enter(account, code) == REFUSED

    @pytest.mark.usefixtures("holder")
    def test_it_replaces_the_sign_in_of_the_device(self, store, scene, enter):
        scene.sign_in(account_id=1)
        enter(1, code_of(scene, 1), replace(TABLET, replaces=1))
        assert [one.end_reason for one in all_of(store, SignIn)] == ["signed_out", ""]
        assert ("thuky", "signed_out", "replaced") in logged(store)

    @pytest.mark.usefixtures("holder")
    def test_the_sixth_wrong_code_of_an_account_waits_and_no_other_s(
        self, store, scene, enter
    ):
        other = scene.make_account("khac")
        turn_on_second_factor(scene, other)
        known = replace(TABLET, is_known=True)
        assert [enter(1, "000000", known) for _ in range(5)] == [REFUSED] * 5
        with pytest.raises(TooManyAttempts):
            enter(1, code_of(scene, 1), known)
        assert enter(other, code_of(scene, other), known).token
        waiting = AttemptKey(AttemptKind.ONE_TIME_CODE, known, "thuky")
        with store.unit_of_work("test") as work:
            assert seconds_to_wait(work.session, waiting, work.now) > 0

    @pytest.mark.usefixtures("holder")
    def test_one_that_was_never_passed_is_removed_once_it_has_expired(
        self, store, scene
    ):
        begun = clock.now()

        def begin(after: dt.timedelta) -> list[dt.datetime]:
            with clock.frozen(begun + after), store.unit_of_work("test") as work:
                account = work.session.get_one(Account, 1)
                pass_first_step(
                    work,
                    scene.key,
                    account=account,
                    device=TABLET,
                    by=AccessDetail.PASSWORD,
                )
            return [one.started_at - begun for one in all_of(store, PendingSignIn)]

        none, lifetime = dt.timedelta(), SECOND_STEP_LIFETIME
        over = lifetime + dt.timedelta(microseconds=1)
        assert begin(none) == [none]
        assert begin(lifetime) == [none, lifetime]
        assert begin(over) == [lifetime, over]


class TestPassword:
    def test_no_password_of_a_closed_account_is_looked_at(self, store, scene):
        account = scene.make_account("thuky")
        for is_closed, expected in ((False, (account, "!")), (True, (None, ""))):
            with store.unit_of_work("test") as work:
                work.session.get_one(Account, account).is_closed = is_closed
                attempt = attempt_staff_sign_in(work, username=" ThuKy ", device=TABLET)
            assert (attempt.account_id, attempt.password_hash) == expected

    def test_an_unknown_name_opens_no_account_without_a_password(self, store, scene):
        account = scene.make_account("thuky")
        with store.unit_of_work("test") as work:
            work.session.get_one(Account, account).password_hash = ""
        with store.unit_of_work("test") as work:
            attempt = attempt_staff_sign_in(work, username="khac", device=TABLET)
            assert accept_password(work, attempt=attempt, verified=True) is None
