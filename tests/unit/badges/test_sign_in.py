"""Signing in with a badge over HTTP: granted, or refused with a message."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.badges.models import Badge
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.secrets import new_secret


def set_state(store, meeting_id, state):
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting_id).state = state


class TestLettingIn:
    def test_a_qr_code_opens_the_tablet(self, hall, client_for, show):
        client, badge = client_for(), hall.badge()
        reply = show(client, f"https://hop.tinh.vn/q#{badge.secret}")
        assert reply.json == {
            "go": f"/m/{hall.meeting}/tablet",
            "name": "Hoàng Thị Ngọc Ánh",
            "notice": None,
        }
        assert client.get(f"/m/{hall.meeting}/snapshot").status_code == 200
        assert hall.desk() == []

    @pytest.mark.parametrize("write", [str.lower, lambda c: f" {c[:4]}-{c[4:]} "])
    def test_so_does_the_short_code_however_it_is_written(
        self, hall, client_for, show, write
    ):
        reply = show(client_for(), code=write(hall.badge().code))
        assert reply.json["go"] == f"/m/{hall.meeting}/tablet"

    def test_the_cookie_is_not_the_badge_and_is_kept_as_a_hash(
        self, hall, client_for, show, store
    ):
        client, badge = client_for(), hall.badge()
        reply = show(client, badge.secret)
        cookie = client.get_cookie("kiosk")
        assert badge.secret not in cookie.value
        header = next(
            line for line in reply.headers.getlist("Set-Cookie") if "kiosk=" in line
        )
        assert all(part in header for part in ("HttpOnly", "SameSite=Lax", "Path=/"))
        assert "Secure" not in header
        with store.read_session() as session:
            assert cookie.value not in session.query(SignIn).one().token_hash
            kept = session.query(Badge).one()
        assert badge.secret not in (kept.secret_hash, kept.code_hash)
        assert badge.code not in (kept.secret_hash, kept.code_hash)

    def test_the_sign_in_ends_with_the_badge(self, hall, client_for, show, store):
        badge, ends = hall.badge(), clock.now() + dt.timedelta(hours=1)
        with store.unit_of_work("test") as work:
            work.session.query(Badge).one().expires_at = ends
        show(client_for(), badge.secret)
        with store.read_session() as session:
            assert session.query(SignIn).one().expires_at == ends


class TestRefusing:
    def refused(self, reply, code):
        assert reply.status_code == 403
        assert reply.json["error"] == code
        assert not any("kiosk=" in line for line in reply.headers.getlist("Set-Cookie"))

    @pytest.mark.parametrize(
        "text", ["", "1|Nguyễn Văn A|01011970", "https://evil.example/", "x" * 400]
    )
    def test_what_is_not_ours(self, hall, client_for, show, text):
        self.refused(show(client_for(), text), "malformed")
        assert hall.desk() == ["malformed"]

    def test_an_unknown_badge(self, hall, client_for, show):
        self.refused(show(client_for(), new_secret()), "unknown")
        assert hall.desk() == ["unknown"]

    @pytest.mark.usefixtures("hall")
    def test_an_unknown_code(self, client_for, show):
        self.refused(show(client_for(), code="ABCD-2345"), "unknown")

    def test_a_revoked_badge(self, hall, client_for, show):
        badge = hall.badge()
        secretary = hall.scene.make_member(hall.meeting, Role.SECRETARY)
        client_for(secretary).post(
            f"/m/{hall.meeting}/members/{badge.member}/badge/revoke"
        )
        self.refused(show(client_for(), badge.secret), "revoked")
        self.refused(show(client_for(), code=badge.code), "revoked")
        assert hall.desk() == ["revoked", "revoked"]

    def test_a_badge_whose_meeting_is_over(self, hall, client_for, show, store):
        badge = hall.badge()
        set_state(store, hall.meeting, MeetingState.CLOSED)
        self.refused(show(client_for(), badge.secret), "expired")
        assert hall.desk() == ["expired"]

    def test_a_badge_whose_meeting_is_still_a_draft(
        self, hall, client_for, show, store
    ):
        badge = hall.badge()
        set_state(store, hall.meeting, MeetingState.DRAFT)
        self.refused(show(client_for(), badge.secret), "not_yet")
        assert hall.desk() == ["not_yet"]

    def test_a_badge_at_another_meetings_screen(self, hall, client_for, show):
        other = hall.scene.make_meeting("Hội nghị khác")
        badge = hall.badge(meeting=other)
        reply = show(client_for(), badge.secret, meeting=hall.meeting)
        self.refused(reply, "wrong_meeting")
        # The screen's desk is alerted, without the other meeting's member.
        assert hall.desk() == ["wrong_meeting"]
        assert hall.desk(other) == []
        entrance = hall.scene.make_member(hall.meeting, Role.ENTRANCE)
        desk = client_for(entrance).get(f"/m/{hall.meeting}/desk")
        assert desk.json["lines"][0]["name"] == ""

    def test_an_unknown_badge_alerts_every_staffed_desk(self, hall, client_for, show):
        states = [MeetingState.PUBLISHED, MeetingState.DRAFT, MeetingState.CLOSED]
        others = [hall.scene.make_meeting(f"{s}", s) for s in states]
        show(client_for(), new_secret())
        assert [hall.desk(m) for m in [hall.meeting, *others]] == [
            ["unknown"],
            ["unknown"],
            [],
            [],
        ]

    def test_a_made_up_meeting_is_taken_as_none(self, hall, client_for, show):
        assert show(client_for(), hall.badge().secret, meeting=999).status_code == 200

    @pytest.mark.usefixtures("hall")
    def test_every_message_says_what_to_do(self, client_for, show):
        message = show(client_for(), new_secret()).json["message"]
        assert "bàn tiếp đón" in message


class TestTakingOver:
    def test_is_seen_by_the_new_tablet_the_old_one_and_the_desk(
        self, hall, client_for, show, store
    ):
        badge, old, new = hall.badge(), client_for(), client_for()
        show(old, badge.secret)
        reply = show(new, badge.secret)
        assert "vừa được đăng xuất" in reply.json["notice"]
        assert old.get(f"/m/{hall.meeting}/snapshot").status_code == 401
        assert new.get(f"/m/{hall.meeting}/snapshot").status_code == 200
        assert hall.desk() == ["taken_over"]
        with store.read_session() as session:
            assert session.get_one(SignIn, 1).end_reason == "taken_over"
        page = old.get("/?reason=taken_over", headers={"Accept": "text/html"})
        assert "vừa được dùng trên một máy khác" in page.text

    def test_the_losers_of_three_at_once_are_told_so_wherever_they_ask(
        self, hall, client_for, show
    ):
        badge, said = hall.badge(), "Thẻ vừa được dùng trên một máy khác"
        first, second, third = (client_for() for _ in range(3))
        for client in (first, second, third):
            # Each signs in before any of them opens its page.
            assert show(client, badge.secret).status_code == 200
        page = f"/m/{hall.meeting}/tablet"
        assert third.get(page).status_code == 200
        for loser in (first, second):
            reply = loser.get(f"/m/{hall.meeting}/snapshot")
            assert (reply.status_code, reply.json["error"]) == (401, "taken_over")
            reply = loser.get(page, headers={"Accept": "text/html"})
            assert reply.status_code == 401
            for shown in (reply, loser.get("/", headers={"Accept": "text/html"})):
                assert said in shown.text
            # The cookie is removed: the next person sees no message.
            assert said not in loser.get("/", headers={"Accept": "text/html"}).text

    def test_the_same_tablet_takes_nothing_over(self, hall, client_for, show):
        badge, client = hall.badge(), client_for()
        show(client, badge.secret)
        assert show(client, badge.secret).json["notice"] is None
        assert hall.desk() == []

    @pytest.mark.parametrize(
        "role", [Role.CHAIR, Role.SECRETARY, Role.WALL, Role.ENTRANCE]
    )
    def test_those_who_serve_may_use_several_devices(
        self, hall, client_for, show, role
    ):
        badge, first, second = hall.badge(role), client_for(), client_for()
        show(first, badge.secret)
        assert show(second, badge.secret).json["notice"] is None
        home = {Role.ENTRANCE: "desk"}.get(role, "snapshot")
        for client in (first, second):
            assert client.get(f"/m/{hall.meeting}/{home}").status_code == 200

    def test_another_person_on_the_tablet_ends_the_first_ones_sign_in(
        self, hall, client_for, show
    ):
        one, two, tablet = hall.badge(), hall.badge(), client_for()
        show(tablet, one.secret)
        stolen = tablet.get_cookie("kiosk").value
        show(tablet, two.secret)
        thief = client_for()
        thief.set_cookie("kiosk", stolen)
        assert thief.get(f"/m/{hall.meeting}/snapshot").status_code == 401


class TestGuessing:
    def test_codes_wait_longer_and_longer(self, hall, client_for, show):
        client = client_for()
        client.get("/", headers={"Accept": "text/html"})
        with clock.frozen(clock.now()):
            for _ in range(5):
                assert show(client, code="AAAA-2222").status_code == 403
            reply = show(client, code=hall.badge().code)
            assert reply.status_code == 429
            assert reply.json["error"] == "too_many_tries"
            assert reply.json["wait_seconds"] in (15, 16)
            assert str(reply.json["wait_seconds"]) in reply.json["message"]

    @pytest.mark.usefixtures("hall")
    def test_a_throwaway_device_does_not_help(self, client_for, show):
        with clock.frozen(clock.now()):
            replies = [
                show(client_for(), code="AAAA-2222").status_code for _ in range(25)
            ]
        assert replies == [403] * 20 + [429] * 5

    def test_a_right_qr_code_never_waits(self, hall, client_for, show):
        badge = hall.badge()
        for _ in range(21):
            show(client_for(), code="AAAA-2222")
        assert show(client_for(), code=badge.code).status_code == 429
        assert show(client_for(), badge.secret).status_code == 200

    def test_four_hundred_right_badges_from_one_address_never_wait(
        self, hall, client_for, show
    ):
        for _ in range(40):
            assert show(client_for(), code=hall.badge().code).status_code == 200

    def test_the_desk_is_alerted_once(self, hall, client_for, show):
        for _ in range(60):
            show(client_for(), new_secret())
        lines = hall.desk()
        assert lines == ["unknown"] * 20

    def test_the_desk_is_alerted_of_a_wait_and_can_end_it(self, hall, client_for, show):
        badge = hall.badge()
        desk = client_for(hall.scene.make_member(hall.meeting, Role.ENTRANCE, "Bàn"))
        with clock.frozen(clock.now()):
            for _ in range(30):
                show(client_for(), code="ABCD2345")
            assert hall.desk() == ["unknown"] * 20 + ["too_many_tries"]
            base = f"/m/{hall.meeting}/desk"
            newest = desk.get(base).json["lines"][0]["id"]
            assert desk.post(f"{base}/{newest - 1}/lift", json={}).status_code == 404
            assert show(client_for(), code=badge.code).status_code == 429
            assert desk.post(f"{base}/{newest}/lift", json={}).status_code == 204
            assert show(client_for(), code=badge.code).status_code == 200


class TestGettingSignsNobodyIn:
    @pytest.mark.parametrize(
        "path", ["/q?{s}", "/q?secret={s}", "/?secret={s}", "/sign-in/badge?secret={s}"]
    )
    def test_by_any_address(self, hall, client_for, path):
        client = client_for()
        client.get(path.format(s=hall.badge().secret))
        assert client.get_cookie("kiosk") is None
        assert client.get(f"/m/{hall.meeting}/snapshot").status_code == 401

    def test_nor_does_another_sites_page(self, hall, client_for):
        reply = client_for().post(
            "/sign-in/badge",
            json={"secret": hall.badge().secret},
            headers={"Sec-Fetch-Site": "cross-site"},
        )
        assert reply.status_code == 403
        assert reply.json["error"] == "foreign_origin"


class TestIdleScreens:
    def page(self, client, path):
        return client.get(path, headers={"Accept": "text/html"})

    def test_offers_to_go_on_instead_of_going(self, hall, client_for, show):
        client = client_for()
        show(client, hall.badge().secret)
        page = self.page(client, "/")
        assert page.status_code == 200
        assert "Tiếp tục với tên Hoàng Thị Ngọc Ánh" in page.text
        assert f'href="/m/{hall.meeting}/tablet"' in page.text

    def test_shows_only_known_reasons(self, client_for):
        client = client_for()
        assert "Xin đưa thẻ mới" in self.page(client, "/?reason=revoked").text
        hostile = self.page(client, "/?reason=<script>alert(1)</script>").text
        assert "alert(1)" not in hostile
        assert "data-reason" not in hostile

    def test_a_sign_in_that_has_ended_leaves_no_cookie(self, client_for):
        browser = client_for()
        browser.set_cookie("kiosk", "x" * 22)
        browser.get("/")
        assert browser.get_cookie("kiosk") is None

    def test_one_that_goes_on_keeps_it(self, client_for, scene):
        member = scene.make_member(scene.make_meeting())
        browser = client_for(member)
        browser.get("/")
        assert browser.get_cookie("kiosk") is not None

    def test_of_a_meeting_shows_its_title(self, hall, client_for):
        page = self.page(client_for(), f"/m/{hall.meeting}/sign-in")
        assert "Hội nghị trực tuyến toàn tỉnh" in page.text
        assert f'data-meeting="{hall.meeting}"' in page.text

    def test_of_a_draft_is_not_found(self, hall, client_for):
        draft = hall.scene.make_meeting("Hội nghị kín", MeetingState.DRAFT)
        reply = self.page(client_for(), f"/m/{draft}/sign-in")
        assert reply.status_code == 404
        assert "Hội nghị kín" not in reply.text

    def test_of_a_closed_meeting_says_it_is_over(self, hall, client_for, store):
        set_state(store, hall.meeting, MeetingState.CLOSED)
        reply = self.page(client_for(), f"/m/{hall.meeting}/sign-in")
        assert reply.location == "/?reason=meeting_over"
