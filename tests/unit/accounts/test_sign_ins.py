"""Tokens, ended sign-ins and counted attempts, as stored."""

import datetime as dt
from dataclasses import replace

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.accounts.access_actions import AccessDetail
from kiosk.accounts.actions.rate_limit import (
    AttemptKey,
    AttemptKind,
    clear_waits,
    count_failure,
    seconds_to_wait,
    uncount_failure,
)
from kiosk.accounts.actions.sign_ins import (
    begin_sign_in,
    end_badge_sign_ins,
    end_sign_in,
    end_sign_ins_of_account,
    end_sign_ins_of_member,
    expiry,
)
from kiosk.accounts.actions.staff_sign_in import sign_in_account
from kiosk.accounts.devices import Device
from kiosk.accounts.models import Account, SignIn, Throttle
from kiosk.accounts.rules import FREE_TRIES
from kiosk.roles import Role
from kiosk.storage.journal import events_after
from kiosk.storage.secrets import hash_secret
from tests.unit.accounts.sign_in_rows import HOUR, TABLET, ended, sign_in_of


class TestTokens:
    def test_a_sign_in_is_stored_with_its_times_and_the_hash_of_its_token(
        self, scene, store
    ):
        account = scene.make_account()
        with store.unit_of_work("test") as work:
            sign_in = SignIn(account_id=account, expires_at=work.now + HOUR)
            token = begin_sign_in(work, scene.key, sign_in)
            assert sign_in.id
        kept = sign_in_of(store, hash_secret(scene.key, "sign-in", token))
        assert kept.started_at == work.now
        assert (kept.ended_at, kept.end_reason) == (None, "")

    def test_an_account_is_signed_in_on_its_device_for_its_time(self, scene, store):
        account = scene.make_account()
        with store.unit_of_work("test") as work:
            holder = work.session.get_one(Account, account)
            token = sign_in_account(work, scene.key, account=holder, device=TABLET)
        kept = sign_in_of(store, hash_secret(scene.key, "sign-in", token))
        assert (kept.account_id, kept.device) == (account, "192.168.1.7")
        assert kept.expires_at == work.now + HOUR

    def test_the_device_s_older_sign_in_ends(self, scene, store):
        account = scene.make_account()
        with store.unit_of_work("test") as work:
            holder = work.session.get_one(Account, account)
            sign_in_account(work, scene.key, account=holder, device=TABLET)
        older = Device("192.168.1.7", "tablet-7", HOUR, replaces=1)
        with store.unit_of_work("test") as work:
            holder = work.session.get_one(Account, account)
            sign_in_account(work, scene.key, account=holder, device=older)
        assert ended(store) == {1: "signed_out"}

    @pytest.mark.parametrize(
        ("how", "passed_by"),
        [
            ({}, "password"),
            ({"by": AccessDetail.OIDC}, "oidc"),
            ({"by": AccessDetail.CODE, "passed_by": "ldap"}, "ldap"),
        ],
    )
    def test_it_is_stored_how_the_first_step_was_passed(
        self, scene, store, how, passed_by
    ):
        account = scene.make_account()
        with store.unit_of_work("test") as work:
            holder = work.session.get_one(Account, account)
            sign_in_account(work, scene.key, account=holder, device=TABLET, **how)
        with store.read_session() as session:
            assert session.get_one(SignIn, 1).passed_by == passed_by

    @pytest.mark.parametrize(("latest", "hours"), [(None, 3), (2, 2), (3, 3), (4, 3)])
    def test_a_sign_in_expires_after_its_length_or_with_its_badge(self, latest, hours):
        now = clock.now()
        end = expiry(now, 3 * HOUR, now + latest * HOUR if latest else None)
        assert end == now + hours * HOUR


