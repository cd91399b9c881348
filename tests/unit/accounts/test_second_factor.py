"""The second factor: turned on, required, used once, turned off."""

import datetime as dt

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.accounts.actions.links import make_setup_link
from kiosk.accounts.models import Account, RecoveryCode, SecondFactor
from kiosk.accounts.passwords import hash_password
from tests.unit.accounts.conftest import PASSWORD
from tests.unit.accounts.second_factors import STEP, code_of, turn_on_second_factor


@pytest.fixture
def staff(make_staff):
    return make_staff("thuky")


@pytest.fixture
def own(scene, staff, client_for):
    """A device on which the account is signed in."""
    return client_for(account_id=staff.id)


def give(client, code: str):
    return client.post("/staff/code", json={"code": code})


class TestTurningOn:
    def test_counts_only_once_a_code_was_given(
        self, scene, staff, own, client_for, sign_in
    ):
        begun = own.post("/account/second-factor").json
        assert begun["svg"].startswith("<svg") or "<svg" in begun["svg"]
        assert sign_in(client_for(), "thuky").json == {"go": "/meetings"}
        reply = own.post(
            "/account/second-factor/confirm", json={"code": code_of(scene, staff.id)}
        )
        assert len({*reply.json["codes"]}) == 10
        assert sign_in(client_for(), "thuky").json == {"go": "/staff/code"}

    def test_a_wrong_code_turns_nothing_on(self, own, client_for, sign_in):
        own.post("/account/second-factor")
        reply = own.post("/account/second-factor/confirm", json={"code": "000000"})
        assert (reply.status_code, reply.json["error"]) == (422, "wrong_code")
        assert sign_in(client_for(), "thuky").json == {"go": "/meetings"}

    def test_cannot_be_begun_twice_nor_confirmed_unbegun(self, scene, staff, own):
        confirm = own.post("/account/second-factor/confirm", json={"code": "1"})
        assert confirm.status_code == 409
        turn_on_second_factor(scene, staff.id)
        assert own.post("/account/second-factor").status_code == 409

    def test_neither_secret_nor_codes_are_stored(self, scene, staff, own, store):
        begun = own.post("/account/second-factor").json
        codes = own.post(
            "/account/second-factor/confirm", json={"code": code_of(scene, staff.id)}
        ).json["codes"]
        with store.read_session() as session:
            kept = session.get_one(SecondFactor, staff.id)
            hashes = session.scalars(select(RecoveryCode.code_hash)).all()
        assert begun["secret"].replace(" ", "") not in kept.seed
        assert len(hashes) == 10
        assert not {code.replace("-", "") for code in codes} & {*hashes}


class TestSigningIn:
    @pytest.fixture(autouse=True)
    def codes(self, scene, staff):
        return turn_on_second_factor(scene, staff.id)

    @pytest.fixture
    def halfway(self, client_for, sign_in):
        client = client_for()
        sign_in(client, "thuky")
        return client

    def test_the_password_alone_does_not_sign_in(self, halfway):
        assert halfway.get_cookie("kiosk") is None
        assert halfway.get("/account").status_code == 401
        assert "kiosk" in halfway.get_cookie("kiosk-step").key
        assert halfway.get_cookie("kiosk-step").http_only

    def test_the_code_signs_in(self, scene, staff, halfway):
        assert give(halfway, code_of(scene, staff.id)).json == {"go": "/meetings"}
        assert halfway.get("/account").status_code == 200

    def test_a_code_is_taken_once(self, scene, staff, halfway, client_for, sign_in):
        with clock.frozen(clock.now()):
            code = code_of(scene, staff.id)
            assert give(halfway, code).status_code == 200
            other = client_for()
            sign_in(other, "thuky")
            assert give(other, code).json["error"] == "wrong_code"
            later = code_of(scene, staff.id, clock.now() + STEP)
            assert give(other, later).status_code == 200

    def test_a_recovery_code_is_taken_once(self, codes, halfway, client_for, sign_in):
        assert give(halfway, codes[0].lower()).status_code == 200
        other = client_for()
        sign_in(other, "thuky")
        assert give(other, codes[0]).json["error"] == "wrong_code"
        assert give(other, codes[1]).status_code == 200

    def test_the_step_expires_after_five_minutes(self, scene, staff, halfway):
        late = clock.now() + dt.timedelta(minutes=5, seconds=1)
        with clock.frozen(late):
            reply = give(halfway, code_of(scene, staff.id))
        assert (reply.status_code, reply.json["error"]) == (403, "step_over")

    def test_the_step_is_of_one_device(self, scene, staff, halfway, client_for):
        thief = client_for()
        thief.set_cookie("kiosk-step", halfway.get_cookie("kiosk-step").value)
        reply = give(thief, code_of(scene, staff.id))
        assert reply.json["error"] == "step_over"

    def test_the_step_is_used_up(self, scene, staff, halfway):
        step = halfway.get_cookie("kiosk-step").value
        give(halfway, code_of(scene, staff.id))
        halfway.set_cookie("kiosk-step", step)
        later = code_of(scene, staff.id, clock.now() + STEP)
        assert give(halfway, later).json["error"] == "step_over"

    def test_a_new_password_ends_what_was_begun(
        self, scene, store, staff, halfway, client_for
    ):
        with store.unit_of_work("test") as work:
            path = make_setup_link(work, scene.key, account_id=staff.id)
        link = {"token": path.removeprefix("/setup#"), "password": "chim trời cá nước"}
        fresh = client_for()
        # A one-time link does not bypass the second factor.
        assert fresh.post("/setup", json=link).json == {"go": "/staff/code"}
        code = code_of(scene, staff.id)
        assert give(halfway, code).json["error"] == "step_over"
        assert give(fresh, code).json == {"go": "/meetings"}

    def test_the_screen_of_the_code_is_shown_to_who_gave_the_password(
        self, halfway, client_for
    ):
        html = {"Accept": "text/html"}
        assert "Mã xác thực" in halfway.get("/staff/code", headers=html).text
        stranger = client_for().get("/staff/code", headers=html)
        assert (stranger.status_code, stranger.location) == (303, "/staff")

    def test_eight_characters_are_enough_beside_it(
        self, scene, store, staff, client_for
    ):
        for password, status in (
            ("bảy chữ", 422),
            ("password", 422),
            ("cầuvồng9", 200),
        ):
            with store.unit_of_work("test") as work:
                path = make_setup_link(work, scene.key, account_id=staff.id)
            link = {"token": path.removeprefix("/setup#"), "password": password}
            assert client_for().post("/setup", json=link).status_code == status


