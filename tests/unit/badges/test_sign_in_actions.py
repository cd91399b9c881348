"""What signing in with a badge stores, counts and returns."""

import datetime as dt
from dataclasses import replace

import pytest

from kiosk import clock
from kiosk.accounts.actions import Device
from kiosk.accounts.models import SignIn, Throttle
from kiosk.badges.actions.desk_alerts import alert_desk
from kiosk.badges.actions.results import SignInGranted, SignInRefused
from kiosk.badges.models import Badge, DeskAlert
from kiosk.badges.rules import (
    MOST_SIGN_INS,
    MOST_SIGN_INS_OF_MANY_DEVICES,
    SIGN_IN_SECONDS,
    RefusalReason,
)
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.secrets import hash_secret
from tests.unit.badges.conftest import TABLET, bodies, rows

HOUR = dt.timedelta(hours=1)


class TestShowing:
    def test_a_welcome_carries_the_token_and_where_to_go(self, hall, store, present):
        badge = hall.badge()
        answer = present(secret=badge.secret)
        assert isinstance(answer, SignInGranted)
        assert (answer.name, answer.took_over) == ("Hoàng Thị Ngọc Ánh", False)
        assert answer.go == f"/m/{hall.meeting}/tablet"
        [sign_in] = rows(store, SignIn)
        assert sign_in.token_hash == hash_secret(
            hall.scene.key, "sign-in", answer.token
        )
        assert (sign_in.member_id, sign_in.badge_id) == (badge.member, 1)
        assert sign_in.device == "192.168.1.7"
        assert sign_in.expires_at - sign_in.started_at == 3 * HOUR

    def test_a_sign_in_lasts_no_longer_than_its_badge(self, hall, store, present):
        badge = hall.badge()
        with store.unit_of_work("test") as work:
            end = work.now + HOUR
            work.session.get_one(Badge, 1).expires_at = end
        assert isinstance(present(code=badge.code), SignInGranted)
        assert rows(store, SignIn)[0].expires_at == end

    def test_the_second_device_takes_over_and_the_desk_is_alerted(
        self, hall, store, present
    ):
        badge = hall.badge()
        present(secret=badge.secret)
        other = Device("192.168.1.8", "tablet-8", HOUR)
        assert present(other, secret=badge.secret).took_over
        [line] = rows(store, DeskAlert)
        assert (line.reason, line.member_id) == ("taken_over", badge.member)
        assert (line.device, line.meeting_id) == ("192.168.1.8", hall.meeting)
        assert [one.end_reason for one in rows(store, SignIn)] == ["taken_over", ""]

    def test_the_same_device_replaces_its_own_sign_in(self, hall, store, present):
        badge = hall.badge()
        present(secret=badge.secret)
        again = replace(TABLET, replaces=1)
        assert not present(again, secret=badge.secret).took_over
        assert rows(store, DeskAlert) == []
        assert [one.end_reason for one in rows(store, SignIn)] == ["signed_out", ""]

    def test_the_chair_may_use_several_devices(self, hall, store, present):
        badge = hall.badge(Role.CHAIR)
        answers = [present(secret=badge.secret) for _ in range(2)]
        assert [one.took_over for one in answers] == [False, False]
        assert answers[0].go == f"/m/{hall.meeting}/chair"
        assert [one.end_reason for one in rows(store, SignIn)] == ["", ""]

    def test_a_refused_one_is_noted_and_counted(self, hall, store, present):
        badge = hall.badge()
        other = hall.scene.make_meeting()
        answer = present(secret=badge.secret, meeting_id=other)
        assert answer == SignInRefused(RefusalReason.WRONG_MEETING)
        [line] = rows(store, DeskAlert)
        # The other meeting's desk is alerted without the member's name.
        assert (line.meeting_id, line.member_id) == (other, None)
        assert (line.reason, line.device) == ("wrong_meeting", "192.168.1.7")
        assert bodies(store, other) == [{"kind": "desk_noted", "line_id": line.id}]
        with store.read_session() as session:
            counted = {row.key: row.failures for row in session.query(Throttle)}
        # Counted only to limit the desk's alerts.
        assert counted == {"badge/192.168.1.7//tablet-7": 1, "badge/192.168.1.7": 1}

    def test_a_revoked_one_alerts_the_desk_with_the_name(self, hall, store, present):
        badge = hall.badge()
        with store.unit_of_work("test") as work:
            work.session.get_one(Badge, 1).revoked_at = work.now
        assert present(secret=badge.secret) == SignInRefused(RefusalReason.REVOKED)
        [line] = rows(store, DeskAlert)
        assert (line.meeting_id, line.member_id) == (hall.meeting, badge.member)

    def test_a_waiting_device_is_refused_codes_but_not_badges(
        self, hall, store, present
    ):
        badge = hall.badge()
        wrong = [present(code="ABCD2345") for _ in range(5)]
        assert wrong == [SignInRefused(RefusalReason.UNKNOWN)] * 5
        waiting = present(code=badge.code)
        assert waiting.reason == RefusalReason.TOO_MANY_TRIES
        assert 1 <= waiting.wait_seconds <= 16
        reasons = [line.reason for line in rows(store, DeskAlert)]
        assert reasons == ["unknown"] * 5 + ["too_many_tries"]
        assert rows(store, DeskAlert)[-1].device == "192.168.1.7"
        # A wrong QR code is still answered, without another alert.
        assert present(secret="A" * 22) == SignInRefused(RefusalReason.UNKNOWN)
        assert len(rows(store, DeskAlert)) == 6
        assert isinstance(present(secret=badge.secret), SignInGranted)
        # A valid badge does not reset attempts at other codes.
        assert present(code=badge.code).reason == RefusalReason.TOO_MANY_TRIES

    @pytest.mark.parametrize("secret", ["", "x", "https://example.org/một-mã-khác"])
    def test_no_form_of_the_secret_lets_a_code_pass_the_wait(
        self, hall, present, secret
    ):
        badge = hall.badge()
        for _ in range(5):
            assert (
                present(secret=secret, code="ABCD2345").reason == RefusalReason.UNKNOWN
            )
        waiting = present(secret=secret, code=badge.code)
        assert waiting.reason == RefusalReason.TOO_MANY_TRIES

    @pytest.mark.parametrize(
        ("role", "most"),
        [
            (Role.OFFICIAL_DELEGATE, MOST_SIGN_INS),
            (Role.CHAIR, MOST_SIGN_INS_OF_MANY_DEVICES),
            (Role.WALL, MOST_SIGN_INS_OF_MANY_DEVICES),
        ],
    )
    def test_sign_ins_of_one_badge_are_limited_and_the_desk_is_alerted(
        self, hall, store, present, role, most
    ):
        badge = hall.badge(role)
        start = clock.now()
        with clock.frozen(start):
            answers = [present(secret=badge.secret) for _ in range(most + 3)]
        assert all(isinstance(one, SignInGranted) for one in answers[:most])
        assert (
            answers[most:]
            == [SignInRefused(RefusalReason.TOO_OFTEN, SIGN_IN_SECONDS)] * 3
        )
        assert "too_often" in {line.reason for line in rows(store, DeskAlert)}
        with clock.frozen(start + dt.timedelta(seconds=SIGN_IN_SECONDS)):
            assert isinstance(present(secret=badge.secret), SignInGranted)

    def test_one_badge_that_signs_in_too_often_blocks_no_other(self, hall, present):
        greedy, other = hall.badge(), hall.badge()
        for _ in range(MOST_SIGN_INS + 1):
            present(secret=greedy.secret)
        assert isinstance(present(secret=other.secret), SignInGranted)

    def test_foreign_qr_codes_are_no_tries(self, hall, present):
        badge = hall.badge()
        for _ in range(30):
            assert (
                present(secret="https://example.org").reason == RefusalReason.MALFORMED
            )
            assert present(secret="A" * 22).reason == RefusalReason.UNKNOWN
        assert isinstance(present(code=badge.code), SignInGranted)

    def test_strangers_at_the_same_address_do_not_lock_a_known_device_out(
        self, hall, present
    ):
        badge = hall.badge()
        for number in range(25):
            present(Device("192.168.1.7", f"d{number}", HOUR), code="ABCD2345")
        unknown = present(Device("192.168.1.7", "new", HOUR), code=badge.code)
        assert unknown.reason == RefusalReason.TOO_MANY_TRIES
        known = replace(TABLET, is_known=True)
        assert isinstance(present(known, code=badge.code), SignInGranted)

    def test_a_known_device_has_five_tries_too(self, present):
        known = replace(TABLET, is_known=True)
        reasons = [present(known, code="ABCD2345").reason for _ in range(6)]
        assert reasons == [RefusalReason.UNKNOWN] * 5 + [RefusalReason.TOO_MANY_TRIES]

    def test_an_address_has_twenty_tries(self, present):
        def fail(number: int) -> SignInRefused:
            return present(Device("9.9.9.9", f"d{number}", HOUR), code="ABCD2345")

        reasons = [fail(number).reason for number in range(21)]
        assert reasons == [RefusalReason.UNKNOWN] * 20 + [RefusalReason.TOO_MANY_TRIES]

    def test_what_is_no_badge_is_malformed(self, present):
        for shown in ({}, {"secret": "x"}, {"code": "x"}):
            assert present(**shown) == SignInRefused(RefusalReason.MALFORMED)

    def test_a_meeting_that_is_not_is_taken_as_none(self, hall, present):
        badge = hall.badge()
        assert isinstance(present(secret=badge.secret, meeting_id=999), SignInGranted)


def test_a_line_without_a_meeting_goes_to_every_staffed_desk(hall, store):
    states = (MeetingState.PUBLISHED, MeetingState.ADJOURNED, MeetingState.DRAFT)
    published = hall.scene.make_meeting(state=states[0])
    for state in states[1:]:
        hall.scene.make_meeting(state=state)
    with store.unit_of_work("test") as work:
        alert_desk(work, reason=RefusalReason.UNKNOWN, meeting_id=None)
    lines = rows(store, DeskAlert)
    assert [line.meeting_id for line in lines] == [hall.meeting, published]
    assert {(line.at, line.device, line.member_id) for line in lines} == {
        (work.now, "", None)
    }
