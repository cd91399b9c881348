"""Items whose documents are only on paper have no digital documents."""

import pytest

from kiosk.agenda.models import AgendaItem
from kiosk.roles import Role
from tests.unit.documents.conftest import Secretary
from tests.unit.ingestion import sample_files

WORDS = {
    "title": "Nhân sự",
    "kind": "report",
    "presenter_id": None,
    "presenter_text": "",
    "planned_minutes": 0,
    "visibility": "everyone",
}


@pytest.fixture
def secretary(store, scene, client_for) -> Secretary:
    meeting = scene.make_meeting()
    item = scene.make_item(meeting)
    secretary = scene.make_member(meeting, Role.SECRETARY)
    return Secretary(store, client_for(secretary), meeting, item)


def put_on_paper(secretary, *, is_on_paper=True, revision=1):
    path = f"/m/{secretary.meeting_id}/agenda/{secretary.item_id}"
    words = WORDS | {"is_on_paper": is_on_paper}
    return secretary.client.post(path, json={"words": words, "revision": revision})


def refusal(reply):
    return reply.status_code, reply.json["error"]


def test_an_item_may_be_on_paper_from_the_start(secretary):
    words = WORDS | {"is_on_paper": True}
    at = f"/m/{secretary.meeting_id}"
    item = secretary.client.post(f"{at}/agenda", json={"words": words}).json["id"]
    shown = {
        line["id"]: line
        for line in secretary.client.get(f"{at}/snapshot").json["items"]
    }
    assert shown[item]["is_on_paper"] is True
    assert shown[secretary.item_id]["is_on_paper"] is False


def test_no_paper_is_uploaded_moved_or_published_there(secretary, scene):
    waiting = scene.make_document(
        secretary.meeting_id, None, [sample_files.picture("WEBP")], "draft"
    )
    assert put_on_paper(secretary).status_code == 200
    reply = secretary.upload(
        sample_files.sized_pdf((595, 842)), "a.pdf", secretary.item_id
    )
    assert refusal(reply) == (409, "on_paper")
    assert "tài liệu giấy" in reply.json["message"]
    moved = secretary.post(waiting, "move", item=secretary.item_id, after=None)
    assert refusal(moved) == (409, "on_paper")
    assert secretary.document(waiting).item_id is None


def test_a_document_already_there_is_not_published(secretary, scene, store):
    paper = scene.make_document(
        secretary.meeting_id, secretary.item_id, [sample_files.picture("WEBP")], "draft"
    )
    with store.unit_of_work("test") as work:
        work.session.get_one(AgendaItem, secretary.item_id).is_on_paper = True
    assert refusal(secretary.post(paper, "publish")) == (409, "on_paper")


def test_an_item_with_papers_is_not_put_on_paper(secretary, scene):
    paper = scene.make_document(
        secretary.meeting_id, secretary.item_id, [sample_files.picture("WEBP")], "draft"
    )
    reply = put_on_paper(secretary)
    assert refusal(reply) == (409, "has_papers")
    assert "1 tài liệu" in reply.json["message"]
    assert secretary.post(paper, "delete").status_code == 204
    assert put_on_paper(secretary).status_code == 200
    # It can be undone.
    assert put_on_paper(secretary, is_on_paper=False, revision=2).status_code == 200
    assert (
        secretary.upload(
            sample_files.sized_pdf((595, 842)), "a.pdf", secretary.item_id
        ).status_code
        == 201
    )


def test_a_form_from_before_leaves_an_item_as_it_was(secretary):
    path = f"/m/{secretary.meeting_id}/agenda/{secretary.item_id}"
    reply = secretary.client.post(path, json={"words": WORDS, "revision": 1})
    assert reply.status_code == 200
