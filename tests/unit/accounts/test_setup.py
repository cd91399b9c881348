"""One-time links, from the first administrator to a lost password."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.accounts.actions.links import make_setup_link
from kiosk.accounts.models import Account, SetupLink, SignIn

WORDS = {
    "username": "Quantri",
    "full_name": "Hoàng Thị Ngọc Ánh",
    "password": "núi cao sông dài 9",
}


@pytest.fixture
def link(store, scene):
    with store.unit_of_work("test") as work:
        path = make_setup_link(work, scene.key)
    address, token = path.split("#")
    assert address == "/setup"
    return token


class TestTheFirstAdministrator:
    def test_is_made_and_signed_in(self, client_for, link, store):
        client = client_for()
        looked = client.post("/setup/look", json={"token": link})
        assert looked.json == {"username": None, "full_name": None}
        reply = client.post("/setup", json={"token": link, **WORDS})
        assert reply.json == {"go": "/meetings"}
        assert client.get("/accounts").status_code == 200
        with store.read_session() as session:
            account = session.get_one(Account, 1)
        assert account.username == "quantri"
        assert account.is_administrator
        assert account.password_hash.startswith("$argon2id$")

    def test_a_used_link_is_invalid(self, client_for, link):
        client_for().post("/setup", json={"token": link, **WORDS})
        again = client_for().post(
            "/setup", json={"token": link, **WORDS, "username": "khac"}
        )
        assert (again.status_code, again.json["error"]) == (404, "dead_link")

    def test_a_rejected_password_leaves_the_link_valid(self, client_for, link):
        bad = client_for().post(
            "/setup", json={"token": link, **WORDS, "password": "ngan"}
        )
        assert (bad.status_code, bad.json["error"]) == (422, "short_password")
        assert client_for().post("/setup", json={"token": link, **WORDS}).json

    def test_a_newer_link_invalidates_the_older(self, client_for, link, store, scene):
        with store.unit_of_work("test") as work:
            make_setup_link(work, scene.key)
        dead = client_for().post("/setup/look", json={"token": link})
        assert dead.status_code == 404

    def test_an_unused_link_expires(self, client_for, link):
        with clock.frozen(clock.now() + dt.timedelta(days=8)):
            dead = client_for().post("/setup", json={"token": link, **WORDS})
        assert dead.status_code == 404

    @pytest.mark.parametrize("token", ["", "x", "A" * 22, "../../etc/passwd"])
    def test_an_unknown_token_is_refused(self, client_for, token, store):
        reply = client_for().post("/setup", json={"token": token, **WORDS})
        assert reply.status_code == 404
        with store.read_session() as session:
            assert session.get(Account, 1) is None

    def test_the_token_is_kept_as_a_hash_only(self, link, store):
        with store.read_session() as session:
            assert link not in session.get_one(SetupLink, 1).token_hash

    def test_a_get_with_the_token_does_nothing(self, client_for, link):
        assert client_for().get(f"/setup?token={link}").status_code == 200
        assert client_for().post("/setup/look", json={"token": link}).json


class TestAnAccountsLink:
    @pytest.fixture
    def administrator(self, scene, client_for):
        boss = scene.make_account("boss", is_administrator=True)
        return client_for(account_id=boss)

    def test_lets_the_person_choose_the_password(
        self, administrator, client_for, sign_in
    ):
        made = administrator.post(
            "/accounts", json={"username": "thuky", "full_name": "Lê Thị Thu Hà"}
        )
        token = made.json["url"].split("/setup#")[1]
        looked = client_for().post("/setup/look", json={"token": token})
        assert looked.json == {"username": "thuky", "full_name": "Lê Thị Thu Hà"}
        client_for().post(
            "/setup", json={"token": token, "password": "một câu dễ nhớ 12"}
        )
        assert sign_in(client_for(), "thuky", "một câu dễ nhớ 12").status_code == 200

    def test_cannot_be_used_to_become_somebody_else(
        self, administrator, client_for, store
    ):
        made = administrator.post(
            "/accounts", json={"username": "thuky", "full_name": "Lê Thị Thu Hà"}
        )
        token = made.json["url"].split("/setup#")[1]
        client_for().post("/setup", json={"token": token, **WORDS})
        with store.read_session() as session:
            assert session.get_one(Account, 2).username == "thuky"
            assert not session.get_one(Account, 2).is_administrator
            assert session.get(Account, 3) is None

    def test_an_account_without_a_password_cannot_sign_in(
        self, administrator, client_for, sign_in
    ):
        administrator.post(
            "/accounts", json={"username": "thuky", "full_name": "Lê Thị Thu Hà"}
        )
        for password in ("", "!", "thuky", "password"):
            assert sign_in(client_for(), "thuky", password).status_code == 403

    def test_a_new_password_ends_what_the_old_one_opened(
        self, administrator, client_for, make_staff, sign_in, store
    ):
        staff = make_staff("thuky")
        old = client_for()
        sign_in(old, "thuky")
        token = administrator.post(f"/accounts/{staff.id}/link").json["url"]
        token = token.split("#")[1]
        client_for().post(
            "/setup", json={"token": token, "password": "một câu dễ nhớ 12"}
        )
        assert old.get("/meetings").status_code == 401
        with store.read_session() as session:
            ends = {s.end_reason for s in session.query(SignIn)}
        assert "password_changed" in ends
