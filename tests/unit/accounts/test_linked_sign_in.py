"""Whose account it is that somebody signed in elsewhere gets here."""

import datetime as dt
from dataclasses import replace

import pytest

from kiosk.accounts.access_actions import AccessDetail
from kiosk.accounts.actions import Device
from kiosk.accounts.actions.linked_sign_in import sign_in_person
from kiosk.accounts.actions.staff_sign_in import SignInResult
from kiosk.accounts.models import AccessEntry, Account, LinkedPerson, SignIn
from kiosk.accounts.people_elsewhere import LinkingRules, PersonElsewhere
from kiosk.identity import Endpoint
from tests.unit.accounts.elsewhere import logged
from tests.unit.accounts.second_factors import turn_on_second_factor
from tests.unit.accounts.sign_in_rows import all_of

ENDPOINT = Endpoint("10.4.0.7", 50123)
DEVICE = Device(
    "10.4.0.7", "tablet-7", dt.timedelta(hours=2), endpoint=ENDPOINT, browser="Firefox"
)
# Signed in elsewhere, groups without a meaning here.
KHAI = PersonElsewhere(
    source="https://sso.example",
    subject="u-17",
    username="khai",
    full_name="Ngô Khải",
    groups=frozenset({"Van phong"}),
    by=AccessDetail.OIDC,
)
PLAIN = LinkingRules(may_link=False, roles=())
LINKING = LinkingRules(may_link=True, roles=())
ROLES = LinkingRules(
    may_link=False, roles=(("Quan tri", "administrator"), ("Van phong", "staff"))
)


@pytest.fixture
def enter(store, scene):
    """Sign a person in by these rules, in a transaction of its own."""

    def enter(
        person: PersonElsewhere = KHAI, rules: LinkingRules = ROLES
    ) -> SignInResult | AccessDetail:
        with store.unit_of_work("test") as work:
            return sign_in_person(
                work, scene.key, person=person, rules=rules, device=DEVICE
            )

    return enter


class TestNobodyKnown:
    def test_a_person_of_a_group_gets_an_account(self, enter, store):
        answer = enter()
        assert isinstance(answer, SignInResult)
        assert (answer.username, answer.step_token) == ("khai", "")
        assert answer.token
        (account,) = all_of(store, Account)
        assert (account.username, account.full_name) == ("khai", "Ngô Khải")
        assert not account.is_administrator
        assert account.password_hash == ""
        (link,) = all_of(store, LinkedPerson)
        assert (link.account_id, link.source) == (account.id, "https://sso.example")
        assert (link.subject, link.linked_at) == ("u-17", account.created_at)
        (sign_in,) = all_of(store, SignIn)
        assert (sign_in.account_id, sign_in.device) == (account.id, "10.4.0.7")
        assert logged(store) == [
            ("khai", "account_added", "khai"),
            ("khai", "account_linked", "oidc"),
            ("khai", "signed_in", "oidc"),
        ]
        for entry in all_of(store, AccessEntry):
            assert (entry.address, entry.port) == ("10.4.0.7", 50123)

    def test_the_group_decides_who_is_an_administrator(self, enter, store):
        enter(replace(KHAI, groups=frozenset({"Van phong", "Quan tri"})))
        (account,) = all_of(store, Account)
        assert account.is_administrator
        acts = [act for _, act, _ in logged(store)]
        assert acts == ["account_added", "account_linked", "signed_in"]

    def test_without_a_name_of_their_own_the_user_name_is_shown(self, enter, store):
        enter(replace(KHAI, full_name=""))
        assert all_of(store, Account)[0].full_name == "khai"

    @pytest.mark.parametrize("username", ["", "k", "có dấu"])
    def test_no_name_that_an_account_may_have(self, enter, store, username):
        answer = enter(replace(KHAI, username=username))
        assert answer is AccessDetail.NO_ACCOUNT
        assert all_of(store, Account) == all_of(store, LinkedPerson) == []
        assert logged(store) == [(username, "sign_in_refused", "no_account")]
        (entry,) = all_of(store, AccessEntry)
        assert (entry.address, entry.port) == ("10.4.0.7", 50123)

    def test_of_no_group(self, enter, store):
        answer = enter(replace(KHAI, groups=frozenset({"Lái xe"})))
        assert answer is AccessDetail.NO_GROUP
        assert all_of(store, Account) == []
        assert logged(store) == [("khai", "sign_in_refused", "no_group")]

    def test_where_groups_give_no_roles_no_account_is_made(self, enter, store):
        assert enter(rules=LINKING) is AccessDetail.NO_ACCOUNT
        assert all_of(store, Account) == all_of(store, LinkedPerson) == []


