"""Passkeys: added, asked for in the second step, removed; wrong answers refused."""

import datetime as dt
import json

import pytest
from fido2.utils import websafe_decode, websafe_encode
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kiosk import clock
from kiosk.accounts.models import AccessEntry, Account, Passkey, RecoveryCode
from kiosk.accounts.passkeys.webauthn import (
    AnswerParts,
    PasskeyAnswer,
    PasskeySite,
    WrongAnswer,
    is_copied,
    passkey_site,
    verify_creation,
    verify_use,
)
from tests.unit.accounts.authenticators import Authenticator
from tests.unit.accounts.conftest import PASSWORD
from tests.unit.accounts.second_factors import code_of, turn_on_second_factor


@pytest.fixture
def staff(make_staff):
    return make_staff("thuky")


@pytest.fixture
def own(client_for, staff):
    return client_for(account_id=staff.id)


def add(client, passkey: Authenticator, password: str = PASSWORD):
    options = client.post("/account/passkeys/offer", json={"password": password})
    assert options.status_code == 200, options.json
    answer = passkey.create(options.json)
    return client.post("/account/passkeys", json={"answer": answer})


@pytest.fixture
def halfway(client_for, sign_in, staff):
    def begin():
        client = client_for()
        assert sign_in(client, "thuky").json == {"go": "/staff/code"}
        return client

    return begin


def ask(client):
    asked = client.post("/staff/passkey/ask")
    assert asked.status_code == 200, asked.json
    return asked.json


def give(client, answer):
    return client.post("/staff/passkey", json={"answer": answer})


def logged(store) -> list[tuple[str, str]]:
    with store.read_session() as session:
        rows = session.execute(
            select(AccessEntry.act, AccessEntry.detail).order_by(AccessEntry.id)
        )
        return [tuple(row) for row in rows]


class TestAdding:
    def test_the_first_gives_recovery_codes_and_is_asked_for(self, own, halfway, store):
        made = add(own, Authenticator())
        assert made.status_code == 201
        assert len({*made.json["codes"]}) == 10
        assert "passkey_added" in {act for act, _ in logged(store)}
        assert add(own, Authenticator()).json == {"codes": []}
        halfway()

    def test_beside_one_time_codes_it_leaves_their_recovery_codes(
        self, own, scene, staff
    ):
        turn_on_second_factor(scene, staff.id)
        assert add(own, Authenticator()).json == {"codes": []}

    def test_needs_the_password(self, own):
        wrong = own.post("/account/passkeys/offer", json={"password": "không phải"})
        assert (wrong.status_code, wrong.json["error"]) == (422, "wrong_password")

    def test_an_account_without_a_password_needs_a_fresh_sign_in(
        self, own, store, staff
    ):
        client = own
        with store.unit_of_work("test") as work:
            work.session.get_one(Account, staff.id).password_hash = ""
        assert client.post("/account/passkeys/offer", json={}).status_code == 200
        with clock.frozen(clock.now() + dt.timedelta(minutes=11)):
            late = client.post("/account/passkeys/offer", json={})
        assert (late.status_code, late.json["error"]) == (403, "stale_sign_in")

    def test_an_answer_counts_once_and_for_five_minutes(self, own):
        options = own.post("/account/passkeys/offer", json={"password": PASSWORD}).json
        answer = Authenticator().create(options)
        with clock.frozen(clock.now() + dt.timedelta(minutes=6)):
            assert (
                own.post("/account/passkeys", json={"answer": answer}).status_code
                == 422
            )
        # Its challenge is used up, though it was late.
        assert own.post("/account/passkeys", json={"answer": answer}).status_code == 422

    @pytest.mark.parametrize(
        "passkey",
        [
            Authenticator(origin="https://kiosk.evil.example"),
            Authenticator(origin="http://localhost:81"),
            Authenticator(host="evil.example"),
        ],
    )
    def test_from_another_page_or_host_is_refused(self, own, passkey, store):
        made = add(own, passkey)
        assert (made.status_code, made.json["error"]) == (422, "wrong_passkey")
        with store.read_session() as session:
            assert session.scalar(select(Passkey.id)) is None

    def test_the_same_one_is_not_added_to_two_accounts(
        self, own, make_staff, client_for
    ):
        passkey = Authenticator()
        assert add(own, passkey).status_code == 201
        other = client_for(account_id=make_staff("khac").id)
        assert add(other, passkey).status_code == 422

    def test_a_badge_has_none(self, scene, client_for, meeting):
        badge = client_for(scene.make_member(meeting))
        assert badge.post("/account/passkeys/offer", json={}).status_code == 403

    def test_no_more_than_ten(self, own):
        for _ in range(10):
            add(own, Authenticator())
        full = own.post("/account/passkeys/offer", json={"password": PASSWORD})
        assert full.status_code == 409