class TestEnding:
    @pytest.fixture
    def meeting(self, scene) -> int:
        return scene.make_meeting()

    def test_it_is_recorded_once_with_its_reason(self, scene, store, meeting):
        scene.sign_in(scene.make_member(meeting))
        for reason in ("signed_out", "revoked"):
            with store.unit_of_work("test") as work:
                end_sign_in(work, 1, reason)
        assert ended(store) == {1: "signed_out"}
        with store.read_session() as session:
            [fact] = events_after(session, meeting, 0)
            assert session.get_one(SignIn, 1).ended_at < work.now
        assert fact.body == {
            "kind": "sign_in_ended",
            "sign_in_id": 1,
            "reason": "signed_out",
        }

    def test_one_that_never_was_is_no_error(self, store):
        with store.unit_of_work("test") as work:
            end_sign_in(work, 999, "signed_out")

    def test_those_of_one_member_end_and_no_others(self, scene, store, meeting):
        member, other = scene.make_member(meeting), scene.make_member(meeting)
        for whose in (member, other, member):
            scene.sign_in(whose)
        with store.unit_of_work("test") as work:
            assert end_sign_ins_of_member(work, member, "revoked") == 2
            assert end_sign_ins_of_member(work, member, "revoked") == 0
        assert ended(store) == {1: "revoked", 3: "revoked"}

    def test_those_of_one_account_end_and_no_others(self, scene, store):
        account, other = scene.make_account(), scene.make_account("khac")
        for whose in (account, other):
            scene.sign_in(account_id=whose)
        with store.unit_of_work("test") as work:
            assert end_sign_ins_of_account(work, account, "account_closed") == 1
        assert ended(store) == {1: "account_closed"}

    def test_one_that_has_expired_is_left_alone(self, scene, store, meeting):
        member = scene.make_member(meeting)
        scene.sign_in(member)
        with store.unit_of_work("test") as work:
            work.session.get_one(SignIn, 1).expires_at = work.now
            work.session.flush()
            assert end_sign_ins_of_member(work, member, "revoked") == 0

    def test_those_of_a_role_in_a_meeting_end_without_events(
        self, scene, store, meeting
    ):
        guest = scene.make_member(meeting, Role.GUEST)
        chair = scene.make_member(meeting, Role.CHAIR)
        elsewhere = scene.make_member(scene.make_meeting(), Role.GUEST)
        for member in (guest, chair, elsewhere):
            scene.sign_in(member)
        roles = frozenset({Role.GUEST})
        with store.unit_of_work("test") as work:
            assert end_badge_sign_ins(work, meeting, roles, "meeting_over") == 1
            assert end_badge_sign_ins(work, meeting, roles, "again") == 0
        assert ended(store) == {1: "meeting_over"}
        with store.read_session() as session:
            assert session.get_one(SignIn, 1).ended_at == work.now
            assert events_after(session, meeting, 0) == []

    def test_the_end_is_recorded_once_in_each_meeting_of_the_account(
        self, scene, store, meeting
    ):
        account, other = scene.make_account(), scene.make_meeting()
        for where in (meeting, meeting, other):
            scene.make_member(where, Role.SECRETARY, account_id=account)
        scene.sign_in(account_id=account)
        with store.unit_of_work("test") as work:
            end_sign_in(work, 1, "signed_out")
        with store.read_session() as session:
            count = [len(events_after(session, one, 0)) for one in (meeting, other)]
        assert count == [1, 1]

    @pytest.mark.parametrize(("is_administrator", "count"), [(True, 1), (False, 0)])
    def test_an_administrators_end_is_recorded_in_the_newest_meeting(
        self, scene, store, meeting, is_administrator, count
    ):
        newest = scene.make_meeting()
        account = scene.make_account(is_administrator=is_administrator)
        scene.sign_in(account_id=account)
        with store.unit_of_work("test") as work:
            end_sign_in(work, 1, "signed_out")
        with store.read_session() as session:
            assert len(events_after(session, newest, 0)) == count
            assert events_after(session, meeting, 0) == []


KNOWN = replace(TABLET, is_known=True)
CODE = AttemptKey(AttemptKind.CODE, KNOWN)


