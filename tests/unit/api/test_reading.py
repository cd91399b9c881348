"""What the interface answers: contents, drafts, ETags, pages, calendar."""

import datetime as dt

import pytest
import vobject

from kiosk import clock
from kiosk.agenda.models import AgendaItem
from kiosk.api.rules import ApiScope
from kiosk.conclusions.models import ConclusionIssue
from kiosk.documents.models import Document
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.minutes.models import Minutes
from kiosk.roles import Role, Visibility
from kiosk.surveys.rules.terms import SurveyState
from kiosk.voting.rules.kinds import VoteState
from tests.unit.api.conftest import PUBLISHED, add_result, add_survey

ALL = frozenset(ApiScope)


def titles(reply):
    return [one["title"] for one in reply.json["items"]]


def all_pages(call, token, path, between=lambda: None):
    """Follow the Link headers; `between` happens after each page."""
    found, glue = [], "&" if "?" in path else "?"
    address = f"{path}{glue}limit=2"
    while address:
        reply = call(token, address)
        assert reply.status_code == 200, reply.text
        found += reply.json["items"]
        between()
        link = reply.headers.get("Link", "")
        assert bool(link) == bool(reply.json["next"])
        address = link[1 : link.index(">")].removeprefix("/api/v1") if link else ""
    return found


def test_a_meeting_and_its_papers(made, call, make_token):
    token = make_token()
    meeting = call(token, f"/meetings/{made.meeting}").json
    assert (meeting["title"], meeting["state"]) == ("Conference 1", "open")
    agenda = call(token, f"/meetings/{made.meeting}/agenda").json["items"]
    assert [(one["number"], one["title"]) for one in agenda] == [
        ("1", "Item 1"),
        ("2", "Item 2"),
        ("3", "Item 3"),
    ]
    documents = call(token, f"/meetings/{made.meeting}/documents")
    assert titles(documents) == ["Paper 1", "Paper 2", "Paper 4"]
    place = f"/meetings/{made.meeting}/documents/{made.documents[0]}"
    original = call(token, f"{place}/original")
    assert original.data == b"original of Paper 1"
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert call(token, place).json["size"] == len(original.data)


def test_drafts_need_their_own_scope(made, call, make_token, scene):
    with scene.store.unit_of_work("test") as work:
        item = work.session.get_one(AgendaItem, made.items[2])
        item.visibility = Visibility.PREPARERS
        work.session.delete(work.session.get_one(ConclusionIssue, made.meeting))
    draft = scene.make_meeting("Draft 1", MeetingState.DRAFT)
    usual, with_drafts = make_token(), make_token(ALL)
    seen = [
        (
            len(call(token, "/meetings").json["items"]),
            call(token, f"/meetings/{draft}").status_code,
            call(token, f"/meetings/{draft}/agenda").status_code,
            "Draft 1" in call(token, "/meetings.ics").text,
            len(call(token, f"/meetings/{made.meeting}/agenda").json["items"]),
            len(call(token, f"/meetings/{made.meeting}/documents").json["items"]),
            len(call(token, f"/meetings/{made.meeting}/conclusions").json["items"]),
            call(
                token, f"/meetings/{made.meeting}/documents/{made.documents[2]}"
            ).status_code,
        )
        for token in (usual, with_drafts)
    ]
    assert seen == [
        (1, 404, 404, False, 2, 3, 0, 404),
        (2, 200, 200, True, 3, 5, 1, 200),
    ]


@pytest.mark.parametrize("column", ["is_marked", "is_kept"])
def test_what_is_only_read_in_the_hall_is_not_downloaded(
    made, call, make_token, scene, column
):
    with scene.store.unit_of_work("test") as work:
        document = work.session.get_one(Document, made.documents[0])
        setattr(document, column, column == "is_marked")
    place = f"/meetings/{made.meeting}/documents/{made.documents[0]}"
    token = make_token(ALL)
    assert call(token, place).json["is_downloadable"] is False
    refused = call(token, f"{place}/original")
    assert (refused.status_code, refused.json["code"]) == (403, "not_to_keep")


def test_a_document_of_another_meeting_is_not_reached(made, call, make_token, scene):
    other = scene.make_meeting("Other 1")
    path = f"/meetings/{other}/documents/{made.documents[0]}"
    assert call(make_token(ALL), path).status_code == 404


def test_people_and_roll(made, call, make_token):
    token, place = make_token(), f"/meetings/{made.meeting}"
    people = all_pages(call, token, f"{place}/people")
    assert Role.WALL not in {one["role"] for one in people}
    chairs = call(token, f"{place}/people?role=chair").json["items"]
    assert [one["id"] for one in chairs] == [made.members[Role.CHAIR]]
    roll = all_pages(call, token, f"{place}/roll?state=unconfirmed")
    summary = call(token, f"{place}/roll/summary").json
    assert len(roll) == summary["summoned"] == summary["unconfirmed"] > 0
    assert call(token, f"{place}/roll?state=absent").json["items"] == []


def test_results_are_sums_and_only_announced_ones(made, call, make_token, scene):
    with scene.store.unit_of_work("test") as work:
        for fields in ({"state": VoteState.CLOSED}, {"is_rehearsal": True}):
            hidden = add_result(work, made, is_secret=True, **fields)
    place = f"/meetings/{made.meeting}/results"
    token = make_token(ALL)
    reply = call(token, place)
    assert titles(reply) == ["Open 1", "Secret 1"]
    secret = reply.json["items"][1]
    assert (secret["valid"], secret["rows"][0]["count"]) == (7, 7)
    for word in ("NNN", "ballot", "voter", "by_site", "member"):
        assert word not in reply.text
    assert call(token, f"{place}/{secret['id']}").json == secret
    assert call(token, f"{place}/{hidden}").status_code == 404


