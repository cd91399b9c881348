"""With nginx: X-Accel-Redirect names the watermarked file, never the original."""

import threading

import pytest

from kiosk.app import create_server
from kiosk.config import read_config
from kiosk.documents.models import Document
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import Role
from kiosk.watermarks.worker import WatermarkWorker
from kiosk.web.x_accel import X_ACCEL_HEADER, X_ACCEL_PREFIX
from tests.scene import Scene
from tests.unit.watermarks.conftest import webp

pytestmark = pytest.mark.process


@pytest.fixture
def server(migrated_data):
    settings = {
        "KIOSK_DATA": str(migrated_data),
        "KIOSK_ASYNC_MODE": "threading",
        "KIOSK_BEHIND_PROXY": "yes",
    }
    server = create_server(read_config(settings))
    server.broadcast.load_last_numbers()
    sandbox, stop = Sandbox(lower_priority=False), threading.Event()
    WatermarkWorker(server.store, sandbox).start(stop)
    yield server
    stop.set()
    sandbox.stop()
    server.store.database.close()


def test_nginx_sends_each_reader_his_own_page(server):
    scene = Scene(server.store)
    meeting = scene.make_meeting()
    paper = scene.make_document(meeting, scene.make_item(meeting), [webp()])
    with server.store.unit_of_work("test") as work:
        work.session.get_one(Document, paper).is_marked = True
    places = {}
    for name, role in (
        ("an", Role.OFFICIAL_DELEGATE),
        ("binh", Role.OFFICIAL_DELEGATE),
        ("secretary", Role.SECRETARY),
    ):
        client = server.app.test_client()
        member = scene.make_member(meeting, role, name)
        client.set_cookie("kiosk", scene.sign_in(member))
        at = f"/m/{meeting}/documents/{paper}"
        page = client.get(f"{at}/pages").json["pages"][0]
        clean = page["images"]["1200"]
        reply = client.get(
            f"{at}/images/{clean}.webp", headers={X_ACCEL_HEADER: X_ACCEL_PREFIX}
        )
        assert (reply.status_code, reply.data) == (200, b"")
        places[name] = reply.headers["X-Accel-Redirect"]
    assert places["secretary"].endswith(clean)
    drawn = {places["an"], places["binh"]}
    assert len(drawn) == 2
    for place in drawn:
        assert place.startswith(f"{X_ACCEL_PREFIX}marks/{paper}/")
        file = server.store.files.root / place.removeprefix(X_ACCEL_PREFIX)
        assert file.read_bytes()[:2] == b"\xff\xd8"
