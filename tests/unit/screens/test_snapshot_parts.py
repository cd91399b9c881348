"""One subject's part of the snapshot is fetched alone, cached like the whole."""

import msgspec
import pytest
from flask import Flask
from sqlalchemy import event

from kiosk.meetings.events import MeetingChanged
from kiosk.roles import PERMISSIONS, Permission, Role
from kiosk.screens.snapshot import (
    SnapshotCache,
    build_part,
    build_snapshot,
    parts_fetched_alone,
)

READERS = sorted(PERMISSIONS[Permission.READ_PAPERS])
PART = "timers"


def change(store, meeting: int) -> None:
    with store.unit_of_work("test") as work:
        work.record(MeetingChanged(meeting_id=meeting))


@pytest.fixture
def guest(client_for, scene, meeting):
    return client_for(scene.make_member(meeting, Role.GUEST))


@pytest.fixture
def at(meeting) -> str:
    return f"/m/{meeting}/snapshot/{PART}"


@pytest.mark.parametrize("role", READERS)
def test_each_part_equals_its_fields_of_the_whole(store, meeting, role):
    with store.read_session() as session:
        whole = build_snapshot(session, meeting, role)
        for name in parts_fetched_alone():
            part = build_part(session, meeting, role, name)
            assert part.items() <= whole.items(), name


@pytest.mark.parametrize("name", ["documents", "pagesync", "nothing", ""])
def test_a_part_that_needs_others_cannot_be_fetched_alone(store, meeting, name):
    with store.read_session() as session, pytest.raises(KeyError):
        build_part(session, meeting, Role.GUEST, name)


def test_it_is_built_once_per_number(store, meeting, monkeypatch):
    built, snapshots = [], SnapshotCache()

    def build(*what):
        built.append(what)
        return build_part(*what)

    monkeypatch.setattr("kiosk.screens.snapshot.build_part", build)

    def number(least: int = 0) -> int:
        cached = snapshots.part_at_least(
            store.read_session, meeting, Role.GUEST, PART, least
        )
        return msgspec.json.decode(cached.state)["n"]

    assert [number(), number()] == [0, 0]
    change(store, meeting)
    assert [number(), number(1), number(1)] == [0, 1, 1]
    assert len(built) == 2


def test_after_the_first_the_database_is_asked_nothing(store, guest, at):
    first, asked = guest.get(at), []
    event.listen(
        store.database.engine, "before_cursor_execute", lambda *what: asked.append(what)
    )
    again = guest.get(at)
    assert (again.json, again.headers["ETag"]) == (first.json, first.headers["ETag"])
    assert asked == []


def test_a_requested_number_is_the_minimum(server, guest, meeting, at):
    guest.get(at)
    with server.store.unit_of_work("test") as work:
        work._publisher = type("Silent", (), {"publish": lambda *_: None})()
        work.record(MeetingChanged(meeting_id=meeting))
    assert guest.get(at).json["n"] == 0
    assert guest.get(at, headers={"Meeting-Number": "1"}).json["n"] == 1


def test_what_is_unchanged_is_not_sent_again(guest, store, meeting, at):
    headers = {"If-None-Match": guest.get(at).headers["ETag"]}
    assert guest.get(at, headers=headers).status_code == 304
    change(store, meeting)
    assert guest.get(at, headers=headers).status_code == 200


def test_both_ways_answer_alike(server, client_for, scene, meeting, at):
    outside = scene.make_meeting("Hội nghị khác")
    short_way = server.app.wsgi_app
    people = [*(scene.make_member(meeting, role) for role in Role if role != "wall")]
    for client in [*map(client_for, people), client_for()]:
        for path in (at, f"/m/{outside}/snapshot/{PART}", f"{at}x"):
            short = client.get(path)
            server.app.wsgi_app = Flask.wsgi_app.__get__(server.app)
            long = client.get(path)
            server.app.wsgi_app = short_way
            assert (short.status_code, short.data) == (long.status_code, long.data)


def test_who_may_not_read_papers_gets_none(client_for, scene, meeting, guest, at):
    assert client_for().get(at).status_code == 401
    desk = client_for(scene.make_member(meeting, Role.ENTRANCE))
    assert desk.get(at).status_code == 403
    assert guest.get(at).status_code == 200
    assert guest.get(f"/m/{meeting}/snapshot/documents").status_code == 404
    other = scene.make_meeting("Hội nghị kín")
    assert guest.get(f"/m/{other}/snapshot/{PART}").status_code == 404
