"""Invitations by e-mail: the file, the calendar, the answer, the reminder."""

import json
from dataclasses import replace

import icalendar
import msgspec
import pytest
from sqlalchemy import select

from kiosk.clock import VIETNAM
from kiosk.invitations.job import InvitationJob
from kiosk.invitations.models import Invitation
from kiosk.invitations.rules import Answer
from kiosk.invitations.tokens import token_of
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.notices.models import StoredNotice
from kiosk.notices.queries import contact_of, mail_lines
from kiosk.notices.rules import Attachment, MailState
from kiosk.notices.templates import NoticeTemplates
from kiosk.roles import PREPARERS, Role
from kiosk.storage.journal import events_after

HTML = {"Accept": "text/html"}


@pytest.fixture
def settings(server, monkeypatch):
    """Give the server a mail server and an address."""
    config = replace(
        server.store.config, smtp_host="127.0.0.1", public_url="http://hop.tinh.vn"
    )
    changed = replace(server.store, config=config)
    monkeypatch.setitem(server.app.extensions, "kiosk.store", changed)
    return changed


@pytest.fixture
def secretary(scene, meeting, client_for):
    return client_for(scene.make_member(meeting, Role.SECRETARY))


@pytest.fixture
def invited(store, scene, meeting, secretary, settings):
    """An ordered and queued invitation; return the member and the token."""
    member = scene.make_member(meeting, name="Lò Văn Hặc")
    path = f"/m/{meeting}/invitations"
    contact = f"{path}/contacts/{member}"
    assert secretary.post(contact, json={"email": "hac@sonlam.vn"}).status_code == 204
    assert secretary.post(f"{path}/send", json={}).json == {"count": 1}
    with store.unit_of_work("test") as work:
        invitation = work.session.get_one(Invitation, member)
        invitation.sent_at = work.now
        token = token_of(store.config.server_key(), invitation.seed)
    return member, token


@pytest.mark.process
def test_each_gets_a_file_of_their_own_and_the_meeting_for_the_calendar(
    settings, scene, meeting, secretary, room
):
    path = f"/m/{meeting}/invitations"
    people = [scene.make_member(meeting, name=name) for name in ("An", "Bình")]
    text = "An\tan@sonlam.vn\nBình; binh@sonlam.vn\nLạ;la@x.vn\nAn không"
    found = secretary.post(f"{path}/contacts", json={"text": text}).json
    assert (found["taken"], found["unknown"]) == (2, ["la"])
    assert found["wrong"] == ["an khong"]
    assert secretary.post(f"{path}/send", json={}).json == {"count": 2}
    job = InvitationJob(settings, room)
    job.make(meeting)
    job.make(meeting)
    with settings.read_session() as session:
        assert len(mail_lines(session, [MailState.QUEUED])) == 2
        notices = session.scalars(select(StoredNotice).order_by(StoredNotice.id)).all()
        links = {notice.link for notice in notices}
    assert [notice.member_id for notice in notices] == people
    assert len(links) == 2
    (event,) = icalendar.Calendar.from_ical(notices[0].calendar).walk("VEVENT")
    assert event["SUMMARY"] == "Hội nghị trực tuyến toàn tỉnh"
    # The id that the interface for other systems gives it as well: one event, not two.
    assert event["UID"] == f"meeting-{meeting}@kiosk"
    with settings.read_session() as session:
        starts = session.get_one(Meeting, meeting).starts_at
    assert event.decoded("DTSTART") == starts.replace(microsecond=0)
    hashes = {
        one.sha256
        for notice in notices
        for one in msgspec.json.decode(notice.attachments, type=list[Attachment])
    }
    assert len(hashes) == 2
    assert all(settings.files.path(one).read_bytes()[:5] == b"%PDF-" for one in hashes)


def test_the_link_shows_the_invitation_and_takes_the_answer(
    store, client_for, invited, secretary, meeting
):
    member, token = invited
    visitor = client_for()
    page = visitor.post("/rsvp/open", json={"token": token}).json
    assert (page["name"], page["answer"]) == ("Lò Văn Hặc", "")
    with store.read_session() as session:
        before = events_after(session, meeting, 0)
    body = {"token": token, "answer": "absent", "reason": "Đi công tác"}
    assert visitor.post("/rsvp/answer", json=body).status_code == 204
    assert visitor.post("/rsvp/open", json={"token": token}).json["answer"] == "absent"
    listed = secretary.get(f"/m/{meeting}/invitations", headers=HTML).text
    assert "Đi công tác" in listed
    with store.read_session() as session:
        events = [one.body for one in events_after(session, meeting, len(before))]
    sent = {"kind": "invitation_answered", "member_id": member, "answer": "absent"}
    assert events == [sent]


