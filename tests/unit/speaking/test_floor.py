"""The chair gives the floor; two of the presidium never fight silently."""

import pytest
from sqlalchemy import select

from kiosk.identity import Actor
from kiosk.meeting_admin.actions.state import change_state
from kiosk.meetings.rules import MeetingState
from kiosk.roles import PERMISSIONS, Permission, Role
from kiosk.speaking.actions.floor import end_speech
from kiosk.speaking.models import Speech
from kiosk.storage.store import NullPublisher, open_store


def speeches(store) -> list[tuple[str, int, bool]]:
    with store.read_session() as session:
        rows = session.scalars(select(Speech).order_by(Speech.id))
        return [(one.name, one.elapsed_ms, one.ended_at is not None) for one in rows]


def test_the_speaker_and_the_clock_start_together(hall, after, scene):
    item = scene.make_item(hall.meeting, "Thảo luận")
    hall.chair.post(f"/m/{hall.meeting}/current-item", json={"item": item})
    request = hall.asked("An", topic="Về vốn")
    with after(0):
        assert hall.give(request).status_code == 204
    speaking = hall.floor()["speaking"]
    assert (speaking["name"], speaking["topic"]) == ("An", "Về vốn")
    timer = hall.timer()
    assert (timer["ref_id"], timer["limit_seconds"]) == (request, 300)
    assert hall.mine("An")["state"] == "speaking"
    with hall.store.read_session() as session:
        speech = session.scalars(select(Speech)).one()
        assert (speech.item_id, speech.item_title) == (item, "Thảo luận")
    assert hall.events()[-2:] == ["timer_changed", "floor_changed"]


def test_the_next_speaker_ends_the_one_before(hall, after):
    first, second = hall.asked("An"), hall.asked("Bình", "question")
    with after(0):
        hall.give(first)
    with after(100):
        assert hall.give(second, first).status_code == 204
    assert hall.floor()["speaking"]["name"] == "Bình"
    assert hall.timer()["limit_seconds"] == 180
    with after(130):
        assert hall.press("/end", request_id=second).status_code == 204
    assert hall.floor()["speaking"] is None
    assert hall.timer() is None
    assert speeches(hall.store) == [("An", 100_000, True), ("Bình", 30_000, True)]


def test_what_already_holds_is_a_success_without_a_second_event(hall):
    request = hall.asked("An")
    for _ in range(2):
        assert hall.give(request).status_code == 204
    for _ in range(2):
        assert hall.press("/end", request_id=request).status_code == 204
    other = hall.asked("Bình")
    for what in ("skip", "skip", "recall", "recall"):
        assert hall.press(f"/requests/{other}/{what}").status_code == 204
    assert hall.events().count("floor_changed") == 6
    assert len(speeches(hall.store)) == 1


def test_the_second_of_two_who_give_the_floor_sees_what_the_first_did(hall):
    first, second = hall.asked("An"), hall.asked("Bình")
    assert hall.give(first, client=hall.chair).status_code == 204
    late = hall.give(second, client=hall.secretary)
    assert (late.status_code, late.json["error"]) == (409, "changed_meanwhile")
    assert (
        late.json["message"] == "Đồng chí Hoàng Văn Chủ vừa mời đồng chí An phát biểu."
    )
    assert hall.floor()["speaking"]["name"] == "An"
    assert hall.names() == ["Bình"]


def test_both_giving_it_to_the_same_person_agree(hall):
    request = hall.asked("An")
    assert hall.give(request, client=hall.chair).status_code == 204
    assert hall.give(request, client=hall.secretary).status_code == 204


def test_a_floor_that_is_free_by_now_is_given_all_the_same(hall):
    first, second = hall.asked("An"), hall.asked("Bình")
    hall.give(first)
    hall.press("/end", hall.secretary, request_id=first)
    assert hall.give(second, first).status_code == 204


def test_who_has_withdrawn_or_spoken_does_not_get_the_floor(hall):
    first, second = hall.asked("An"), hall.asked("Bình")
    hall.press(f"/requests/{first}/withdraw", hall.tablets["An"])
    gone = hall.give(first)
    assert (gone.status_code, gone.json["message"]) == (
        409,
        "Đồng chí An vừa rút đăng ký phát biểu.",
    )
    hall.give(second)
    hall.press("/end", request_id=second)
    assert hall.give(second).status_code == 409
    assert hall.press("/end", request_id=first).status_code == 409
    assert hall.give(999).status_code == 404


