"""Meetings created, edited and listed."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role
from kiosk.storage.store import Store
from tests.scene import Scene

ClientFor = Callable[..., FlaskClient]
WORDS = {
    "title": "Hội nghị tổng kết năm 2026",
    "body_name": "Tỉnh uỷ Sơn Lâm",
    "place": "Hội trường lớn",
    "starts_at": "2026-12-01T07:30",
}


@pytest.fixture
def meeting(scene: Scene) -> int:
    return scene.make_meeting()


def member_client(
    scene: Scene, client_for: ClientFor, meeting: int, role: Role, name: str = "A"
) -> FlaskClient:
    return client_for(scene.make_member(meeting, role, name))


class TestCreateMeeting:
    def test_whoever_makes_it_becomes_its_secretary(
        self, store: Store, scene: Scene, client_for: ClientFor
    ) -> None:
        account = scene.make_account()
        client = client_for(account_id=account)
        made = client.post("/meetings", json=WORDS)
        assert made.status_code == 201
        with store.read_session() as session:
            meeting = session.get_one(Meeting, made.json["id"])
            [member] = session.query(Member).filter_by(meeting_id=meeting.id)
        assert (meeting.state, member.role) == (MeetingState.DRAFT, Role.SECRETARY)
        assert member.account_id == account
        # 07:30 in Vietnam.
        assert meeting.starts_at.isoformat() == "2026-12-01T00:30:00+00:00"
        assert client.get(f"/m/{meeting.id}/secretary").status_code == 200

    def test_a_badge_makes_no_meetings_not_even_a_secretarys(
        self, scene: Scene, client_for: ClientFor, meeting: int
    ) -> None:
        client = member_client(scene, client_for, meeting, Role.SECRETARY)
        assert client.post("/meetings", json=WORDS).status_code == 403

    def test_nobody_signed_in_makes_no_meetings(self, client_for: ClientFor) -> None:
        assert client_for().post("/meetings", json=WORDS).status_code == 401

    def test_a_meeting_without_a_name_or_time_is_refused(
        self, scene: Scene, client_for: ClientFor
    ) -> None:
        client = client_for(account_id=scene.make_account())
        for wrong in ({"title": " "}, {"starts_at": ""}, {"title": "Đ" * 501}):
            assert client.post("/meetings", json=WORDS | wrong).status_code == 422


class TestChangeMeeting:
    def test_the_second_of_two_concurrent_edits_is_refused(
        self, scene: Scene, client_for: ClientFor, meeting: int
    ) -> None:
        one = member_client(scene, client_for, meeting, Role.SECRETARY, "Lê Thị Hà")
        two = member_client(scene, client_for, meeting, Role.SECRETARY, "Trần Bảo")
        url = f"/m/{meeting}/meeting"
        first = one.post(url, json={"words": WORDS, "revision": 1})
        assert first.json == {"revision": 2}
        other = WORDS | {"place": "Phòng họp số 2"}
        reply = two.post(url, json={"words": other, "revision": 1})
        assert (reply.status_code, reply.json["error"]) == (409, "changed_meanwhile")
        assert reply.json["theirs"]["place"] == "Hội trường lớn"
        assert reply.json["theirs"]["starts_at"].endswith("00:00")
        assert reply.json["changed_by"] == "Lê Thị Hà"

    def test_a_closed_meeting_is_not_rewritten(
        self, scene: Scene, client_for: ClientFor
    ) -> None:
        closed = scene.make_meeting(state=MeetingState.CLOSED)
        client = member_client(scene, client_for, closed, Role.SECRETARY)
        body = {"words": WORDS, "revision": 1}
        assert client.post(f"/m/{closed}/meeting", json=body).status_code == 409

    @pytest.mark.parametrize("role", [Role.CHAIR, Role.OFFICIAL_DELEGATE, Role.GUEST])
    def test_who_does_not_prepare_rewrites_nothing(
        self, role: Role, scene: Scene, client_for: ClientFor, meeting: int
    ) -> None:
        client = member_client(scene, client_for, meeting, role)
        body = {"words": WORDS, "revision": 1}
        assert client.post(f"/m/{meeting}/meeting", json=body).status_code == 403
        assert client.get(f"/m/{meeting}/secretary").status_code == 403

    def test_another_meetings_secretary_finds_nothing(
        self, scene: Scene, client_for: ClientFor, meeting: int
    ) -> None:
        other = scene.make_meeting()
        client = member_client(scene, client_for, other, Role.SECRETARY)
        body = {"words": WORDS, "revision": 1}
        assert client.post(f"/m/{meeting}/meeting", json=body).status_code == 404
        assert client.get(f"/m/{meeting}/secretary").status_code == 404


class TestMeetings:
    def test_staff_see_the_meetings_they_have_a_part_in(
        self, scene: Scene, client_for: ClientFor
    ) -> None:
        account = scene.make_account()
        mine = scene.make_meeting("Hội nghị của tôi")
        scene.make_member(mine, Role.SECRETARY, account_id=account)
        scene.make_meeting("Hội nghị của người khác")
        page = client_for(account_id=account).get("/meetings").text
        assert "Hội nghị của tôi" in page
        assert "Hội nghị của người khác" not in page

    def test_an_administrator_sees_all(
        self, scene: Scene, client_for: ClientFor
    ) -> None:
        scene.make_meeting("Hội nghị của người khác")
        account = scene.make_account("quantri", is_administrator=True)
        page = client_for(account_id=account).get("/meetings").text
        assert "Hội nghị của người khác" in page

    @pytest.mark.parametrize(
        ("role", "screen"), [(Role.SECRETARY, "secretary"), (Role.CHAIR, "chair")]
    )
    def test_a_badge_is_sent_to_the_screen_of_its_role(
        self, scene: Scene, client_for: ClientFor, meeting: int, role: Role, screen: str
    ) -> None:
        client = member_client(scene, client_for, meeting, role)
        reply = client.get("/meetings", follow_redirects=True)
        assert reply.status_code == 200
        assert reply.request.path == f"/m/{meeting}/{screen}"

    def test_nobody_signed_in_sees_none(self, client_for: ClientFor) -> None:
        assert client_for().get("/meetings").status_code == 401
