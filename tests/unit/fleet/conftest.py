"""An administrator, a meeting with its secretary, and enrolled tablets."""

import re
import time
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask.testing import FlaskClient

from kiosk.roles import Role


@pytest.fixture
def administrator(client_for, scene) -> FlaskClient:
    return client_for(account_id=scene.make_account("quantri", is_administrator=True))


@pytest.fixture
def meeting(scene) -> int:
    return scene.make_meeting()


@pytest.fixture
def secretary(client_for, scene, meeting) -> FlaskClient:
    return client_for(scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư"))


@pytest.fixture
def secret_of(administrator):
    """Return the secret of a fresh invitation."""

    def make(client=administrator, base="/fleet") -> str:
        reply = client.post(f"{base}/enrolment", json={})
        assert reply.status_code == 200
        return re.search(r"/enrol#([\w-]{22})$", reply.json["url"]).group(1)

    return make


def report(**more: object) -> dict[str, object]:
    return {"version": "x", "at": int(time.time() * 1000), **more}


@dataclass
class Device:
    """A tablet: a browser that speaks as the script does."""

    client: FlaskClient
    number: int = 0
    id: int = 0
    done: list[int] = field(default_factory=list)

    def speak(self, **more: object) -> Any:
        body = {"report": report(**more), "done": self.done}
        self.done = []
        return self.client.post("/tablet/word", json=body)

    def orders(self) -> list[dict[str, Any]]:
        return self.speak().json["orders"]


@pytest.fixture
def device(client_for, secret_of, administrator):
    """Enrol a tablet on which this member or account is signed in."""

    def make(member_id=None, account_id=None, **words: str) -> Device:
        client = client_for(member_id, account_id)
        secret = secret_of()
        reply = client.post("/tablet/enrol", json={"secret": secret, **words})
        assert reply.status_code == 200
        made = Device(client, reply.json["number"])
        state = administrator.get("/fleet/state").json
        made.id = next(
            one["id"] for one in state["tablets"] if one["number"] == made.number
        )
        return made

    return make