def test_what_people_write_for_themselves_is_nowhere(made, call, make_token):
    token, place = make_token(ALL), f"/meetings/{made.meeting}"
    for part in ("agenda", "documents", "people", "roll", "results", "minutes"):
        reply = call(token, f"{place}/{part}?limit=200" if part != "x" else place)
        assert "Opinion 1" not in reply.text
        assert "Minutes 1" not in reply.text


def test_surveys_are_told_without_answers(made, call, make_token, scene):
    with scene.store.unit_of_work("test") as work:
        draft = add_survey(work, made, "Draft 1", SurveyState.DRAFT)
    token = make_token()
    listed = call(token, f"/surveys?meeting_id={made.meeting}")
    assert titles(listed) == ["Survey 2", "Survey 3", "Survey 4"]
    assert call(token, "/surveys?meeting_id=99").json["items"] == []
    one = call(token, f"/surveys/{made.survey}")
    assert one.json["survey"] == listed.json["items"][-1]
    assert [q["text"] for q in one.json["questions"]] == ["Question 1"]
    assert "Answer 1" not in one.text + listed.text
    assert call(token, f"/surveys/{draft}").status_code == 404
    assert call(make_token(ALL), f"/surveys/{draft}").status_code == 200


def test_minutes_have_a_pdf_once_they_are_locked(made, call, make_token, scene):
    token, place = make_token(), f"/meetings/{made.meeting}/minutes"
    (listed,) = call(token, place).json["items"]
    assert (listed["state"], listed["pdf_sha256"]) == ("draft", None)
    assert call(token, f"{place}/{listed['id']}/pdf").status_code == 404
    kept = scene.store.files.store_bytes(b"%PDF-1.7 locked")
    with scene.store.unit_of_work("test") as work:
        minutes = work.session.get_one(Minutes, made.minutes)
        minutes.state, minutes.pdf_sha256 = "finalised", kept.sha256
    reply = call(token, f"{place}/{listed['id']}/pdf")
    assert (reply.data, reply.mimetype) == (b"%PDF-1.7 locked", "application/pdf")


def test_an_answer_that_is_known_is_not_sent_again(made, call, make_token, scene):
    token, place = make_token(), f"/meetings/{made.meeting}"
    for path in (
        place,
        "/meetings",
        "/meetings.ics",
        f"{place}/documents/{made.documents[0]}/original",
    ):
        first = call(token, path)
        again = call(token, path, If_None_Match=first.headers["ETag"])
        assert (again.status_code, again.data) == (304, b""), path
        assert again.headers["ETag"] == first.headers["ETag"]
    etag = call(token, place).headers["ETag"]
    with scene.store.unit_of_work("test") as work:
        work.session.get_one(Meeting, made.meeting).title = "Conference 2"
    changed = call(token, place, If_None_Match=etag)
    assert (changed.status_code, changed.json["title"]) == (200, "Conference 2")


def test_paging_gives_each_row_once_while_rows_are_added(call, make_token, scene):
    known = [scene.make_meeting(f"Meeting {at}") for at in range(7)]
    added = []

    def add():
        if len(added) < 5:
            added.append(scene.make_meeting(f"New {len(added)}"))

    found = [one["id"] for one in all_pages(call, make_token(), "/meetings", add)]
    assert len(found) == len(set(found))
    assert found == sorted(known + added)


@pytest.mark.parametrize("part", ["documents", "people", "roll", "results"])
def test_each_paged_list_gives_all_rows(made, call, make_token, part):
    token, path = make_token(), f"/meetings/{made.meeting}/{part}"
    whole = call(token, f"{path}?limit=200").json
    assert whole["next"] is None
    assert all_pages(call, token, path) == whole["items"] != []


def test_the_meetings_of_a_day_by_vietnamese_time(call, make_token, scene):
    # 23:30 of the 29th in Vietnam, and 00:10 of the 30th.
    moments = {
        "Evening": dt.datetime(2026, 11, 29, 16, 30, tzinfo=dt.UTC),
        "Night": dt.datetime(2026, 11, 29, 17, 10, tzinfo=dt.UTC),
    }
    for title, at in moments.items():
        with clock.frozen(at):
            scene.make_meeting(title)
    token = make_token()
    assert titles(call(token, "/meetings?from=2026-11-30&to=2026-11-30")) == ["Night"]
    assert titles(call(token, "/meetings?to=2026-11-29")) == ["Evening"]
    assert titles(call(token, "/meetings?state=closed")) == []


def test_another_program_reads_the_calendar(call, make_token, scene):
    at = dt.datetime(2026, 11, 30, 1, 0, tzinfo=dt.UTC)
    title = "Hội nghị lần thứ 5; bàn, quyết định\nvề chuyển đổi số " + "dài " * 40
    with clock.frozen(at):
        meeting = scene.make_meeting(title)
        scene.make_meeting("Hội nghị không định giờ kết thúc")
        item = scene.make_item(meeting)
    with scene.store.unit_of_work("test") as work:
        work.session.get_one(AgendaItem, item).planned_minutes = 90
    reply = call(make_token(PUBLISHED), "/meetings.ics?from=2026-11-01")
    assert reply.mimetype == "text/calendar"
    assert max(map(len, reply.data.split(b"\r\n"))) <= 75
    (calendar,) = vobject.readComponents(reply.text)
    first, second = calendar.vevent_list
    assert first.summary.value == title
    assert first.dtstart.value == at
    assert first.duration.value == dt.timedelta(minutes=90)
    assert first.location.value == "Trung tâm Hội nghị tỉnh"
    assert "duration" not in second.contents
    assert first.uid.value != second.uid.value
