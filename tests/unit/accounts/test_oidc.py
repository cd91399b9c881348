"""Signing in by OpenID Connect, against a provider that is not ours."""

import datetime as dt
import logging
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.accounts.models import Account, LinkedPerson, SignIn
from kiosk.accounts.oidc import provider as provider_module
from tests.openid_provider import SECRET, OpenidProvider, Visitor, person
from tests.unit.accounts.elsewhere import configure, logged
from tests.unit.accounts.second_factors import turn_on_second_factor

HERE = "http://localhost"
pytestmark = pytest.mark.process
PEOPLE = {
    "khai": person("Văn phòng", preferred_username="ntmkhai", name="Ngô Khải"),
    "chief": person("QUẢN TRỊ", preferred_username="chief", name="Lê Chánh"),
    "none": person("Kế toán", preferred_username="none", name="Ngoài Nhóm"),
    "mail": person(
        preferred_username="admin",
        email="thuky@tinh.vn",
        email_verified=True,
    ),
    "fake": person(preferred_username="x", email="thuky@tinh.vn", email_verified=False),
}
ROLES = "Quản trị=administrator;Văn phòng=staff"


@pytest.fixture(scope="module")
def provider():
    with OpenidProvider([HERE]) as running:
        running.people = PEOPLE
        running.restart()
        yield running


@pytest.fixture
def settings(provider):
    return {
        "oidc_issuer": provider.issuer,
        "oidc_client_id": "kiosk",
        "oidc_secret_file": provider.secret_file,
    }


@pytest.fixture
def roles(server, settings):
    return configure(server, **settings, group_roles=ROLES)


def begin(client) -> str:
    reply = client.post("/staff/oidc/begin", json={})
    assert reply.status_code == 200, reply.json
    return reply.json["go"]


def answer_for(client, login: str) -> dict[str, str]:
    words = Visitor().sign_in(begin(client), login, f"{HERE}/staff/oidc")
    return {name: words[name] for name in ("code", "state", "iss")}


def arrive(client, login: str):
    return client.post("/staff/oidc", json=answer_for(client, login))


class TestSigningIn:
    @pytest.mark.usefixtures("roles")
    def test_a_person_of_a_group_gets_an_account_with_its_role(self, client_for, store):
        client = client_for()
        assert arrive(client, "khai").json == {"go": "/meetings"}
        assert client.get("/account").status_code == 200
        assert client.get("/accounts").status_code == 403
        chief = client_for()
        assert arrive(chief, "chief").json == {"go": "/meetings"}
        assert chief.get("/accounts").status_code == 200
        assert logged(store)[:3] == [
            ("ntmkhai", "account_added", "ntmkhai"),
            ("ntmkhai", "account_linked", "oidc"),
            ("ntmkhai", "signed_in", "oidc"),
        ]
        # The second time it is known by its subject.
        assert arrive(client_for(), "khai").status_code == 200
        with store.read_session() as session:
            assert len(session.scalars(select(LinkedPerson)).all()) == 2

    @pytest.mark.usefixtures("roles")
    def test_nobody_of_no_group(self, client_for, store):
        refused = arrive(client_for(), "none")
        assert (refused.status_code, refused.json["error"]) == (403, "no_group")
        assert logged(store) == [("none", "sign_in_refused", "no_group")]

    def test_without_roles_of_groups_no_account_is_made(
        self, client_for, server, settings, store
    ):
        configure(server, **settings)
        refused = arrive(client_for(), "khai")
        assert (refused.status_code, refused.json["error"]) == (403, "no_account")
        assert logged(store) == [("ntmkhai", "sign_in_refused", "no_account")]

    def test_an_account_of_the_name_is_linked_only_if_the_settings_say_so(
        self, client_for, server, settings, make_staff
    ):
        make_staff("ntmkhai")
        configure(server, **settings, group_roles=ROLES)
        assert arrive(client_for(), "khai").json["error"] == "no_account"
        configure(server, **settings, oidc_link="username")
        assert arrive(client_for(), "khai").status_code == 200

    def test_a_name_given_to_another_person_is_not_theirs(
        self, client_for, server, settings, make_staff, store
    ):
        staff = make_staff("ntmkhai")
        with store.unit_of_work("test") as work:
            former = LinkedPerson(
                account_id=staff.id,
                source=settings["oidc_issuer"],
                subject="former",
                linked_at=work.now,
            )
            work.session.add(former)
        configure(server, **settings, oidc_link="username")
        assert arrive(client_for(), "khai").json["error"] == "no_account"

    def test_by_a_verified_e_mail_of_the_own_domain(
        self, client_for, server, settings, make_staff
    ):
        make_staff("thuky")
        by_mail = {**settings, "oidc_link": "email"}
        configure(server, **by_mail, oidc_email_domain="khac.vn")
        assert arrive(client_for(), "mail").json["error"] == "no_account"
        configure(server, **by_mail, oidc_email_domain="tinh.vn")
        assert arrive(client_for(), "fake").json["error"] == "no_account"
        client = client_for()
        assert arrive(client, "mail").status_code == 200
        assert "thuky" in client.get("/account").text

    def test_the_own_second_factor_is_asked_for(
        self, client_for, server, settings, make_staff, scene
    ):
        staff = make_staff("ntmkhai")
        turn_on_second_factor(scene, staff.id)
        configure(server, **settings, oidc_link="username")
        assert arrive(client_for(), "khai").json == {"go": "/staff/code"}

    @pytest.mark.usefixtures("roles")
    def test_a_closed_account_stays_closed(self, client_for, store):
        arrive(client_for(), "khai")
        with store.unit_of_work("test") as work:
            work.session.scalars(select(Account)).one().is_closed = True
        assert arrive(client_for(), "khai").json["error"] == "no_account"

    @pytest.mark.usefixtures("roles")
    def test_groups_in_the_token_itself(self, client_for, provider):
        provider.conforms = False
        provider.restart()
        try:
            assert arrive(client_for(), "khai").json == {"go": "/meetings"}
        finally:
            provider.conforms = True
            provider.restart()


