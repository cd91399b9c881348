"""Who asks for the floor, for whom, and what they see of it."""

import pytest

from kiosk.documents.rules import Publication
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.roles import PERMISSIONS, Permission, Role, Visibility


def test_whoever_asks_sees_the_own_place(hall):
    hall.asked("An", topic="  Vốn cho\nvùng cao ")
    hall.asked("Bình")
    assert hall.mine("An")["place"] == 1
    assert hall.mine("An")["topic"] == "Vốn cho vùng cao"
    assert hall.mine("Bình")["place"] == 2
    assert hall.mine("Cúc") is None
    assert hall.names() == ["An", "Bình"]


def test_the_queue_shows_who_waits_and_what_they_have_spoken(hall, after):
    with after(0):
        first = hall.asked("An")
        hall.give(first)
    with after(90):
        hall.press("/end", request_id=first)
        hall.asked("An", "question")
    (row,) = hall.floor()["queue"]
    assert (row["times_spoken"], row["seconds_spoken"]) == (1, 90)
    assert (row["kind"], row["state"], row["place"]) == ("question", "waiting", 1)
    assert row["unit"] == "Sở Tài chính"
    assert row["asked_at"].endswith("+00:00")


def test_one_open_request_of_a_kind(hall):
    hall.asked("An")
    again = hall.ask("An")
    assert (again.status_code, again.json["error"]) == (409, "already_asked")
    hall.asked("An", "question")
    assert len(hall.floor()["queue"]) == 2


def test_nobody_asks_over_and_over(hall):
    for _ in range(6):
        request = hall.asked("An")
        hall.press(f"/requests/{request}/withdraw", hall.tablets["An"])
    again = hall.ask("An")
    assert (again.status_code, again.json["wait_seconds"]) == (429, 60)
    # The secretary may enter it all the same.
    reply = hall.ask("", client=hall.secretary, member_id=hall.ids["An"])
    assert reply.status_code == 201


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_delegates_ask_for_themselves(hall, role):
    reply = hall.ask("", client=hall.client(role, "Ai đó"))
    expected = 201 if role in PERMISSIONS[Permission.ASK_FLOOR] else 403
    assert reply.status_code == expected


@pytest.mark.parametrize("body", [{"kind": "answer"}, {"kind": "song"}, {}])
def test_a_kind_that_nobody_asks_for_is_refused(hall, body):
    reply = hall.tablets["An"].post(hall.at("/requests"), json=body)
    assert reply.status_code == 422
    assert reply.json["message"]
    assert hall.floor()["waiting"] == 0


def test_a_topic_that_is_too_long_is_refused(hall):
    assert hall.ask("An", topic="x" * 201).json["error"] == "long_topic"


def test_a_closed_list_takes_points_of_order_only(hall):
    hall.asked("An")
    assert hall.press("/list", open=False).status_code == 204
    closed = hall.ask("Bình")
    assert (closed.status_code, closed.json["error"]) == (409, "list_closed")
    hall.asked("Bình", "point_of_order")
    assert hall.floor()["list_open"] is False
    assert hall.tablets["An"].get(hall.at("/mine")).json["list_open"] is False
    assert hall.names() == ["Bình", "An"]
    for is_open in (True, True):
        assert hall.press("/list", open=is_open).status_code == 204
    hall.asked("Cúc")
    assert hall.events().count("floor_changed") == 2 + 3


class TestOnBehalf:
    @pytest.fixture
    def operator(self, hall):
        return hall.client(Role.SITE_LEAD, "Trưởng điểm cầu", site_id=hall.site)

    def test_an_operator_asks_for_the_own_site_only(self, hall, operator):
        hall.add("Dần", site_id=hall.site)
        own = hall.ask("", client=operator, member_id=hall.ids["Dần"])
        assert own.status_code == 201
        (row,) = hall.floor()["queue"]
        assert (row["site"], row["asked_by"]) == ("Xã Nậm Cắn", "Trưởng điểm cầu")
        other = hall.ask("", client=operator, member_id=hall.ids["An"])
        missing = hall.ask("", client=operator, member_id=10**6)
        assert other.status_code == missing.status_code == 404
        assert other.json["message"] == missing.json["message"]

    def test_an_operator_withdraws_and_sees_those_of_the_own_site(self, hall, operator):
        hall.add("Dần", site_id=hall.site)
        own, other = hall.asked("Dần"), hall.asked("An")
        rows = operator.get(hall.at("/requests")).json["requests"]
        assert [row["name"] for row in rows] == ["Dần"]
        paths = [f"/requests/{one}/withdraw" for one in (own, other)]
        assert [hall.press(p, operator).status_code for p in paths] == [204, 404]
        assert hall.names() == ["An"]

    def test_an_operator_finds_the_people_of_the_own_site(self, hall, operator):
        hall.add("Dần", site_id=hall.site)
        hall.add("Dung", Role.GUEST, site_id=hall.site)
        find = hall.at("/people?find=")
        names = [p["name"] for p in operator.get(find).json["people"]]
        assert names == ["Dần"]
        everybody = hall.secretary.get(hall.at("/people?find=an")).json["people"]
        assert {p["name"] for p in everybody} == {"An", "Dần", "Hoàng Văn Chủ"}
        assert hall.tablets["An"].get(find).status_code == 403

    def test_an_operator_without_a_site_asks_for_nobody(self, hall):
        operator = hall.client(Role.SITE_TECHNICIAN, "Kỹ thuật")
        reply = hall.ask("", client=operator, member_id=hall.ids["An"])
        assert reply.status_code == 404
        assert operator.get(hall.at("/requests")).json["requests"] == []

    def test_the_secretary_asks_for_anybody_who_may_speak(self, hall):
        hall.add("Khách", Role.GUEST)
        for name, status in (("An", 201), ("Khách", 404)):
            reply = hall.ask("", client=hall.secretary, member_id=hall.ids[name])
            assert reply.status_code == status

    def test_a_delegate_asks_for_nobody_else(self, hall):
        assert hall.ask("An", member_id=hall.ids["Bình"]).status_code == 403
        assert hall.ask("An", member_id=hall.ids["An"]).status_code == 201

    def test_somebody_of_another_meeting_is_not_found(self, hall, scene):
        stranger = scene.make_member(scene.make_meeting("Hội nghị khác"))
        reply = hall.ask("", client=hall.secretary, member_id=stranger)
        assert reply.status_code == 404


