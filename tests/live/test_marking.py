"""Many requests for watermarked pages do not slow the server down."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.client.http_client import HttpClient
from kiosk.documents.models import Document
from kiosk.roles import Role
from tests.live.clients import Probe
from tests.unit.watermarks.conftest import webp

READERS = 200
AT_ONCE = 50
TIMEOUT_SECONDS = 120
JPEG = b"\xff\xd8"


@pytest.fixture
def paper(room) -> int:
    item = room.scene.make_item(room.meeting)
    paper = room.scene.make_document(room.meeting, item, [webp()], title="Có dấu tên")
    with room.server.store.unit_of_work("test") as work:
        work.session.get_one(Document, paper).is_marked = True
    return paper


def fetch(room, path: str, token: str) -> bytes:
    """Request as a tablet does: repeatedly while the page is being drawn."""
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        reply = HttpClient(room.server.port, token).get(path, timeout=30)
        if reply.status == 200:
            return reply.body
        assert reply.status == 503
        time.sleep(1)
    raise AssertionError("never drawn")


def test_the_loop_stays_free_while_a_hall_gets_its_pages(room, paper):
    room.server.start_worker()
    secretary = room.scene.sign_in(room.scene.make_member(room.meeting, Role.SECRETARY))
    at = f"/m/{room.meeting}/documents/{paper}"
    said = HttpClient(room.server.port, secretary).get(f"{at}/pages")
    pages = said.json()["pages"]
    path = f"{at}/images/{pages[0]['images']['1200']}.webp"
    tokens = [room.new_token() for _ in range(READERS)]
    fetch(room, path, tokens[0])  # the worker has started
    began = time.monotonic()
    with (
        Probe(HttpClient(room.server.port)) as probe,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        got = list(pool.map(lambda token: fetch(room, path, token), tokens))
    seconds = time.monotonic() - began
    assert {data[:2] for data in got} == {JPEG}
    assert fetch(room, path, secretary)[:4] == b"RIFF"
    # Inside the loop the pages would be drawn one after the other, and a response would
    # wait.
    assert probe.percentile_95() < seconds / 2