def test_who_was_skipped_keeps_the_place_and_can_be_called(hall):
    first, second = hall.asked("An"), hall.asked("Bình")
    hall.press(f"/requests/{first}/skip")
    assert [row["state"] for row in hall.floor()["queue"]] == ["skipped", "waiting"]
    assert [row["place"] for row in hall.floor()["queue"]] == [None, 1]
    assert [one["name"] for one in hall.floor()["next"]] == ["Bình"]
    assert hall.mine("An")["place"] is None
    hall.press(f"/requests/{first}/recall")
    assert [one["name"] for one in hall.floor()["next"]] == ["An", "Bình"]
    hall.press(f"/requests/{first}/skip")
    assert hall.give(first).status_code == 204
    late = hall.press(f"/requests/{first}/skip", hall.secretary)
    assert late.status_code == 409
    assert hall.names() == ["Bình"]
    assert second


def test_who_was_ended_by_mistake_is_recalled_to_the_end(hall):
    first = hall.asked("An")
    hall.asked("Bình")
    hall.give(first)
    hall.press("/end", request_id=first)
    assert hall.press(f"/requests/{first}/recall").status_code == 204
    assert hall.names() == ["Bình", "An"]


def test_a_recall_leaves_no_second_request_of_the_kind(hall):
    first = hall.asked("An")
    hall.give(first)
    hall.press("/end", request_id=first)
    again = hall.asked("An")
    refused = hall.press(f"/requests/{first}/recall")
    assert (refused.status_code, refused.json["error"]) == (409, "already_asked")
    assert hall.names() == ["An"]
    hall.press(f"/requests/{again}/withdraw")
    hall.asked("An", "question")
    assert hall.press(f"/requests/{first}/recall").status_code == 204
    assert hall.names() == ["An", "An"]


def test_the_chair_orders_the_queue_by_neighbours(hall):
    a, b, c = (hall.asked(name) for name in ("An", "Bình", "Cúc"))
    assert hall.press(f"/requests/{c}/move", after=None).status_code == 204
    assert hall.names() == ["Cúc", "An", "Bình"]
    assert hall.press(f"/requests/{a}/move", hall.secretary, after=b).status_code == 204
    assert hall.names() == ["Cúc", "Bình", "An"]
    before = hall.events()
    assert hall.press(f"/requests/{a}/move", after=b).status_code == 204
    assert hall.events() == before
    hall.give(b)
    late = hall.press(f"/requests/{a}/move", after=b)
    assert (late.status_code, late.json["error"]) == (409, "neighbour_moved")
    assert hall.press(f"/requests/{b}/move", after=None).status_code == 409