class TestTries:
    def test_they_wait_when_the_free_ones_are_spent(self, store):
        other = AttemptKey(AttemptKind.CODE, replace(KNOWN, name="tablet-8"))
        with store.unit_of_work("test") as work:
            waits = [count_failure(work, CODE) for _ in range(FREE_TRIES + 1)]
            assert count_failure(work, other) == 0
            # Seconds are rounded up.
            assert waits == [0] * (FREE_TRIES - 1) + [16, 31]
            assert seconds_to_wait(work.session, CODE, work.now) == 31
            assert seconds_to_wait(work.session, other, work.now) == 0
            later = work.now + dt.timedelta(seconds=10)
            assert seconds_to_wait(work.session, CODE, later) == 21
        with store.read_session() as session:
            row = session.get_one(Throttle, "code/192.168.1.7//tablet-7")
            assert (row.failures, row.last_at) == (FREE_TRIES + 1, work.now)
            assert row.wait_until == work.now + dt.timedelta(seconds=30)

    def test_a_right_one_is_taken_back_and_its_wait_with_it(self, store):
        with store.unit_of_work("test") as work:
            for _ in range(FREE_TRIES):
                count_failure(work, CODE)
            uncount_failure(work, CODE)
            [row] = work.session.query(Throttle)
            assert (row.failures, row.wait_until) == (FREE_TRIES - 1, None)
            for _ in range(FREE_TRIES + 1):
                uncount_failure(work, CODE)
            assert (row.failures, row.wait_until) == (0, None)

    # A name may look like part of an address; counters of others are kept.
    @pytest.mark.parametrize("name", ["thuky", "192", "192.168.1.7"])
    def test_a_right_password_forgets_all_that_was_counted_for_its_name(
        self, store, name
    ):
        attempt_key = AttemptKey(AttemptKind.PASSWORD, TABLET, name)
        with store.unit_of_work("test") as work:
            count_failure(work, attempt_key)
            count_failure(work, attempt_key)
            uncount_failure(work, attempt_key)
            work.session.flush()
            left = {row.key: row.failures for row in work.session.query(Throttle)}
        assert left == {"password/192.168.1.7": 1}

    def test_a_right_password_forgets_what_another_device_has_failed(self, store):
        other = replace(TABLET, name="tablet-8")
        with store.unit_of_work("test") as work:
            count_failure(work, AttemptKey(AttemptKind.PASSWORD, other, "thuky"))
            uncount_failure(work, AttemptKey(AttemptKind.PASSWORD, TABLET, "thuky"))
            work.session.flush()
            left = {row.key: row.failures for row in work.session.query(Throttle)}
        # The other device's own counter stays.
        assert left == {
            "password/192.168.1.7/thuky/tablet-8": 1,
            "password/192.168.1.7": 0,
        }

    def test_lifting_lets_every_device_of_one_address_try_again(self, store):
        elsewhere = replace(TABLET, address="192.168.1.70")
        with store.unit_of_work("test") as work:
            for device in (TABLET, KNOWN, elsewhere):
                for _ in range(FREE_TRIES):
                    count_failure(work, AttemptKey(AttemptKind.CODE, device))
            clear_waits(work, AttemptKind.CODE, TABLET.address)

            def wait(device: Device) -> int:
                return seconds_to_wait(
                    work.session, AttemptKey(AttemptKind.CODE, device), work.now
                )

            assert (wait(TABLET), wait(KNOWN)) == (0, 0)
            assert wait(elsewhere) > 0

    @pytest.mark.parametrize(
        ("address", "like_it"), [("10.0.0.7", "10.0.0.77"), ("fe80::1%e", "fe80::12e")]
    )
    def test_lifting_is_for_all_that_is_counted_for_the_address_and_no_other(
        self, store, address, like_it
    ):
        with store.unit_of_work("test") as work:
            for one in (address, like_it):
                device = replace(TABLET, address=one)
                count_failure(work, AttemptKey(AttemptKind.CODE, device))
                count_failure(work, AttemptKey(AttemptKind.LINK, device))
            clear_waits(work, AttemptKind.CODE, address)
            work.session.flush()
            left = set(work.session.scalars(select(Throttle.key)))
        kept = [f"code/{like_it}", f"link/{address}", f"link/{like_it}"]
        assert left == {key for one in kept for key in (one, f"{one}//tablet-7")}

    def test_a_new_key_removes_rows_unchanged_for_six_hours(self, store):
        with store.unit_of_work("test") as work:
            for key, hours in (("old", 6.1), ("young", 5.9)):
                at = work.now - hours * HOUR
                work.session.add(Throttle(key=key, failures=1, last_at=at))
            work.session.flush()
            count_failure(work, CODE)
            work.session.flush()
            keys = set(work.session.scalars(select(Throttle.key)))
        assert keys == {"young", "code/192.168.1.7//tablet-7"}
