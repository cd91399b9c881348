"""Copying a meeting: what is copied and what is not."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from kiosk.agenda.models import AgendaItem
from kiosk.agenda.queries import agenda
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import DocumentState, Publication
from kiosk.meetings.models import Meeting, Member
from kiosk.roles import Role, Visibility
from kiosk.storage.store import Store
from kiosk.voting.models import Vote
from kiosk.voting.rules.kinds import VoteState
from tests.scene import Scene

ClientFor = Callable[..., FlaskClient]


@pytest.fixture
def account(scene: Scene) -> int:
    return scene.make_account()


@pytest.fixture
def source(scene: Scene, store: Store, account: int) -> int:
    """A meeting with two items, a presenter and a published document of two pages."""
    meeting = scene.make_meeting()
    scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư", account_id=account)
    presenter = scene.make_member(meeting, Role.PRESENTER, "Phạm Hồng Nhung")
    top = scene.make_item(meeting, "Báo cáo", Visibility.OFFICIAL, ordinal=2)
    below = scene.make_item(meeting, "Phụ lục", parent_id=top)
    scene.make_item(meeting, "Khai mạc", ordinal=1)
    scene.make_document(meeting, below, [b"one", b"two"])
    with store.unit_of_work("test") as work:
        work.session.get_one(AgendaItem, top).presenter_id = presenter
    return meeting


@pytest.fixture
def client(client_for: ClientFor, account: int) -> FlaskClient:
    return client_for(account_id=account)


def clone(client: FlaskClient, source: int, *, with_members: bool = False) -> int:
    body = {"title": "Hội nghị lần hai", "with_members": with_members}
    reply = client.post(f"/m/{source}/clone", json=body)
    assert reply.status_code == 201, reply.text
    return int(reply.json["id"])


class TestCloneMeeting:
    def test_the_agenda_comes_along_in_its_order(
        self, store: Store, client: FlaskClient, source: int
    ) -> None:
        copy = clone(client, source)
        with store.read_session() as session:
            lines = agenda(session, copy, Role.SECRETARY)
            meeting = session.get_one(Meeting, copy)
        assert (meeting.title, meeting.state) == ("Hội nghị lần hai", "draft")
        drawn = [f"{line.number} {line.item.title}" for line in lines]
        assert drawn == ["1 Khai mạc", "2 Báo cáo", "2.1 Phụ lục"]
        assert lines[1].item.visibility == Visibility.OFFICIAL
        assert lines[1].item.meeting_id == copy

    def test_papers_come_along_as_drafts_on_the_same_files(
        self, store: Store, client: FlaskClient, source: int
    ) -> None:
        copy = clone(client, source)
        with store.read_session() as session:
            [old] = session.scalars(select(Document).filter_by(meeting_id=source))
            [new] = session.scalars(select(Document).filter_by(meeting_id=copy))
            item = session.get_one(AgendaItem, new.item_id)
            pages = list(session.scalars(select(Page).filter_by(document_id=new.id)))
            ids = [page.id for page in pages]
            images = list(
                session.scalars(select(PageImage).where(PageImage.page_id.in_(ids)))
            )
        assert item.title == "Phụ lục"
        assert new.publication == Publication.DRAFT
        assert new.published_at is None
        assert new.original_sha256 == old.original_sha256
        assert [page.number for page in pages] == [1, 2]
        assert len(images) == 6

    def test_the_copied_pages_can_be_opened(
        self, client: FlaskClient, source: int
    ) -> None:
        copy = clone(client, source)
        [paper] = client.get(f"/m/{copy}/snapshot").json["documents"]
        image = f"/m/{copy}/documents/{paper['id']}/images/{paper['thumbnail']}.webp"
        assert client.get(image).data == b"one"

    def test_without_the_people_their_names_stay_as_text(
        self, store: Store, client: FlaskClient, source: int
    ) -> None:
        copy = clone(client, source)
        with store.read_session() as session:
            members = list(session.scalars(select(Member).filter_by(meeting_id=copy)))
            report = agenda(session, copy, Role.SECRETARY)[1]
        assert [member.role for member in members] == [Role.SECRETARY]
        assert report.presenter == "Phạm Hồng Nhung"
        assert report.item.presenter_id is None

    def test_with_the_people_the_copier_is_there_once(
        self, store: Store, client: FlaskClient, source: int, account: int
    ) -> None:
        copy = clone(client, source, with_members=True)
        with store.read_session() as session:
            members = list(session.scalars(select(Member).filter_by(meeting_id=copy)))
            report = agenda(session, copy, Role.SECRETARY)[1]
        assert sorted(member.full_name for member in members) == [
            "Lê Văn Thư",
            "Phạm Hồng Nhung",
        ]
        assert report.item.presenter_id in {member.id for member in members}
        assert [m.role for m in members if m.account_id == account] == [Role.SECRETARY]

    def test_what_the_chair_says_comes_along(
        self, client: FlaskClient, source: int
    ) -> None:
        [first, *_] = client.get(f"/m/{source}/snapshot").json["items"]
        note = {"text": "Xin mời các đồng chí đứng dậy.", "revision": 0}
        client.post(f"/m/{source}/script-notes/{first['id']}", json=note)
        shown = client.get(f"/m/{clone(client, source)}/snapshot").json
        [copied] = shown["script_notes"]
        assert copied["text"] == note["text"]
        assert copied["item_id"] == shown["items"][0]["id"] != first["id"]

    def test_prepared_votes_come_along_and_opened_ones_do_not(
        self, store: Store, client: FlaskClient, source: int
    ) -> None:
        [paper] = client.get(f"/m/{source}/snapshot").json["documents"]
        form = {
            "title": "Thông qua báo cáo",
            "kind": "open",
            "options": [{"label": "Tán thành", "note": "A"}, {"label": "Không"}],
            "rule": {"base": "present", "numerator": 2, "denominator": 3},
            "item_id": paper["item_id"],
            "document_id": paper["id"],
            "until_close": True,
        }
        added = [
            client.post(f"/m/{source}/votes", json=form | {"title": title})
            for title in ("Đã mở", "Thông qua báo cáo")
        ]
        assert [reply.status_code for reply in added] == [201, 201]
        with store.unit_of_work("test") as work:
            opened = work.session.get_one(Vote, added[0].json["id"])
            opened.state, opened.public_key = VoteState.CANCELLED, "x"
        shown = client.get(f"/m/{clone(client, source)}/snapshot").json
        [vote] = shown["votes"]
        assert (vote["title"], vote["state"]) == ("Thông qua báo cáo", "draft")
        assert vote["rule"]["denominator"] == 3
        assert vote["until_close"]
        [copied] = shown["documents"]
        assert vote["document_id"] == copied["id"] != paper["id"]
        assert vote["item_id"] == copied["item_id"] != paper["item_id"]
        assert (vote["document_sha"], vote["revision"]) == ("", 1)
        labels = [(one["label"], one["note"]) for one in vote["options"]]
        assert labels == [("Tán thành", "A"), ("Không", "")]

    def test_a_paper_still_in_work_puts_the_copy_off(
        self, store: Store, client: FlaskClient, source: int
    ) -> None:
        with store.unit_of_work("test") as work:
            [paper] = work.session.scalars(select(Document))
            paper.state = DocumentState.RENDERING
        body = {"title": "x", "with_members": False}
        reply = client.post(f"/m/{source}/clone", json=body)
        assert (reply.status_code, reply.json["error"]) == (409, "not_ready")
        with store.read_session() as session:
            assert len(list(session.scalars(select(Meeting)))) == 1

    def test_a_delegate_copies_nothing(
        self, scene: Scene, client_for: ClientFor, source: int
    ) -> None:
        body = {"title": "x", "with_members": True}
        delegate = client_for(scene.make_member(source))
        badge = client_for(scene.make_member(source, Role.SECRETARY))
        elsewhere = client_for(scene.make_member(scene.make_meeting(), Role.SECRETARY))
        for client, status in ((delegate, 403), (badge, 403), (elsewhere, 404)):
            reply = client.post(f"/m/{source}/clone", json=body)
            assert reply.status_code == status


class TestRemoveItem:
    def test_an_item_with_a_published_paper_stays(
        self, store: Store, client: FlaskClient, source: int
    ) -> None:
        with store.read_session() as session:
            top = session.scalars(select(AgendaItem).filter_by(title="Báo cáo")).one()
        reply = client.post(f"/m/{source}/agenda/{top.id}/remove", json={})
        assert (reply.status_code, reply.json["error"]) == (409, "published_papers")

    def test_drafts_go_back_to_the_pile(
        self, store: Store, client: FlaskClient, source: int
    ) -> None:
        with store.unit_of_work("test") as work:
            [paper] = work.session.scalars(select(Document))
            paper.publication = Publication.DRAFT
            top = work.session.scalars(
                select(AgendaItem).filter_by(title="Báo cáo")
            ).one()
        reply = client.post(f"/m/{source}/agenda/{top.id}/remove", json={})
        assert reply.status_code == 204
        with store.read_session() as session:
            [paper] = session.scalars(select(Document))
            assert paper.item_id is None
            assert [
                line.item.title for line in agenda(session, source, Role.CHAIR)
            ] == ["Khai mạc"]
