"""Who is told of an open survey: in the snapshot, on the tablet, on the way back."""

import pytest

from kiosk.storage.journal import events_after
from kiosk.surveys.job import SurveyMixer
from tests.unit.surveys.survey_scene import body

HTML = {"Accept": "text/html"}
MEMBERS = {"access": "members", "one_per": "invitation"}
PER_DEVICE = {"access": "link", "one_per": "device"}


def asked(client, meeting):
    return [one["id"] for one in part(client, meeting)["asked"]]


def part(client, meeting):
    return client.get(f"/m/{meeting}/snapshot/surveys").json["surveys"]


def answered(client, meeting):
    page = client.get(f"/m/{meeting}/tablet", headers=HTML).text
    return page.partition('data-answered="')[2].partition('"')[0]


def test_opening_and_closing_are_told_to_the_screens(room):
    delegate = room.delegate()
    survey = room.make(in_meeting=True, **MEMBERS)
    assert asked(delegate, room.meeting) == []
    before = delegate.get(f"/m/{room.meeting}/snapshot").json["n"]
    room.act(survey, "open")
    assert asked(delegate, room.meeting) == [survey]
    room.act(survey, "close")
    assert asked(delegate, room.meeting) == []
    with room.store.read_session() as session:
        events = events_after(session, room.meeting, before)
        bodies = [event.body for event in events]
    assert bodies == [{"kind": "survey_changed", "survey_id": survey}] * 2


def test_one_that_is_removed_while_open_is_gone(room):
    survey, _ = room.opened(in_meeting=True, **MEMBERS)
    delegate = room.delegate()
    room.act(survey, "remove")
    assert asked(delegate, room.meeting) == []


@pytest.mark.parametrize(
    ("terms", "is_asked"),
    [
        ({"access": "members", "one_per": "invitation"}, True),
        ({"access": "link", "one_per": "none"}, True),
        ({"access": "invitation", "one_per": "invitation"}, False),
    ],
)
def test_members_are_asked_unless_it_needs_a_code(room, terms, is_asked):
    room.opened(in_meeting=True, **terms)
    assert bool(asked(room.delegate(), room.meeting)) is is_asked


def test_surveys_of_the_office_are_asked_of_no_meeting(room):
    room.opened()
    assert asked(room.delegate(), room.meeting) == []


def test_whoever_has_answered_is_asked_no_more(room):
    survey, code = room.opened(in_meeting=True, **MEMBERS)
    delegate, other = room.delegate(), room.delegate()
    assert answered(delegate, room.meeting) == ""
    assert delegate.post(f"/s/{code}/answers", json=body()).json["kept"]
    assert answered(delegate, room.meeting) == str(survey)
    assert answered(other, room.meeting) == ""


def test_an_answer_by_open_link_is_known_by_the_device(room, proven):
    survey, code = room.opened(in_meeting=True, **PER_DEVICE)
    delegate = room.delegate()
    delegate.get(f"/s/{code}", headers=HTML)
    assert answered(delegate, room.meeting) == ""
    key = "d" * 32
    sent = body(retry_key=key, proof=proven(code, key))
    assert delegate.post(f"/s/{code}/answers", json=sent).json["kept"]
    assert answered(delegate, room.meeting) == str(survey)
    listed = delegate.get(f"/m/{room.meeting}/surveys/open", headers=HTML).text
    assert "Đồng chí đã trả lời" in listed


def test_a_member_is_led_back_to_the_meeting_and_a_visitor_is_not(room, client_for):
    _, code = room.opened(in_meeting=True, **PER_DEVICE)
    back = f'href="/m/{room.meeting}/tablet"'
    for path in (f"/s/{code}", f"/s/{code}/thanks"):
        assert back in room.delegate().get(path, headers=HTML).text
        assert back not in client_for().get(path, headers=HTML).text


def test_the_office_finds_its_surveys_from_its_own_screens(room):
    of_meeting = f'href="/m/{room.meeting}/surveys"'
    screen = room.secretary.get(f"/m/{room.meeting}/secretary", headers=HTML)
    assert of_meeting in screen.text
    for path in ("/meetings", "/account"):
        assert 'href="/surveys"' in room.office.get(path, headers=HTML).text
        assert 'href="/surveys"' not in room.secretary.get(path, headers=HTML).text


def test_the_last_answers_are_kept_as_soon_as_it_is_closed(room):
    survey, code = room.opened(in_meeting=True, **MEMBERS)
    SurveyMixer(room.store).install()
    for _ in range(3):
        assert room.delegate().post(f"/s/{code}/answers", json=body()).json["kept"]
    work_off(room.store)
    assert room.counts(survey) == (3, 3, 0)
    room.act(survey, "close")
    work_off(room.store)
    assert room.counts(survey) == (3, 0, 3)


def work_off(store):
    while (task := store.prompt_jobs.huey.dequeue()) is not None:
        store.prompt_jobs.huey.execute(task)
