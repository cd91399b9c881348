"""The worker as a process: killed during work, stopped, started twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.documents.models import Page
from kiosk.ingestion.version_mapping_job import VersionMapper
from kiosk.storage.errors import database_unavailable
from kiosk.worker import requeue_abandoned
from tests import waiting
from tests.unit.documents.conftest import kept_files, row_counts, used_files
from tests.unit.ingestion import sample_files, sample_scans
from tests.waiting import TIMEOUT_SECONDS, wait_until

ROOT = Path(__file__).parents[3]
PAGES = 10

# Polling takes CPU time that the workers need.
PAUSE_SECONDS = 0.05
Start = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture(autouse=True)
def _asked_calmly(monkeypatch):
    monkeypatch.setattr(waiting, "PAUSE_SECONDS", PAUSE_SECONDS)


@pytest.fixture
def start(store) -> Iterator[Start]:
    """Start worker processes; they are ended after the test."""
    workers: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "KIOSK_DATA": str(store.config.data),
            "KIOSK_DATABASE_URL": store.config.database_url,
        }
        workers.append(
            subprocess.Popen(
                [sys.executable, "-m", "kiosk.worker"],
                cwd=ROOT,
                env=environment,
                stderr=subprocess.PIPE,
            )
        )
        return workers[-1]

    yield begin
    for worker in workers:
        worker.kill()
        worker.wait()
        assert worker.stderr
        worker.stderr.close()


def wait_for(condition: Callable[[], bool]) -> None:
    assert wait_until(condition), "it took too long"


def children_of(data: Path) -> list[str]:
    """Return the processes with files below the data folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(data) in line:
            found.append(line)
    return found


def ready(secretary, document):
    return secretary.get(document, "status").json["pages_ready"]


@pytest.mark.process
def test_killed_half_way_it_completes_after_the_next_start(secretary, store, start):
    document = secretary.add(sample_files.pdf(PAGES), "báo cáo.pdf")
    worker = start()
    wait_for(lambda: ready(secretary, document) >= 2)
    worker.kill()
    worker.wait()
    # The children end with their parent.
    wait_for(lambda: not children_of(store.config.data))
    half = ready(secretary, document)
    assert 2 <= half < PAGES
    with store.read_session() as session:
        first = session.query(Page).filter_by(number=1).one().id

    start()
    wait_for(lambda: secretary.get(document, "status").json["state"] == "ready")
    assert row_counts(store) == (1, PAGES, 3 * PAGES)
    with store.read_session() as session:
        # The worker has continued from the stored state.
        assert session.query(Page).filter_by(number=1).one().id == first
    assert kept_files(store) == used_files(store)


@pytest.mark.process
def test_killed_while_libreoffice_runs_it_completes_too(secretary, store, start):
    document = secretary.add(sample_files.docx(), "tờ trình.docx")
    worker = start()
    wait_for(lambda: any("soffice" in line for line in children_of(store.config.data)))
    worker.kill()
    worker.wait()
    wait_for(lambda: not children_of(store.config.data))
    start()
    wait_for(lambda: secretary.get(document, "status").json["state"] == "ready")
    assert kept_files(store) == used_files(store)
    assert secretary.document(document).media_type.endswith("wordprocessingml.document")


def recognised(secretary, document):
    return secretary.document(document).pages_recognised


@pytest.mark.process
def test_killed_while_it_reads_a_scan_it_goes_on_with_the_rest(secretary, store, start):
    sheets = [
        sample_scans.slip(f"Trang số {number} của bản quét") for number in range(1, 5)
    ]
    document = secretary.add(sample_scans.as_file("TIFF", *sheets), "quét.tif")
    worker = start()
    wait_for(lambda: recognised(secretary, document) >= 1)
    wait_for(
        lambda: any("ocr_child" in line for line in children_of(store.config.data))
    )
    worker.kill()
    worker.wait()
    wait_for(lambda: not children_of(store.config.data))
    half = recognised(secretary, document)
    assert 1 <= half < len(sheets)
    with store.read_session() as session:
        before = {
            page.number: page.words_sha256
            for page in session.query(Page).filter_by(text_source="recognised")
        }
    assert len(before) == half

    start()
    wait_for(lambda: secretary.document(document).recognition == "done")
    with store.read_session() as session:
        pages = session.query(Page).order_by(Page.number).all()
        texts = [page.text for page in pages]
        assert all(f"Trang số {n}" in text for n, text in enumerate(texts, 1)), texts
        # Pages recognised before the kill were not repeated.
        assert {n: pages[n - 1].words_sha256 for n in before} == before
    wait_for(lambda: kept_files(store) == used_files(store))


@pytest.mark.process
def test_a_second_for_the_same_folder_declines_and_stopped_the_first_is_gone(
    secretary, store, start
):
    worker = start()
    lock = store.config.data / "worker.lock"
    wait_for(lambda: lock.exists() and bool(lock.read_text()))
    second = start()
    assert second.wait(TIMEOUT_SECONDS) == 2
    document = secretary.add(sample_files.pdf(PAGES), "báo cáo.pdf")
    wait_for(lambda: ready(secretary, document) >= 1)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(TIMEOUT_SECONDS) == 0
    wait_for(lambda: not children_of(store.config.data))
    # Nothing was refused; the work continues at the next start.
    assert secretary.get(document, "status").json["state"] == "rendering"


class TestForgotten:
    @pytest.mark.process
    def test_a_document_whose_job_was_lost_is_found_when_nothing_else_waits(
        self, secretary, store, ingestion, run_jobs
    ):
        run_jobs()
        document = secretary.add(sample_files.pdf(2), "báo cáo.pdf")
        store.prompt_jobs.huey.flush()
        requeue_abandoned(store, ingestion.resume, VersionMapper(store).resume)
        assert store.prompt_jobs.waiting() == 1
        requeue_abandoned(store, ingestion.resume, VersionMapper(store).resume)
        assert store.prompt_jobs.waiting() == 1
        run_jobs()
        assert secretary.document(document).state == "ready"
        requeue_abandoned(store, ingestion.resume, VersionMapper(store).resume)
        assert store.prompt_jobs.waiting() == 0

    def test_a_database_that_is_away_ends_nothing(self, store, ingestion, monkeypatch):
        def away() -> None:
            raise database_unavailable(ConnectionError("refused"))

        store.bulk_jobs.huey.flush()
        monkeypatch.setattr(ingestion, "resume", away)
        requeue_abandoned(store, ingestion.resume, VersionMapper(store).resume)
