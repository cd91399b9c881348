"""Broken and hostile lists through a real server and a real worker.

Each causes a clear message in both languages, and nothing is ever written.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Queue
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.sites.models import Site
from kiosk.storage.journal import JournalEntry
from tests.bad import Case
from tests.bad.lists import CASES
from tests.live.test_bad_files import MOST_SECONDS, NOT_ASCII
from tests.live.uploading import PAUSE_SECONDS, request_in
from tests.people_lists import as_xlsx, people
from tests.scene import Scene
from tests.servers import RealServer

# Concurrent uploads, each to a meeting of its own.
SECRETARIES = 2
AT_WORK = {"reading", "taking"}


@dataclass
class Importer:
    """A secretary who imports lists into one meeting."""

    server: RealServer
    meeting: int
    token: str

    def ask(self, path: str, body: object = None, language: str = "vi") -> Any:
        path = f"/m/{self.meeting}/roster{path}"
        response = request_in(language, self.server.port, self.token, path, body)
        if response.status < 400:
            return response.json()
        return {"phase": "refused", "status": response.status, **response.json()}

    def bring(self, case: Case) -> dict[str, Any]:
        """Upload a list; return its messages in both languages."""
        data, began = case.make(), time.monotonic()
        path = f"?name={quote(case.file_name)}"
        said = self.ask(path, data)
        if "draft" not in said:
            return said | {"seconds": 0.0, "english": self.ask(path, data, "en")}
        while (state := self.ask("/state"))["phase"] in AT_WORK:
            time.sleep(PAUSE_SECONDS)
        seconds = time.monotonic() - began
        return state | {
            "seconds": seconds,
            "english": self.ask("/state", language="en"),
        }


def written(server: RealServer) -> list[int]:
    """Return the number of rows that imports write."""
    with server.store.read_session() as session:
        return [
            session.scalar(select(func.count()).select_from(kind)) or 0
            for kind in (Member, Site, JournalEntry)
        ]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    server = RealServer(tmp_path_factory.mktemp("lists") / "data", KIOSK_OCR="no")
    server.start()
    server.start_worker()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def importers(server: RealServer) -> list[Importer]:
    scene, made = Scene(server.store), []
    for _ in range(SECRETARIES):
        meeting = scene.make_meeting()
        secretary = scene.make_member(meeting, Role.SECRETARY, "Lê Thư")
        made.append(Importer(server, meeting, scene.sign_in(secretary)))
    return made


@pytest.fixture(scope="module")
def outcomes(
    server: RealServer, importers: list[Importer]
) -> dict[str, dict[str, Any]]:
    """The messages of every bad list."""
    free: Queue[Importer] = Queue()
    for importer in importers:
        free.put(importer)

    def bring(case: Case) -> dict[str, Any]:
        importer = free.get()
        try:
            return importer.bring(case)
        finally:
            free.put(importer)

    before = written(server)
    with ThreadPoolExecutor(SECRETARIES) as secretaries:
        found = dict(zip(CASES, secretaries.map(bring, CASES.values()), strict=True))
    assert written(server) == before
    return found


def test_there_are_more_than_thirty():
    assert len(CASES) >= 50


def reasons(state: dict[str, Any]) -> list[str]:
    preview = state.get("preview") or {"problems": []}
    return [state["message"], *(line["reason"] for line in preview["problems"])]


@pytest.mark.parametrize("name", CASES)
def test_it_is_answered_clearly(outcomes: dict[str, dict[str, Any]], name: str):
    case, said = CASES[name], outcomes[name]
    assert said["seconds"] < MOST_SECONDS
    for words in reasons(said["english"]):
        assert "{" not in words
        # Only quotations from the file are not translated.
        assert not set(words.partition("“")[0].lower()) & set(NOT_ASCII), words
    if case.fate == "refused":
        assert said["phase"] == "refused", said
        assert said.get("status", 422) == 422
        assert case.word in said["message"]
        assert set(said["message"].lower()) & set(NOT_ASCII)
        return
    assert said["phase"] == "preview", said
    counts, reading = said["counts"], said["preview"]["reading"]
    if case.fate == "choose":
        assert reading["writing"] is None
        assert len(reading["samples"]) == 3
        return
    assert reading["writing"] == "unicode"
    if case.fate == "looked":
        assert counts["new"] >= 1
    else:
        assert counts["new"] == counts["changed"] == 0
        assert counts["wrong"] > 0 or not reading["has_names"]


def test_afterwards_all_work_on(
    server: RealServer, importers: list[Importer], outcomes: object
):
    assert server.process.poll() is None
    assert server.worker.poll() is None
    said = importers[0].bring(Case("sau cùng.xlsx", lambda: as_xlsx(people(5))))
    assert said["phase"] == "preview"
    assert "Traceback" not in server.log.read_text()
    assert not list(server.store.files.scratch.iterdir())


def test_letters_not_chosen_cannot_be_confirmed(
    server: RealServer, importers: list[Importer], outcomes: object
):
    importer, before = importers[0], written(server)
    said = importer.bring(CASES["csv: VNI"])
    yes = {key: said[key] for key in ("draft", "turn")}
    yes["signature"] = said["preview"]["signature"]
    refused = importer.ask("/confirm", yes)
    assert "bảng mã" in refused["message"]
    assert importer.ask("/state")["phase"] == "preview"
    assert written(server) == before