class TestWithdrawing:
    def test_the_own_request_twice_is_once(self, hall):
        request = hall.asked("An")
        for _ in range(2):
            reply = hall.press(f"/requests/{request}/withdraw", hall.tablets["An"])
            assert reply.status_code == 204
        assert hall.events() == ["floor_changed"] * 2
        assert hall.mine("An") is None

    def test_not_somebody_elses(self, hall):
        request = hall.asked("An")
        reply = hall.press(f"/requests/{request}/withdraw", hall.tablets["Bình"])
        assert reply.status_code == 404
        assert hall.names() == ["An"]

    def test_not_while_speaking(self, hall):
        request = hall.asked("An")
        hall.give(request)
        reply = hall.press(f"/requests/{request}/withdraw", hall.tablets["An"])
        assert reply.status_code == 409
        assert "Hoàng Văn Chủ" in reply.json["message"]


class TestText:
    @pytest.fixture
    def papers(self, hall, scene):
        """A published document of everybody, one of officials, and a draft."""
        item = scene.make_item(hall.meeting)
        closed = scene.make_item(hall.meeting, visibility=Visibility.OFFICIAL)
        return {
            "open": scene.make_document(hall.meeting, item, [b"a"]),
            "official": scene.make_document(hall.meeting, closed, [b"b"]),
            "draft": scene.make_document(hall.meeting, item, [b"c"], Publication.DRAFT),
        }

    def test_it_is_shown_to_those_who_may_read_it(self, hall, papers):
        request = hall.asked("An", "prepared_speech", document_id=papers["official"])
        hall.give(request)
        guest = hall.client(Role.GUEST, "Khách")
        assert hall.floor()["speaking"]["document_id"] == papers["official"]
        official = hall.floor(hall.tablets["Bình"])
        assert official["speaking"]["document_id"] == papers["official"]
        assert hall.floor(guest)["speaking"]["document_id"] is None
        assert hall.floor(guest)["speaking"]["name"] == "An"

    def test_the_speaker_must_be_able_to_read_it(self, hall, papers):
        kind = "prepared_speech"
        assert hall.ask("An", kind, document_id=papers["draft"]).status_code == 404
        hall.add("Mời", Role.INVITED_DELEGATE)
        body = {"document_id": papers["official"], "member_id": hall.ids["Mời"]}
        assert hall.ask("", kind, hall.secretary, **body).status_code == 404
        assert hall.floor()["waiting"] == 0

    def test_it_is_attached_later_and_detached(self, hall, papers):
        request = hall.asked("An", "prepared_speech")
        path = f"/requests/{request}/document"
        tablet = hall.tablets["An"]
        for document in (papers["open"], papers["open"], None):
            reply = hall.press(path, tablet, document_id=document)
            assert reply.status_code == 204
            assert hall.mine("An")["document_id"] == document
        assert (
            hall.press(path, hall.tablets["Bình"], document_id=None).status_code == 404
        )
        assert hall.press(path, tablet, document_id=papers["draft"]).status_code == 404
        assert hall.events().count("floor_changed") == 3


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_those_who_manage_the_floor_see_the_whole_queue(hall, role):
    for name in ("An", "Bình", "Cúc"):
        hall.asked(name)
    hall.add("Dần")
    hall.asked("Dần")
    client = hall.client(role, "Ai đó")
    reply = client.get(f"/m/{hall.meeting}/snapshot/speaking")
    if role not in PERMISSIONS[Permission.READ_PAPERS]:
        assert reply.status_code == 403
        return
    floor = reply.json["floor"]
    assert [one["name"] for one in floor["next"]] == ["An", "Bình", "Cúc"]
    assert floor["waiting"] == 4
    assert ("queue" in floor) is (role in PERMISSIONS[Permission.MANAGE_FLOOR])


def test_a_request_behind_the_next_three_is_news_for_the_chair_only(hall):
    for name in ("Dần", "Em"):
        hall.add(name)
    requests = [hall.asked(name) for name in ("An", "Bình", "Cúc", "Dần", "Em")]
    assert hall.events() == ["floor_changed"] * 3 + ["floor_requested"] * 2
    hall.press(f"/requests/{requests[4]}/withdraw")
    hall.press(f"/requests/{requests[0]}/withdraw")
    assert hall.events()[-2:] == ["floor_requested", "floor_changed"]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (MeetingState.DRAFT, 201),
        (MeetingState.PUBLISHED, 201),
        (MeetingState.ADJOURNED, 201),
        (MeetingState.CLOSED, 409),
    ],
)
def test_prepared_speeches_are_entered_before_but_not_after_the_meeting(
    hall, state, expected
):
    with hall.store.unit_of_work("test") as work:
        work.session.get_one(Meeting, hall.meeting).state = state
    body = {"member_id": hall.ids["An"]}
    reply = hall.ask("", "prepared_speech", hall.secretary, **body)
    assert reply.status_code == expected
    if expected == 201:
        given = hall.give(reply.json["id"], client=hall.secretary)
        assert (given.status_code, given.json["error"]) == (409, "wrong_state")
