"""A meeting with documents of given page texts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask.testing import FlaskClient

from kiosk.documents.models import Page
from kiosk.documents.rules import Publication
from kiosk.roles import Role
from kiosk.storage.store import Store
from tests.scene import Scene


@dataclass
class SearchSetup:
    """The documents of one meeting, and a delegate who searches them."""

    store: Store
    scene: Scene
    meeting: int
    item: int
    client: FlaskClient
    papers: dict[str, int] = field(default_factory=dict)

    def add(
        self,
        *pages: str,
        title: str = "Tờ trình",
        item: int | None = None,
        meeting: int | None = None,
        publication: Publication = Publication.PUBLISHED,
    ) -> int:
        """Add a document with these pages; return its id."""
        document = self.scene.make_document(
            meeting or self.meeting,
            item or self.item,
            [f"{title} {number}".encode() for number in range(len(pages))],
            publication=publication,
            title=title,
        )
        with self.store.unit_of_work("test") as work:
            for page in work.session.query(Page).filter_by(document_id=document):
                page.text = pages[page.number - 1]
        return document

    def ask(
        self, find: str, client: FlaskClient | None = None, **more: Any
    ) -> list[Any]:
        """Return the hits of a request."""
        reply = (client or self.client).get(
            f"/m/{self.meeting}/search", query_string={"find": find, **more}
        )
        assert reply.status_code == 200, reply.text
        return list(reply.json["hits"])

    def pages(self, find: str, client: FlaskClient | None = None) -> list[Any]:
        """Return document and page of each hit that is a page, in order."""
        hits = self.ask(find, client)
        return [(hit["document"], hit["page"]) for hit in hits if not hit["is_title"]]


@pytest.fixture
def setup(
    store: Store, scene: Scene, client_for: Callable[..., FlaskClient]
) -> SearchSetup:
    # Noise: another meeting has the same texts.
    other = scene.make_meeting("Hội nghị khác")
    scene.make_document(other, scene.make_item(other), [b"noise"])
    meeting = scene.make_meeting()
    item = scene.make_item(meeting, ordinal=1)
    delegate = scene.make_member(meeting, Role.OFFICIAL_DELEGATE)
    return SearchSetup(store, scene, meeting, item, client_for(delegate))
