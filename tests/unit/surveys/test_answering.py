"""Answering: by script and by form, once, at the right time, by whom it is meant."""

import datetime as dt
import re

import pytest

from kiosk import clock
from kiosk.live.limits import Rate
from kiosk.surveys import budgets
from kiosk.surveys.budgets import PLAIN, PROVEN, AnswerBudgets
from kiosk.surveys.rules.proof import CROWDED_BITS, ORDINARY_BITS, is_proof
from tests.unit.surveys.survey_scene import GOOD, body

HTML = {"Accept": "text/html"}
KEY = "k" * 32


@pytest.fixture
def visitor(client_for):
    return client_for()


def test_an_answer_by_link_needs_a_proof_and_is_kept_once(room, visitor, proven):
    survey, code = room.opened()
    missing = visitor.post(f"/s/{code}/answers", json=body(retry_key=KEY))
    assert (missing.status_code, missing.json["error"]) == (409, "more_work")
    assert missing.json["bits"] == ORDINARY_BITS
    sent = body(retry_key=KEY, proof=proven(code, KEY))
    for _ in range(3):
        assert visitor.post(f"/s/{code}/answers", json=sent).json == {"kept": True}
    assert room.counts(survey) == (1, 1, 0)
    other = {**sent, "retry_key": "x" * 32}
    assert visitor.post(f"/s/{code}/answers", json=other).json["error"] == "more_work"


def test_faults_are_told_by_question_and_nothing_is_kept(room, visitor, proven):
    survey, code = room.opened()
    sent = body({"q1": ["o2"], "q3.o1": ["1"]}, KEY, proven(code, KEY))
    reply = visitor.post(f"/s/{code}/answers", json=sent)
    assert (reply.status_code, reply.json["error"]) == (422, "wrong_answers")
    assert reply.json["faults"].keys() == {"q2", "q3"}
    assert room.counts(survey) == (0, 0, 0)


def test_a_form_without_scripts_is_kept_and_shown_thanks(room, visitor):
    survey, code = room.opened()
    page = visitor.get(f"/s/{code}", headers=HTML)
    assert page.headers["Referrer-Policy"] == "same-origin"
    key = re.search(r'name="retry_key" value="([^"]+)"', page.text)[1]
    fields = {"q1": "o2", "q2": "Ồn", "q3.o1": "2", "q3.o2": "1", "retry_key": key}
    for _ in range(2):
        reply = visitor.post(f"/s/{code}", data=fields)
        assert (reply.status_code, reply.location) == (303, f"/s/{code}/thanks")
    assert "Đã nhận phiếu" in visitor.get(f"/s/{code}/thanks", headers=HTML).text
    room.act(survey, "close")
    room.finish(survey)
    (row,) = room.rows(survey)
    assert row.answers == {"q1": "o2", "q2": "Ồn", "q3": ["o2", "o1"]}


def test_a_form_with_faults_comes_back_with_what_was_entered(room, visitor):
    survey, code = room.opened()
    reply = visitor.post(
        f"/s/{code}", data={"q1": "o2", "q3.o1": "1", "q3.o2": "1"}, headers=HTML
    )
    assert reply.status_code == 422
    assert reply.text.count("survey-question--fault") == 2
    assert re.search(r'value="o2"\s+checked', reply.text)
    assert room.counts(survey) == (0, 0, 0)


def test_a_form_of_another_page_is_refused(room, visitor):
    survey, code = room.opened()
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
    ):
        reply = visitor.post(f"/s/{code}", data={"q1": "o1"}, headers=headers)
        assert reply.status_code == 403
    assert room.counts(survey) == (0, 0, 0)


