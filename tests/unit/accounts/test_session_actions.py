"""What ending sessions stores and logs, for whom, and whom it leaves alone."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_act, log_end_of
from kiosk.accounts.actions.proof import check_fresh_sign_in
from kiosk.accounts.actions.sessions import (
    end_idle_sessions,
    end_other_sessions,
    end_own_session,
    end_sessions_of,
    sign_out,
)
from kiosk.accounts.models import SignIn
from kiosk.accounts.rules import FRESH_SIGN_IN, IDLE_TOLERANCE
from kiosk.errors import Forbidden
from kiosk.identity import NO_ENDPOINT, Actor, Identity, Requester
from kiosk.roles import Role
from tests.unit.accounts.elsewhere import logged
from tests.unit.accounts.sign_in_rows import BOSS, HOUR, all_of, ended

MOMENT = dt.timedelta(microseconds=1)


@pytest.fixture
def requester(scene, store) -> Requester:
    """Somebody with three sign-ins (1 to 3); the fourth is another account's."""
    account, other = scene.make_account("thuky"), scene.make_account("khac")
    for one in (account, account, account, other):
        scene.sign_in(account_id=one)
    with store.unit_of_work("test") as work:
        for number, sign_in in enumerate(work.session.query(SignIn), 1):
            sign_in.browser, sign_in.passed_by = f"Máy {number}", "oidc"
    return Requester(Identity(1, "Lê Văn Thư", account_id=account))


class TestEnding:
    def test_the_others_are_all_open_ones_of_the_same_account(self, requester, store):
        with store.unit_of_work("test") as work:
            assert end_other_sessions(work, requester=requester) == 2
            assert end_other_sessions(work, requester=requester) == 0
        assert ended(store) == {2: "ended_remotely", 3: "ended_remotely"}
        assert logged(store) == [
            ("thuky", "session_ended", "Máy 2"),
            ("thuky", "session_ended", "Máy 3"),
        ]

    def test_one_that_has_ended_or_expired_is_no_other(self, requester, store):
        with store.unit_of_work("test") as work:
            work.session.get_one(SignIn, 3).expires_at = work.now - HOUR
            end_own_session(work, requester=requester, sign_in_id=2)
        with store.unit_of_work("test") as work:
            assert end_other_sessions(work, requester=requester) == 0
        assert ended(store) == {2: "ended_remotely"}
        assert logged(store) == [("thuky", "session_ended", "Máy 2")]

    def test_signing_out_ends_this_one_and_tells_how_it_was_made(
        self, requester, store
    ):
        with store.unit_of_work("test") as work:
            assert sign_out(work, requester=requester) == "oidc"
        assert ended(store) == {1: "signed_out"}
        assert logged(store) == [("thuky", "signed_out", "")]

    @pytest.mark.usefixtures("requester")
    def test_signing_out_of_what_is_gone_tells_nothing(self, store):
        gone = Requester(Identity(99, "", account_id=1))
        with store.unit_of_work("test") as work:
            assert sign_out(work, requester=gone) == ""
        assert ended(store) == {}

    def test_an_administrator_ends_all_of_one_account_and_no_others(
        self, requester, store
    ):
        account = requester.identity.account_id
        with store.unit_of_work("test") as work:
            assert end_sessions_of(work, requester=BOSS, account_id=account) == 3
        assert ended(store) == dict.fromkeys((1, 2, 3), "ended_remotely")
        assert logged(store) == [("operator", "session_ended", "thuky")]

    def test_the_end_of_a_sign_in_is_logged_once_under_its_account(
        self, requester, store
    ):
        with store.unit_of_work("test") as work:
            for sign_in in (2, 99):
                log_end_of(work, sign_in, requester.endpoint, "replaced")
            end_own_session(work, requester=requester, sign_in_id=2)
            log_end_of(work, 2, NO_ENDPOINT, "replaced")
        assert logged(store) == [
            ("thuky", "signed_out", "replaced"),
            ("thuky", "session_ended", "Máy 2"),
        ]


def test_who_acts_in_a_meeting_is_logged_by_account_or_badge(store, scene):
    meeting = scene.make_meeting()
    account = scene.make_account("thuky")
    member = scene.make_member(meeting, Role.SECRETARY, account_id=account)
    badge_holder = scene.make_member(meeting)
    scene.sign_in(account_id=account)
    scene.sign_in(badge_holder)
    actors = [
        Actor(meeting, Role.SECRETARY, "A", 1, member),
        Actor(meeting, Role.OFFICIAL_DELEGATE, "B", 2, badge_holder),
    ]
    with store.unit_of_work("test") as work:
        for actor in actors:
            log_act(work, AccessAction.EXPORT_BEGUN, actor, NO_ENDPOINT, "")
    names = [username for username, _action, _detail in logged(store)]
    assert names == ["thuky", f"member:{badge_holder}"]


class TestIdle:
    LIMIT = 8 * HOUR

    def end_idle(self, store, *sign_ins: int) -> None:
        with store.unit_of_work("test") as work:
            end_idle_sessions(work, list(sign_ins), self.LIMIT)

    def test_those_that_are_none_do_not_keep_the_others(self, requester, scene, store):
        scene.sign_in(scene.make_member(scene.make_meeting()))
        start = clock.now()
        with clock.frozen(start + self.LIMIT + IDLE_TOLERANCE + HOUR):
            self.end_idle(store, 99, 5, 2)
        assert ended(store) == {2: "idle"}
        assert logged(store) == [("thuky", "idle_ended", "Máy 2")]
        (entry,) = (one for one in all_of(store, SignIn) if one.id == 2)
        assert entry.account_id == requester.identity.account_id

    @pytest.mark.parametrize(
        ("more", "is_ended"), [(MOMENT * 0, False), (MOMENT, True)]
    )
    @pytest.mark.usefixtures("requester")
    def test_it_ends_after_the_limit_and_the_tolerance(self, store, more, is_ended):
        started = all_of(store, SignIn)[1].started_at
        with clock.frozen(started + self.LIMIT + IDLE_TOLERANCE + more):
            self.end_idle(store, 2)
        assert bool(ended(store)) is is_ended


def test_a_sign_in_is_fresh_for_its_time_to_the_moment(requester, store):
    started = all_of(store, SignIn)[0].started_at
    with clock.frozen(started + FRESH_SIGN_IN), store.unit_of_work("test") as work:
        check_fresh_sign_in(work, requester)
    with (
        clock.frozen(started + FRESH_SIGN_IN + MOMENT),
        store.unit_of_work("test") as work,
        pytest.raises(Forbidden),
    ):
        check_fresh_sign_in(work, requester)