class TestSigningIn:
    @pytest.fixture(autouse=True)
    def passkey(self, own):
        passkey = Authenticator(counter=7)
        add(own, passkey)
        return passkey

    def test_it_signs_in_and_is_logged(self, halfway, passkey, store):
        client = halfway()
        passkey.counter = 8
        assert give(client, passkey.get(ask(client))).json == {"go": "/meetings"}
        assert client.get("/account").status_code == 200
        assert logged(store)[-1] == ("signed_in", "passkey")
        with store.read_session() as session:
            kept = session.scalars(select(Passkey)).one()
        assert (kept.uses, kept.used_at is not None) == (8, True)

    def test_recovery_codes_go_on_working_and_no_seed_of_a_thief(
        self, own, halfway, scene, staff
    ):
        # A thief of the session makes a secret, which nobody confirms.
        assert own.post("/account/second-factor").status_code == 200
        client = halfway()
        thief = client.post("/staff/code", json={"code": code_of(scene, staff.id)})
        assert thief.status_code == 422
        codes = own.post(
            "/account/second-factor/recovery-codes", json={"password": PASSWORD}
        ).json["codes"]
        used = client.post("/staff/code", json={"code": codes[0]})
        assert used.json == {"go": "/meetings"}

    def test_an_answer_is_good_once(self, halfway, passkey):
        client = halfway()
        passkey.counter = 8
        answer = passkey.get(ask(client))
        assert give(client, answer).status_code == 200
        replayed = halfway()
        assert give(replayed, answer).status_code == 422
        ask(replayed)
        assert give(replayed, answer).status_code == 422

    @pytest.mark.parametrize(
        "changes",
        [
            {"origin": "https://kiosk.evil.example"},
            {"host": "evil.example"},
            {"key": Authenticator().key},
            {"credential_id": b"another"},
        ],
    )
    def test_another_origin_host_key_or_credential_is_refused(
        self, halfway, passkey, changes, store
    ):
        client = halfway()
        passkey.counter = 8
        for name, value in changes.items():
            setattr(passkey, name, value)
        refused = give(client, passkey.get(ask(client)))
        assert (refused.status_code, refused.json["error"]) == (422, "wrong_passkey")
        assert logged(store)[-1] == ("sign_in_refused", "passkey")

    def test_a_copy_whose_counter_went_back_is_refused(self, halfway, passkey, store):
        client = halfway()
        passkey.counter = 7
        assert give(client, passkey.get(ask(client))).status_code == 422
        assert logged(store)[-1] == ("sign_in_refused", "copied_passkey")

    def test_wrong_ones_wait_like_codes(self, halfway, passkey):
        client = halfway()
        passkey.host = "evil.example"
        with clock.frozen(clock.now()):
            found = [give(client, passkey.get(ask(client))) for _ in range(6)]
        assert [one.status_code for one in found] == [422] * 5 + [429]

    def test_without_a_password_nothing_is_asked(self, client_for):
        assert client_for().post("/staff/passkey/ask").status_code == 403
        client = client_for()
        answer = Authenticator().get({"publicKey": {"challenge": "AAAA"}})
        assert give(client, answer).status_code == 403

    def test_the_page_offers_it(self, halfway):
        page = halfway().get("/staff/code").text
        assert "passkey-step" in page


