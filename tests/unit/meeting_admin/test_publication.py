"""Publishing a new version while the old one is presented."""

import pytest

from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.errors import NotFound
from kiosk.identity import Actor
from kiosk.meeting_admin.actions.publication import publish_document
from kiosk.pagesync.actions import turn_page
from kiosk.pagesync.queries import live_page
from kiosk.roles import Role, Visibility
from kiosk.storage.journal import events_after
from kiosk.storage.store import Store
from tests.scene import Scene


class Hall:
    """An open meeting whose chair presents page 3 of a document of four pages."""

    def __init__(
        self, scene: Scene, visibility: Visibility = Visibility.EVERYONE
    ) -> None:
        self.store: Store = scene.store
        self.meeting = scene.make_meeting()
        item = scene.make_item(self.meeting, visibility=visibility)
        self.old = scene.make_document(self.meeting, item, [b"old"] * 4)
        self.new = scene.make_document(
            self.meeting, item, [b"new"] * 5, Publication.DRAFT
        )
        with self.store.unit_of_work("test") as work:
            row = work.session.get_one(Document, self.new)
            row.replaces_id, row.version = self.old, 2
            row.page_map = "[[1,1],[2,3],[3,4],[4,5]]"
        self.chair = self.actor(scene, Role.CHAIR)
        self.secretary = self.actor(scene, Role.SECRETARY)

    def actor(self, scene: Scene, role: Role) -> Actor:
        member = scene.make_member(self.meeting, role)
        return Actor(self.meeting, role, "An", 1, member)

    def turn(self, document: int, page: int) -> None:
        with self.store.unit_of_work("test") as work:
            turn_page(work, actor=self.chair, document_id=document, page=page)

    def publish(self) -> list[dict]:
        """Publish the new version; return the events."""
        with self.store.read_session() as session:
            before = events_after(session, self.meeting, 0)
        with self.store.unit_of_work("test") as work:
            publish_document(
                work, self.store.bulk_jobs, actor=self.secretary, document_id=self.new
            )
        with self.store.read_session() as session:
            events = events_after(session, self.meeting, len(before))
        return [fact.body for fact in events]

    def live(self) -> tuple[int | None, int]:
        with self.store.read_session() as session:
            live = live_page(session, self.meeting)
            return live.document_id, live.page


def kinds(events: list[dict]) -> list[str]:
    return [fact["kind"] for fact in events]


def test_everybody_is_led_to_the_same_content(scene: Scene):
    hall = Hall(scene)
    hall.turn(hall.old, 3)
    events = hall.publish()
    assert kinds(events) == ["document_published", "document_replaced", "page_turned"]
    assert events[-1]["document_id"] == hall.new
    assert events[-1]["page"] == 4
    assert hall.live() == (hall.new, 4)


def test_who_may_not_see_the_item_gets_no_further_event(scene: Scene):
    hall = Hall(scene, Visibility.OFFICIAL)
    hall.turn(hall.old, 3)
    assert kinds(hall.publish())[-1] == "page_hidden"


def test_another_paper_on_the_wall_stays_there(scene: Scene):
    hall = Hall(scene)
    assert "page_turned" not in kinds(hall.publish())
    assert hall.live() == (None, 1)


def test_the_old_one_can_no_longer_be_shown(scene: Scene):
    hall = Hall(scene)
    hall.publish()
    with pytest.raises(NotFound) as refused:
        hall.turn(hall.old, 1)
    assert refused.value.reason == "replaced"
    hall.turn(hall.new, 1)


def test_publishing_twice_changes_nothing(scene: Scene):
    hall = Hall(scene)
    hall.turn(hall.old, 2)
    hall.publish()
    assert hall.publish() == []
    assert hall.live() == (hall.new, 3)