class TestRoles:
    def test_a_change_ends_what_has_the_old_role(
        self, client_for, server, settings, store
    ):
        configure(server, **settings, group_roles="Văn phòng=administrator")
        old = client_for()
        arrive(old, "khai")
        assert old.get("/accounts").status_code == 200
        configure(server, **settings, group_roles=ROLES)
        new = client_for()
        arrive(new, "khai")
        assert new.get("/accounts").status_code == 403
        assert old.get("/accounts").status_code == 401
        assert ("ntmkhai", "role_changed", "staff") in logged(store)

    def test_who_has_left_all_groups_is_signed_out_everywhere(
        self, client_for, server, settings
    ):
        configure(server, **settings, group_roles=ROLES)
        old = client_for()
        arrive(old, "khai")
        configure(server, **settings, group_roles="Khác=staff")
        assert arrive(client_for(), "khai").json["error"] == "no_group"
        assert old.get("/account").status_code == 401


class TestSessions:
    @pytest.mark.usefixtures("roles")
    def test_a_stolen_session_is_ended_from_the_list(self, client_for, store):
        owner, thief = client_for(), client_for()
        arrive(owner, "khai")
        arrive(thief, "khai")
        assert "tài khoản cơ quan" in owner.get("/account").text
        with store.read_session() as session:
            stolen = session.scalars(select(SignIn.id).order_by(SignIn.id)).all()[1]
        assert owner.post(f"/account/sessions/{stolen}/end").status_code == 204
        assert thief.get("/account").status_code == 401

    @pytest.mark.usefixtures("roles")
    def test_an_idle_one_ends(self, client_for):
        client = client_for()
        arrive(client, "khai")
        with clock.frozen(clock.now() + dt.timedelta(hours=9)):
            assert client.get("/account").status_code == 401

    @pytest.mark.usefixtures("roles")
    def test_signing_out_leads_to_the_provider(self, client_for, provider):
        client = client_for()
        arrive(client, "khai")
        go = client.post("/sign-out", json={}).json["go"]
        assert go.startswith(f"{provider.issuer}/session/end?")
        asked = parse_qs(urlsplit(go).query)
        assert asked["post_logout_redirect_uri"] == [f"{HERE}/"]
        assert client.get("/account").status_code == 401


