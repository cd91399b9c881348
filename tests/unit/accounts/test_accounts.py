"""Staff sign-ins, accounts and one-time links, as stored."""

import contextlib
import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from kiosk.accounts.actions.links import make_setup_link, use_setup_link
from kiosk.accounts.actions.staff import (
    add_account,
    close_account,
    new_account,
    renew_account_link,
)
from kiosk.accounts.actions.staff_sign_in import (
    REFUSED,
    attempt_staff_sign_in,
    sign_in_staff,
)
from kiosk.accounts.devices import Device
from kiosk.accounts.models import Account, SetupLink, Throttle
from kiosk.errors import Conflict, Forbidden, Invalid, NotFound, TooManyAttempts
from kiosk.storage.secrets import hash_secret
from tests.expected_errors import refused
from tests.unit.accounts.sign_in_rows import (
    BOSS,
    HOUR,
    SECRETARY_REQUESTER,
    TABLET,
    ended,
    sign_in_of,
)


def at(address: str, number: int = 1) -> Device:
    return Device(address, f"device-{number}", HOUR)


class TestStaff:
    def test_a_try_is_counted_against_device_address_and_name(self, scene, store):
        account = scene.make_account("thuky")
        with store.unit_of_work("test") as work:
            attempt = attempt_staff_sign_in(work, username=" ThuKy ", device=TABLET)
            assert (attempt.account_id, attempt.password_hash) == (account, "!")
            counted = {row.key: row.failures for row in work.session.query(Throttle)}
        assert counted == {
            "password/192.168.1.7/thuky/tablet-7": 1,
            "password/192.168.1.7/thuky": 1,
            "password/192.168.1.7": 1,
            "password/*/thuky": 1,
        }

    def test_an_unknown_name_matches_no_password_and_is_cut(self, store):
        with store.unit_of_work("test") as work:
            attempt = attempt_staff_sign_in(work, username="x" * 50, device=TABLET)
        assert (attempt.account_id, attempt.password_hash) == (None, "")
        assert attempt.attempt_key.name == "x" * 40

    def test_a_name_waits_after_five_tries_at_an_address_whatever_the_device(
        self, store
    ):
        with store.unit_of_work("test") as work:
            for number in range(5):
                attempt_staff_sign_in(work, username="a", device=at("1.1.1.1", number))
            with refused(TooManyAttempts, wait_seconds=16):
                attempt_staff_sign_in(work, username="a", device=at("1.1.1.1", 9))
            attempt_staff_sign_in(work, username="a", device=at("1.1.1.2", 9))

    def test_a_name_waits_after_fifty_tries_from_anywhere(self, store):
        with store.unit_of_work("test") as work:
            for number in range(50):
                attempt_staff_sign_in(work, username="a", device=at(f"1.1.1.{number}"))
            with refused(TooManyAttempts, wait_seconds=16):
                attempt_staff_sign_in(work, username="a", device=at("2.2.2.2"))

    def test_an_address_waits_after_twenty_names(self, store):
        with store.unit_of_work("test") as work:
            for number in range(20):
                attempt_staff_sign_in(work, username=f"b{number}", device=at("2.2.2.2"))
            with refused(TooManyAttempts, wait_seconds=16):
                attempt_staff_sign_in(work, username="c", device=at("2.2.2.2"))

    def test_strangers_do_not_lock_the_owner_out_of_a_known_device(self, store):
        known = replace(TABLET, is_known=True)
        with store.unit_of_work("test") as work:
            for number in range(60):
                with contextlib.suppress(TooManyAttempts):
                    attempt_staff_sign_in(
                        work, username="a", device=at(TABLET.address, number)
                    )
            for _ in range(5):
                attempt_staff_sign_in(work, username="a", device=known)
            with refused(TooManyAttempts, wait_seconds=16):
                attempt_staff_sign_in(work, username="a", device=known)

    def test_a_right_password_resets_the_name_and_one_attempt_of_the_address(
        self, scene, store
    ):
        account = scene.make_account("thuky")
        with store.unit_of_work("test") as work:
            for _ in range(2):
                attempt = attempt_staff_sign_in(work, username="thuky", device=TABLET)
            result = sign_in_staff(
                work, scene.key, attempt=attempt, verified=True, device=TABLET
            )
        kept = sign_in_of(store, hash_secret(scene.key, "sign-in", result.token))
        assert kept.account_id == account
        with store.read_session() as session:
            counted = {row.key: row.failures for row in session.query(Throttle)}
        assert counted == {"password/192.168.1.7": 1}

    @pytest.mark.parametrize("fault", ["unverified", "closed", "changed", "unknown"])
    def test_all_others_are_refused_alike(self, scene, store, fault):
        scene.make_account("thuky")
        name = "nobody" if fault == "unknown" else "thuky"
        with store.unit_of_work("test") as work:
            attempt = attempt_staff_sign_in(work, username=name, device=TABLET)
            account = work.session.get_one(Account, 1)
            account.is_closed = fault == "closed"
            if fault == "changed":
                account.password_hash = "another"
            result = sign_in_staff(
                work,
                scene.key,
                attempt=attempt,
                verified=fault != "unverified",
                device=TABLET,
            )
        assert result == REFUSED