def test_one_answer_of_a_device(room, client_for, proven):
    survey, code = room.opened(one_per="device")
    first, second = client_for(), client_for()
    without = body(retry_key=KEY, proof=proven(code, KEY))
    reply = first.post(f"/s/{code}/answers", json=without)
    assert reply.json["error"] == "no_cookie"
    for device, key in ((first, "a" * 32), (second, "b" * 32)):
        device.get(f"/s/{code}", headers=HTML)
        sent = body(retry_key=key, proof=proven(code, key))
        assert device.post(f"/s/{code}/answers", json=sent).json == {"kept": True}
    again = body(retry_key="c" * 32, proof=proven(code, "c" * 32))
    reply = first.post(f"/s/{code}/answers", json=again)
    assert (reply.status_code, reply.json["error"]) == (409, "answered_before")
    assert room.counts(survey)[0] == 2


def test_one_answer_of_an_invitation_and_none_without(room, visitor):
    survey, code = room.opened(access="invitation", one_per="invitation")
    made = room.act(survey, "invitations", 201, count=2)["invitations"]
    first, second = (one["code"] for one in made)
    assert made[0]["url"].endswith(f"/s/{code}#{first}")
    for wrong in ("", "AAAAA-AAAAA", "x" * 100):
        fields = {**GOOD, "invitation_code": [wrong]}
        reply = visitor.post(f"/s/{code}/answers", json=body(fields))
        assert (reply.status_code, reply.json["error"]) == (422, "no_invitation")
    typed = first.lower().replace("-", " ")
    fields = {**GOOD, "invitation_code": [typed]}
    sent = body(fields)
    for _ in range(2):
        assert visitor.post(f"/s/{code}/answers", json=sent).json == {"kept": True}
    reply = visitor.post(f"/s/{code}/answers", json=body(fields))
    assert reply.json["error"] == "answered_before"
    form = {"q1": "o1", "invitation_code": second}
    assert visitor.post(f"/s/{code}", data=form).status_code == 303
    assert room.counts(survey)[0] == 2


def test_members_answer_once_and_strangers_not(room, visitor, scene):
    survey, code = room.opened(in_meeting=True, access="members", one_per="invitation")
    delegate = room.delegate()
    assert delegate.post(f"/s/{code}/answers", json=body()).json == {"kept": True}
    reply = delegate.post(f"/s/{code}/answers", json=body())
    assert reply.json["error"] == "answered_before"
    assert delegate.get(f"/s/{code}", headers=HTML).status_code == 302
    assert visitor.post(f"/s/{code}/answers", json=body()).status_code == 401
    stranger = room.client_for(scene.make_member(scene.make_meeting()))
    assert stranger.post(f"/s/{code}/answers", json=body()).status_code == 404
    assert room.office.post(f"/s/{code}/answers", json=body()).status_code == 403
    listed = room.delegate().get(f"/m/{room.meeting}/surveys/open", headers=HTML)
    assert f"/s/{code}" in listed.text
    assert room.counts(survey)[0] == 1


def test_a_survey_of_a_site_is_for_its_members(room, scene):
    here, there = (scene.make_site(room.meeting, name) for name in ("A", "B"))
    _, code = room.opened(
        in_meeting=True, access="members", one_per="invitation", site_id=here
    )
    ours, theirs = room.delegate(site_id=here), room.delegate(site_id=there)
    assert ours.post(f"/s/{code}/answers", json=body()).json == {"kept": True}
    assert theirs.post(f"/s/{code}/answers", json=body()).status_code == 403


def test_a_named_answer_has_its_name_and_an_invitation_its_own(room, visitor):
    survey, code = room.opened(mode="named", access="invitation", one_per="invitation")
    people = [{"name": "Trần Thị Bình", "unit": "Sở Y tế"}]
    (made,) = room.act(survey, "invitations", 201, people=people)["invitations"]
    assert room.act(survey, "invitations", 422, count=1)["error"] == "no_name"
    fields = {**GOOD, "invitation_code": [made["code"]]}
    assert visitor.post(f"/s/{code}/answers", json=body(fields)).json["kept"]
    (row,) = room.rows(survey)
    assert (row.name, row.unit, row.answers) == (
        "Trần Thị Bình",
        "Sở Y tế",
        {"q1": "o1"},
    )


