"""Sites are listed in the order they were added."""

import pytest

from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.sites.actions import add_site, copy_sites
from kiosk.sites.queries import sites_of
from kiosk.sites.rules import SiteKind
from kiosk.storage.store import Store
from tests.scene import Scene


def test_sites_keep_their_order_and_are_copied_with_it(
    store: Store, scene: Scene
) -> None:
    meeting, other = scene.make_meeting(), scene.make_meeting()
    actor = Actor(meeting_id=meeting, role=Role.SECRETARY, name="A", sign_in_id=1)
    with store.unit_of_work("test") as work:
        add_site(work, actor=actor, name="Điểm cầu chính", kind=SiteKind.MAIN)
        add_site(work, actor=actor, name=" Xã Bình Minh ", expected=82)
    with store.unit_of_work("test") as work:
        copied = copy_sites(work, source_id=meeting, target_id=other)
    with store.read_session() as session:
        here, there = sites_of(session, meeting), sites_of(session, other)
    assert [site.name for site in here] == ["Điểm cầu chính", "Xã Bình Minh"]
    assert [(site.name, site.kind) for site in there] == [
        ("Điểm cầu chính", SiteKind.MAIN),
        ("Xã Bình Minh", SiteKind.REMOTE),
    ]
    assert copied == {old.id: new.id for old, new in zip(here, there, strict=True)}


@pytest.fixture
def meeting(scene) -> int:
    return scene.make_meeting()


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư"))


def written(secretary, meeting, site=None, **words):
    body = {"name": "Xã Sín Thầu", "kind": "remote_site", "parent_id": None}
    url = f"/m/{meeting}/sites" + (f"/{site}" if site else "")
    return secretary.post(url, json=body | {"expected": 0} | words)


def test_a_site_is_written_and_written_anew(store, meeting, secretary):
    first = written(secretary, meeting, name="  Xã Sín Thầu ").json["id"]
    second = written(secretary, meeting, name="Xã Bản Lầm", parent_id=first)
    assert second.status_code == 200
    again = written(secretary, meeting, site=first, expected=40, kind="main_site")
    assert again.json["id"] == first
    with store.read_session() as session:
        one, other = sites_of(session, meeting)
    assert (one.name, one.kind, one.expected) == ("Xã Sín Thầu", "main_site", 40)
    assert other.parent_id == first


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"name": "   "}, "bad_site_name"),
        ({"name": "x" * 201}, "bad_site_name"),
        ({"name": "XÃ BẢN LẦM"}, "site_name_taken"),
        ({"expected": -1}, "bad_expected"),
        ({"expected": 100_001}, "bad_expected"),
        ({"parent_id": 999_999}, "invalid"),
    ],
)
def test_what_no_site_can_be_is_refused(store, meeting, secretary, words, code):
    written(secretary, meeting, name="Xã Bản Lầm")
    reply = written(secretary, meeting, **words)
    assert (reply.status_code, reply.json["error"]) == (422, code)
    with store.read_session() as session:
        assert len(sites_of(session, meeting)) == 1


def test_no_site_is_its_own_parent(meeting, secretary):
    top = written(secretary, meeting, name="A").json["id"]
    below = written(secretary, meeting, name="B", parent_id=top).json["id"]
    loop = written(secretary, meeting, site=top, name="A", parent_id=below)
    assert loop.json["error"] == "site_loop"


def test_a_site_of_another_meeting_is_neither_changed_nor_a_parent(
    scene, meeting, secretary, store
):
    other = scene.make_meeting()
    actor = Actor(meeting_id=other, role=Role.SECRETARY, name="A", sign_in_id=1)
    with store.unit_of_work("test") as work:
        foreign = add_site(work, actor=actor, name="Nơi khác").id
    assert written(secretary, meeting, site=foreign).status_code == 404
    assert written(secretary, meeting, parent_id=foreign).status_code == 422
    gone = secretary.post(f"/m/{meeting}/sites/{foreign}/remove", json={})
    assert gone.status_code == 404


def test_a_site_with_people_stays(scene, meeting, secretary, store):
    site = written(secretary, meeting).json["id"]
    member = scene.make_member(meeting, site_id=site)
    url = f"/m/{meeting}/sites/{site}/remove"
    refused = secretary.post(url, json={})
    assert (refused.status_code, refused.json["count"]) == (409, 1)
    with store.unit_of_work("test") as work:
        work.session.get_one(Member, member).site_id = None
    assert secretary.post(url, json={}).status_code == 204
    with store.read_session() as session:
        assert sites_of(session, meeting) == []
