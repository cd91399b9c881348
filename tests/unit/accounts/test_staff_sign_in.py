"""Signing in with a user name and a password, over HTTP."""

import datetime as dt
import threading

from kiosk import clock
from kiosk.accounts import passwords
from kiosk.accounts.models import SignIn, Throttle
from kiosk.accounts.routes import staff_sign_in as staff_routes
from tests.waiting import TIMEOUT_SECONDS


def cookie_of(reply) -> str:
    return next(
        line for line in reply.headers.getlist("Set-Cookie") if "kiosk=" in line
    )


class TestSigningIn:
    def test_the_right_password_opens_the_meetings(
        self, client_for, make_staff, sign_in
    ):
        make_staff("thuky")
        client = client_for()
        reply = sign_in(client, " ThuKy ")
        assert reply.status_code == 200
        assert reply.json == {"go": "/meetings"}
        cookie = cookie_of(reply)
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert client.get("/m/1/snapshot").status_code == 404  # known, no meeting

    def test_the_token_is_kept_as_a_hash_only(
        self, client_for, make_staff, sign_in, store
    ):
        make_staff()
        client = client_for()
        sign_in(client, "thuky")
        token = client.get_cookie("kiosk").value
        with store.read_session() as session:
            kept = session.get_one(SignIn, 1)
        assert token not in kept.token_hash
        assert kept.expires_at - kept.started_at == dt.timedelta(hours=14)

    def test_wrong_unknown_and_closed_say_the_same(
        self, client_for, make_staff, sign_in
    ):
        make_staff("thuky")
        client = client_for()
        wrong = sign_in(client, "thuky", "sai mật khẩu rồi")
        unknown = sign_in(client, "khongco", "sai mật khẩu rồi")
        assert wrong.status_code == unknown.status_code == 403
        assert wrong.json == unknown.json
        assert wrong.json["error"] == "wrong_password"
        assert client.get_cookie("kiosk") is None

    def test_an_unknown_name_is_verified_all_the_same(
        self, client_for, sign_in, monkeypatch
    ):
        verified = []

        def watch(password_hash, password):
            verified.append(password_hash)
            return passwords.is_password(password_hash, password)

        monkeypatch.setattr(staff_routes, "is_password", watch)
        sign_in(client_for(), "khongco")
        # An empty hash is verified against the decoy: see test_passwords.
        assert verified == [""]

    def test_a_second_sign_in_on_the_device_ends_the_first(
        self, client_for, make_staff, sign_in, store
    ):
        make_staff()
        client = client_for()
        sign_in(client, "thuky")
        sign_in(client, "thuky")
        with store.read_session() as session:
            assert session.get_one(SignIn, 1).end_reason == "signed_out"
            assert session.get_one(SignIn, 2).ended_at is None

    def test_another_site_cannot_sign_me_in(self, client_for, make_staff):
        make_staff()
        reply = client_for().post(
            "/staff/sign-in",
            json={"username": "thuky", "password": "x"},
            headers={"Origin": "https://evil.example"},
        )
        assert reply.status_code == 403
        assert reply.json["error"] == "foreign_origin"


class TestWaiting:
    def test_the_sixth_wrong_try_waits_even_if_it_is_right(
        self, client_for, make_staff, sign_in
    ):
        make_staff()
        client = client_for()
        with clock.frozen(clock.now()):
            for _ in range(5):
                assert sign_in(client, "thuky", "sai").status_code == 403
            reply = sign_in(client, "thuky")
            assert reply.status_code == 429
            assert reply.json["error"] == "too_many_tries"
            assert 14 <= reply.json["wait_seconds"] <= 16
            assert reply.headers["Retry-After"] == str(reply.json["wait_seconds"])
        with clock.frozen(clock.now() + dt.timedelta(seconds=20)):
            assert sign_in(client, "thuky").status_code == 200

    def test_success_forgets_the_failures_of_the_name(
        self, client_for, make_staff, sign_in, store
    ):
        make_staff()
        for _ in range(3):
            sign_in(client_for(), "thuky", "sai")
        sign_in(client_for(), "thuky")
        with store.read_session() as session:
            assert session.get(Throttle, "password/*/thuky") is None
            # A success resets no counters of other names.
            address = session.get_one(Throttle, "password/127.0.0.1")
            assert address.failures == 3

    def test_many_names_from_one_address_wait_too(self, client_for, sign_in):
        replies = [
            sign_in(client_for(), f"ten{n}", "sai").status_code for n in range(22)
        ]
        assert replies == [403] * 20 + [429] * 2

    def test_one_name_waiting_does_not_hold_up_another(
        self, client_for, make_staff, sign_in
    ):
        make_staff("thuky")
        for _ in range(7):
            sign_in(client_for(), "khac", "sai")
        assert sign_in(client_for(), "thuky").status_code == 200

    def test_tries_at_once_are_no_way_around_the_wait(
        self, client_for, make_staff, sign_in, monkeypatch
    ):
        make_staff()
        verified = []
        gate = threading.Barrier(5, timeout=TIMEOUT_SECONDS)

        def slowly(password_hash, password):
            verified.append(password)
            gate.wait()
            return False

        monkeypatch.setattr(staff_routes, "is_password", slowly)
        # The queue verifies one at a time; here all run in parallel.
        monkeypatch.setattr(
            staff_routes,
            "run_in_thread",
            lambda _kind, verify, *values: verify(*values),
        )
        threads = [
            threading.Thread(target=sign_in, args=(client_for(), "thuky", f"sai {n}"))
            for n in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(TIMEOUT_SECONDS)
        assert len(verified) == 5


class TestSigningOut:
    def test_a_replayed_cookie_opens_nothing_afterwards(
        self, client_for, make_staff, sign_in
    ):
        make_staff()
        client = client_for()
        sign_in(client, "thuky")
        stolen = client.get_cookie("kiosk").value
        assert client.post("/sign-out", json={}).json == {"go": "/"}
        thief = client_for()
        thief.set_cookie("kiosk", stolen)
        assert thief.get("/accounts").status_code == 401

    def test_a_plain_form_goes_back_to_the_idle_screen(
        self, client_for, make_staff, sign_in
    ):
        make_staff()
        client = client_for()
        sign_in(client, "thuky")
        reply = client.post("/sign-out")
        assert (reply.status_code, reply.location) == (303, "/")

    def test_nobody_signed_in_is_no_error(self, client_for):
        assert client_for().post("/sign-out", json={}).status_code == 200

    def test_a_get_signs_nobody_out(self, client_for):
        assert client_for().get("/sign-out").status_code == 405
