"""Consultations: prepared, sent, answered, prolonged, reminded, closed."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from kiosk import clock
from kiosk.consultations.job import remind_due
from kiosk.consultations.models import Consultation, ConsultationRecipient
from kiosk.notices.actions import set_contact
from kiosk.notices.models import StoredNotice
from kiosk.roles import DELEGATES, PERMISSIONS, PREPARERS, Permission, Role
from kiosk.storage.journal import events_after
from tests.unit.consultations.conftest import DETAILS

HTML = {"Accept": "text/html"}
AGREE = {"answer": "agree"}


def recipients(store, consultation_id):
    with store.read_session() as session:
        return session.scalars(
            select(ConsultationRecipient)
            .where(ConsultationRecipient.consultation_id == consultation_id)
            .order_by(ConsultationRecipient.ordinal)
        ).all()


def stored(store, consultation_id):
    with store.read_session() as session:
        return session.get(Consultation, consultation_id)


def bodies(store, meeting):
    with store.read_session() as session:
        return [each.body for each in events_after(session, meeting, 0)]


def notices(store):
    with store.read_session() as session:
        return session.scalars(select(StoredNotice).order_by(StoredNotice.id)).all()


def set_deadline(store, consultation_id, deadline):
    with store.unit_of_work("test") as work:
        work.session.get(Consultation, consultation_id).deadline = deadline


class TestWhoMay:
    @pytest.mark.parametrize("role", Role)
    def test_screens_and_changes_by_role(self, scene, client_for, meeting, url, role):
        client = client_for(scene.make_member(meeting, role))
        reads = role in PERMISSIONS[Permission.RUN_MEETING]
        assert client.get(url, headers=HTML).status_code == (200 if reads else 403)
        writes = role in PREPARERS
        assert client.post(url, json=DETAILS).status_code == (201 if writes else 403)
        answers = role in DELEGATES
        own = client.get(f"{url}/own", headers=HTML)
        assert own.status_code == (200 if answers else 403)

    def test_another_meeting_finds_nothing(self, scene, client_for, url, sent):
        other = scene.make_meeting("Hội nghị khác")
        stranger = client_for(scene.make_member(other, Role.SECRETARY))
        at = f"/m/{other}/consultations/{sent}"
        assert stranger.get(at, headers=HTML).status_code == 404
        assert stranger.post(f"{at}/close").status_code == 404
        assert stranger.post(f"{url}/{sent}/close").status_code == 404

    def test_a_member_who_is_not_asked_sees_nothing(
        self, scene, client_for, meeting, url, sent
    ):
        client = client_for(scene.make_member(meeting, name="Người Khác"))
        at = f"{url}/{sent}/answer"
        assert client.get(f"{at}/sheet").status_code == 404
        assert client.post(at, json=AGREE).status_code == 404
        assert DETAILS["title"] not in client.get(f"{url}/own", headers=HTML).text


class TestDraft:
    def test_names_are_in_the_order_of_names(self, store, draft):
        names = [one.name for one in recipients(store, draft)]
        # Vietnamese order, by the given name.
        assert names == ["Nguyễn Văn An", "Trần Quốc Bảo", "Đỗ Thị Bình"]

    @pytest.mark.parametrize(
        ("change", "status"),
        [
            ({"title": "  "}, 422),
            ({"title": "x" * 301}, 422),
            ({"deadline": "2999-12-01T17:00:00"}, 422),
            ({"deadline": "mai"}, 422),
            ({"members": [999_999]}, 404),
            ({"documents": [999_999]}, 404),
            ({"remind_hours": -1}, 422),
            ({"other": 1}, 422),
        ],
    )
    def test_what_cannot_be_is_refused(self, secretary, url, store, change, status):
        assert secretary.post(url, json=DETAILS | change).status_code == status
        with store.read_session() as session:
            assert session.scalars(select(Consultation)).all() == []

    def test_guests_are_not_asked(self, scene, secretary, url, meeting):
        guest = scene.make_member(meeting, Role.GUEST)
        answer = secretary.post(url, json=DETAILS | {"members": [guest]})
        assert (answer.status_code, answer.json["error"]) == (422, "not_asked")

    def test_two_who_edit_at_once_do_not_overwrite(self, secretary, url, draft):
        at = f"{url}/{draft}"
        first = {"revision": 1, "details": DETAILS | {"title": "Một"}}
        assert secretary.post(at, json=first).json == {"revision": 2}
        second = {"revision": 1, "details": DETAILS | {"title": "Hai"}}
        answer = secretary.post(at, json=second)
        assert (answer.status_code, answer.json["theirs"]["title"]) == (409, "Một")

    def test_its_form_shows_who_is_chosen(
        self, scene, secretary, url, meeting, draft, members
    ):
        other = scene.make_member(meeting, Role.INVITED_DELEGATE)
        page = secretary.get(f"{url}/{draft}", headers=HTML).text
        boxes = dict(re.findall(r'name="member"\s+value="(\d+)"\s*([^>]*)>', page))
        assert {int(one): words.split() for one, words in boxes.items()} == {
            **{one: ["checked", "data-usual"] for one in members},
            other: [],
        }

    def test_it_is_removed(self, secretary, url, store, draft):
        assert secretary.post(f"{url}/{draft}/remove").status_code == 204
        assert stored(store, draft) is None
        assert recipients(store, draft) == []


class TestSend:
    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"question": ""}, "no_question"),
            ({"members": []}, "no_recipients"),
            ({"deadline": "2001-01-01T00:00:00Z"}, "deadline_over"),
        ],
    )
    def test_what_is_missing_is_said(self, secretary, url, members, change, code):
        made = secretary.post(url, json=DETAILS | {"members": members} | change)
        at = f"{url}/{made.json['id']}/send"
        answer = secretary.post(at, json={"revision": 1})
        assert (answer.status_code, answer.json["error"]) == (422, code)

    def test_everybody_is_notified_once(self, store, secretary, url, sent, members):
        assert {one.member_id for one in notices(store)} == set(members)
        again = secretary.post(f"{url}/{sent}/send", json={"revision": 1})
        assert (again.status_code, again.json["error"]) == (409, "sent")
        assert len(notices(store)) == 3

    def test_only_an_email_has_a_personal_link(
        self, store, secretary, url, draft, members
    ):
        with store.unit_of_work("test") as work:
            set_contact(work, member_id=members[0], email="bao@example.vn")
        secretary.post(f"{url}/{draft}/send", json={"revision": 1})
        links = {one.member_id: one.link for one in notices(store)}
        assert links[members[0]].startswith("/consultation#")
        assert links[members[1]] == f"{url}/{draft}/answer"

    def test_a_draft_is_seen_by_no_member(self, client_for, url, draft, members):
        client = client_for(members[0])
        assert client.get(f"{url}/{draft}/answer/sheet").status_code == 404

    def test_it_is_not_changed_any_more(self, secretary, url, sent):
        body = {"revision": 1, "details": DETAILS | {"title": "Khác"}}
        assert secretary.post(f"{url}/{sent}", json=body).status_code == 409
        assert secretary.post(f"{url}/{sent}/remove").status_code == 409

    def test_a_document_that_is_not_published_is_not_sent(
        self, scene, secretary, url, meeting, members
    ):
        item = scene.make_item(meeting)
        document = scene.make_document(meeting, item, [], publication="draft")
        body = DETAILS | {"members": members, "documents": [document]}
        made = secretary.post(url, json=body).json["id"]
        answer = secretary.post(f"{url}/{made}/send", json={"revision": 1})
        assert (answer.status_code, answer.json["error"]) == (422, "not_sendable")


class TestAnswer:
    def test_it_is_changed_until_the_deadline(
        self, store, client_for, url, sent, members
    ):
        client, at = client_for(members[0]), f"{url}/{sent}/answer"
        assert client.post(at, json=AGREE).json == {"revision": 1}
        other = {"answer": "other", "text": "Xin bổ sung lý lịch.", "revision": 1}
        assert client.post(at, json=other).json == {"revision": 2}
        sheet = client.get(f"{at}/sheet").json
        assert (sheet["answer"], sheet["text"]) == ("other", "Xin bổ sung lý lịch.")
        set_deadline(store, sent, clock.now())
        late = client.post(at, json={"answer": "agree", "revision": 2})
        assert (late.status_code, late.json["error"]) == (409, "over")
        assert client.get(f"{at}/sheet").json["is_open"] is False

    @pytest.mark.parametrize(
        ("body", "code"),
        [({"answer": ""}, "no_answer"), ({"answer": "other", "text": " "}, "no_text")],
    )
    def test_half_an_answer_is_refused(
        self, client_for, url, sent, members, body, code
    ):
        answer = client_for(members[0]).post(f"{url}/{sent}/answer", json=body)
        assert (answer.status_code, answer.json["error"]) == (422, code)

    def test_an_answer_from_an_old_page_does_not_overwrite(
        self, client_for, url, sent, members
    ):
        client, at = client_for(members[0]), f"{url}/{sent}/answer"
        client.post(at, json=AGREE)
        old = client.post(at, json={"answer": "disagree"})
        assert (old.status_code, old.json["error"]) == (409, "answered_meanwhile")
        # The same answer sent twice is no conflict.
        assert client.post(at, json=AGREE).json == {"revision": 1}

    def test_the_journal_has_neither_answer_nor_name(
        self, store, client_for, url, meeting, sent, members
    ):
        body = {"answer": "other", "text": "Bí mật của tôi"}
        client_for(members[0]).post(f"{url}/{sent}/answer", json=body)
        (event,) = [
            one
            for one in bodies(store, meeting)
            if one["kind"] == "consultation_answered"
        ]
        assert set(event) == {"kind", "consultation_id", "recipient_id", "revision"}

    def test_paper_is_entered_by_the_secretary(self, store, secretary, url, sent):
        first = recipients(store, sent)[0]
        set_deadline(store, sent, clock.now())
        at = f"{url}/{sent}/recipients/{first.id}/answer"
        assert secretary.post(at, json=AGREE).status_code == 200
        entered = recipients(store, sent)[0]
        assert (entered.way, entered.entered_by) == ("paper", "Lê Thị Thu Hà")


class TestLink:
    def link(self, secretary, url, sent, recipient, *, is_new=False):
        at = f"{url}/{sent}/recipients/{recipient.id}/link"
        answer = secretary.post(at, json={"is_new": is_new})
        assert answer.status_code == 200
        return answer.json["address"].partition("#")[2]

    def test_it_answers_without_signing_in(self, store, secretary, client, url, sent):
        first = recipients(store, sent)[0]
        secret = self.link(secretary, url, sent, first)
        page = client.get("/consultation", headers=HTML)
        assert page.status_code == 200
        sheet = client.post("/consultation/sheet", json={"secret": secret})
        assert sheet.json["name"] == first.name
        body = {"secret": secret, "answer": {"answer": "disagree"}}
        assert client.post("/consultation/answer", json=body).status_code == 200
        assert recipients(store, sent)[0].way == "link"

    def test_it_stays_until_a_new_one_is_made(
        self, store, secretary, client, url, sent
    ):
        first = recipients(store, sent)[0]
        secret = self.link(secretary, url, sent, first)
        assert self.link(secretary, url, sent, first) == secret
        newer = self.link(secretary, url, sent, first, is_new=True)
        old = client.post("/consultation/sheet", json={"secret": secret})
        assert (old.status_code, old.json["error"]) == (404, "no_link")
        new = client.post("/consultation/sheet", json={"secret": newer})
        assert new.status_code == 200

    def test_a_guess_and_an_ended_consultation_find_nothing(
        self, store, secretary, client, url, sent
    ):
        secret = self.link(secretary, url, sent, recipients(store, sent)[0])
        guess = client.post("/consultation/sheet", json={"secret": "A" * 22})
        assert guess.status_code == 404
        assert (
            client.post("/consultation/sheet", json={"secret": ""}).status_code == 422
        )
        set_deadline(store, sent, clock.now())
        secretary.post(f"{url}/{sent}/close")
        over = client.post("/consultation/sheet", json={"secret": secret})
        assert over.status_code == 404

    def test_only_documents_that_go_with_it_are_given(
        self, scene, secretary, client, store, url
    ):
        # The members are those of the url's meeting.
        meeting = int(url.split("/")[2])
        members = [scene.make_member(meeting)]
        item = scene.make_item(meeting)
        sent_one = scene.make_document(meeting, item, [], title="Tờ trình")
        other = scene.make_document(meeting, item, [], title="Khác")
        body = DETAILS | {"members": members, "documents": [sent_one]}
        made = secretary.post(url, json=body).json["id"]
        secretary.post(f"{url}/{made}/send", json={"revision": 1})
        secret = self.link(secretary, url, made, recipients(store, made)[0])
        at = "/consultation/documents"
        given = client.post(f"{at}/{sent_one}", json={"secret": secret})
        assert (given.status_code, given.data) == (200, "original of Tờ trình".encode())
        assert client.post(f"{at}/{other}", json={"secret": secret}).status_code == 404


class TestReminders:
    def test_once_before_the_deadline_and_only_who_has_not_answered(
        self, store, client_for, url, sent, members
    ):
        client_for(members[0]).post(f"{url}/{sent}/answer", json=AGREE)
        assert remind_due(store) == 0
        set_deadline(store, sent, clock.now() + dt.timedelta(hours=23))
        assert remind_due(store) == 2
        assert remind_due(store) == 0
        reminded = notices(store)[3:]
        assert {one.member_id for one in reminded} == set(members[1:])
        set_deadline(store, sent, clock.now() - dt.timedelta(hours=1))
        assert remind_due(store) == 0

    def test_by_hand_and_again_after_a_new_deadline(self, store, secretary, url, sent):
        assert secretary.post(f"{url}/{sent}/remind").json == {"count": 3}
        later = (clock.now() + dt.timedelta(hours=20)).isoformat()
        moved = secretary.post(f"{url}/{sent}/deadline", json={"deadline": later})
        assert moved.status_code == 204
        assert remind_due(store) == 3

    def test_a_deadline_that_is_over_is_refused(self, secretary, url, sent):
        body = {"deadline": "2001-01-01T00:00:00Z"}
        answer = secretary.post(f"{url}/{sent}/deadline", json=body)
        assert (answer.status_code, answer.json["error"]) == (422, "deadline_over")


class TestClose:
    def test_not_while_somebody_may_still_answer(self, secretary, url, sent):
        answer = secretary.post(f"{url}/{sent}/close")
        assert (answer.status_code, answer.json["error"]) == (409, "still_answering")

    def test_when_all_have_answered_with_the_result_in_the_record(
        self, store, secretary, client_for, url, sent, members
    ):
        meeting = int(url.split("/")[2])
        for member, answer in zip(members, ("agree", "agree", "disagree"), strict=True):
            client_for(member).post(f"{url}/{sent}/answer", json={"answer": answer})
        assert secretary.post(f"{url}/{sent}/close").status_code == 204
        closed = [
            one
            for one in bodies(store, meeting)
            if one["kind"] == "consultation_closed"
        ]
        (event,) = closed
        assert (event["agree"], event["disagree"], event["unanswered"]) == (2, 1, 0)
        assert event["sha256"] == stored(store, sent).sha256 != ""
        assert secretary.post(f"{url}/{sent}/close").status_code == 409
        page = secretary.get(f"{url}/{sent}", headers=HTML).text
        assert "Không đồng ý" in page

    def test_after_the_deadline_those_who_did_not_answer_are_counted(
        self, store, secretary, url, sent
    ):
        set_deadline(store, sent, clock.now())
        assert secretary.post(f"{url}/{sent}/close").status_code == 204
        assert stored(store, sent).state == "closed"
