"""What a tablet may keep, by the role's permissions."""

import datetime as dt

import pytest

from kiosk import clock
from kiosk.documents.models import Document
from kiosk.documents.rules import DocumentState, Publication
from kiosk.meetings.events import MeetingChanged
from kiosk.meetings.models import Meeting
from kiosk.roles import Role, Visibility


@pytest.fixture
def meeting(scene) -> int:
    return scene.make_meeting()


@pytest.fixture
def item(scene, meeting) -> int:
    return scene.make_item(meeting)


@pytest.fixture
def paper(scene, meeting, item) -> int:
    return scene.make_document(meeting, item, [b"one", b"two!"])


@pytest.fixture(autouse=True)
def noise(scene) -> None:
    other = scene.make_meeting("Hội nghị khác")
    scene.make_document(other, scene.make_item(other), [b"other"])


@pytest.fixture
def guest(client_for, scene, meeting):
    return client_for(scene.make_member(meeting, Role.GUEST))


def change(store, document: int, **fields) -> None:
    with store.unit_of_work("test") as work:
        for name, value in fields.items():
            setattr(work.session.get(Document, document), name, value)


def ids(client, meeting: int) -> list[int]:
    return [paper["id"] for paper in client.get(f"/m/{meeting}/offline").json["papers"]]


def test_each_part_is_named_by_its_hash_and_size(store, guest, meeting, paper):
    reported = guest.get(f"/m/{meeting}/offline").json
    (one,) = reported["papers"]
    words = b'[[0.1,0.1,0.2,0.02,"qu\xc3\xa1n"]]'
    for page, image in zip(one["pages"], [b"one", b"two!"], strict=True):
        assert [size for _, size in page["images"]] == [len(image)] * 2
        sha256, size = page["words"]
        assert (store.files.path(sha256).read_bytes(), size) == (words, len(words))
        for sha256, _ in page["images"]:
            reply = guest.get(f"/m/{meeting}/documents/{paper}/images/{sha256}.webp")
            assert reply.data == image
    assert reported["bytes"] == one["bytes"] == 2 * (3 + 4 + len(words))
    assert reported["lease_seconds"] == 24 * 3600


def test_only_what_may_be_read_and_kept_is_told(
    store, scene, guest, client_for, meeting, paper
):
    item = scene.make_item(meeting)
    kin = scene.make_item(meeting, "Kín", Visibility.OFFICIAL)
    secret = scene.make_document(meeting, kin, [b"secret"])
    scene.make_document(meeting, item, [b"draft"], Publication.DRAFT)
    marked = scene.make_document(meeting, item, [b"not kept"])
    change(store, marked, is_kept=False)
    over = scene.make_document(meeting, item, [b"over"])
    change(store, over, readable_until=clock.now() - dt.timedelta(seconds=1))
    assert ids(guest, meeting) == [paper]
    delegate = client_for(scene.make_member(meeting))
    assert ids(delegate, meeting) == [paper, secret]
    # Drafts are never kept on a device, whatever the role.
    secretary = client_for(scene.make_member(meeting, Role.SECRETARY))
    assert sorted(ids(secretary, meeting)) == [paper, secret, over]


def test_who_has_no_part_in_the_meeting_is_told_nothing(
    scene, client_for, meeting, paper
):
    stranger = client_for(scene.make_member(scene.make_meeting("Khác")))
    assert stranger.get(f"/m/{meeting}/offline").status_code == 404
    assert client_for().get(f"/m/{meeting}/offline").status_code == 401


def test_what_has_not_changed_is_not_sent_again(store, guest, meeting, paper):
    first = guest.get(f"/m/{meeting}/offline")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert guest.get(f"/m/{meeting}/offline", headers=tag).status_code == 304
    secretary_action(store, meeting)
    assert guest.get(f"/m/{meeting}/offline", headers=tag).status_code == 200


def secretary_action(store, meeting: int) -> None:
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, meeting).lease_hours = 2
        work.record(MeetingChanged(meeting_id=meeting))


def test_a_document_whose_time_is_over_leaves_the_list_without_any_fact(
    store, guest, meeting, paper
):
    until = clock.now() + dt.timedelta(minutes=5)
    change(store, paper, readable_until=until)
    (reported,) = guest.get(f"/m/{meeting}/offline").json["papers"]
    assert reported["readable_until"] == until.isoformat()
    with clock.frozen(until):
        assert ids(guest, meeting) == []


def test_turns_are_given_to_readers_only(scene, client_for, guest, meeting):
    url = f"/m/{meeting}/offline/turn"
    assert guest.post(url, json={"bytes": 1000}).json == {"wait": 0, "granted": True}
    assert guest.post(url, json={"bytes": 0}).status_code == 422
    assert guest.post(url, json={"bytes": 10**12}).status_code == 422
    assert client_for().post(url, json={"bytes": 1}).status_code == 401


def test_a_document_whose_pages_are_still_being_drawn_says_how_many_it_will_have(
    store, guest, meeting, paper
):
    change(store, paper, state=DocumentState.RENDERING, page_count=3)
    (one,) = guest.get(f"/m/{meeting}/offline").json["papers"]
    assert (len(one["pages"]), one["page_count"]) == (2, 3)
