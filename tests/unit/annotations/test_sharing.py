"""A note is visible only to members it is shared with."""

import uuid

import pytest
from sqlalchemy import select, update

from kiosk.annotations.models import AnnotationShare
from kiosk.annotations.transfer import NoteTransfer
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.meetings.models import Member
from kiosk.roles import Role, Visibility
from kiosk.storage.journal import JournalEntry
from tests.unit.annotations.conftest import ink, text

SECRET = "Chỉ để đồng chí Pánh biết"


def share(desk, keys, member, *, is_shared=True, client=None):
    return (client or desk.tablet).post(
        f"/m/{desk.meeting}/annotations/shares",
        json={"keys": keys, "member": member, "is_shared": is_shared},
    )


def given(desk, client):
    reply = client.get(f"/m/{desk.meeting}/annotations/shared")
    assert reply.status_code == 200, reply.text
    return reply.json["notes"]


@pytest.fixture
def reader(desk):
    return desk.scene.make_member(desk.meeting, name="Lò Văn Pánh", unit="Huyện uỷ")


@pytest.fixture
def guest_tablet(desk, reader):
    return desk.client_for(reader)


@pytest.fixture
def note(desk, reader):
    """A note shared with `reader`."""
    made = text(SECRET, document=desk.paper, page=2)
    desk.send(made)
    assert share(desk, [made["key"]], reader).status_code == 200
    return made


def test_the_chosen_one_sees_it_with_its_authors_name(desk, note, guest_tablet):
    (seen,) = given(desk, guest_tablet)
    assert (seen["author"], seen["page"]) == ("Nguyễn Thị Minh Khai", 2)
    assert seen["body"]["text"] == SECRET
    # Not under its key: readers cannot edit it.
    assert note["key"] not in str(seen)


def test_each_tablet_of_the_reader_is_notified(desk, note, guest_tablet):
    before = desk.pull(guest_tablet)["shared"]
    assert before
    desk.send({**note, "base": 1, "body": {"text": "Mới", "at": [0.5, 0.5]}})
    after = desk.pull(guest_tablet)["shared"]
    assert after not in {"", before}
    assert desk.pull()["shared"] == ""


@pytest.mark.usefixtures("note")
@pytest.mark.parametrize(
    "role", [Role.SECRETARY, Role.CHAIR, Role.OFFICIAL_DELEGATE, Role.WALL]
)
def test_whoever_was_not_chosen_sees_nothing(desk, role):
    other = desk.client_for(desk.scene.make_member(desk.meeting, role))
    assert given(desk, other) == []
    assert desk.pull(other)["shared"] == ""
    reply = other.get(f"/m/{desk.meeting}/annotations/shares")
    assert reply.json == {"people": [], "shares": {}}


@pytest.mark.usefixtures("note")
def test_the_administrator_sees_nothing(desk):
    account = desk.scene.make_account("quantri", is_administrator=True)
    administrator = desk.client_for(account_id=account)
    for path in ("shared", "shares", f"readers?document={desk.paper}"):
        reply = administrator.get(f"/m/{desk.meeting}/annotations/{path}")
        assert reply.status_code == 403, path
        assert SECRET not in reply.text


def test_taken_back_it_is_seen_no_more(desk, note, reader, guest_tablet):
    reply = share(desk, [note["key"]], reader, is_shared=False)
    assert reply.json == {"people": [], "shares": {}}
    assert given(desk, guest_tablet) == []


def test_what_is_deleted_or_erased_is_taken_back_for_good(
    desk, note, reader, guest_tablet, store
):
    gone = {**note, "base": 1, "deleted": True, "body": None}
    desk.send(gone)
    assert given(desk, guest_tablet) == []
    # Restored by undo, it is private again.
    desk.send({**note, "base": 2})
    assert given(desk, guest_tablet) == []
    share(desk, [note["key"]], reader)
    desk.tablet.post(f"/m/{desk.meeting}/annotations/erase", json={"everything": True})
    assert given(desk, guest_tablet) == []
    with store.read_session() as session:
        assert session.scalars(select(AnnotationShare)).all() == []


@pytest.mark.usefixtures("note")
def test_a_withdrawn_paper_hides_what_is_shared_on_it(desk, guest_tablet, store):
    with store.unit_of_work("test") as work:
        paper = work.session.get_one(Document, desk.paper)
        paper.publication = Publication.WITHDRAWN
    assert given(desk, guest_tablet) == []
    assert desk.pull(guest_tablet)["shared"] == ""


@pytest.mark.usefixtures("note")
def test_a_reader_who_may_read_the_paper_no_more_is_shown_nothing(
    desk, reader, guest_tablet, store
):
    with store.unit_of_work("test") as work:
        work.session.execute(
            update(Member).where(Member.id == reader).values(role=Role.WALL)
        )
    assert given(desk, guest_tablet) == []


@pytest.mark.usefixtures("note")
def test_a_removed_member_leaves_no_share(desk, reader, store):
    with store.unit_of_work("test") as work:
        work.session.delete(work.session.get_one(Member, reader))
    assert desk.tablet.get(f"/m/{desk.meeting}/annotations/shares").json == {
        "people": [],
        "shares": {},
    }


