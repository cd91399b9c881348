"""Script notes: written by those who run the meeting, seen by nobody else."""

import pytest

from kiosk.meetings.rules import MeetingState
from kiosk.roles import PERMISSIONS, Permission, Role
from kiosk.script_notes.rules import MAX_NOTE_LENGTH
from kiosk.storage.journal import events_after, last_number

TEXT = "Thưa các đồng chí,\n\nsau đây xin mời đồng chí Tráng A Páo báo cáo."
RUNS = PERMISSIONS[Permission.RUN_MEETING]


@pytest.fixture
def item(scene, meeting):
    return scene.make_item(meeting)


@pytest.fixture
def client_of(scene, client_for, meeting):
    return lambda role: client_for(scene.make_member(meeting, role))


def write(client, meeting, item, text=TEXT, revision=0):
    body = {"text": text, "revision": revision}
    return client.post(f"/m/{meeting}/script-notes/{item}", json=body)


def notes(client, meeting):
    return client.get(f"/m/{meeting}/snapshot").json.get("script_notes")


@pytest.mark.parametrize("role", Role)
def test_only_those_who_run_the_meeting_write_and_see_it(
    client_of, meeting, item, role
):
    client = client_of(role)
    status = write(client, meeting, item).status_code
    assert status == (200 if role in RUNS else 403)
    if role == Role.ENTRANCE:
        return
    kept = [{"item_id": item, "text": TEXT, "revision": 1}]
    assert notes(client, meeting) == (kept if role in RUNS else None)


def test_a_delegates_snapshot_never_contains_it(client_of, meeting, item):
    write(client_of(Role.CHAIR), meeting, item)
    for role in (Role.OFFICIAL_DELEGATE, Role.WALL, Role.SITE_LEAD):
        page = client_of(role).get(f"/m/{meeting}/snapshot").text
        assert "script_notes" not in page
        assert "Thưa các đồng chí" not in page


def test_its_event_has_no_text_and_reaches_those_who_run_the_meeting(
    store, client_of, meeting, item
):
    chair = client_of(Role.CHAIR)
    with store.read_session() as session:
        before = last_number(session, meeting)
    write(chair, meeting, item)
    with store.read_session() as session:
        (event,) = events_after(session, meeting, before)
    assert event.body == {"kind": "script_note_changed", "item_id": item}
    assert event.audience == RUNS


def test_the_second_of_two_concurrent_edits_is_refused_with_the_first(
    client_of, meeting, item
):
    chair, secretary = client_of(Role.CHAIR), client_of(Role.SECRETARY)
    assert write(chair, meeting, item).json["revision"] == 1
    refused = write(secretary, meeting, item, "Bản khác")
    assert refused.status_code == 409
    assert refused.json["error"] == "changed_meanwhile"
    assert refused.json["theirs"] == {"text": TEXT}
    assert refused.json["revision"] == 1
    assert write(secretary, meeting, item, "Bản khác", 1).json["revision"] == 2


def test_the_same_text_again_is_no_change(store, client_of, meeting, item):
    chair = client_of(Role.CHAIR)
    write(chair, meeting, item)
    assert write(chair, meeting, item, revision=0).json["revision"] == 1


def test_an_item_of_another_meeting_is_not_found(scene, client_of, meeting):
    other = scene.make_item(scene.make_meeting("Hội nghị khác"))
    assert write(client_of(Role.CHAIR), meeting, other).status_code == 404


def test_a_note_that_is_too_long_is_refused(client_of, meeting, item):
    chair = client_of(Role.CHAIR)
    refused = write(chair, meeting, item, "x" * (MAX_NOTE_LENGTH + 1))
    assert refused.status_code == 422
    assert notes(chair, meeting) == []


def test_nothing_is_written_after_the_meeting(scene, client_for):
    meeting = scene.make_meeting(state=MeetingState.CLOSED)
    item = scene.make_item(meeting)
    account = scene.make_account("lan", is_administrator=True)
    assert write(client_for(account_id=account), meeting, item).status_code == 409
