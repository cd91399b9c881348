"""A document with notes, its writer's two tablets and other members."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient

from kiosk.roles import Role
from tests.scene import Scene


def ink(**more: Any) -> dict[str, Any]:
    """A new stroke."""
    return {
        "key": str(uuid.uuid4()),
        "base": 0,
        "document": 1,
        "page": 1,
        "kind": "ink",
        "body": {"points": [0.1, 0.1, 0.2, 0.25], "width": 0.003},
        **more,
    }


def text(words: str = "Cần hỏi thêm", **more: Any) -> dict[str, Any]:
    """A new text note."""
    return ink(kind="text", body={"text": words, "at": [0.5, 0.5]}, **more)


@dataclass
class Desk:
    """A meeting with a document, the note owner's two tablets, and other members."""

    scene: Scene
    client_for: Callable[..., FlaskClient]
    meeting: int
    item: int
    paper: int
    owner: int
    tablet: FlaskClient
    other_tablet: FlaskClient

    def send(
        self, *changes: dict[str, Any], client: FlaskClient | None = None
    ) -> list[Any]:
        """Send edits; return the result of each."""
        reply = (client or self.tablet).post(
            f"/m/{self.meeting}/annotations",
            json={"changes": [{**one} for one in changes]},
        )
        assert reply.status_code == 200, reply.text
        return list(reply.json["outcomes"])

    def pull(self, client: FlaskClient | None = None, since: int = 0) -> Any:
        """Fetch changes."""
        reply = (client or self.tablet).get(
            f"/m/{self.meeting}/annotations?since={since}"
        )
        assert reply.status_code == 200, reply.text
        return reply.json


@pytest.fixture
def desk(scene: Scene, client_for: Callable[..., FlaskClient]) -> Desk:
    # Another meeting with a document of its own.
    other = scene.make_meeting("Hội nghị khác")
    scene.make_document(other, scene.make_item(other), [b"noise"])
    meeting = scene.make_meeting()
    item = scene.make_item(meeting)
    paper = scene.make_document(meeting, item, [b"one", b"two", b"three"])
    owner = scene.make_member(meeting, Role.OFFICIAL_DELEGATE)
    return Desk(
        scene,
        client_for,
        meeting,
        item,
        paper,
        owner,
        client_for(owner),
        client_for(owner),
    )