class TestRefused:
    @pytest.mark.usefixtures("roles")
    def test_the_question_has_all_that_protects_it(self, client_for):
        asked = {
            name: one
            for name, [one] in parse_qs(urlsplit(begin(client_for())).query).items()
        }
        assert asked["code_challenge_method"] == "S256"
        assert asked["response_mode"] == "fragment"
        assert len({asked[name] for name in ("state", "nonce", "code_challenge")}) == 3

    @pytest.mark.usefixtures("roles")
    def test_an_answer_in_another_browser(self, client_for):
        answer = answer_for(client_for(), "khai")
        other = client_for()
        assert other.post("/staff/oidc", json=answer).json["error"] == "step_lost"
        begin(other)
        assert other.post("/staff/oidc", json=answer).json["error"] == "step_lost"

    @pytest.mark.usefixtures("roles")
    def test_an_answer_used_twice(self, client_for):
        client = client_for()
        answer = answer_for(client, "khai")
        cookie = client.get_cookie("kiosk-oidc").value
        assert client.post("/staff/oidc", json=answer).status_code == 200
        client.set_cookie("kiosk-oidc", cookie)
        again = client.post("/staff/oidc", json=answer)
        assert (again.status_code, again.json["error"]) == (403, "provider_refused")

    @pytest.mark.usefixtures("roles")
    def test_an_answer_that_is_late(self, client_for, monkeypatch):
        client = client_for()
        answer = answer_for(client, "khai")
        later = time.time() + 601
        monkeypatch.setattr(time, "time", lambda: later)
        assert client.post("/staff/oidc", json=answer).json["error"] == "step_lost"

    @pytest.mark.parametrize(
        "changes",
        [{"state": "x"}, {"iss": "https://evil.example"}, {"state": ""}],
    )
    @pytest.mark.usefixtures("roles")
    def test_another_state_or_issuer(self, client_for, changes):
        client = client_for()
        answer = answer_for(client, "khai") | changes
        assert client.post("/staff/oidc", json=answer).json["error"] == "step_lost"

    @pytest.mark.usefixtures("roles")
    def test_a_code_of_somebody_elses_sign_in(self, client_for):
        """The code of another browser is bound to that one's verifier."""
        victim = client_for()
        code = answer_for(victim, "chief")["code"]
        thief = client_for()
        answer = answer_for(thief, "khai") | {"code": code}
        assert (
            thief.post("/staff/oidc", json=answer).json["error"] == "provider_refused"
        )

    @pytest.mark.usefixtures("roles")
    def test_left_at_the_provider(self, client_for):
        client = client_for()
        state = parse_qs(urlsplit(begin(client)).query)["state"][0]
        answer = {"state": state, "error": "access_denied"}
        left = client.post("/staff/oidc", json=answer)
        assert (left.status_code, left.json["error"]) == (403, "provider_refused")

    @pytest.mark.usefixtures("roles")
    def test_many_wrong_codes_wait(self, client_for):
        client = client_for()
        with clock.frozen(clock.now()):
            found = []
            for _ in range(6):
                state = parse_qs(urlsplit(begin(client)).query)["state"][0]
                answer = {"state": state, "code": "guessed"}
                found.append(client.post("/staff/oidc", json=answer).status_code)
        assert found == [403] * 5 + [429]

    def test_without_a_provider_there_is_nothing(self, client_for):
        client = client_for()
        assert client.post("/staff/oidc/begin", json={}).status_code == 404
        assert client.post("/staff/oidc", json={"code": "x"}).status_code == 404
        assert client.get("/staff/oidc").status_code == 404
        assert "oidc-begin" not in client.get("/staff").text


class TestTheProvider:
    @pytest.mark.usefixtures("roles")
    def test_its_keys_may_change(self, client_for, provider, monkeypatch):
        arrive(client_for(), "khai")
        provider.restart(key_name="second")
        # Not again within ten seconds: forged tokens must not make it be asked.
        assert arrive(client_for(), "khai").json["error"] == "provider_refused"
        monkeypatch.setattr(provider_module, "FEWEST_SECONDS", 0.0)
        assert arrive(client_for(), "khai").json == {"go": "/meetings"}

    def test_down_it_is_said_and_passwords_still_work(
        self, client_for, server, settings, make_staff, sign_in, caplog
    ):
        make_staff("thuky")
        gone = settings | {"oidc_issuer": "http://localhost:1"}
        configure(server, **gone)
        down = client_for().post("/staff/oidc/begin", json={})
        assert (down.status_code, down.json["error"]) == (503, "provider_unavailable")
        assert sign_in(client_for(), "thuky").json == {"go": "/meetings"}
        assert "ConnectionRefusedError" in caplog.text

    @pytest.mark.usefixtures("roles")
    def test_gone_between_the_steps_it_is_said_and_not_counted(
        self, client_for, provider
    ):
        client = client_for()
        answer = answer_for(client, "khai")
        provider.stop()
        try:
            with clock.frozen(clock.now()):
                for _ in range(7):
                    down = client.post("/staff/oidc", json=answer)
                    assert down.status_code == 503
        finally:
            provider.start()

    @pytest.mark.usefixtures("roles")
    def test_no_code_secret_or_token_is_logged(self, client_for, store, caplog):
        caplog.set_level(logging.DEBUG)
        client = client_for()
        answer = answer_for(client, "khai")
        client.post("/staff/oidc", json=answer)
        state = parse_qs(urlsplit(begin(client)).query)["state"][0]
        client.post("/staff/oidc", json={"state": state, "code": "guessed-code"})
        written = caplog.text + str(logged(store))
        for hidden in (answer["code"], answer["state"], SECRET, "guessed-code", "eyJ"):
            assert hidden not in written
