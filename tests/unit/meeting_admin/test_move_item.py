"""An item moved to a later meeting keeps its documents, and leaves nothing behind."""

import pytest
from sqlalchemy import select

from kiosk.agenda.models import AgendaItem
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import DocumentState, Publication
from kiosk.meetings.rules import MeetingState
from kiosk.pagesync.models import LivePage
from kiosk.roles import Role
from kiosk.storage.journal import events_after


class Office:
    def __init__(self, scene, store, client_for):
        self.scene, self.store = scene, store
        self.account = scene.make_account()
        self.here = self.meeting()
        self.there = self.meeting(title="Phiên họp sau", state=MeetingState.DRAFT)
        self.item = scene.make_item(self.here, "Tờ trình", ordinal=1)
        self.below = scene.make_item(self.here, "Phụ lục", parent_id=self.item)
        self.client = client_for(account_id=self.account)

    def meeting(self, **fields):
        made = self.scene.make_meeting(**fields)
        self.scene.make_member(made, Role.SECRETARY, account_id=self.account)
        return made

    def paper(self, item, publication=Publication.PUBLISHED):
        made = self.scene.make_document(self.here, item, [b"one", b"two"], publication)
        if publication is Publication.PUBLISHED:
            with self.store.unit_of_work("test") as work:
                work.session.get_one(Document, made).published_at = work.now
        return made

    def move(self, item=None, to=None, client=None):
        path = f"/m/{self.here}/agenda/{item or self.item}/move-to"
        return (client or self.client).post(path, json={"meeting": to or self.there})

    def titles(self, meeting):
        state = self.client.get(f"/m/{meeting}/snapshot").json
        return [f"{one['number']} {one['title']}" for one in state["items"]]

    def papers(self, meeting):
        wanted = select(Document).where(Document.meeting_id == meeting)
        with self.store.read_session() as session:
            return list(session.scalars(wanted.order_by(Document.id)))


@pytest.fixture
def office(scene, store, client_for):
    return Office(scene, store, client_for)


def test_item_sub_items_and_documents_are_in_the_other_meeting(office, store):
    office.scene.make_item(office.there, "Khai mạc", ordinal=1)
    office.paper(office.item)
    office.paper(office.below, Publication.DRAFT)
    other = office.scene.make_item(office.here, "Nội dung khác", ordinal=2)
    office.paper(other)
    reply = office.move()
    assert reply.status_code == 201
    assert office.titles(office.here) == ["1 Nội dung khác"]
    assert office.titles(office.there) == ["1 Khai mạc", "2 Tờ trình", "2.1 Phụ lục"]
    first, second = office.papers(office.there)
    assert first.item_id == reply.json["id"]
    assert {first.publication, second.publication} == {Publication.DRAFT}
    with store.read_session() as session:
        pages = session.scalars(select(Page).where(Page.document_id == first.id)).all()
        assert len(pages) == 2
        kinds = [event.body["kind"] for event in events_after(session, office.there, 0)]
    assert "agenda_changed" in kinds


def test_what_the_chair_says_goes_along(office):
    body = {"text": "Xin mời các đồng chí cho ý kiến.", "revision": 0}
    office.client.post(f"/m/{office.here}/script-notes/{office.below}", json=body)
    office.move()
    [note] = office.client.get(f"/m/{office.there}/snapshot").json["script_notes"]
    assert note["text"] == body["text"]
    assert office.client.get(f"/m/{office.here}/snapshot").json["script_notes"] == []


def test_here_published_documents_are_withdrawn_and_drafts_are_gone(office):
    published = office.paper(office.item)
    office.paper(office.item, Publication.DRAFT)
    office.move()
    (left,) = office.papers(office.here)
    assert (left.id, left.publication) == (published, Publication.WITHDRAWN)
    assert left.item_id is None


def test_the_presenter_is_found_by_name_or_kept_as_text(office, scene, store):
    known = scene.make_member(office.there, name="Phạm Hồng Nhung")
    for item, name in ((office.item, "Phạm Hồng Nhung"), (office.below, "Lê Tám")):
        presenter = scene.make_member(office.here, name=name)
        with store.unit_of_work("test") as work:
            work.session.get_one(AgendaItem, item).presenter_id = presenter
    office.move()
    wanted = select(AgendaItem).where(AgendaItem.meeting_id == office.there)
    with store.read_session() as session:
        top, below = session.scalars(wanted.order_by(AgendaItem.id))
    assert (top.presenter_id, top.presenter_text) == (known, "")
    assert (below.presenter_id, below.presenter_text) == (None, "Lê Tám")


def test_to_a_meeting_of_others_nothing_is_moved(office, scene):
    foreign = scene.make_meeting("Hội nghị khác")
    assert office.move(to=foreign).status_code == 404
    assert office.move(to=999_999).status_code == 404
    assert office.move(to=office.here).status_code == 422
    assert len(office.titles(office.here)) == 2


def test_to_a_meeting_where_one_is_a_delegate_nothing_is_moved(office, scene):
    attended = scene.make_meeting("Hội nghị được mời")
    scene.make_member(attended, account_id=office.account)
    assert office.move(to=attended).status_code == 403


def test_a_closed_meeting_is_no_target(office):
    closed = office.meeting(title="Đã họp", state=MeetingState.CLOSED)
    assert office.move(to=closed).status_code == 409
    path = f"/m/{office.here}/agenda/targets"
    targets = office.client.get(path).json["meetings"]
    assert [one["title"] for one in targets] == ["Phiên họp sau"]


def test_the_current_item_and_unfinished_documents_stay(office, store):
    paper = office.paper(office.item, Publication.DRAFT)
    with store.unit_of_work("test") as work:
        work.session.get_one(Document, paper).state = DocumentState.WAITING
    assert office.move().status_code == 409
    with store.unit_of_work("test") as work:
        work.session.get_one(Document, paper).state = DocumentState.READY
        live = LivePage(meeting_id=office.here, page=1, item_id=office.below)
        work.session.add(live)
    assert office.move().status_code == 409
    assert office.titles(office.there) == []
    assert len(office.papers(office.here)) == 1


def test_only_those_who_prepare_move_items(office, scene, client_for):
    chair = client_for(scene.make_member(office.here, Role.CHAIR))
    assert office.move(client=chair).status_code == 403
    assert chair.get(f"/m/{office.here}/agenda/targets").status_code == 403
