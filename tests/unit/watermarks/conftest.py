"""A watermarked document, its readers, and a running watermark worker."""

import io
import threading
from collections.abc import Iterator
from functools import cache

import pytest
from PIL import Image, ImageDraw

from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import THUMBNAIL_WIDTH
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import Role
from kiosk.watermarks.worker import WatermarkWorker


@cache
def webp(width: int = 1200, height: int = 1698, colour: str = "white") -> bytes:
    image = Image.new("RGB", (width, height), colour)
    pen = ImageDraw.Draw(image)
    for line in range(100, height - 100, 60):
        pen.rectangle((width // 10, line, width * 9 // 10, line + 9), "black")
    file = io.BytesIO()
    image.save(file, "WEBP", quality=80)
    return file.getvalue()


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.fixture
def worker(store) -> Iterator[WatermarkWorker]:
    sandbox, stop = Sandbox(lower_priority=False), threading.Event()
    worker = WatermarkWorker(store, sandbox)
    worker.start(stop)
    yield worker
    stop.set()
    sandbox.stop()


@pytest.fixture
def meeting(scene) -> int:
    return scene.make_meeting()


@pytest.fixture
def paper(store, scene, meeting) -> int:
    """A published, watermarked document of two pages with thumbnails."""
    document_id = scene.make_document(
        meeting, scene.make_item(meeting), [webp(), webp(colour="#eee")]
    )
    small = store.files.store_bytes(webp(240, 340))
    with store.unit_of_work("test") as work:
        work.session.get_one(Document, document_id).is_marked = True
        pages = work.session.query(Page.id).filter_by(document_id=document_id)
        for (page_id,) in pages:
            (thumbnail,) = work.session.query(PageImage).filter_by(
                page_id=page_id, width=THUMBNAIL_WIDTH
            )
            thumbnail.sha256 = small.sha256
    return document_id


@pytest.fixture
def secretary(scene, client_for, meeting):
    return client_for(scene.make_member(meeting, Role.SECRETARY))
