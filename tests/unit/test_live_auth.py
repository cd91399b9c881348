"""The live channel's authenticator: cookies, and events that end sign-ins."""

from dataclasses import replace
from typing import ClassVar

import pytest

from kiosk.accounts.events import SignInEnded
from kiosk.fleet.actions import revoke_tablet
from kiosk.live.transport.priority import ARRIVING, Priority
from kiosk.live_auth import LiveAuthenticator
from kiosk.meetings.events import MeetingStepped
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from tests.unit.fleet.many_tablets import make_tablets


@pytest.fixture
def authenticator(server) -> LiveAuthenticator:
    return LiveAuthenticator(
        server.store.config, server.session_cache, server.store.read_session
    )


@pytest.fixture
def environ(scene, meeting) -> dict:
    token = scene.sign_in(scene.make_member(meeting))
    return {"HTTP_COOKIE": f"language=vi; kiosk={token}"}


def publish(server, *events) -> None:
    with server.store.unit_of_work("test") as work:
        for event in events:
            work.record(event)
    server.broadcast.step(0.01)


def test_a_cookie_opens_the_meeting_it_belongs_to(authenticator, meeting, environ):
    assert authenticator.is_signed_in(environ)
    assert authenticator.authenticate(environ, meeting).meeting_id == meeting
    assert authenticator.authenticate(environ, meeting + 1) is None


@pytest.mark.parametrize(
    "environ",
    [{}, {"HTTP_COOKIE": ""}, {"HTTP_COOKIE": "kiosk="}, {"HTTP_COOKIE": "kiosk=x"},
     {"HTTP_COOKIE": "\x00;;=;kiosk"}, {"HTTP_COOKIE": 'kiosk="x"; other'}],
)  # fmt: skip
def test_strangers_and_garbage_stay_outside(authenticator, environ):
    assert not authenticator.is_signed_in(environ)
    assert authenticator.authenticate(environ, 1) is None


class TestWhomAConnectionIsCountedFor:
    FORWARDED: ClassVar = {
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_X_FORWARDED_FOR": "1.2.3.4, 10.0.0.9",
    }

    def test_is_the_sign_in_and_the_senders_address(self, authenticator, environ):
        assert authenticator.client_of({**environ, **self.FORWARDED}) == (
            "sign-in:1",
            "127.0.0.1",
        )

    def test_behind_the_proxy_is_the_address_that_the_proxy_has_seen(
        self, server, environ
    ):
        config = replace(server.store.config, behind_proxy=True)
        authenticator = LiveAuthenticator(
            config, server.session_cache, server.store.read_session
        )
        assert authenticator.client_of({**environ, **self.FORWARDED}) == (
            "sign-in:1",
            "10.0.0.9",
        )

    def test_is_nobody_where_nobody_is_signed_in(self, authenticator):
        assert authenticator.client_of(self.FORWARDED) is None


def test_the_event_that_ends_a_sign_in_drops_it_from_the_cache(
    server, authenticator, meeting, environ
):
    sign_in = authenticator.authenticate(environ, meeting).sign_in_id
    assert len(server.session_cache) == 1
    publish(
        server, SignInEnded(meeting_id=meeting, sign_in_id=sign_in, reason="revoked")
    )
    assert len(server.session_cache) == 0


def test_a_meeting_that_takes_a_step_strikes_everybody_off(
    server, authenticator, meeting, environ
):
    assert authenticator.is_signed_in(environ)
    publish(
        server,
        MeetingStepped(
            meeting_id=meeting, state=MeetingState.ADJOURNED, ended_sign_ins=0
        ),
    )
    assert len(server.session_cache) == 0
    assert authenticator.is_signed_in(environ)


