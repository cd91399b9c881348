"""Rendering in time slices: bad pages, crashing children, order of pages."""

import signal
import subprocess
import sys

import pytest

from kiosk.documents.models import Document
from kiosk.documents.rules import MAX_PIXELS, MAX_SIDE, fit_image
from kiosk.errors import Invalid
from kiosk.ingestion.child_protocol import RenderedPage
from kiosk.ingestion.office.conversion import ConversionLimit, to_pdf
from kiosk.ingestion.rendering import render_queue as module
from kiosk.ingestion.rendering.render_job import RenderJob
from kiosk.ingestion.rendering.render_queue import RenderQueue
from kiosk.processes.sandbox import Sandbox
from tests.bad import offices
from tests.unit.documents.conftest import kept_files, used_files
from tests.unit.ingestion import sample_files


class TestRendering:
    def make(self, pages=5, done=()):
        rendering = RenderQueue(1, "a" * 64, None, "pdf", pages)
        rendering.fill(done)
        return rendering

    def test_goes_on_from_what_is_there(self):
        rendering = self.make(done={1, 3})
        assert [rendering.take() for _ in range(4)] == [2, 4, 5, None]

    def test_pages_given_back_come_first_and_in_order(self):
        rendering = self.make()
        taken = [rendering.take(), rendering.take()]
        rendering.put_back(reversed(taken))
        assert rendering.take() == 1

    def test_a_page_is_given_up_at_the_second_failure(self):
        rendering = self.make()
        assert [rendering.record_failure(4), rendering.record_failure(4)] == [
            False,
            True,
        ]


class TestFit:
    @pytest.mark.parametrize(
        "size", [(595, 842), (14_400, 14_400), (50, 14_000), (14_000, 50), (1, 1)]
    )
    def test_no_page_is_drawn_beyond_bounds(self, size):
        width, height = fit_image(*size)
        assert width <= 2400
        assert height <= MAX_SIDE
        assert width * height <= MAX_PIXELS * 1.01

    @pytest.mark.parametrize("size", [(0, 842), (595, -1), (float("nan"), 1)])
    def test_a_page_without_shape_is_refused(self, size):
        with pytest.raises(Invalid):
            fit_image(*size)


@pytest.fixture
def begun(secretary, ingestion):
    """A document of three pages, the first of them rendered."""
    document = secretary.add(sample_files.pdf(3), "a.pdf")
    ingestion.open_document(document)
    return document


@pytest.mark.process
def test_a_page_nobody_can_read_gets_a_placeholder(secretary, store, tmp_path, begun):
    with store.read_session() as session:
        sha256 = session.get(Document, begun).original_sha256
    rendering = RenderQueue(begun, sha256, tmp_path, "pdf", 3)
    folder = store.files.scratch / "job"
    folder.mkdir()
    job = RenderJob(store, Sandbox(lower_priority=False), rendering, folder)
    job._collect(RenderedPage(2, failure="PdfiumError"))
    job._flush()
    pages = secretary.get(begun, "pages").json["pages"]
    assert [page["number"] for page in pages] == [1, 2]
    assert set(pages[1]["images"]) == {"240", "1200", "2400"}


@pytest.mark.process
def test_a_page_that_takes_too_long_ends_only_itself(
    secretary, store, ingestion, run_jobs, monkeypatch, begun
):
    monkeypatch.setattr(module, "RENDER_PAGE_SECONDS", -1.0)
    monkeypatch.setattr(ingestion, "_sandbox", Sandbox(lower_priority=False))
    run_jobs()
    status = secretary.get(begun, "status").json
    assert (status["state"], status["pages_ready"]) == ("ready", 3)
    assert kept_files(store) == used_files(store)


@pytest.mark.process
def test_a_page_that_needs_too_much_processor_time_ends_its_child_and_no_other_does():
    code = (
        "import time\n"
        "from kiosk.ingestion.rendering.render_child import limit_cpu_time\n"
        "def draw(until):\n"
        "    limit_cpu_time(1)\n"
        "    while time.process_time() < until: pass\n"
        "draw(1.1); draw(2.1); print('two pages', flush=True); draw(60)\n"
    )
    child = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False
    )
    assert (child.stdout, child.returncode) == (b"two pages\n", -signal.SIGXCPU)


@pytest.mark.process
def test_an_office_file_that_takes_too_long_is_refused_with_this_reason(tmp_path):
    data = offices.deep_tables(3000)
    for seconds, cpu_seconds in ((0.05, 60), (60, 1)):
        folder = tmp_path / str(seconds)
        folder.mkdir()
        paper = folder / "document.docx"
        paper.write_bytes(data)
        sandbox = Sandbox(lower_priority=False)
        with pytest.raises(Invalid) as refused:
            to_pdf(sandbox, paper, folder, ConversionLimit(seconds, cpu_seconds))
        assert refused.value.reason == "too_slow"


@pytest.mark.process
def test_a_link_left_by_a_hijacked_child_is_not_followed(
    secretary, store, tmp_path, begun
):
    with store.read_session() as session:
        sha256 = session.get(Document, begun).original_sha256
    folder = store.files.scratch / "job"
    folder.mkdir()
    job = RenderJob(
        store,
        Sandbox(lower_priority=False),
        RenderQueue(begun, sha256, tmp_path, "pdf", 3),
        folder,
    )
    (folder / "out" / "2.json").symlink_to(store.config.data / "server.key")
    with pytest.raises(Invalid):
        job._collect(RenderedPage(2, 595.0, 842.0))
