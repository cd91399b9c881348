"""Turning pages over HTTP, with and without permission."""

import pytest

from kiosk.roles import Role

PAGE = b"RIFF a page"


@pytest.fixture
def document(scene, meeting):
    return scene.make_document(meeting, scene.make_item(meeting), [PAGE] * 3)


@pytest.fixture
def chair(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.CHAIR))


@pytest.fixture
def delegate(scene, client_for, meeting):
    return client_for(scene.make_member(meeting))


def live(client, meeting):
    return client.get(f"/m/{meeting}/snapshot").json["live"]


def test_a_turned_page_stands_in_everybodys_snapshot(
    chair, delegate, meeting, document
):
    reply = chair.post(f"/m/{meeting}/page", json={"document": document, "page": 2})
    assert reply.status_code == 204
    assert live(delegate, meeting)["document_id"] == document
    assert live(delegate, meeting)["page"] == 2


def test_a_delegates_turn_is_refused_and_shown_to_nobody(
    chair, delegate, meeting, document
):
    reply = delegate.post(f"/m/{meeting}/page", json={"document": document, "page": 2})
    assert reply.status_code == 403
    assert reply.json["error"] == "not_leading"
    assert live(chair, meeting)["document_id"] is None


@pytest.mark.parametrize(
    "body", [{}, {"document": 1}, {"document": "1", "page": 1}, {"page": 1, "x": 1}]
)
def test_a_turn_that_is_not_understood_changes_nothing(chair, meeting, body):
    assert chair.post(f"/m/{meeting}/page", json=body).status_code == 422


def test_the_item_is_called_by_the_chair_and_by_no_delegate(
    scene, chair, delegate, meeting
):
    item = scene.make_item(meeting)
    called = {"item": item}
    refused = delegate.post(f"/m/{meeting}/current-item", json=called)
    assert refused.status_code == 403
    assert chair.post(f"/m/{meeting}/current-item", json=called).status_code == 204
    assert live(delegate, meeting)["item_id"] == item
    assert live(delegate, meeting)["item_started_at"]


def test_the_lead_is_given_named_to_all_and_handed_back(
    scene, client_for, chair, delegate, meeting, document
):
    member = scene.make_member(meeting, Role.PRESENTER, "Lê Thị Ánh")
    presenter = client_for(member)
    assert chair.post(f"/m/{meeting}/lead", json={"member": member}).status_code == 204
    assert live(delegate, meeting)["leader"] == {"id": member, "name": "Lê Thị Ánh"}
    turned = presenter.post(
        f"/m/{meeting}/page", json={"document": document, "page": 3}
    )
    assert turned.status_code == 204
    assert delegate.post(f"/m/{meeting}/lead", json={"member": None}).status_code == 403
    back = presenter.post(f"/m/{meeting}/lead", json={"member": None})
    assert back.status_code == 204
    assert live(delegate, meeting)["leader"] is None


def test_possible_leaders_are_sent_to_the_chair_and_to_no_delegate(
    scene, chair, delegate, meeting
):
    scene.make_member(
        meeting, Role.PRESENTER, "Lê Thị Ánh", position="Giám đốc", unit="Sở Y tế"
    )
    found = chair.get(f"/m/{meeting}/leaders?find=anh").json
    assert [
        (one["name"], one["position"], one["unit"], one["role"]) for one in found
    ] == [("Lê Thị Ánh", "Giám đốc", "Sở Y tế", "presenter")]
    assert delegate.get(f"/m/{meeting}/leaders").status_code == 403


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("page", {"document": 1, "page": 1}),
        ("current-item", {"item": None}),
        ("lead", {"member": None}),
    ],
)
def test_the_chair_of_another_meeting_moves_nothing_here(
    scene, client_for, meeting, path, body
):
    elsewhere = scene.make_meeting("Hội nghị khác")
    intruder = client_for(scene.make_member(elsewhere, Role.CHAIR))
    assert intruder.post(f"/m/{meeting}/{path}", json=body).status_code == 404
    assert intruder.get(f"/m/{meeting}/leaders").status_code == 404


@pytest.mark.parametrize("path", ["page", "current-item", "lead"])
def test_nobody_moves_anything_without_signing_in(client_for, meeting, path):
    assert client_for().post(f"/m/{meeting}/{path}", json={}).status_code == 401


def test_a_page_from_another_sites_form_is_refused(chair, meeting, document):
    reply = chair.post(
        f"/m/{meeting}/page",
        json={"document": document, "page": 2},
        headers={"Origin": "https://evil.example"},
    )
    assert reply.status_code == 403
    assert live(chair, meeting)["document_id"] is None


def test_two_of_the_presidium_do_not_fight_silently(
    scene, client_for, chair, delegate, meeting
):
    first, second, third = (scene.make_item(meeting) for _ in range(3))
    secretary = client_for(scene.make_member(meeting, Role.SECRETARY, "Lê Thị Hà"))
    url = f"/m/{meeting}/current-item"
    chair.post(url, json={"item": first})
    called = {"item": second, "instead_of": first}
    assert secretary.post(url, json=called).status_code == 204
    late = chair.post(url, json={"item": third, "instead_of": first})
    assert late.status_code == 409
    assert "Lê Thị Hà vừa chuyển sang nội dung" in late.json["message"]
    undo = {"instead_of": second}
    assert delegate.post(f"{url}/undo", json=undo).status_code == 403
    assert chair.post(f"{url}/undo", json=undo).status_code == 204
    assert live(delegate, meeting)["item_id"] == first
    assert live(delegate, meeting)["previous_item_id"] == second