def test_it_follows_to_the_new_version(desk, note, guest_tablet, store):
    new = desk.scene.make_document(desk.meeting, desk.item, [b"one", b"two", b"three"])
    with store.unit_of_work("test") as work:
        old = work.session.get_one(Document, desk.paper)
        old.publication = Publication.REPLACED
        fresh = work.session.get_one(Document, new)
        fresh.replaces_id, fresh.version = old.id, 2
        fresh.page_map = "[[1,1],[2,3],[3,2]]"
    NoteTransfer(store).carry(desk.paper)
    (seen,) = given(desk, guest_tablet)
    assert (seen["document"], seen["page"]) == (new, 3)
    assert seen["body"]["text"] == note["body"]["text"]


class TestWhoMayBeChosen:
    def names(self, desk, words="", client=None):
        reply = (client or desk.tablet).get(
            f"/m/{desk.meeting}/annotations/readers",
            query_string={"document": desk.paper, "q": words},
        )
        assert reply.status_code == 200, reply.text
        return [one["name"] for one in reply.json["people"]]

    @pytest.mark.usefixtures("reader")
    def test_readers_of_the_paper_are_found_without_marks(self, desk):
        for role in (Role.WALL, Role.ENTRANCE, Role.SECRETARY):
            desk.scene.make_member(desk.meeting, role, name=f"Máy {role}")
        other = desk.scene.make_meeting("Hội nghị khác nữa")
        desk.scene.make_member(other, name="Lò Văn Khác")
        assert self.names(desk) == ["Lò Văn Pánh"]
        assert self.names(desk, "lo van panh") == ["Lò Văn Pánh"]
        assert self.names(desk, "không có ai") == []

    def test_those_who_cannot_read_it_are_not_offered_and_not_taken(self, desk):
        item = desk.scene.make_item(desk.meeting, visibility=Visibility.OFFICIAL)
        desk.paper = desk.scene.make_document(desk.meeting, item, [b"one"])
        invited = desk.scene.make_member(
            desk.meeting, Role.INVITED_DELEGATE, name="Khách Mời"
        )
        made = text(document=desk.paper)
        desk.send(made)
        assert self.names(desk) == []
        reply = share(desk, [made["key"]], invited)
        assert (reply.status_code, reply.json["error"]) == (404, "not_found")

    def test_members_of_other_meetings_and_oneself_are_not_offered(self, desk):
        made = text(document=desk.paper)
        desk.send(made)
        other = desk.scene.make_meeting("Hội nghị khác nữa")
        stranger = desk.scene.make_member(other)
        assert share(desk, [made["key"]], stranger).status_code == 404
        assert share(desk, [made["key"]], desk.owner).status_code == 404
        assert share(desk, [made["key"]], 999).status_code == 404

    def test_a_paper_of_another_meeting_names_nobody(self, desk):
        reply = desk.tablet.get(f"/m/{desk.meeting}/annotations/readers?document=1")
        assert reply.status_code == 404


def test_only_ones_own_notes_can_be_shared(desk, note, guest_tablet):
    third = desk.scene.make_member(desk.meeting)
    assert share(desk, [note["key"]], third, client=guest_tablet).status_code == 404
    assert share(desk, [str(uuid.uuid4())], third).status_code == 404
    assert given(desk, desk.client_for(third)) == []


def test_the_reader_cannot_take_it_from_others(desk, note, reader, guest_tablet):
    reply = share(desk, [note["key"]], reader, is_shared=False, client=guest_tablet)
    assert reply.status_code == 404
    assert len(given(desk, guest_tablet)) == 1


def test_strokes_are_shared_together_and_named_with_their_readers(
    desk, reader, guest_tablet
):
    strokes = [ink(document=desk.paper) for _ in range(3)]
    desk.send(*strokes)
    keys = [one["key"] for one in strokes]
    shares = share(desk, keys, reader).json
    assert shares["people"] == [
        {"id": reader, "name": "Lò Văn Pánh", "where": "Huyện uỷ"}
    ]
    assert shares["shares"] == {key: [reader] for key in keys}
    assert {one["kind"] for one in given(desk, guest_tablet)} == {"ink"}


def test_no_more_readers_than_may_be(desk, note, monkeypatch):
    monkeypatch.setattr("kiosk.annotations.actions.sharing.READERS_PER_NOTE", 1)
    reply = share(desk, [note["key"]], desk.scene.make_member(desk.meeting))
    assert (reply.status_code, reply.json["error"]) == (422, "too_many_readers")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"keys": [], "member": 1, "is_shared": True},
        {"keys": ["x"], "member": 1, "is_shared": True},
        {"keys": [str(uuid.uuid4())], "member": 0, "is_shared": True},
        {"keys": [str(uuid.uuid4())], "member": 1},
    ],
)
def test_a_form_that_makes_no_sense_is_refused(desk, body):
    path = f"/m/{desk.meeting}/annotations/shares"
    assert desk.tablet.post(path, json=body).status_code == 422


@pytest.mark.usefixtures("note")
def test_nothing_of_it_comes_into_the_journal_or_the_log(store, caplog):
    with store.read_session() as session:
        assert session.scalars(select(JournalEntry)).all() == []
    assert SECRET not in caplog.text
