"""Opinions are immutable records for the secretariat, independent of the note."""

import uuid

import pytest
from sqlalchemy import select

from kiosk.agenda.models import AgendaItem
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.meetings.models import Member
from kiosk.roles import Role, Visibility
from kiosk.storage.journal import JournalEntry

WORDS = "Đề nghị bổ sung kinh phí cho các xã vùng cao."


def opinion(document, **more):
    return {
        "key": str(uuid.uuid4()),
        "note": str(uuid.uuid4()),
        "document": document,
        "page": 2,
        "text": f"  {WORDS} ",
        "quote": "kinh phí",
        **more,
    }


class Room:
    def __init__(self, scene, client_for):
        self.scene, self.client_for = scene, client_for
        self.meeting = scene.make_meeting()
        scene.make_item(self.meeting, "Khai mạc", ordinal=1)
        self.item = scene.make_item(self.meeting, "Tờ trình", ordinal=2)
        self.paper = scene.make_document(self.meeting, self.item, [b"one", b"two"])
        self.author = scene.make_member(
            self.meeting, name="Lò Văn Pánh", unit="Huyện uỷ", position="Bí thư"
        )
        self.tablet = client_for(self.author)
        self.secretary = client_for(scene.make_member(self.meeting, Role.SECRETARY))
        self.at = f"/m/{self.meeting}/opinions"

    def send(self, client=None, **more):
        return (client or self.tablet).post(
            self.at, json=opinion(**{"document": self.paper} | more)
        )

    def read(self):
        reply = self.secretary.get(self.at)
        assert reply.status_code == 200
        return reply.json["opinions"]


@pytest.fixture
def room(scene, client_for):
    return Room(scene, client_for)


def test_the_secretary_reads_who_says_what_about_which_page(room):
    assert room.send().status_code == 200
    (read,) = room.read()
    assert read["text"] == WORDS
    assert (read["author"], read["position"], read["unit"]) == (
        "Lò Văn Pánh",
        "Bí thư",
        "Huyện uỷ",
    )
    assert (read["item"], read["item_number"], read["item_title"]) == (
        room.item,
        "2",
        "Tờ trình",
    )
    assert (read["paper_title"], read["page"]) == ("Báo cáo chuyển đổi số", 2)
    assert read["received_at"] is None


def test_its_author_sees_that_it_was_sent_and_taken_in(room):
    sent = room.send().json["opinions"]
    assert sent[0]["received_at"] is None
    path = f"{room.at}/{sent[0]['id']}/received"
    assert room.secretary.post(path).status_code == 204
    (own,) = room.tablet.get(f"{room.at}/own").json["opinions"]
    assert own["received_at"]
    assert own["received_by"] == "Nguyễn Thị Minh Khai"
    first = own["received_at"]
    assert room.secretary.post(path).status_code == 204
    assert room.read()[0]["received_at"] == first


def test_sent_again_after_a_lost_answer_it_is_the_same(room):
    body = opinion(room.paper)
    for _ in range(2):
        assert room.tablet.post(room.at, json=body).status_code == 200
    assert len(room.read()) == 1


def test_it_outlives_note_item_paper_and_author(room, store):
    note = {
        "key": str(uuid.uuid4()),
        "base": 0,
        "document": room.paper,
        "page": 2,
        "kind": "text",
        "body": {"text": WORDS, "at": [0.1, 0.1]},
    }
    notes = f"/m/{room.meeting}/annotations"
    room.tablet.post(notes, json={"changes": [note]})
    room.send(note=note["key"])
    before = room.read()[0]
    room.tablet.post(f"{notes}/erase", json={"everything": True})
    assert room.read() == [before]
    with store.unit_of_work("test") as work:
        for kind, one in (
            (Document, room.paper),
            (AgendaItem, room.item),
            (Member, room.author),
        ):
            work.session.delete(work.session.get_one(kind, one))
    (after,) = room.read()
    kept = {"item": None, "document": None}
    assert after == before | kept


def test_events_hold_ids_only_and_go_to_the_secretariat_only(room, store):
    room.send()
    room.secretary.post(f"{room.at}/{room.read()[0]['id']}/received")
    with store.read_session() as session:
        entries = session.scalars(select(JournalEntry)).all()
        said = [str(vars(entry)) for entry in entries]
    assert len(entries) == 2
    assert not any(WORDS in one or "Pánh" in one for one in said)


@pytest.mark.parametrize("role", [Role.GUEST, Role.WALL, Role.SECRETARY])
def test_only_delegates_send_one(room, role):
    client = room.client_for(room.scene.make_member(room.meeting, role))
    assert room.send(client).status_code == 403


@pytest.mark.parametrize("role", [Role.CHAIR, Role.OFFICIAL_DELEGATE, Role.GUEST])
def test_nobody_but_the_secretariat_reads_or_takes_them_in(room, role):
    sent = room.send().json["opinions"][0]["id"]
    other = room.client_for(room.scene.make_member(room.meeting, role))
    for reply in (other.get(room.at), other.post(f"{room.at}/{sent}/received")):
        assert reply.status_code == 403
        assert WORDS not in reply.text
    assert WORDS not in other.get(f"{room.at}/own").text


def test_the_secretary_of_another_meeting_gets_nothing(room):
    sent = room.send().json["opinions"][0]["id"]
    other = room.scene.make_meeting("Hội nghị khác")
    stranger = room.client_for(room.scene.make_member(other, Role.SECRETARY))
    assert stranger.get(room.at).status_code == 404
    assert stranger.post(f"/m/{other}/opinions/{sent}/received").status_code == 404
    assert room.read()[0]["received_at"] is None


def test_a_paper_that_may_not_be_read_takes_no_opinion(room, store):
    hidden = room.scene.make_item(room.meeting, visibility=Visibility.PREPARERS)
    paper = room.scene.make_document(room.meeting, hidden, [b"one", b"two"])
    assert room.send(document=paper).status_code == 404
    with store.unit_of_work("test") as work:
        work.session.get_one(Document, room.paper).publication = Publication.WITHDRAWN
    assert room.send().status_code == 404
    assert room.read() == []


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"text": "  \n "}, "empty"),
        ({"page": 3}, "no_page"),
        ({"page": 0}, "invalid"),
        ({"text": "x" * 4001}, "invalid"),
        ({"key": "x"}, "invalid"),
    ],
)
def test_what_makes_no_sense_is_refused(room, wrong, error):
    reply = room.send(**wrong)
    assert (reply.status_code, reply.json["error"]) == (422, error)
    assert room.read() == []


def test_a_paper_without_an_item_takes_none(room):
    paper = room.scene.make_document(room.meeting, None, [b"one", b"two"])
    chair = room.client_for(room.scene.make_member(room.meeting, Role.CHAIR))
    reply = room.send(chair, document=paper)
    assert (reply.status_code, reply.json["error"]) == (422, "no_item")


def test_not_more_than_may_be(room, monkeypatch):
    monkeypatch.setattr("kiosk.opinions.rules.OPINIONS_PER_MEMBER", 1)
    assert room.send().status_code == 200
    reply = room.send()
    assert (reply.status_code, reply.json["error"]) == (422, "too_many")