def test_a_later_answer_replaces_an_earlier_one(store, client_for, invited):
    member, token = invited
    visitor = client_for()
    body = {
        "token": token,
        "answer": "substitute",
        "reason": "Ốm",
        "substitute_name": "Vi Văn Đạo",
        "substitute_position": "Phó Chủ tịch",
    }
    assert visitor.post("/rsvp/answer", json=body).status_code == 204
    body = {"token": token, "answer": "accepted"}
    assert visitor.post("/rsvp/answer", json=body).status_code == 204
    with store.read_session() as session:
        found = session.get_one(Invitation, member)
    assert (found.answer, found.reason, found.substitute_name) == ("accepted", "", "")


@pytest.mark.parametrize(
    "body",
    [
        {"answer": ""},
        {"answer": "absent"},
        {"answer": "absent", "reason": "  "},
        {"answer": "substitute", "reason": "Ốm"},
        {"answer": "perhaps"},
        {"answer": "absent", "reason": "x" * 501},
    ],
)
def test_incomplete_answers_change_nothing(store, client_for, invited, body):
    member, token = invited
    answer = client_for().post("/rsvp/answer", json={"token": token, **body})
    assert answer.status_code == 422
    with store.read_session() as session:
        assert session.get_one(Invitation, member).answer == Answer.NONE


def test_wrong_links_open_nothing(client_for, invited):
    for token in ("", "x", invited[1][:-1] + "!", "A" * 200):
        answer = client_for().post("/rsvp/open", json={"token": token})
        assert answer.status_code in {404, 422}
    assert client_for().get("/rsvp", headers=HTML).status_code == 200


def test_nobody_answers_after_the_meeting_was_closed(
    store, client_for, invited, meeting
):
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting).state = MeetingState.CLOSED
    body = {"token": invited[1], "answer": "accepted"}
    assert client_for().post("/rsvp/answer", json=body).status_code == 409


def test_those_who_have_not_answered_are_reminded(
    store, client_for, invited, secretary, meeting
):
    path = f"/m/{meeting}/invitations/remind"
    assert secretary.post(path, json={}).json == {"count": 1}
    with store.read_session() as session:
        (line,) = mail_lines(session, [MailState.QUEUED])
        notice = session.scalars(select(StoredNotice)).one()
    assert line.kind == "invitation_reminder"
    assert notice.link == f"/rsvp#{invited[1]}"
    body = {"token": invited[1], "answer": "accepted"}
    client_for().post("/rsvp/answer", json=body)
    assert secretary.post(path, json={}).json == {"count": 0}


def test_an_invitation_in_english_is_english_throughout(
    settings, meeting, invited, secretary
):
    member, _ = invited
    path = f"/m/{meeting}/invitations"
    contact = {"email": "hac@sonlam.vn", "language": "en"}
    assert secretary.post(f"{path}/contacts/{member}", json=contact).status_code == 204
    secretary.post(f"{path}/remind", json={})
    with settings.read_session() as session:
        notice = session.scalars(select(StoredNotice)).one()
        starts = session.get_one(Meeting, meeting).starts_at.astimezone(VIETNAM)
    said = NoticeTemplates().check(
        notice.kind, notice.language, json.loads(notice.parameters) | {"name": "Hặc"}
    )
    assert f"{starts.day} {starts:%B} {starts.year}" in said.text
    assert "ngày" not in said.text


def test_a_pasted_list_may_name_the_language(store, scene, meeting, secretary):
    path = f"/m/{meeting}/invitations/contacts"
    people = [scene.make_member(meeting, name=name) for name in ("An", "Vi", "Cường")]
    text = "An\tan@x.vn\tEN\nVi\tvi@x.vn\nCường;vi;cuong@x.vn"
    assert secretary.post(path, json={"text": text}).json["taken"] == 3
    with store.read_session() as session:
        chosen = [contact_of(session, member)[1] for member in people]
    assert chosen == ["en", "", "vi"]
    wrong = {"email": "an@x.vn", "language": "fr"}
    assert secretary.post(f"{path}/{people[0]}", json=wrong).status_code == 422


def test_the_page_of_the_link_says_the_day_in_its_language(client_for, invited):
    visitor = client_for()
    visitor.set_cookie("language", "en")
    page = visitor.post("/rsvp/open", json={"token": invited[1]}).json
    assert "tháng" not in page["day"]


def test_without_a_mail_server_nothing_is_ordered(secretary, meeting):
    answer = secretary.post(f"/m/{meeting}/invitations/send", json={})
    assert answer.status_code == 409


@pytest.mark.parametrize("role", Role)
def test_only_those_who_prepare_see_the_answers(scene, client_for, meeting, role):
    client = client_for(scene.make_member(meeting, role))
    may = role in PREPARERS
    shown = client.get(f"/m/{meeting}/invitations").status_code
    assert shown == (200 if may else 403)


def test_members_of_another_meeting_get_no_address(scene, secretary, meeting):
    other = scene.make_member(scene.make_meeting("Khác"))
    path = f"/m/{meeting}/invitations/contacts/{other}"
    assert secretary.post(path, json={"email": "a@b.vn"}).status_code == 404
