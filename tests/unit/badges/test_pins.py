"""Badges with a PIN: entered, chosen, locked and reset."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.badges.pins.codes import printed_pin
from kiosk.badges.pins.models import Pin
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import PinMode
from kiosk.roles import Role
from kiosk.storage.journal import JournalEntry


@pytest.fixture
def ask_for(hall, store):
    def change(mode: PinMode) -> None:
        with store.unit_of_work("test") as work:
            work.session.get_one(Meeting, hall.meeting).pin_mode = mode

    return change


@pytest.fixture
def badge(hall, ask_for):
    ask_for(PinMode.OWN)
    return hall.badge()


@pytest.fixture
def desk_of(hall, client_for):
    return client_for(hall.scene.make_member(hall.meeting, Role.ENTRANCE))


def is_in(client, hall) -> bool:
    return client.get(f"/m/{hall.meeting}/snapshot").status_code == 200


def choose(client_for, show, badge, pin="2580"):
    client = client_for()
    reply = show(client, badge.secret, new_pin=pin)
    assert reply.json["go"]
    return client


class TestChoosing:
    def test_a_badge_alone_does_not_sign_in_and_a_pin_is_asked(
        self, hall, badge, client_for, show
    ):
        client = client_for()
        reply = show(client, badge.secret)
        assert reply.json == {
            "pin": {"name": "Hoàng Thị Ngọc Ánh", "choose": True, "tries_left": 5}
        }
        assert client.get_cookie("kiosk") is None
        assert not is_in(client, hall)

    def test_the_pin_is_chosen_first_and_asked_later(
        self, hall, badge, client_for, show, store
    ):
        assert is_in(choose(client_for, show, badge), hall)
        with store.read_session() as session:
            assert "2580" not in session.query(Pin).one().pin_hash
        other = client_for()
        assert show(other, badge.secret).json["pin"]["choose"] is False
        assert show(other, badge.secret, pin="2580").json["go"]
        assert is_in(other, hall)

    def test_a_short_code_asks_as_well(self, badge, client_for, show):
        choose(client_for, show, badge)
        client = client_for()
        assert "pin" in show(client, code=badge.code).json
        assert show(client, code=badge.code, pin="2580").json["go"]

    @pytest.mark.parametrize(
        ("pin", "code"), [("12", "bad_pin"), ("abcd", "bad_pin"), ("1111", "plain_pin")]
    )
    def test_a_bad_choice_is_refused_and_nothing_kept(
        self, badge, client_for, show, pin, code
    ):
        client = client_for()
        reply = show(client, badge.secret, new_pin=pin)
        assert (reply.status_code, reply.json["error"]) == (422, code)
        assert client.get_cookie("kiosk") is None
        assert show(client, badge.secret).json["pin"]["choose"] is True

    def test_a_second_choice_replaces_nothing(self, hall, badge, client_for, show):
        choose(client_for, show, badge)
        thief = client_for()
        assert show(thief, badge.secret, new_pin="9753").json["pin"]["choose"] is False
        assert not is_in(thief, hall)
        assert show(client_for(), badge.secret, pin="2580").json["go"]

    def test_a_choice_records_no_event(self, badge, client_for, show, store):
        choose(client_for, show, badge)
        with store.read_session() as session:
            bodies = [entry.body for entry in session.query(JournalEntry)]
        assert not any("2580" in body for body in bodies)


class TestTrying:
    def test_five_wrong_ones_lock_it_and_alert_the_desk_once(
        self, hall, badge, client_for, show
    ):
        choose(client_for, show, badge)
        client = client_for()
        left = []
        for number in range(4):
            reply = show(client, badge.secret, pin=f"888{number}")
            assert (reply.status_code, reply.json["error"]) == (403, "wrong_pin")
            left.append(reply.json["tries_left"])
        assert left == [4, 3, 2, 1]
        assert hall.desk() == []
        # On all tablets, also with the right PIN.
        for pin in ("8884", "2580", "2580"):
            reply = show(client_for(), badge.secret, pin=pin)
            assert (reply.status_code, reply.json["error"]) == (403, "pin_locked")
        assert show(client_for(), badge.secret).json["error"] == "pin_locked"
        assert hall.desk() == ["pin_locked"]

    def test_a_right_one_resets_the_failures(self, badge, client_for, show):
        choose(client_for, show, badge)
        for _ in range(3):
            for _ in range(4):
                show(client_for(), badge.secret, pin="8888")
            assert show(client_for(), badge.secret, pin="2580").json["go"]

    def test_asking_counts_no_attempt(self, badge, client_for, show):
        choose(client_for, show, badge)
        for _ in range(8):
            assert show(client_for(), badge.secret).json["pin"]["tries_left"] == 5

    def test_many_at_once_are_no_more_than_five(self, badge, client_for, show):
        choose(client_for, show, badge)

        def guess(number: int) -> str:
            reply = show(client_for(), badge.secret, pin=f"7{number:03}")
            return str(reply.json["error"])

        with ThreadPoolExecutor(8) as pool:
            said = list(pool.map(guess, range(16)))
        # The fifth is locked already if others were counted before its result.
        assert set(said) == {"wrong_pin", "pin_locked"} or set(said) == {"pin_locked"}
        assert said.count("wrong_pin") <= 4
        assert show(client_for(), badge.secret, pin="2580").json["error"] == (
            "pin_locked"
        )

    @pytest.mark.parametrize("pin", [2580, "25801234", ["2580"]])
    def test_what_is_no_text_of_a_few_digits_is_refused(
        self, badge, client_for, show, pin
    ):
        choose(client_for, show, badge)
        assert show(client_for(), badge.secret, pin=pin).status_code == 422
        assert show(client_for(), badge.secret).json["pin"]["tries_left"] == 5

    def test_a_revoked_badge_asks_for_no_pin(self, hall, badge, client_for, show):
        choose(client_for, show, badge)
        secretary = hall.scene.make_member(hall.meeting, Role.SECRETARY)
        client_for(secretary).post(
            f"/m/{hall.meeting}/members/{badge.member}/badge/revoke"
        )
        reply = show(client_for(), badge.secret, pin="2580")
        assert reply.json["error"] == "revoked"


class TestPrinted:
    def test_only_the_printed_one_signs_in(self, hall, ask_for, client_for, show):
        ask_for(PinMode.PRINTED)
        badge = hall.badge()
        pin = printed_pin(hall.scene.key, badge.member, 0)
        wrong = f"{(int(pin) + 1) % 1_000_000:06}"
        client = client_for()
        assert show(client, badge.secret).json["pin"]["choose"] is False
        # Choosing a PIN does not bypass it.
        assert "pin" in show(client, badge.secret, new_pin="2580").json
        assert show(client, badge.secret, pin=wrong).json["error"] == "wrong_pin"
        assert show(client, badge.secret, pin=pin).json["go"]
        assert is_in(client, hall)

    def test_a_wall_screen_is_not_asked(self, hall, ask_for, client_for, show):
        ask_for(PinMode.PRINTED)
        assert show(client_for(), hall.badge(Role.WALL).secret).json["go"]
        assert show(client_for(), hall.badge(Role.ENTRANCE).secret).json["go"]


class TestGivenAnew:
    def renew(self, client, hall, badge):
        return client.post(
            f"/m/{hall.meeting}/members/{badge.member}/pin/renew", json={}
        )

    def test_the_desk_resets_a_locked_one_and_it_is_chosen_again(
        self, hall, badge, client_for, show, desk_of
    ):
        choose(client_for, show, badge)
        for _ in range(5):
            show(client_for(), badge.secret, pin="8888")
        page = desk_of.get(f"/m/{hall.meeting}/badges?part=list").text
        assert "Mã PIN bị khoá" in page
        assert self.renew(desk_of, hall, badge).json == {"pin": ""}
        assert show(client_for(), badge.secret).json["pin"]["choose"] is True
        assert is_in(choose(client_for, show, badge, "9753"), hall)
        page = desk_of.get(f"/m/{hall.meeting}/badges?part=list").text
        assert "Mã PIN bị khoá" not in page

    def test_a_printed_one_is_shown_once_and_the_old_one_is_refused(
        self, hall, ask_for, client_for, show, desk_of
    ):
        ask_for(PinMode.PRINTED)
        badge = hall.badge()
        old = printed_pin(hall.scene.key, badge.member, 0)
        new = self.renew(desk_of, hall, badge).json["pin"]
        assert new != old
        reply = show(client_for(), badge.secret, pin=old)
        assert reply.json["error"] == "wrong_pin"
        assert show(client_for(), badge.secret, pin=new).json["go"]

    def test_the_desk_gives_none_to_the_chair_nor_where_none_is_asked(
        self, hall, badge, ask_for, desk_of
    ):
        chair = hall.badge(Role.CHAIR)
        assert self.renew(desk_of, hall, chair).status_code == 403
        ask_for(PinMode.NONE)
        assert self.renew(desk_of, hall, badge).status_code == 409

    def test_nobody_else_may(self, hall, badge, client_for):
        delegate = client_for(hall.scene.make_member(hall.meeting))
        assert self.renew(delegate, hall, badge).status_code == 403
        assert self.renew(client_for(), hall, badge).status_code == 401
        other = hall.scene.make_meeting("Hội nghị khác")
        stranger = client_for(hall.scene.make_member(other, Role.SECRETARY))
        assert self.renew(stranger, hall, badge).status_code == 404