def test_before_and_after_its_time_nothing_is_taken(room, visitor, proven):
    now = clock.now()
    hour = dt.timedelta(hours=1)
    survey, code = room.opened(
        opens_at=(now + hour).isoformat(), closes_at=(now + 2 * hour).isoformat()
    )
    sent = body(retry_key=KEY, proof=proven(code, KEY))
    for moment, words, kept in (
        (now, "chưa mở", None),
        (now + hour, "", 200),
        (now + 2 * hour, "đã đóng", None),
    ):
        with clock.frozen(moment):
            assert words in visitor.get(f"/s/{code}", headers=HTML).text
            other = {**sent, "retry_key": "y" * 32}
            other["proof"] = proven(code, "y" * 32)
            reply = visitor.post(f"/s/{code}/answers", json=other if kept else sent)
            assert reply.status_code == (kept or 409)
            plain = visitor.post(f"/s/{code}", data={"q1": "o1"}, headers=HTML)
            assert plain.status_code == (303 if kept else 409)
    # What was kept before the close is confirmed after it, too.
    with clock.frozen(now + 3 * hour):
        again = {**sent, "retry_key": "y" * 32, "proof": proven(code, "y" * 32)}
        assert visitor.post(f"/s/{code}/answers", json=again).json == {"kept": True}
    assert room.counts(survey)[0] == 2


def test_a_draft_does_not_exist_for_those_who_answer(room, visitor):
    code = room.form(room.make()).code
    assert visitor.get(f"/s/{code}").status_code == 404
    assert visitor.post(f"/s/{code}/answers", json=body()).status_code == 404
    assert visitor.get("/s/khongco").status_code == 404


def test_the_promise_fits_the_survey(room, visitor):
    for access, one_per, words in (
        ("link", "device", "Mỗi máy gửi một phiếu"),
        ("link", "none", "Một người có thể gửi nhiều phiếu"),
        ("invitation", "invitation", "mỗi giấy mời gửi một phiếu"),
    ):
        _, code = room.opened(access=access, one_per=one_per)
        page = visitor.get(f"/s/{code}", headers=HTML).text
        assert words in page
        assert "Phiếu không ghi tên" in page


def test_an_address_that_sends_very_many_must_work_more_but_is_never_refused():
    sent = AnswerBudgets()
    for _ in range(PROVEN.burst):
        assert sent.bits("10.0.0.1", 0.0) == ORDINARY_BITS
        sent.spend_proven("10.0.0.1", 0.0)
    assert sent.bits("10.0.0.1", 0.0) == CROWDED_BITS
    assert sent.bits("10.0.0.2", 0.0) == ORDINARY_BITS
    assert sent.bits("10.0.0.1", 1.0) == ORDINARY_BITS


def test_without_a_proof_the_budget_is_small_and_ends_by_itself(
    room, visitor, monkeypatch
):
    assert PLAIN.burst < PROVEN.burst
    few = Rate(burst=3, per_second=0.001)
    monkeypatch.setattr(budgets, "PLAIN", few)
    survey, code = room.opened()
    for _ in range(3):
        assert visitor.post(f"/s/{code}", data={"q1": "o1"}).status_code == 303
    reply = visitor.post(f"/s/{code}", data={"q1": "o1"}, headers=HTML)
    assert reply.status_code == 429
    assert re.search(r'value="o1"\s+checked', reply.text)
    assert room.counts(survey)[0] == 3


@pytest.mark.parametrize("number", ["", "-1", "1.0", "x", "１２", "9" * 21])
def test_what_is_no_number_proves_nothing(number):
    assert not is_proof("abc", KEY, number, 0)
    assert is_proof("abc", KEY, "0", 0)


def test_a_survey_that_is_invitation_only_needs_no_proof(room, visitor):
    _, code = room.opened(access="invitation", one_per="invitation")
    assert 'data-bits="0"' in visitor.get(f"/s/{code}", headers=HTML).text
