"""Questioning: a question, a named respondent, answers, follow-ups."""

import pytest

from kiosk.roles import Role


@pytest.fixture
def open_question(hall):
    """An asks Bình."""

    def ask(asker="An", respondent="Bình", client=None, **body):
        sides = {"asker_id": hall.ids[asker], "respondent_id": hall.ids[respondent]}
        return hall.press("/questions", client, **sides, **body)

    return ask


def step(hall, question: int, stage: str, client=None):
    return hall.press(f"/questions/{question}/step", client, stage=stage)


def speaking(hall) -> tuple[str, str] | None:
    floor = hall.floor(hall.tablets["Cúc"])
    speaker = floor["speaking"]
    return speaker and (speaker["name"], speaker["kind"])


def test_from_the_question_to_its_end(hall, open_question, after):
    with after(0):
        question = open_question(topic="Vì sao chậm?").json["id"]
    shown = hall.floor(hall.tablets["Cúc"])["question"]
    assert (shown["stage"], shown["topic"]) == ("asked", "Vì sao chậm?")
    assert (shown["asker"]["name"], shown["respondent"]["name"]) == ("An", "Bình")
    assert speaking(hall) == ("An", "question")
    for seconds, stage, who in (
        (60, "answering", ("Bình", "answer")),
        (120, "follow_up", ("An", "question")),
        (180, "answering", ("Bình", "answer")),
    ):
        with after(seconds):
            assert step(hall, question, stage).status_code == 204
        assert speaking(hall) == who
        assert hall.floor()["question"]["stage"] == stage
    assert hall.timer()["limit_seconds"] == 300
    with after(240):
        assert step(hall, question, "closed").status_code == 204
    assert (speaking(hall), hall.floor()["question"], hall.timer()) == (None,) * 3
    people = hall.chair.get(hall.at("/statistics")).json["people"]
    spoken = {one["name"]: (one["times"], one["seconds"]) for one in people}
    assert (spoken["An"], spoken["Bình"]) == ((2, 120), (2, 120))


def test_the_askers_own_request_is_used(hall, open_question):
    request = hall.asked("An", "question", topic="Đã đăng ký")
    open_question()
    assert hall.floor()["speaking"]["request_id"] == request
    assert hall.floor()["queue"] == []


def test_an_asker_who_has_the_floor_keeps_it(hall, open_question):
    request = hall.asked("An", "question")
    hall.give(request)
    timer = hall.timer()
    assert open_question().status_code == 201
    assert hall.floor()["speaking"]["request_id"] == request
    assert hall.timer() == timer


def test_repeating_is_a_success_without_a_second_event(hall, open_question):
    first = open_question().json["id"]
    assert open_question().json["id"] == first
    for stage in ("answering", "answering", "closed", "closed"):
        assert step(hall, first, stage).status_code == 204
    assert hall.events().count("floor_changed") == 3


def test_the_second_of_two_sees_who_opened_another_question(hall, open_question):
    open_question()
    late = open_question("Cúc", "An", client=hall.secretary)
    assert (late.status_code, late.json["error"]) == (409, "question_open")
    assert "Hoàng Văn Chủ" in late.json["message"]


def test_a_step_that_is_not_next_is_a_conflict(hall, open_question):
    question = open_question().json["id"]
    wrong = step(hall, question, "follow_up")
    assert (wrong.status_code, wrong.json["error"]) == (409, "wrong_stage")
    step(hall, question, "closed")
    assert step(hall, question, "answering", hall.secretary).status_code == 409


def test_it_waits_for_somebody_else_who_speaks(hall, open_question):
    other = hall.asked("Cúc")
    hall.give(other)
    refused = open_question()
    assert (refused.status_code, refused.json["error"]) == (409, "somebody_speaks")
    assert hall.floor()["question"] is None
    hall.press("/end", request_id=other)
    assert open_question().status_code == 201


def test_a_point_of_order_interrupts_an_answer(hall, open_question):
    question = open_question().json["id"]
    step(hall, question, "answering")
    order = hall.asked("Cúc", "point_of_order")
    assert hall.press("/interrupt", request_id=order).status_code == 204
    assert step(hall, question, "follow_up").status_code == 409
    hall.press("/return")
    assert step(hall, question, "follow_up").status_code == 204


def test_nobody_questions_himself_or_a_guest(hall, open_question):
    assert open_question("An", "An").json["error"] == "same_person"
    hall.add("Khách", Role.GUEST)
    assert open_question("An", "Khách").status_code == 404
    assert step(hall, 99, "closed").status_code == 404


@pytest.mark.parametrize("role", [Role.OFFICIAL_DELEGATE, Role.WALL, Role.SITE_LEAD])
def test_only_those_who_manage_the_floor_open_and_step(hall, open_question, role):
    client = hall.client(role, "Ai đó")
    assert open_question(client=client).status_code == 403
    question = open_question().json["id"]
    assert step(hall, question, "closed", client).status_code == 403
