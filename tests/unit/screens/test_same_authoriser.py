"""The middlewares and the Flask routes answer alike, whoever asks for whatever."""

import datetime as dt
from itertools import product

import pytest
from flask import Flask

from kiosk import clock
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Role, Visibility

MEETING_ROLES = [role for role in Role if role is not Role.ADMINISTRATOR]
OVER, LATER = dt.timedelta(hours=-1), dt.timedelta(hours=1)
IMAGE = b"one"
# All documents are asked for in an open meeting; these where the state decides.
IN_OTHER_STATES = (
    "published, everyone",
    "published, official",
    "draft, everyone",
    "over",
    "in a sub-item",
)


def make_documents(scene, meeting: int) -> dict[str, int]:
    """Make a document of every publication, visibility and time limit; name each."""
    items = {seen: scene.make_item(meeting, visibility=seen) for seen in Visibility}
    below = scene.make_item(
        meeting, parent_id=items[Visibility.OFFICIAL], visibility=Visibility.EVERYONE
    )
    made = {}
    for publication, (seen, item) in product(Publication, items.items()):
        made[f"{publication}, {seen}"] = scene.make_document(
            meeting, item, [IMAGE], publication
        )
    made["in no item"] = scene.make_document(meeting, None, [IMAGE])
    made["in a sub-item"] = scene.make_document(meeting, below, [IMAGE])
    changed = {
        "over": {"readable_until": clock.now() + OVER},
        "ends later": {"readable_until": clock.now() + LATER},
        "with names": {"is_marked": True},
        "not to be kept": {"is_kept": False},
    }
    for name, fields in changed.items():
        made[name] = scene.make_document(meeting, items[Visibility.EVERYONE], [IMAGE])
        with scene.store.unit_of_work("test") as work:
            document = work.session.get_one(Document, made[name])
            for field, value in fields.items():
                setattr(document, field, value)
    return made


class BothWays:
    """Asks each address through the middlewares and without them."""

    def __init__(self, server) -> None:
        self._app = server.app
        self.compared = 0

    def answer(self, client, path: str) -> int:
        """Return the status that both ways answer with; their bodies are equal too."""
        short = client.get(path)
        before = self._app.wsgi_app
        # The application as Flask made it, before anything was put in front of it.
        self._app.wsgi_app = Flask.wsgi_app.__get__(self._app)
        try:
            long = client.get(path)
        finally:
            self._app.wsgi_app = before
        assert short.status_code == long.status_code, path
        assert short.data == long.data, path
        self.compared += 1
        return short.status_code


@pytest.mark.parametrize("state", MeetingState)
def test_every_role_gets_the_same_answer_both_ways(server, scene, client_for, state):
    meeting = scene.make_meeting(state=state)
    sha256 = scene.store.files.store_bytes(IMAGE).sha256
    documents = make_documents(scene, meeting)
    if state is not MeetingState.OPEN:
        documents = {name: documents[name] for name in IN_OTHER_STATES}
    ways = BothWays(server)
    allowed = {}
    for role in MEETING_ROLES:
        client = client_for(scene.make_member(meeting, role, f"Người {role}"))
        ways.answer(client, f"/m/{meeting}/snapshot")
        for name, document in documents.items():
            path = f"/m/{meeting}/documents/{document}/images/{sha256}.webp"
            allowed[role, name] = ways.answer(client, path) == 200
    assert ways.compared == len(MEETING_ROLES) * (1 + len(documents))
    is_open = state in {
        MeetingState.PUBLISHED,
        MeetingState.OPEN,
        MeetingState.ADJOURNED,
    }
    assert allowed[Role.OFFICIAL_DELEGATE, "published, official"] is is_open
    assert allowed[Role.GUEST, "published, everyone"] is is_open
    for name in IN_OTHER_STATES[1:]:
        assert not allowed[Role.GUEST, name]
    assert allowed[Role.SECRETARY, "draft, everyone"]