class TestGivingUp:
    @pytest.fixture(autouse=True)
    def codes(self, scene, staff):
        return turn_on_second_factor(scene, staff.id)

    def test_needs_the_password(self, own, client_for, sign_in):
        wrong = own.post("/account/second-factor/off", json={"password": "sai"})
        assert (wrong.status_code, wrong.json["error"]) == (422, "wrong_password")
        assert sign_in(client_for(), "thuky").json == {"go": "/staff/code"}
        right = own.post("/account/second-factor/off", json={"password": PASSWORD})
        assert right.status_code == 204
        assert sign_in(client_for(), "thuky").json == {"go": "/meetings"}

    def test_fresh_recovery_codes_need_it_too_and_kill_the_old(
        self, codes, own, client_for, sign_in
    ):
        path = "/account/second-factor/recovery-codes"
        assert own.post(path, json={"password": "sai"}).status_code == 422
        fresh = own.post(path, json={"password": PASSWORD}).json["codes"]
        client = client_for()
        sign_in(client, "thuky")
        assert give(client, codes[0]).status_code == 422
        assert give(client, fresh[0]).status_code == 200

    def test_an_administrator_takes_it_from_who_has_lost_it(
        self, scene, staff, client_for, sign_in, store
    ):
        boss = client_for(account_id=scene.make_account("b", is_administrator=True))
        path = f"/accounts/{staff.id}/second-factor/off"
        assert boss.post(path).status_code == 204
        assert sign_in(client_for(), "thuky").json == {"go": "/meetings"}
        with store.read_session() as session:
            assert session.scalars(select(RecoveryCode)).all() == []

    def test_an_administrators_own_needs_the_password_like_all_others(
        self, scene, client_for
    ):
        account = scene.make_account("b", is_administrator=True)
        boss = client_for(account_id=account)
        reply = boss.post(f"/accounts/{account}/second-factor/off")
        assert (reply.status_code, reply.json["error"]) == (403, "own_account")

    def test_with_a_short_password_needs_a_longer_one_first(
        self, staff, own, store, client_for, sign_in
    ):
        with store.unit_of_work("test") as work:
            account = work.session.get_one(Account, staff.id)
            account.password_hash = hash_password("cầuvồng9")
        off = own.post("/account/second-factor/off", json={"password": "cầuvồng9"})
        assert (off.status_code, off.json["error"]) == (422, "short_password")
        asked = sign_in(client_for(), "thuky", "cầuvồng9")
        assert asked.json == {"go": "/staff/code"}

    def test_nobody_else_may(self, scene, staff, own, client_for):
        other = client_for(account_id=scene.make_account("khac"))
        for client in (other, own):
            path = f"/accounts/{staff.id}/second-factor/off"
            assert client.post(path).status_code == 403
