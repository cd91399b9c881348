"""Fixtures: a server whose public pages are on, and a meeting with public things."""

import dataclasses

import msgspec
import pytest

from kiosk import clock
from kiosk.documents.models import Document
from kiosk.roles import Role
from kiosk.voting.models import Vote
from kiosk.voting.rules.kinds import VoteState
from kiosk.voting.rules.results import BaseCounts, GroupCount, ResultRow, VoteResult

SECRET = "điều chỉ đại biểu biết"
# No test below may find these words on a public page.
HIDDEN_UNIT = "Đơn vị bí mật"

RESULT = VoteResult(
    base_counts=BaseCounts(summoned=5, members=5, present=5, cast=5),
    rows=[
        ResultRow(1, "Đồng ý", 4, 5, 5, passed=True),
        ResultRow(2, "Không đồng ý", 1, 5, 5, passed=False),
    ],
    passed=True,
    valid=5,
    invalid=0,
    blank=0,
    needed=3,
    by_unit=[GroupCount(HIDDEN_UNIT, 2, {"1": 1, "2": 1})],
)


@pytest.fixture
def public_on(store):
    """Switch the public pages on."""
    config = dataclasses.replace(store.config, public_pages=True)
    object.__setattr__(store, "config", config)
    return store


class PublicMeeting:
    """A meeting with an item, a document and an announced secret vote."""

    def __init__(self, store, scene, client_for):
        self.store, self.scene = store, scene
        self.id = scene.make_meeting("Kỳ họp thứ mười")
        self.item = scene.make_item(self.id, "Báo cáo kinh tế")
        scene.make_item(self.id, SECRET, visibility="official", ordinal=1)
        self.document = scene.make_document(self.id, self.item, [b"page"])
        self.pdf = store.files.store_bytes(b"%PDF-1.7 of the report")
        self.change(Document, self.document, pdf_sha256=self.pdf.sha256)
        self.vote = self.make_vote()
        self.secretary = client_for(scene.make_member(self.id, Role.SECRETARY))
        self.stranger = client_for()

    def make_vote(self, **fields):
        with self.store.unit_of_work("test") as work:
            vote = Vote(
                meeting_id=self.id,
                item_id=self.item,
                title="Thông qua nghị quyết",
                kind="secret",
                is_secret=True,
                state=VoteState.ANNOUNCED,
                rule="{}",
                result=msgspec.json.encode(RESULT).decode(),
                changed_at=clock.now(),
                created_at=clock.now(),
            )
            for name, value in fields.items():
                setattr(vote, name, value)
            work.session.add(vote)
            work.session.flush()
            return vote.id

    def change(self, model, row_id, **fields):
        with self.store.unit_of_work("test") as work:
            row = work.session.get_one(model, row_id)
            for name, value in fields.items():
                setattr(row, name, value)

    def set_public(self, kind, thing_id, *, is_public=True):
        form = {"kind": kind, "id": thing_id, "is_public": is_public}
        return self.secretary.post(f"/m/{self.id}/public", json=form)

    def publish(self, kind, thing_id):
        answer = self.set_public(kind, thing_id)
        assert answer.status_code == 200, answer.json
        return f"/public/{answer.json['token']}"

    def publish_all(self):
        return {
            "agenda": self.publish("agenda", self.id),
            "document": self.publish("document", self.document),
            "vote": self.publish("vote", self.vote),
        }


@pytest.fixture
def meeting(public_on, scene, client_for):
    """A meeting whose things can be public."""
    return PublicMeeting(public_on, scene, client_for)
