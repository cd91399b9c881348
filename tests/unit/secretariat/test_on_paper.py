"""What is secret is handed out on paper: nothing of it comes onto a machine."""

import pytest

from kiosk.agenda.models import AgendaItem
from kiosk.roles import Role
from tests.unit.documents import papers
from tests.unit.documents.conftest import Desk

WORDS = {
    "title": "Nhân sự",
    "kind": "report",
    "presenter_id": None,
    "presenter_text": "",
    "planned_minutes": 0,
    "visibility": "everyone",
}


@pytest.fixture
def desk(store, scene, client_for) -> Desk:
    meeting = scene.make_meeting()
    item = scene.make_item(meeting)
    secretary = scene.make_member(meeting, Role.SECRETARY)
    return Desk(store, client_for(secretary), meeting, item)


def put_on_paper(desk, *, is_on_paper=True, revision=1):
    path = f"/m/{desk.meeting_id}/agenda/{desk.item_id}"
    words = WORDS | {"is_on_paper": is_on_paper}
    return desk.client.post(path, json={"words": words, "revision": revision})


def refusal(reply):
    return reply.status_code, reply.json["error"]


def test_an_item_may_be_on_paper_from_the_start(desk):
    words = WORDS | {"is_on_paper": True}
    at = f"/m/{desk.meeting_id}"
    item = desk.client.post(f"{at}/agenda", json={"words": words}).json["id"]
    shown = {
        line["id"]: line for line in desk.client.get(f"{at}/snapshot").json["items"]
    }
    assert shown[item]["is_on_paper"] is True
    assert shown[desk.item_id]["is_on_paper"] is False


def test_no_paper_is_uploaded_moved_or_published_there(desk, scene):
    waiting = scene.make_document(
        desk.meeting_id, None, [papers.picture("WEBP")], "draft"
    )
    assert put_on_paper(desk).status_code == 200
    reply = desk.upload(papers.sized_pdf((595, 842)), "a.pdf", desk.item_id)
    assert refusal(reply) == (409, "on_paper")
    assert "tài liệu giấy" in reply.json["message"]
    moved = desk.post(waiting, "move", item=desk.item_id, after=None)
    assert refusal(moved) == (409, "on_paper")
    assert desk.document(waiting).item_id is None


def test_what_lies_there_all_the_same_is_not_published(desk, scene, store):
    paper = scene.make_document(
        desk.meeting_id, desk.item_id, [papers.picture("WEBP")], "draft"
    )
    with store.work("test") as work:
        work.session.get_one(AgendaItem, desk.item_id).is_on_paper = True
    assert refusal(desk.post(paper, "publish")) == (409, "on_paper")


def test_an_item_with_papers_is_not_put_on_paper(desk, scene):
    paper = scene.make_document(
        desk.meeting_id, desk.item_id, [papers.picture("WEBP")], "draft"
    )
    reply = put_on_paper(desk)
    assert refusal(reply) == (409, "has_papers")
    assert "1 tài liệu" in reply.json["message"]
    assert desk.post(paper, "delete").status_code == 204
    assert put_on_paper(desk).status_code == 200
    # And back again, whenever it is wished.
    assert put_on_paper(desk, is_on_paper=False, revision=2).status_code == 200
    assert (
        desk.upload(papers.sized_pdf((595, 842)), "a.pdf", desk.item_id).status_code
        == 201
    )


def test_a_form_from_before_leaves_an_item_as_it_was(desk):
    path = f"/m/{desk.meeting_id}/agenda/{desk.item_id}"
    reply = desk.client.post(path, json={"words": WORDS, "revision": 1})
    assert reply.status_code == 200
