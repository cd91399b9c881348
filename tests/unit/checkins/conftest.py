"""A meeting with gates, people with badges, and what a gate's device sends."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from kiosk.accounts.devices import Device
from kiosk.badges.codes import roll_hash, roll_salt
from kiosk.checkins.actions.gates import add_gate
from kiosk.checkins.actions.scans import Scan, ScanOutcome, record_scan
from kiosk.checkins.models import CheckInConflict
from kiosk.identity import Actor
from kiosk.roles import Role


@dataclass
class Entrance:
    """Gates of one meeting, and an actor at them."""

    scene: object
    store: object
    client: object
    meeting: int
    gates: dict[str, int] = field(default_factory=dict)

    def gate(self, name: str = "Cửa A", site: int | None = None) -> int:
        if name not in self.gates:
            body = {"name": name, "site": site}
            reply = self.client.post(f"/m/{self.meeting}/gates", json=body)
            assert reply.status_code == 201
            self.gates[name] = reply.json["id"]
        return self.gates[name]

    def person(self, name: str = "Nguyễn Thị Minh Khai", **more) -> tuple[int, str]:
        member = self.scene.make_member(self.meeting, name=name, **more)
        return member, self.scene.make_badge(member)

    def site(self, name: str) -> int:
        return self.scene.make_site(self.meeting, name)

    def token(self, secret: str) -> str:
        return roll_hash(roll_salt(self.scene.key, self.meeting), secret)

    def send(self, *scans: dict, client=None, undone=()):
        full = [
            {"id": str(uuid.uuid4()), **self._where(scan), **scan} for scan in scans
        ]
        body = {"scans": full, "undone": list(undone)}
        return (client or self.client).post(f"/m/{self.meeting}/check-ins", json=body)

    def _where(self, scan: dict) -> dict:
        return {} if "gate" in scan else {"gate": self.gate()}

    def scan(self, secret: str | None = None, **more) -> dict:
        said = {"secret": secret} if secret else {}
        reply = self.send({**said, **more})
        assert reply.status_code == 200, reply.json
        return reply.json["results"][0]

    def mark(self, *members: int, state: str, reason: str = ""):
        body = {"members": list(members), "state": state, "reason": reason}
        return self.client.post(f"/m/{self.meeting}/attendance", json=body)

    def conflicts(self) -> list[dict]:
        path = f"/m/{self.meeting}/check-ins/conflicts"
        return self.client.get(path).json["conflicts"]

    def news(self, after: int = 0) -> dict:
        since = "2020-01-01T00:00:00+00:00".replace("+", "%2B")
        path = f"/m/{self.meeting}/entrance/news?after={after}&since={since}"
        return self.client.get(path).json


@pytest.fixture
def entrance(scene, store, client_for) -> Entrance:
    meeting = scene.make_meeting()
    desk = client_for(scene.make_member(meeting, Role.ENTRANCE, "Bàn đón tiếp số 1"))
    return Entrance(scene, store, desk, meeting)


@pytest.fixture
def desk(entrance) -> Actor:
    member = entrance.scene.make_member(entrance.meeting, Role.ENTRANCE, "Bàn số 2")
    return Actor(entrance.meeting, Role.ENTRANCE, "Bàn số 2", 7, member)


@pytest.fixture
def make_gate(entrance, store, desk):
    def make(name: str = "Cửa A", site: int | None = None) -> int:
        with store.unit_of_work("test") as work:
            return add_gate(work, actor=desk, name=name, site_id=site)

    return make


@pytest.fixture
def gate(make_gate) -> int:
    return make_gate()


@pytest.fixture
def scan(entrance, store, desk, gate):
    """Record a scan as an actor, by default the welcome desk."""

    def record(scan_id: str, *, actor: Actor = desk, **said: object) -> ScanOutcome:
        with store.unit_of_work("test") as work:
            return record_scan(
                work,
                entrance.scene.key,
                actor=actor,
                scan=Scan(**{"id": scan_id, "gate_id": gate, **said}),
                device=Device("192.168.1.7", "gate-1", dt.timedelta(hours=3)),
            )

    return record


def site_lead(entrance, site: int | None) -> Actor:
    where = {} if site is None else {"site_id": site}
    member = entrance.scene.make_member(entrance.meeting, Role.SITE_LEAD, **where)
    return Actor(entrance.meeting, Role.SITE_LEAD, "B", 8, member)


def one(store, model, key):
    with store.read_session() as session:
        return session.get(model, key)


def conflicts(store) -> list[CheckInConflict]:
    with store.read_session() as session:
        wanted = select(CheckInConflict).order_by(CheckInConflict.id)
        return list(session.scalars(wanted))