class TestATabletOfTheHouse:
    @pytest.fixture
    def knocking(self, scene) -> dict:
        (secret,) = make_tablets(scene, 1)
        return {"HTTP_COOKIE": f"kiosk-tablet={secret}"}

    def test_may_knock_and_is_known_though_nobody_is_signed_in(
        self, authenticator, knocking
    ):
        assert authenticator.client_of(knocking) == ("tablet:1", "?")
        assert authenticator.tablet_id_of(knocking) == 1
        assert not authenticator.is_signed_in(knocking)

    def test_an_idle_tablet_joins_no_meeting(self, authenticator, meeting, knocking):
        assert authenticator.authenticate(knocking, meeting) is None

    def test_may_not_once_it_is_revoked(self, authenticator, scene, knocking):
        with scene.store.unit_of_work("test") as work:
            revoke_tablet(work, 1)
        assert not authenticator.client_of(knocking)
        assert authenticator.tablet_id_of(knocking) is None

    @pytest.mark.parametrize(
        "cookie", ["", "kiosk-tablet=", "kiosk-tablet=x", "kiosk=x"]
    )
    def test_an_unknown_device_is_no_tablet(self, authenticator, cookie):
        assert not authenticator.client_of({"HTTP_COOKIE": cookie})


class TestHowUrgentARequestIs:
    """Only what the server knows counts, and never more than the database gave."""

    @pytest.fixture
    def ranked(self, server, scene, meeting):
        authenticator, roll = server.authenticator, server.session_cache

        def ranked(line: str, role: Role, *, met: bool = True, live: bool = False):
            token = scene.sign_in(scene.make_member(meeting, role))
            if met:
                roll.load()
            head = f"{line} HTTP/1.1\r\nCookie: kiosk={token}\r\n\r\n"
            return authenticator.rank(head.encode(), lambda _device: live).priority

        return ranked

    @pytest.mark.parametrize(
        ("line", "priority"),
        [
            ("GET /healthz", Priority.PRESENT),
            ("GET /healthz?x=1", Priority.ARRIVING),
            ("GET /healthz/", Priority.ARRIVING),
            ("GET //healthz", Priority.ARRIVING),
            ("POST /healthz", Priority.ARRIVING),
        ],
    )
    def test_only_a_health_check_needs_no_sign_in(self, authenticator, line, priority):
        head = f"{line} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        assert authenticator.rank(head, lambda _device: False).priority is priority

    @pytest.mark.parametrize("role", [Role.CHAIR, Role.SECRETARY])
    def test_whoever_may_lead_pages_goes_first(self, ranked, role):
        assert ranked("POST /m/1/page", role) is Priority.LEADING

    def test_what_a_leader_reads_is_a_visit_like_others(self, ranked):
        assert ranked("GET /m/1/chair", Role.CHAIR) is Priority.ARRIVING

    @pytest.mark.parametrize(
        ("line", "live"),
        [
            ("POST /m/1/page", False),
            ("GET /socket.io/?EIO=4", False),
            ("GET /m/1/snapshot", True),
        ],
    )
    def test_a_delegate_who_takes_part_goes_before_visitors(self, ranked, line, live):
        assert ranked(line, Role.OFFICIAL_DELEGATE, live=live) is Priority.PRESENT

    def test_a_first_visit_of_a_delegate_can_wait(self, ranked):
        line = "GET /m/1/snapshot"
        assert ranked(line, Role.OFFICIAL_DELEGATE) is Priority.ARRIVING

    def test_whom_this_process_has_not_met_waits_and_costs_no_question(self, ranked):
        assert ranked("POST /m/1/page", Role.CHAIR, met=False) is Priority.ARRIVING

    @pytest.mark.parametrize(
        "cookies", ["", "kiosk=forged", "kiosk=", 'kiosk="\\'], ids=repr
    )
    def test_a_forged_cookie_wins_nothing(self, authenticator, cookies):
        head = f"POST /m/1/page HTTP/1.1\r\nCookie: {cookies}\r\n\r\n".encode()
        assert authenticator.rank(head, lambda _device: True) == ARRIVING

    def test_a_sign_in_that_has_ended_waits(
        self, authenticator, server, scene, meeting
    ):
        token = scene.sign_in(scene.make_member(meeting, Role.CHAIR))
        server.session_cache.load()
        head = f"POST /m/1/page HTTP/1.1\r\nCookie: kiosk={token}\r\n\r\n".encode()
        rank = authenticator.rank(head, lambda _device: False)
        server.session_cache.forget(int(rank.device.removeprefix("sign-in:")))
        assert rank.priority is Priority.LEADING
        assert authenticator.rank(head, lambda _device: False) == ARRIVING