class TestPointOfOrder:
    @pytest.fixture
    def interrupted(self, hall, after):
        speech, order = hall.asked("An"), hall.asked("Bình", "point_of_order")
        with after(0):
            hall.give(speech)
        with after(60):
            reply = hall.press("/interrupt", request_id=order, instead_of=speech)
            assert reply.status_code == 204
        return speech, order

    def test_the_speaker_gives_way_and_speaks_on(self, hall, after, interrupted):
        speech, _ = interrupted
        floor = hall.floor()
        assert floor["speaking"]["name"] == "Bình"
        assert floor["interrupted"]["name"] == "An"
        assert hall.timer()["limit_seconds"] == 120
        with after(90):
            assert hall.press("/return").status_code == 204
        floor = hall.floor()
        assert (floor["speaking"]["name"], floor["interrupted"]) == ("An", None)
        timer = hall.timer()
        assert (timer["elapsed_ms"], timer["limit_seconds"]) == (60_000, 300)
        with after(100):
            hall.press("/end", request_id=speech)
        assert speeches(hall.store) == [("An", 70_000, True), ("Bình", 30_000, True)]

    def test_pressed_twice_it_happens_once(self, hall, interrupted):
        speech, order = interrupted
        before = hall.events()
        assert hall.press("/interrupt", request_id=order).status_code == 204
        assert hall.events() == before
        for _ in range(2):
            assert hall.press("/return", request_id=speech).status_code == 204
        assert hall.events()[len(before) :].count("floor_changed") == 1
        nobody = hall.press("/return")
        assert (nobody.status_code, nobody.json["error"]) == (409, "nobody_interrupted")

    def test_an_extension_is_kept_for_who_gave_way(self, hall, after):
        speech, order = hall.asked("An"), hall.asked("Bình", "point_of_order")
        with after(0):
            hall.give(speech)
        path = f"/m/{hall.meeting}/timers/{hall.timer()['id']}/extend"
        with after(10):
            hall.chair.post(path, json={"seconds": 120})
            hall.press("/interrupt", request_id=order)
            hall.press("/return")
        assert hall.timer()["limit_seconds"] == 420

    def test_nobody_else_gets_the_floor_in_between(self, hall, interrupted):
        speech, order = interrupted
        third = hall.asked("Cúc")
        refused = hall.give(third, order)
        assert (refused.status_code, refused.json["error"]) == (409, "interrupted")
        another = hall.asked("Cúc", "point_of_order")
        assert hall.press("/interrupt", request_id=another).status_code == 409
        hall.press("/end", request_id=order)
        assert hall.press("/end", request_id=speech).status_code == 204
        assert hall.give(third).status_code == 204

    def test_only_a_point_of_order_and_only_a_speaker(self, hall):
        order, other = hall.asked("Bình", "point_of_order"), hall.asked("Cúc")
        alone = hall.press("/interrupt", request_id=order)
        assert (alone.status_code, alone.json["error"]) == (409, "nobody_speaks")
        speech = hall.asked("An")
        hall.give(speech)
        wrong = hall.press("/interrupt", request_id=other)
        assert (wrong.status_code, wrong.json["error"]) == (422, "no_point_of_order")
        seen = hall.press("/interrupt", request_id=order, instead_of=other)
        assert (seen.status_code, seen.json["error"]) == (409, "changed_meanwhile")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_those_who_manage_the_floor_touch_it(hall, role):
    request = hall.asked("An")
    client = hall.client(role, "Ai đó")
    one = f"/requests/{request}"
    presses = [
        (f"{one}/move", {"after": None}),
        (f"{one}/skip", {}),
        (f"{one}/recall", {}),
        (f"{one}/give", {"instead_of": None}),
        ("/end", {"request_id": request}),
        ("/list", {"open": True}),
        ("/settings", {"minutes": {"discussion": 7}}),
        ("/budgets", {"unit": "Sở Y tế", "seconds": 600}),
        ("/export", {}),
    ]
    is_manager = role in PERMISSIONS[Permission.MANAGE_FLOOR]
    for path, body in presses:
        status = hall.press(path, client, **body).status_code
        assert status == (204 if is_manager else 403), path
    for path in ("/statistics", "/settings", "/export"):
        reply = client.get(hall.at(path))
        assert reply.status_code == (200 if is_manager else 403), path


def test_a_speech_stopped_by_the_clock_keeps_its_time(hall, after):
    request = hall.asked("An")
    with after(0):
        hall.give(request)
    with after(40):
        path = f"/m/{hall.meeting}/timers/{hall.timer()['id']}/stop"
        hall.chair.post(path, json={})
    with after(80):
        hall.press("/end", request_id=request)
    assert speeches(hall.store) == [("An", 40_000, True)]


def test_closing_the_meeting_ends_the_speech(hall, after):
    first, order = hall.asked("An"), hall.asked("Bình", "point_of_order")
    with after(0):
        hall.give(first)
        hall.press("/interrupt", request_id=order)
    actor = Actor(hall.meeting, Role.SECRETARY, "Thư ký", 1)
    with after(50), hall.store.unit_of_work("test") as work:
        change_state(work, actor=actor, new=MeetingState.CLOSED, record_key=bytes(32))
    assert speeches(hall.store) == [("An", 0, True), ("Bình", 50_000, True)]


def test_after_a_restart_the_floor_and_its_clock_are_the_same(hall, after):
    request = hall.asked("An")
    with after(0):
        hall.give(request)
    before = (hall.floor(), hall.timer())
    again = open_store(hall.store.config, NullPublisher())
    try:
        with after(30), again.unit_of_work("test") as work:
            actor = Actor(hall.meeting, Role.CHAIR, "Chủ toạ khác", 2)
            end_speech(work, actor=actor, request_id=request)
    finally:
        again.database.close()
    assert before[0]["speaking"]["name"] == "An"
    assert before[1]["ref_id"] == request
    assert speeches(hall.store) == [("An", 30_000, True)]


def test_another_meetings_floor_is_not_touched(hall, scene, client_for):
    request = hall.asked("An")
    other = scene.make_meeting("Hội nghị khác")
    chair = client_for(scene.make_member(other, Role.CHAIR))
    at = f"/m/{other}/floor"
    body = {"json": {"instead_of": None}}
    assert chair.post(f"{at}/requests/{request}/give", **body).status_code == 404
    end = chair.post(f"{at}/end", json={"request_id": request})
    assert end.status_code == 404
    assert hall.names() == ["An"]