class TestAnAccountOfTheName:
    def test_is_linked_where_the_settings_say_so(self, enter, store, scene):
        account_id = scene.make_account("khai")
        answer = enter(rules=LINKING)
        assert isinstance(answer, SignInResult)
        assert answer.username == "khai"
        (link,) = all_of(store, LinkedPerson)
        assert link.account_id == account_id
        assert logged(store) == [
            ("khai", "account_linked", "oidc"),
            ("khai", "signed_in", "oidc"),
        ]

    @pytest.mark.parametrize("rules", [PLAIN, ROLES], ids=["plain", "with roles"])
    def test_is_another_persons_otherwise(self, enter, store, scene, rules):
        scene.make_account("khai")
        assert enter(rules=rules) is AccessDetail.NO_ACCOUNT
        assert all_of(store, LinkedPerson) == []
        assert logged(store) == [("khai", "sign_in_refused", "no_account")]

    def test_is_not_linked_once_closed(self, enter, store, scene):
        account_id = scene.make_account("khai")
        close(store, account_id)
        assert enter(rules=LINKING) is AccessDetail.NO_ACCOUNT
        assert all_of(store, LinkedPerson) == []

    def test_is_not_given_to_the_next_who_has_the_name(self, enter, store, scene):
        scene.make_account("khai")
        enter(rules=LINKING)
        answer = enter(replace(KHAI, subject="u-99"), LINKING)
        assert answer is AccessDetail.NO_ACCOUNT
        assert [link.subject for link in all_of(store, LinkedPerson)] == ["u-17"]

    def test_is_linked_whoever_else_of_the_source_is(self, enter, store, scene):
        for name in ("khai", "mai"):
            scene.make_account(name)
            person = replace(KHAI, username=name, subject=f"u-{name}")
            assert isinstance(enter(person, LINKING), SignInResult)
        assert [one.subject for one in all_of(store, LinkedPerson)] == [
            *("u-khai", "u-mai")
        ]

    def test_may_have_a_person_of_each_source(self, enter, store, scene):
        scene.make_account("khai")
        enter(rules=LINKING)
        other = replace(
            KHAI, source="ldaps://dir", subject="u-99", by=AccessDetail.LDAP
        )
        assert isinstance(enter(other, LINKING), SignInResult)
        assert len(all_of(store, LinkedPerson)) == 2


class TestALinkedAccount:
    @pytest.fixture
    def account_id(self, enter, store) -> int:
        enter()
        return all_of(store, Account)[0].id

    def test_is_found_by_the_lasting_id_whatever_the_name_is(
        self, enter, store, account_id, scene
    ):
        scene.make_account("ngo.khai")
        answer = enter(replace(KHAI, username="ngo.khai"), PLAIN)
        assert isinstance(answer, SignInResult)
        assert answer.username == "khai"
        assert [one.account_id for one in all_of(store, SignIn)] == [account_id] * 2
        assert len(all_of(store, LinkedPerson)) == 1

    @pytest.mark.usefixtures("account_id")
    def test_is_of_its_source_only(self, enter, store):
        answer = enter(replace(KHAI, source="https://other.example"))
        assert answer is AccessDetail.NO_ACCOUNT
        assert len(all_of(store, LinkedPerson)) == 1

    def test_asks_for_its_second_factor(self, enter, store, account_id, scene):
        turn_on_second_factor(scene, account_id)
        answer = enter()
        assert isinstance(answer, SignInResult)
        assert (answer.token, answer.username) == ("", "khai")
        assert answer.step_token
        assert logged(store)[-1] == ("khai", "code_asked", "oidc")

    def test_stays_outside_once_closed(self, enter, store, account_id):
        close(store, account_id)
        assert enter() is AccessDetail.NO_ACCOUNT
        entry = all_of(store, AccessEntry)[-1]
        assert (entry.account_id, entry.act) == (account_id, "sign_in_refused")
        assert len(all_of(store, SignIn)) == 1

    def test_is_signed_out_once_its_groups_give_nothing(self, enter, store, account_id):
        answer = enter(replace(KHAI, groups=frozenset()))
        assert answer is AccessDetail.NO_GROUP
        (sign_in,) = all_of(store, SignIn)
        assert sign_in.end_reason == "role_changed"
        entry = all_of(store, AccessEntry)[-1]
        assert (entry.account_id, entry.detail) == (account_id, "no_group")

    @pytest.mark.usefixtures("account_id")
    def test_becomes_an_administrator_and_begins_anew(self, enter, store):
        enter(replace(KHAI, groups=frozenset({"Quan tri"})))
        (account,) = all_of(store, Account)
        assert account.is_administrator
        first, second = all_of(store, SignIn)
        assert (first.end_reason, second.end_reason) == ("role_changed", "")
        assert logged(store)[-2:] == [
            ("khai", "role_changed", "administrator"),
            ("khai", "signed_in", "oidc"),
        ]
        enter()
        assert not all_of(store, Account)[0].is_administrator
        assert ("khai", "role_changed", "staff") in logged(store)

    @pytest.mark.usefixtures("account_id")
    def test_of_the_same_role_keeps_its_other_devices(self, enter, store):
        enter()
        assert [one.end_reason for one in all_of(store, SignIn)] == ["", ""]
        assert "role_changed" not in {act for _, act, _ in logged(store)}

    def test_keeps_the_role_given_here_where_groups_give_none(
        self, enter, store, account_id
    ):
        with store.unit_of_work("test") as work:
            work.session.get_one(Account, account_id).is_administrator = True
        enter(rules=PLAIN)
        assert all_of(store, Account)[0].is_administrator


def close(store, account_id: int) -> None:
    with store.unit_of_work("test") as work:
        work.session.get_one(Account, account_id).is_closed = True
