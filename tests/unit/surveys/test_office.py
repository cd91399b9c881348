"""The office prepares surveys; others may not, and nobody overwrites anybody."""

import datetime as dt

import msgspec
import pytest

from kiosk import clock
from kiosk.roles import PREPARERS, Role
from kiosk.surveys.templates import TEMPLATES
from tests.conference_surveys import QUESTIONS as EVERY_KIND
from tests.unit.surveys.survey_scene import DRAFT, body

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize("role", Role)
def test_only_those_who_prepare_the_meeting_reach_its_surveys(room, role):
    survey = room.make(in_meeting=True)
    client = room.client_for(room.scene.make_member(room.meeting, role))
    may = role in PREPARERS
    for path in (
        f"/m/{room.meeting}/surveys",
        f"/surveys/{survey}",
        f"/surveys/{survey}/poster",
        f"/surveys/{survey}/preview",
    ):
        assert client.get(path, headers=HTML).status_code == (200 if may else 403)
    made = client.post(f"/m/{room.meeting}/surveys", json={})
    assert made.status_code == (201 if may else 403)
    saved = client.post(f"/surveys/{survey}", json={"draft": DRAFT, "revision": 2})
    assert saved.status_code == (200 if may else 403)


def test_surveys_of_the_office_are_the_administrators(room):
    survey = room.make()
    for client, status in ((room.secretary, 403), (room.client_for(), 401)):
        assert client.get("/surveys").status_code == status
        assert client.get(f"/surveys/{survey}").status_code == status
        assert client.post(f"/surveys/{survey}/open", json={}).status_code == status
        copying = client.post(f"/m/{room.meeting}/surveys", json={"copy_of": survey})
        assert copying.status_code == status
    assert room.office.get("/surveys/999").status_code == 404


@pytest.mark.parametrize("template", ["", *(one.key for one in TEMPLATES)])
@pytest.mark.parametrize("in_meeting", [True, False])
def test_each_template_makes_a_survey_that_can_be_opened(room, template, in_meeting):
    desk = room.secretary if in_meeting else room.office
    at = f"/m/{room.meeting}/surveys" if in_meeting else "/surveys"
    survey = desk.post(at, json={"template": template}).json["id"]
    if template:
        room.act(survey, "open")
        assert desk.get(f"/surveys/{survey}", headers=HTML).status_code == 200
    else:
        assert room.act(survey, "open", 422)["error"] == "no_questions"
    assert desk.post(at, json={"template": "x"}).status_code == 422


def test_a_copy_has_the_questions_and_a_code_of_its_own(room):
    first = room.make(in_meeting=True, access="members", one_per="invitation")
    copied = room.office.post("/surveys", json={"copy_of": first}).json["id"]
    old, new = room.form(first), room.form(copied)
    assert new.questions == old.questions
    assert new.code != old.code
    assert (old.access, new.access, new.meeting_id) == ("members", "link", None)


def test_nobody_overwrites_a_change_and_an_open_survey_is_not_changed(room):
    survey = room.make()
    late = room.office.post(f"/surveys/{survey}", json={"draft": DRAFT, "revision": 1})
    assert (late.status_code, late.json["error"]) == (409, "changed_meanwhile")
    room.act(survey, "open")
    revision = room.form(survey).revision
    sent = {"draft": DRAFT, "revision": revision}
    reply = room.office.post(f"/surveys/{survey}", json=sent)
    assert (reply.status_code, reply.json["error"]) == (409, "not_draft")
    assert room.act(survey, "open", 409)["error"] == "already_open"


def test_a_survey_with_answers_is_closed_but_not_removed(room, client_for, proven):
    survey, code = room.opened()
    key = "k" * 32
    sent = body(retry_key=key, proof=proven(code, key))
    assert client_for().post(f"/s/{code}/answers", json=sent).json["kept"]
    assert room.act(survey, "remove", 409)["error"] == "has_answers"
    room.act(survey, "close")
    room.act(survey, "close")
    room.finish(survey)
    key = "z" * 32
    late = body(retry_key=key, proof=proven(code, key))
    reply = client_for().post(f"/s/{code}/answers", json=late)
    assert (reply.status_code, reply.json["error"]) == (409, "not_open")
    room.act(survey, "open")
    assert client_for().post(f"/s/{code}/answers", json=late).json["kept"]
    empty = room.make()
    room.act(empty, "remove")
    assert room.office.get(f"/surveys/{empty}").status_code == 404


def test_a_closing_time_is_set_while_it_is_open_and_reopening_needs_a_new_one(room):
    survey, _ = room.opened()
    past = (clock.now() - dt.timedelta(hours=1)).isoformat()
    room.act(survey, "closing-time", closes_at=past)
    assert room.act(survey, "open", 422)["error"] == "time_over"
    room.act(survey, "closing-time", closes_at=None)
    assert room.act(survey, "open", 409)["error"] == "already_open"


def test_the_preview_shows_questions_of_every_kind_and_sends_nothing(room):
    kinds = [msgspec.to_builtins(one) for one in EVERY_KIND]
    classes = [{"kind": "site", "choices": ["Site 1", "Site 2"]}]
    survey = room.make(questions=kinds, classes=classes)
    page = room.office.get(f"/surveys/{survey}/preview", headers=HTML)
    assert page.status_code == 200
    assert all(question.text in page.text for question in EVERY_KIND)
    assert '<option value="Site 2"' in page.text
    assert 'method="post"' not in page.text.partition("<main")[2]


def test_a_template_of_ones_own_is_not_opened(room):
    survey = room.make(is_template=True)
    assert room.act(survey, "open", 409)["error"] == "is_template"


def test_invitations_are_only_for_such_surveys_and_their_codes_are_not_stored(room):
    assert room.act(room.make(), "invitations", 409, count=1)
    survey = room.make(access="invitation", one_per="invitation")
    made = room.act(survey, "invitations", 201, count=3)["invitations"]
    codes = {one["code"].replace("-", "") for one in made}
    assert len(codes) == 3
    room.store.database.engine.dispose()
    data = b"".join(
        path.read_bytes()
        for path in room.store.config.data.rglob("kiosk.db*")
        if path.is_file()
    )
    assert not any(code.encode() in data for code in codes)


def test_a_title_cannot_break_out_of_the_page(room):
    survey = room.make(title="</script><b>x</b>")
    page = room.office.get(f"/surveys/{survey}", headers=HTML).text
    assert "</script><b>" not in page
