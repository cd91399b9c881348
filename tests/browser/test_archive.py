"""The archive file of a scanned document: created, followed and downloaded."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from kiosk.archive_files.export import ARCHIVE_FILE
from kiosk.documents.models import Document
from kiosk.documents.rules import Recognition
from kiosk.exports.store import ExportStore
from kiosk.roles import Role
from tests.servers import RealServer
from tests.unit.archive_files.test_archive import check_is_pdf_a
from tests.unit.ingestion import sample_scans
from tests.waiting import TIMEOUT_SECONDS

pytestmark = pytest.mark.own_server

TITLE = "Biên bản kiểm phiếu"
PAGES = 5
READ_SECONDS = 300


def wait_for(fact: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def end_worker(server: RealServer) -> None:
    assert server.worker
    server.worker.terminate()
    server.worker.wait(TIMEOUT_SECONDS)


@contextmanager
def held_midway(server: RealServer, document: int) -> Iterator[None]:
    """Stop the worker's clock between two pages."""
    assert server.worker
    exports = ExportStore(server.store.files.root, ARCHIVE_FILE)
    wait_for(lambda: exports.read(str(document)).done, 60)
    os.kill(server.worker.pid, signal.SIGSTOP)
    yield
    os.kill(server.worker.pid, signal.SIGCONT)


@pytest.fixture
def paper(real_server, real_scene, open_tablet) -> tuple[Page, int]:
    """The secretary's screen, and a scan of some pages that has been read."""
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Thu Hà")
    desk = open_tablet(f"/m/{meeting}/secretary", secretary)
    sheets = [
        sample_scans.sheet(f"Tờ số {number}", dpi=100) for number in range(1, PAGES + 1)
    ]
    reply = desk.context.request.post(
        f"{real_server.url}/m/{meeting}/documents?name={quote(TITLE)}.pdf&item={item}",
        data=sample_scans.as_file("PDF", *sheets, dpi=100),
        headers={"Content-Type": "application/octet-stream", "Origin": real_server.url},
    )
    assert reply.status == 201, reply.text()
    document = int(reply.json()["id"])

    def is_read() -> bool:
        with real_server.store.read_session() as session:
            paper = session.get_one(Document, document)
            return paper.recognition == Recognition.DONE

    real_server.start_worker()
    wait_for(is_read, READ_SECONDS)
    end_worker(real_server)
    desk.get_by_role("button", name=TITLE).click()
    return desk, document


def archive(desk: Page) -> tuple[Locator, Locator, Locator]:
    """Return the button, the words beside it, and the way to stop."""
    take = desk.get_by_role("button", name="Tải bản lưu trữ (PDF/A)")
    return (
        take,
        desk.locator(".archive [role=status]"),
        desk.get_by_role("button", name="Dừng tạo"),
    )


def test_the_secretary_archives_a_scan_with_progress_and_downloads_it(
    real_server, paper, tmp_path
):
    desk, document = paper
    take, words, stop = archive(desk)
    # No worker: it waits, and is given up.
    take.click()
    expect(words).to_have_text("Đang chờ tạo bản lưu trữ…")
    expect(take).to_be_disabled()
    stop.click()
    expect(take).to_be_enabled()
    expect(words).to_be_empty()
    expect(stop).to_be_hidden()

    take.click()
    expect(stop).to_be_visible()
    with desk.expect_download(timeout=120_000) as download:
        real_server.start_worker()
        with held_midway(real_server, document):
            expect(words).to_have_text(
                re.compile(rf"^Đang tạo bản lưu trữ: trang \d/{PAGES}$")
            )
    assert download.value.suggested_filename == f"{TITLE} (lưu trữ).pdf"
    file = tmp_path / "archive.pdf"
    download.value.save_as(file)
    check_is_pdf_a(file.read_bytes())
    expect(take).to_be_enabled()
    expect(words).to_be_empty()

    # It lies ready: the next time it comes at once, without the worker.
    end_worker(real_server)
    with desk.expect_download() as again:
        take.click()
    again.value.save_as(tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == file.read_bytes()
