"""A slow search delays nobody but its requester."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from kiosk.client.http_client import HttpClient
from kiosk.documents.models import Page
from tests.live.conftest import Room

PAGES = 100
# So many words of two kinds, in varying order: a phrase search must compare all.
FULL_PAGE = "an bo " * 16_000
# The more words a phrase has, the longer it takes: meanwhile a hundred requests are
# answered, thirty on a busy machine. With a blocked loop it would be five, all before.
PHRASE = "%22" + "bo%20" * 11 + "bo%22"
SEARCHES = 5
MOST_BEFORE = 10


@pytest.fixture
def room(new_server) -> Room:
    room = Room(new_server())
    item = room.scene.make_item(room.meeting)
    paper = room.scene.make_document(room.meeting, item, [b"webp"] * PAGES)
    with room.server.store.unit_of_work("test") as work:
        for page in work.session.scalars(select(Page).where(Page.document_id == paper)):
            page.text = FULL_PAGE
    return room


def test_the_loop_goes_on_while_the_index_is_asked(room):
    delegate = HttpClient(room.server.port, room.new_token())
    other = HttpClient(room.server.port, room.new_token())
    search = f"/m/{room.meeting}/search?find={PHRASE}"
    delegate.get(search)  # one-time costs of the first use

    def answers_meanwhile(requester: ThreadPoolExecutor) -> int:
        asked = requester.submit(delegate.get, search, timeout=60)
        count = 0
        while not asked.done():
            assert other.get("/healthz", timeout=60).status == 200
            count += not asked.done()
        assert asked.result().status == 200
        return count

    with ThreadPoolExecutor(1) as requester:
        counts = [answers_meanwhile(requester) for _ in range(SEARCHES)]
    assert sum(counts) > MOST_BEFORE * SEARCHES, counts