class TestRemoving:
    def test_the_last_one_takes_its_recovery_codes_along(
        self, own, client_for, sign_in, store
    ):
        add(own, Authenticator())
        with store.read_session() as session:
            found = session.scalars(select(Passkey.id)).one()
        wrong = own.post(f"/account/passkeys/{found}/remove", json={"password": "x"})
        assert wrong.status_code == 422
        gone = own.post(
            f"/account/passkeys/{found}/remove", json={"password": PASSWORD}
        )
        assert gone.status_code == 204
        with store.read_session() as session:
            assert session.scalar(select(RecoveryCode.id)) is None
        assert sign_in(client_for(), "thuky").json == {"go": "/meetings"}
        assert "passkey_removed" in {act for act, _ in logged(store)}

    def test_an_administrator_removes_one_and_nobody_else(
        self, own, client_for, make_staff, staff, store
    ):
        add(own, Authenticator())
        with store.read_session() as session:
            found = session.scalars(select(Passkey.id)).one()
        address = f"/accounts/{staff.id}/passkeys/{found}/remove"
        other = client_for(account_id=make_staff("khac").id)
        assert other.post(address).status_code == 403
        stranger = other.post(
            f"/account/passkeys/{found}/remove", json={"password": PASSWORD}
        )
        assert stranger.status_code == 404
        chief = client_for(account_id=make_staff("quantri", is_administrator=True).id)
        assert "Khoá truy cập" in chief.get("/accounts").text
        assert chief.post(address).status_code == 204
        assert ("passkey_removed", "thuky") in logged(store)
        assert chief.post(address).status_code == 404

    def test_all_go_with_the_second_factor(
        self, own, client_for, make_staff, staff, store
    ):
        add(own, Authenticator())
        chief = client_for(account_id=make_staff("quantri", is_administrator=True).id)
        off = chief.post(f"/accounts/{staff.id}/second-factor/off")
        assert off.status_code == 204
        with store.read_session() as session:
            assert session.scalar(select(Passkey.id)) is None

    def test_turning_codes_off_leaves_the_passkey(self, own, scene, staff, halfway):
        turn_on_second_factor(scene, staff.id)
        add(own, Authenticator())
        own.post("/account/second-factor/off", json={"password": PASSWORD})
        client = halfway()
        ask(client)


class TestAddresses:
    @pytest.mark.parametrize(
        ("address", "host"),
        [
            ("https://hop.tinh.vn/", "hop.tinh.vn"),
            ("https://HOP.tinh.vn:8443", "hop.tinh.vn"),
            ("http://localhost:8000/", "localhost"),
            ("http://hop.tinh.vn/", None),
            ("https://192.168.1.5/", None),
            ("https://[::1]/", None),
            ("", None),
        ],
    )
    def test_they_need_https_and_a_name(self, address, host):
        site = passkey_site(address)
        assert (site.host if site else None) == host

    def test_at_a_numeric_address_the_page_says_so(self, own):
        page = own.get("/account", base_url="http://192.168.1.5")
        assert 'data-action="add"' not in page.text
        offered = own.post(
            "/account/passkeys/offer",
            json={"password": PASSWORD},
            base_url="http://192.168.1.5",
        )
        assert offered.status_code in {401, 409}


@pytest.mark.parametrize(
    ("stored", "sent", "expected"),
    [
        (0, 0, False),
        (0, 1, False),
        (5, 6, False),
        (5, 5, True),
        (5, 4, True),
        (5, 0, True),
    ],
)
def test_counters(stored, sent, expected):
    assert is_copied(stored, sent) is expected


SITE = PasskeySite("localhost", "http://localhost")
texts = st.text(max_size=60) | st.binary(max_size=200).map(websafe_encode)
client_datas = st.dictionaries(
    st.sampled_from(["type", "challenge", "origin"]), st.text() | st.integers()
).map(lambda parts: websafe_encode(json.dumps(parts).encode()))


@settings(max_examples=200)
@given(
    st.builds(
        PasskeyAnswer,
        id=texts,
        raw_id=texts,
        type=texts,
        response=st.builds(
            AnswerParts,
            client_data=texts | client_datas,
            attestation_object=texts,
            authenticator_data=texts,
            signature=texts,
        ),
    )
)
def test_no_answer_is_a_defect(answer):
    with pytest.raises(WrongAnswer):
        verify_creation(SITE, "AAAA", answer)
    with pytest.raises(WrongAnswer):
        verify_use(SITE, "AAAA", [], answer)


def test_a_cut_or_flipped_answer_is_no_defect():
    passkey = Authenticator()
    whole = passkey.create({"publicKey": {"challenge": "AAAA"}})["response"]
    data = websafe_decode(whole["attestationObject"])
    for place in range(len(data)):
        for changed in (data[:place], data[:place] + b"\xff" + data[place + 1 :]):
            parts = AnswerParts(whole["clientDataJSON"], websafe_encode(changed))
            answer = PasskeyAnswer("", "", "public-key", parts)
            try:
                verify_creation(SITE, "AAAA", answer)
            except WrongAnswer:
                continue
