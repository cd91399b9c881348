"""A hall with a chair, a secretary and delegates who speak."""

import datetime as dt

import msgspec
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from kiosk import clock
from kiosk.roles import Role
from kiosk.storage.journal import JournalEntry

START = dt.datetime(2026, 11, 29, 1, 0, tzinfo=dt.UTC)


class Hall:
    """A meeting in progress; every name is a member's."""

    def __init__(self, scene, client_for):
        self.scene, self.client_for = scene, client_for
        self.store = scene.store
        self.meeting = scene.make_meeting()
        self.site = scene.make_site(self.meeting, "Xã Nậm Cắn")
        self.chair = self.client(Role.CHAIR, "Hoàng Văn Chủ")
        self.secretary = self.client(Role.SECRETARY, "Lê Văn Thư")
        self.ids: dict[str, int] = {}
        self.tablets: dict[str, FlaskClient] = {}
        for name in ("An", "Bình", "Cúc"):
            self.add(name, unit="Sở Tài chính" if name == "An" else "Sở Y tế")

    def client(self, role: Role, name: str, **fields) -> FlaskClient:
        member = self.scene.make_member(self.meeting, role, name, **fields)
        return self.client_for(member)

    def add(self, name: str, role: Role = Role.OFFICIAL_DELEGATE, **fields) -> None:
        self.ids[name] = self.scene.make_member(self.meeting, role, name, **fields)
        self.tablets[name] = self.client_for(self.ids[name])

    def at(self, path: str = "") -> str:
        return f"/m/{self.meeting}/floor{path}"

    def ask(self, name: str, kind: str = "discussion", client=None, **body):
        return (client or self.tablets[name]).post(
            self.at("/requests"), json={"kind": kind, **body}
        )

    def asked(self, name: str, kind: str = "discussion", **body) -> int:
        reply = self.ask(name, kind, **body)
        assert reply.status_code == 201, reply.json
        return reply.json["id"]

    def press(self, path: str, client=None, **body):
        return (client or self.chair).post(self.at(path), json=body)

    def give(self, request: int, instead_of: int | None = None, client=None):
        return self.press(f"/requests/{request}/give", client, instead_of=instead_of)

    def floor(self, client=None) -> dict:
        path = f"/m/{self.meeting}/snapshot/speaking"
        return (client or self.chair).get(path).json["floor"]

    def timer(self) -> dict | None:
        path = f"/m/{self.meeting}/snapshot/timers"
        return self.chair.get(path).json["timers"]["speaker"]

    def names(self) -> list[str]:
        return [row["name"] for row in self.floor()["queue"]]

    def mine(self, name: str) -> dict | None:
        return self.tablets[name].get(self.at("/mine")).json["request"]

    def events(self) -> list[str]:
        with self.store.read_session() as session:
            rows = session.scalars(select(JournalEntry).order_by(JournalEntry.id))
            return [msgspec.json.decode(row.body)["kind"] for row in rows]


@pytest.fixture
def hall(scene, client_for) -> Hall:
    return Hall(scene, client_for)


@pytest.fixture
def after():
    """Return a function that freezes the clock some seconds after the start."""
    return lambda seconds: clock.frozen(START + dt.timedelta(seconds=seconds))