class TestAccounts:
    def test_a_new_one_is_normalised_and_has_no_password(self, store):
        with store.unit_of_work("test") as work:
            made = new_account(work, " Khai ", "Khai  ", is_administrator=True)
            assert made.id
        with store.read_session() as session:
            kept = session.get_one(Account, made.id)
        assert (kept.username, kept.full_name) == ("khai", "Khai")
        assert (kept.password_hash, kept.is_closed) == ("", False)
        assert (kept.is_administrator, kept.created_at) == (True, work.now)

    def test_names_that_cannot_be_used_are_refused(self, scene, store):
        scene.make_account("thuky")
        with store.unit_of_work("test") as work:
            for name, full_name, kind, code in (
                ("thuky", "A", Conflict, "username_taken"),
                ("có dấu", "A", Invalid, "bad_username"),
            ):
                with refused(kind, code):
                    new_account(work, name, full_name, is_administrator=False)
            with refused(Invalid, "bad_name", limit=120):
                new_account(work, "khai", "", is_administrator=False)

    def test_only_administrators_add_renew_and_close(self, scene, store):
        account = scene.make_account()
        with store.unit_of_work("test") as work:
            with refused(Forbidden):
                add_account(
                    work,
                    scene.key,
                    requester=SECRETARY_REQUESTER,
                    username="a1",
                    full_name="A",
                    is_administrator=False,
                )
            with refused(Forbidden):
                renew_account_link(
                    work, scene.key, requester=SECRETARY_REQUESTER, account_id=account
                )
            with refused(Forbidden):
                close_account(work, requester=SECRETARY_REQUESTER, account_id=account)

    @pytest.mark.parametrize("is_administrator", [True, False])
    def test_an_added_one_gets_a_link_of_its_own(self, scene, store, is_administrator):
        with store.unit_of_work("test") as work:
            path = add_account(
                work,
                scene.key,
                requester=BOSS,
                username="a1",
                full_name="A",
                is_administrator=is_administrator,
            )
            work.session.flush()
            link = use_setup_link(work, scene.key, path.removeprefix("/setup#"))
            account = work.session.get_one(Account, link.account_id)
        assert (account.username, account.full_name) == ("a1", "A")
        assert account.is_administrator is is_administrator

    def test_a_closed_one_has_no_password_and_no_sign_ins(self, scene, store):
        account = scene.make_account()
        scene.sign_in(account_id=account)
        with store.unit_of_work("test") as work:
            close_account(work, requester=BOSS, account_id=account)
        with store.read_session() as session:
            kept = session.get_one(Account, account)
        assert (kept.is_closed, kept.password_hash) == (True, "")
        assert ended(store) == {1: "account_closed"}
        with store.unit_of_work("test") as work:
            for number in (account, 999):
                with refused(NotFound):
                    close_account(work, requester=BOSS, account_id=number)
                with refused(NotFound):
                    renew_account_link(
                        work, scene.key, requester=BOSS, account_id=number
                    )

    def test_own_account_is_not_closed(self, store):
        with store.unit_of_work("test") as work, refused(Forbidden, "own_account"):
            close_account(work, requester=BOSS, account_id=99)


class TestLinks:
    def test_a_newer_one_invalidates_unused_ones_of_the_same_kind_only(
        self, scene, store
    ):
        accounts = [scene.make_account("a1"), scene.make_account("a2"), None]
        with store.unit_of_work("test") as work:
            paths = [
                make_setup_link(work, scene.key, account_id=one)
                for one in (*accounts, *accounts[:1])
            ]
            tokens = [path.removeprefix("/setup#") for path in paths]
            with refused(NotFound, "dead_link"):
                use_setup_link(work, scene.key, tokens[0])
            used = [use_setup_link(work, scene.key, one) for one in tokens[1:]]
            assert [one.account_id for one in used] == [*accounts[1:], accounts[0]]
            assert {one.used_at for one in used} == {work.now}
            assert {one.created_at for one in used} == {work.now}
            work.session.flush()
            make_setup_link(work, scene.key, account_id=accounts[1])
            assert len(work.session.scalars(select(SetupLink)).all()) == 4

    @pytest.mark.parametrize(
        ("age", "is_alive"),
        [(dt.timedelta(days=7), False), (dt.timedelta(days=6, hours=23), True)],
    )
    def test_one_is_valid_for_seven_days(self, scene, store, age, is_alive):
        with store.unit_of_work("test") as work:
            token = make_setup_link(work, scene.key).removeprefix("/setup#")
            work.session.flush()
            link = work.session.scalars(select(SetupLink)).one()
            link.created_at = work.now - age
            work.session.flush()
            if is_alive:
                assert use_setup_link(work, scene.key, token) is link
            else:
                with refused(NotFound, "dead_link"):
                    use_setup_link(work, scene.key, token)
