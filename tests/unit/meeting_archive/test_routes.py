"""The archive is requested, followed, stopped and downloaded by those who may."""

import io

import pytest

from kiosk.exports.job import ExportJob
from kiosk.meeting_archive.export import MEETING_ARCHIVE
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import PREPARERS, Role
from tests.unit.meeting_archive.archive_scene import contents


@pytest.fixture
def archive_job(store):
    ExportJob(store, Sandbox(lower_priority=False), [MEETING_ARCHIVE]).install()

    def run():
        while (task := store.bulk_jobs.huey.dequeue()) is not None:
            store.bulk_jobs.huey.execute(task)

    return run


@pytest.mark.parametrize("role", Role)
def test_only_the_secretariat_may(scene, client_for, meeting, role):
    client = client_for(scene.make_member(meeting, role))
    at = f"/m/{meeting}/archive"
    may = role in PREPARERS
    assert client.get(f"{at}/state").status_code == (200 if may else 403)
    assert client.post(at, json={}).status_code == (204 if may else 403)
    assert client.post(f"{at}/stop", json={}).status_code == (204 if may else 403)
    assert client.get(at).status_code == (404 if may else 403)


def set_state(store, room, state):
    with store.unit_of_work("test") as work:
        work.session.get_one(Meeting, room.meeting).state = state


def test_an_open_vote_is_waited_for(store, room):
    set_state(store, room, MeetingState.OPEN)
    vote = room.opened()
    reply = room.secretary.post(f"/m/{room.meeting}/archive", json={})
    assert reply.status_code == 409
    assert "biểu quyết mở" in reply.json["message"]
    room.act(vote, "cancel", reason="nhầm", state="open")
    assert room.secretary.post(f"/m/{room.meeting}/archive", json={}).status_code == 204


@pytest.mark.process
class TestMade:
    def test_it_is_made_in_the_sandbox_and_downloaded(self, store, room, archive_job):
        at, client = f"/m/{room.meeting}/archive", room.secretary
        assert client.get(f"{at}/state").json["state"] == "none"
        assert client.post(at, json={}).status_code == 204
        assert client.post(at, json={}).status_code == 409
        archive_job()
        said = client.get(f"{at}/state").json
        assert (said["state"], said["is_old"]) == ("ready", False), said
        assert said["done"] == said["total"] > 0
        reply = client.get(at)
        assert reply.mimetype == "application/zip"
        assert "index.html" in contents(io.BytesIO(reply.data))
        assert list(store.files.scratch.iterdir()) == []
        set_state(store, room, MeetingState.OPEN)
        room.opened()
        assert client.get(f"{at}/state").json["is_old"]

    def test_stopped_it_leaves_nothing(self, store, room, archive_job):
        at, client = f"/m/{room.meeting}/archive", room.secretary
        client.post(at, json={})
        client.post(f"{at}/stop", json={})
        archive_job()
        assert client.get(f"{at}/state").json["state"] == "cancelled"
        assert client.get(at).status_code == 404
        assert list(store.files.root.glob("exports/meeting_archive/*/*.zip")) == []
