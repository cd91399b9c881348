"""PINs of badges: chosen, checked, locked and renewed, as stored."""

from dataclasses import replace

import pytest

from kiosk.badges.actions.pin_renewal import renew_pin
from kiosk.badges.actions.results import (
    PinRequired,
    PinResult,
    SignInGranted,
    SignInRefused,
)
from kiosk.badges.models import DeskAlert
from kiosk.badges.pins.actions import PinChallenge, pin_challenge, reset_pin
from kiosk.badges.pins.codes import printed_pin
from kiosk.badges.pins.models import Pin
from kiosk.badges.rules import RefusalReason
from kiosk.errors import Conflict
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import PinMode
from kiosk.roles import Role
from tests.expected_errors import refused
from tests.unit.badges.conftest import bodies, rows


class TestPins:
    @pytest.fixture
    def mode(self, hall, store):
        def change(mode: PinMode) -> None:
            with store.unit_of_work("test") as work:
                work.session.get_one(Meeting, hall.meeting).pin_mode = mode

        return change

    @pytest.fixture
    def badge(self, hall, mode):
        mode(PinMode.OWN)
        return hall.badge()

    def pin(self, store, badge) -> Pin:
        with store.read_session() as session:
            return session.get_one(Pin, badge.member)

    def test_the_first_is_chosen_and_kept(self, store, badge, present):
        wanted = present(secret=badge.secret)
        assert wanted == PinRequired(
            "Hoàng Thị Ngọc Ánh", PinChallenge(badge.member, PinMode.OWN, "", 0, 5)
        )
        assert wanted.challenge.must_choose
        pin_result = PinResult(wanted.challenge, chosen="hash")
        assert isinstance(
            present(secret=badge.secret, pin_result=pin_result), SignInGranted
        )
        kept = self.pin(store, badge)
        assert (kept.pin_hash, kept.failures, kept.turn) == ("hash", 0, 0)

    def test_the_first_attempt_at_a_printed_one_counts_once(self, mode, badge, present):
        mode(PinMode.PRINTED)
        challenge = present(secret=badge.secret, has_pin=True).challenge
        assert (challenge.must_choose, challenge.tries_left) == (False, 5)
        wrong = present(secret=badge.secret, pin_result=PinResult(challenge))
        assert wrong == SignInRefused(RefusalReason.WRONG_PIN, tries_left=4)

    def test_attempts_are_counted_reset_and_locked(self, hall, store, badge, present):
        challenge = present(secret=badge.secret).challenge
        present(secret=badge.secret, pin_result=PinResult(challenge, chosen="hash"))
        # Asking counts no attempt.
        assert present(secret=badge.secret).challenge.tries_left == 5
        for left in (4, 3):
            challenge = present(secret=badge.secret, has_pin=True).challenge
            wrong = present(secret=badge.secret, pin_result=PinResult(challenge))
            assert wrong == SignInRefused(RefusalReason.WRONG_PIN, tries_left=left)
        assert not challenge.must_choose
        right = PinResult(challenge, fits=True)
        assert isinstance(present(secret=badge.secret, pin_result=right), SignInGranted)
        assert self.pin(store, badge).failures == 0
        elsewhere = hall.scene.make_meeting()
        before = len(rows(store, DeskAlert))
        for _ in range(5):
            challenge = present(secret=badge.secret, has_pin=True).challenge
        locked = present(secret=badge.secret, pin_result=PinResult(challenge))
        assert locked == SignInRefused(RefusalReason.PIN_LOCKED)
        line = rows(store, DeskAlert)[before]
        assert (line.reason, line.member_id) == ("pin_locked", badge.member)
        assert (line.meeting_id, line.device) == (hall.meeting, "192.168.1.7")
        assert hall.desk(elsewhere) == []
        assert present(secret=badge.secret, has_pin=True) == locked
        assert self.pin(store, badge).failures == 5

    def test_a_result_of_another_challenge_is_asked_again(self, badge, present):
        challenge = present(secret=badge.secret).challenge
        for changed in (
            replace(challenge, member_id=0),
            replace(challenge, mode=PinMode.PRINTED),
            replace(challenge, pin_hash="x"),
            replace(challenge, turn=1),
        ):
            answer = present(
                secret=badge.secret, pin_result=PinResult(changed, fits=True)
            )
            assert isinstance(answer, PinRequired)
        # The attempts left at that time are ignored.
        same = replace(challenge, tries_left=1)
        answer = present(secret=badge.secret, pin_result=PinResult(same, chosen="hash"))
        assert isinstance(answer, SignInGranted)

    def test_a_reset_clears_everything_and_counts_the_turns(
        self, store, badge, present
    ):
        challenge = present(secret=badge.secret).challenge
        present(secret=badge.secret, pin_result=PinResult(challenge, chosen="hash"))
        present(secret=badge.secret, has_pin=True)
        with store.unit_of_work("test") as work:
            assert [reset_pin(work, badge.member) for _ in range(2)] == [1, 2]
        kept = self.pin(store, badge)
        assert (kept.pin_hash, kept.failures, kept.turn) == ("", 0, 2)
        assert kept.changed_at == work.now

    def test_tries_left_are_never_negative(self, hall, store, badge):
        with store.unit_of_work("test") as work:
            work.session.add(
                Pin(
                    member_id=badge.member,
                    pin_hash="hash",
                    turn=3,
                    failures=7,
                    changed_at=work.now,
                )
            )
            member = work.session.get_one(Member, badge.member)
            meeting = work.session.get_one(Meeting, hall.meeting)
            challenge = pin_challenge(work, member, meeting)
        assert challenge == PinChallenge(badge.member, PinMode.OWN, "hash", 3, 0)

    def test_a_renewed_one_is_returned_where_it_is_printed(
        self, hall, store, staff, badge, mode
    ):
        def renew(member_id: int) -> str:
            with store.unit_of_work("test") as work:
                return renew_pin(work, hall.scene.key, actor=staff, member_id=member_id)

        assert renew(badge.member) == ""
        mode(PinMode.PRINTED)
        assert renew(badge.member) == printed_pin(hall.scene.key, badge.member, 2)
        event = {"kind": "pin_renewed", "member_id": badge.member}
        assert bodies(store, hall.meeting).count(event) == 2
        with refused(Conflict, "no_pin"):
            renew(hall.scene.make_member(hall.meeting, Role.WALL))
