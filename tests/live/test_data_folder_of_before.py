"""A data folder written before modules and names were renamed migrates and runs."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from kiosk.client.http_client import HttpClient, Response
from kiosk.events import event_classes
from kiosk.roles import Role
from kiosk.storage.journal import MeetingEvent, events_after
from tests.data_folder_of_before import unpack_data_folder
from tests.live.clients import LiveClient
from tests.servers import RealServer
from tests.waiting import wait_until

EVENTS_BEFORE = 8
UNFINISHED = {"waiting", "queued", "running", "reading", "taking"}
# Who may request an export, its address, the body of a request, where its file is.
EXPORTS: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "a finished printout, requested again": ("secretary", "/m/1/printout", {}, ""),
    "a requested notebook": ("delegate", "/m/1/notebook", {}, ""),
    "a finished handout": ("secretary", "/m/1/handouts/desk-lists", {}, ""),
    "a queued handout": ("other_secretary", "/m/2/handouts/badges", {}, ""),
    "a finished attendance list": (
        *("secretary", "/m/1/roll/list", {"site": "all"}, "?site=all&kind=pdf"),
    ),
    "a requested attendance list": (
        *("other_secretary", "/m/2/roll/list", {"site": "all"}, "?site=all&kind=xlsx"),
    ),
    "a finished list of people": ("secretary", "/m/1/roster/copy", {}, "/csv"),
    "a requested list of people": ("other_secretary", "/m/2/roster/copy", {}, "/xlsx"),
}


@dataclass
class Upgraded:
    """The server of the present version on the data folder of before."""

    server: RealServer
    keys: dict[str, Any]
    events: list[MeetingEvent]

    def client(self, who: str) -> HttpClient:
        """Return a client with a session cookie of before."""
        return HttpClient(self.server.port, self.keys["sign_ins"][who])

    def get(self, who: str, path: str) -> Response:
        return self.client(who).get(path)

    def is_ready(self, document: int) -> bool:
        status = self.get("secretary", f"/m/1/documents/{document}/status").json()
        return bool(status["state"] == "ready")


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    data = tmp_path_factory.mktemp("before") / "data"
    keys = unpack_data_folder(data)
    server = RealServer(data, KIOSK_OCR="no", KIOSK_STAFF_IDLE_MINUTES="0")
    with server.store.read_session() as session:
        events = events_after(session, keys["meeting"], 0)
    server.start()
    server.start_worker()
    yield Upgraded(server, keys, events)
    server.stop()
    shutil.rmtree(data)


@pytest.mark.parametrize(
    ("who", "path"),
    [
        *(("secretary", f"/m/1/{name}") for name in ("secretary", "roster", "roll")),
        *(("secretary", f"/m/1/{name}") for name in ("handouts", "badges", "sites")),
        *(("chair", "/m/1/chair"), ("delegate", "/m/1/tablet")),
        *(("entrance", "/m/1/entrance"), ("administrator", "/fleet")),
        *(("other_secretary", "/m/2/roster"), ("other_secretary", "/m/2/handouts")),
    ],
)
def test_a_session_of_before_opens_its_screens(upgraded, who, path):
    assert upgraded.get(who, path).status == 200


def test_a_tablet_receives_its_documents_pages_notes_and_opinions(upgraded):
    snapshot = upgraded.get("delegate", "/m/1/snapshot").json()
    document = upgraded.keys["document"]
    assert [one["title"] for one in snapshot["documents"]] == ["bao-cao"]
    assert snapshot["live"]["document_id"] == document
    pages = upgraded.get("delegate", f"/m/1/documents/{document}/pages").json()
    (page,) = pages["pages"]
    assert page["images"]
    for sha256 in page["images"].values():
        path = f"/m/1/documents/{document}/images/{sha256}.webp"
        image = upgraded.get("delegate", path)
        assert image.status == 200
        assert image.body[8:12] == b"WEBP"
    notes = upgraded.get("delegate", "/m/1/annotations?since=0").json()["notes"]
    assert sorted(note["kind"] for note in notes) == ["ink", "text", "text"]
    assert "Hỏi lại số liệu" in {note["body"].get("text") for note in notes}
    opinions = upgraded.get("secretary", "/m/1/opinions").json()["opinions"]
    assert [one["text"] for one in opinions] == ["Hỏi lại số liệu"]


def test_check_ins_and_the_fleet_are_there(upgraded):
    roll = upgraded.get("entrance", "/m/1/entrance/roll")
    assert "Nguyễn Thị Minh Khai" in str(roll.json())
    figures = upgraded.get("secretary", "/m/1/roll/figures").json()
    assert figures["quorum"]["present"] == 1
    word = {"report": {"version": "0", "at": 0}}
    tablet = {"Cookie": f"kiosk-tablet={upgraded.keys['tablet']}"}
    client = HttpClient(upgraded.server.port)
    assert client.post("/tablet/word", word, headers=tablet).status == 200
    assert client.post("/tablet/word", word).status == 401


def test_kinds_of_journalled_events_are_known_and_numbers_continue(upgraded):
    kinds = {one.kind(): set(one.__struct_fields__) for one in event_classes()}
    assert [event.number for event in upgraded.events] == list(
        range(1, len(upgraded.events) + 1)
    )
    assert len(upgraded.events) >= EVENTS_BEFORE
    for event in upgraded.events:
        assert set(event.body) - {"kind"} <= kinds[event.body["kind"]]
        assert event.audience <= set(Role)
    document = upgraded.keys["document"]
    body = {"document": document, "page": 1}
    with upgraded.server.store.read_session() as session:
        before = events_after(session, 1, 0)[-1].number
    screen = LiveClient(
        upgraded.server.port, upgraded.keys["sign_ins"]["delegate"], meeting=1
    )
    try:
        assert screen.has_joined()
        assert upgraded.client("chair").post("/m/1/page", body).status == 204
        # The name that pages use that were loaded before.
        assert wait_until(lambda: screen.events("fact"))
        assert screen.events("fact")[-1]["n"] > before
    finally:
        screen.close()


def test_waiting_documents_are_processed(upgraded):
    assert wait_until(lambda: upgraded.is_ready(upgraded.keys["waiting"]))
    assert wait_until(lambda: upgraded.is_ready(upgraded.keys["newer"]))


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_ends_and_can_be_requested_again(upgraded, name):
    who, path, body, place = EXPORTS[name]
    query = "?site=all" if "site" in body else ""

    def state() -> str:
        reply = upgraded.get(who, f"{path}/state{query}")
        assert reply.status == 200
        return str(reply.json().get("state") or reply.json().get("phase"))

    assert wait_until(lambda: state() not in UNFINISHED)
    assert upgraded.client(who).post(path, body).status == 204
    assert wait_until(lambda: state() not in UNFINISHED)
    assert state() in {"ready", "done"}
    file = upgraded.get(who, f"{path}{place}")
    assert file.status == 200
    assert len(file.body) > 100


def test_an_upload_of_people_shows_its_preview(upgraded):
    for who, meeting in (("secretary", 1), ("other_secretary", 2)):
        path = f"/m/{meeting}/roster/state"
        assert wait_until(
            lambda who=who, path=path: (
                upgraded.get(who, path).json()["phase"] not in UNFINISHED
            )
        )
        assert upgraded.get(who, path).json()["phase"] in {"preview", "none"}


def test_no_job_is_left_and_none_has_failed(upgraded):
    store = upgraded.server.store
    queues = (store.prompt_jobs, store.bulk_jobs, store.text_jobs)
    assert wait_until(lambda: not any(queue.waiting() for queue in queues))
    log = upgraded.server.log.read_text()
    assert "Unhandled exception" not in log


def test_a_badge_of_before_signs_in_and_a_revoked_one_does_not(upgraded):
    # Last: it takes over the session of before.
    client = HttpClient(upgraded.server.port)
    valid, revoked = upgraded.keys["badges"]
    entrance = client.post("/sign-in/badge", {"secret": valid})
    assert entrance.status == 200
    assert "kiosk=" in str(entrance.headers)
    refused = client.post("/sign-in/badge", {"secret": revoked})
    assert refused.status == 403
    assert refused.json()["error"] == "revoked"
