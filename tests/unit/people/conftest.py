"""A secretary with a list, and the worker's import job."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from kiosk.exports.job import ExportJob
from kiosk.meetings.models import Member
from kiosk.people.export import PEOPLE_LIST
from kiosk.people.imports.job import PeopleImportJob
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import Role
from kiosk.storage.journal import JournalEntry
from kiosk.storage.store import Store
from tests.people_lists import as_csv
from tests.scene import Scene


@dataclass
class Desk:
    """The secretary's client; the import job runs on request."""

    store: Store
    client: FlaskClient
    meeting: int
    room: Sandbox
    job: PeopleImportJob = field(init=False)

    def __post_init__(self) -> None:
        self.job = PeopleImportJob(self.store, self.room)
        self.url = f"/m/{self.meeting}/roster"

    def post(self, path: str, body: object) -> Any:
        return self.client.post(f"{self.url}{path}", json=body)

    def bring(self, data: bytes, name: str = "ds.csv") -> dict[str, Any]:
        """Upload a file and read it."""
        answer = self.client.post(f"{self.url}?name={name}", data=data)
        assert answer.status_code == 200, answer.json
        return self.work()

    def bring_rows(self, *rows: tuple[str, ...], heading: tuple[str, ...] = ()) -> Any:
        return self.bring(as_csv(rows, ";", heading or ("Họ và tên", "Đơn vị")))

    def work(self) -> dict[str, Any]:
        """Run the import job; return the reported state."""
        state = self.state()
        self.job.run(self.meeting, state["draft"], state["turn"])
        return self.state()

    def state(self) -> dict[str, Any]:
        return self.client.get(f"{self.url}/state").json

    def choose(self, **choice: object) -> dict[str, Any]:
        state = self.state()
        wanted = state["choice"] | choice
        body = {"draft": state["draft"], "turn": state["turn"], "choice": wanted}
        assert self.post("/choice", body).status_code == 200
        return self.work()

    def yes(self) -> Any:
        """Confirm the preview; return the response."""
        state = self.state()
        signature = state["preview"]["signature"]
        body = {key: state[key] for key in ("draft", "turn")}
        return self.post("/confirm", body | {"signature": signature})

    def take(self) -> dict[str, Any]:
        assert self.yes().status_code == 200
        return self.work()

    def copy(self, kind: str) -> bytes:
        assert self.post("/copy", {}).status_code == 204
        job = ExportJob(self.store, self.room, [PEOPLE_LIST])
        export = job.exports("people").read(str(self.meeting))
        job.make("people", export.key, export.ticket)
        return self.client.get(f"{self.url}/copy/{kind}").data

    def people(self) -> list[tuple[str, str]]:
        """Return names and units of the delegates, in stored order."""
        with self.store.read_session() as session:
            rows = session.query(Member).order_by(Member.sort_key)
            found = [row for row in rows if row.meeting_id == self.meeting]
            return [
                (row.full_name, row.unit) for row in found if row.role != Role.SECRETARY
            ]

    def metadata(self) -> list[str]:
        with self.store.read_session() as session:
            return [row.body for row in session.query(JournalEntry)]


@pytest.fixture
def desk(store: Store, scene: Scene, client_for, room: Sandbox) -> Desk:
    meeting = scene.make_meeting()
    secretary = scene.make_member(meeting, Role.SECRETARY, "Lê Thị Phương Quyên")
    return Desk(store, client_for(secretary), meeting, room)


@pytest.fixture
def saved(tmp_path: Path):
    """Write bytes to a file and return its path."""

    def save(data: bytes, name: str = "list") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return save
