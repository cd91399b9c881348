"""The middleware gives the same answers and errors as the application."""

import pytest
from sqlalchemy import event

from kiosk.documents.actions import publication, reading_policy
from kiosk.identity import Actor
from kiosk.roles import Role, Visibility
from kiosk.screens.page_file_middleware import PageFileMiddleware

WORDS = '[[0.1,0.1,0.2,0.02,"quán"]]'


@pytest.fixture
def paper(scene, meeting) -> int:
    return scene.make_document(meeting, scene.make_item(meeting), [b"one", b"two"])


@pytest.fixture
def guest(client_for, scene, meeting):
    return client_for(scene.make_member(meeting, Role.GUEST))


def address(client, meeting: int, paper: int, kind: str = "images") -> str:
    page = client.get(f"/m/{meeting}/documents/{paper}/pages").json["pages"][0]
    base = f"/m/{meeting}/documents/{paper}"
    if kind == "words":
        return f"{base}/words/{page['words']}.json"
    return f"{base}/images/{next(iter(page['images'].values()))}.webp"


@pytest.fixture
def long_way(server):
    """Answer without the middleware."""
    express = server.app.wsgi_app
    while not isinstance(express, PageFileMiddleware):
        express = express._application
    before = express._find_snapshot
    express._find_snapshot = lambda *_: None
    yield
    express._find_snapshot = before


@pytest.mark.parametrize(
    ("kind", "body", "media_type"),
    [("images", b"one", "image/webp"), ("words", WORDS.encode(), "application/json")],
)
def test_pages_are_given_and_kept_for_ever(
    guest, meeting, paper, kind, body, media_type
):
    url = address(guest, meeting, paper, kind)
    reply = guest.get(url)
    assert (reply.status_code, reply.data) == (200, body)
    assert reply.mimetype == media_type
    assert "immutable" in reply.headers["Cache-Control"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    again = guest.get(url, headers={"If-None-Match": reply.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_second_time_the_database_is_asked_nothing(store, guest, meeting, paper):
    url = address(guest, meeting, paper)
    guest.get(url)
    asked = []

    def note(*what) -> None:
        asked.append(what)

    event.listen(store.database.engine, "before_cursor_execute", note)
    assert guest.get(url).data == b"one"
    event.remove(store.database.engine, "before_cursor_execute", note)
    assert asked == []


def test_the_application_gives_the_same_answer(guest, meeting, paper, request):
    url = address(guest, meeting, paper)
    short = guest.get(url)
    request.getfixturevalue("long_way")
    long = guest.get(url)
    assert short.data == long.data
    for name in ("ETag", "Cache-Control", "Content-Type", "Content-Length"):
        assert short.headers[name] == long.headers[name]


def test_a_withdrawn_document_is_gone_at_once(server, scene, guest, meeting, paper):
    url = address(guest, meeting, paper)
    assert guest.get(url).status_code == 200
    secretary = scene.make_member(meeting, Role.SECRETARY)
    with server.store.unit_of_work("test") as work:
        publication.withdraw_document(
            work,
            actor=Actor(meeting, Role.SECRETARY, "x", 1, secretary),
            document_id=paper,
        )
    assert guest.get(url).status_code == 404


def test_who_may_not_see_the_item_gets_nothing(client_for, scene, meeting, guest):
    item = scene.make_item(meeting, "Kín", Visibility.OFFICIAL)
    secret = scene.make_document(meeting, item, [b"secret"])
    chair = client_for(scene.make_member(meeting, Role.CHAIR))
    url = address(chair, meeting, secret)
    assert chair.get(url).data == b"secret"
    assert guest.get(url).status_code == 404
    assert client_for().get(url).status_code == 401


def test_a_page_of_another_document_or_meeting_is_not_served(
    scene, client_for, guest, meeting, paper
):
    other = scene.make_meeting("Hội nghị kín")
    theirs = scene.make_document(other, scene.make_item(other), [b"theirs"])
    spy = client_for(scene.make_member(other, Role.CHAIR))
    url = address(spy, other, theirs)
    assert spy.get(url).status_code == 200
    assert guest.get(url).status_code == 404
    sha256 = url.rsplit("/", 1)[1]
    forged = f"/m/{meeting}/documents/{paper}/images/{sha256}"
    assert guest.get(forged).status_code == 404
    assert guest.get(forged).status_code == 404


@pytest.mark.parametrize("name", ["0" * 64 + ".json", "x.webp", "0" * 63 + ".webp"])
def test_what_is_no_page_goes_the_long_way(guest, meeting, paper, name):
    url = f"/m/{meeting}/documents/{paper}/images/{name}"
    assert guest.get(url).status_code == 404


def test_a_lost_file_causes_an_error_message(server, guest, meeting, paper):
    url = address(guest, meeting, paper)
    assert guest.get(url).status_code == 200
    sha256 = url.rsplit("/", 1)[1].removesuffix(".webp")
    server.store.files.delete(sha256)
    reply = guest.get(url)
    assert reply.status_code == 500
    assert "Máy chủ gặp lỗi" in reply.json["message"]


def test_what_may_not_be_kept_is_not_stored_the_short_way_either(
    store, scene, guest, meeting, paper
):
    for kind in ("images", "words"):
        assert (
            "immutable"
            in guest.get(address(guest, meeting, paper, kind)).headers["Cache-Control"]
        )
    secretary = Actor(meeting, Role.SECRETARY, "x", 1, None)
    with store.unit_of_work("test") as work:
        reading_policy.set_reading_policy(
            work, actor=secretary, document_id=paper, is_marked=False, is_kept=False
        )
    for kind in ("images", "words"):
        reply = guest.get(address(guest, meeting, paper, kind))
        assert reply.status_code == 200
        assert reply.headers["Cache-Control"] == "private, no-store"
