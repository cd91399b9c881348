"""What signing in with a badge stores, counts and returns."""

import datetime as dt
from dataclasses import replace
from unittest.mock import ANY

import pytest

from kiosk import clock
from kiosk.accounts.actions import Device
from kiosk.accounts.models import SignIn, Throttle
from kiosk.badges.actions.desk_alerts import alert_desk, lift_wait
from kiosk.badges.actions.results import SignInGranted, SignInRefused
from kiosk.badges.models import Badge, DeskAlert
from kiosk.badges.rules import (
    MOST_SIGN_INS,
    MOST_SIGN_INS_OF_MANY_DEVICES,
    SIGN_IN_SECONDS,
    RefusalReason,
)
from kiosk.errors import NotFound
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.secrets import hash_secret
from tests.unit.accounts.elsewhere import logged
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

    def test_it_is_accepted_where_its_meeting_is_asked_for(self, hall, present):
        answer = present(secret=hall.badge().secret, meeting_id=hall.meeting)
        assert isinstance(answer, SignInGranted)

    def test_one_that_has_expired_is_refused(self, hall, store, present):
        badge = hall.badge()
        with store.unit_of_work("test") as work:
            work.session.get_one(Badge, 1).expires_at = work.now
        assert present(secret=badge.secret) == SignInRefused(RefusalReason.EXPIRED)

    @pytest.mark.parametrize(
        ("role", "is_accepted"),
        [(Role.SECRETARY, True), (Role.OFFICIAL_DELEGATE, False)],
    )
    def test_a_draft_accepts_those_who_may_read_drafts(
        self, hall, present, role, is_accepted
    ):
        draft = hall.scene.make_meeting(state=MeetingState.DRAFT)
        answer = present(secret=hall.badge(role, meeting=draft).secret)
        assert isinstance(answer, SignInGranted) == is_accepted
        assert is_accepted or answer == SignInRefused(RefusalReason.NOT_YET)

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
        badge, _elsewhere = hall.badge(role), hall.scene.make_meeting()
        start = clock.now()
        with clock.frozen(start):
            answers = [present(secret=badge.secret) for _ in range(most + 3)]
        assert all(isinstance(one, SignInGranted) for one in answers[:most])
        assert (
            answers[most:]
            == [SignInRefused(RefusalReason.TOO_OFTEN, SIGN_IN_SECONDS)] * 3
        )
        alerts = [line for line in rows(store, DeskAlert) if line.reason == "too_often"]
        assert alerts
        noted = {(line.meeting_id, line.member_id) for line in alerts}
        assert noted == {(hall.meeting, badge.member)}
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


def test_an_alert_of_a_member_goes_to_the_own_desk_alone(hall, store, present):
    badge, elsewhere = hall.badge(), hall.scene.make_meeting()
    present(secret=badge.secret)
    present(Device("192.168.1.8", "tablet-8", HOUR), secret=badge.secret)
    assert hall.desk() == ["taken_over"]
    assert hall.desk(elsewhere) == []


def test_a_device_that_must_wait_alerts_the_desk_of_its_screen_alone(hall, present):
    elsewhere = hall.scene.make_meeting()
    for _ in range(5):
        present(code="ABCD2345", meeting_id=hall.meeting)
    assert hall.desk()[-1] == "too_many_tries"
    assert hall.desk(elsewhere) == []


class TestAccessLog:
    def test_signing_in_is_logged_with_how(self, hall, store, present):
        badge = hall.badge()
        present(secret=badge.secret)
        present(Device("192.168.1.8", "tablet-8", HOUR), code=badge.code)
        who = f"member:{badge.member}"
        assert logged(store) == [
            (who, "signed_in", "badge"),
            (who, "taken_over", "badge_code"),
            (who, "signed_in", "badge_code"),
        ]

    def test_the_sign_in_before_it_on_the_device_is_logged_as_replaced(
        self, hall, store, present
    ):
        first, second = hall.badge(), hall.badge()
        present(secret=first.secret)
        present(replace(TABLET, replaces=1), secret=second.secret)
        assert logged(store)[1:] == [
            (f"member:{first.member}", "signed_out", "replaced"),
            (f"member:{second.member}", "signed_in", "badge"),
        ]

    def test_a_refusal_is_logged_with_its_reason_and_holder_if_known(
        self, hall, store, present
    ):
        badge = hall.badge()
        with store.unit_of_work("test") as work:
            work.session.get_one(Badge, 1).revoked_at = work.now
        present(secret=badge.secret)
        present(secret="A" * 22)
        assert logged(store) == [
            (f"member:{badge.member}", "sign_in_refused", "revoked"),
            ("", "sign_in_refused", "unknown"),
        ]


class TestLiftingAWait:
    @pytest.fixture
    def lift(self, store, staff):
        def lift_wait_of(line_id: int) -> None:
            with store.unit_of_work("test") as work:
                lift_wait(work, actor=staff, line_id=line_id)

        return lift_wait_of

    def waits(self, present, badge) -> bool:
        answer = present(code=badge.code)
        return answer == SignInRefused(RefusalReason.TOO_MANY_TRIES, ANY)

    def test_the_device_may_try_again_at_once(self, hall, store, present, lift):
        badge = hall.badge()
        for _ in range(5):
            present(code="ABCD2345")
        assert self.waits(present, badge)
        lift(rows(store, DeskAlert)[-1].id)
        assert not self.waits(present, badge)

    def test_another_desk_s_alert_is_not_found(self, hall, store, present, lift):
        elsewhere = hall.scene.make_meeting()
        badge = hall.badge()
        for _ in range(5):
            present(code="ABCD2345", meeting_id=elsewhere)
        with pytest.raises(NotFound):
            lift(rows(store, DeskAlert)[-1].id)
        assert self.waits(present, badge)

    def test_one_that_reports_no_wait_or_never_was_is_not_found(
        self, store, present, lift
    ):
        present(code="ABCD2345")
        for line_id in (rows(store, DeskAlert)[0].id, 999):
            with pytest.raises(NotFound):
                lift(line_id)


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
