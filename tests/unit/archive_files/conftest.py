"""The secretary's secretary of the papers, and an archive_job beside it."""

import pytest

from kiosk.archive_files.archive_job import ArchiveJob
from kiosk.ingestion.ocr import ocr_job
from kiosk.processes.sandbox import Sandbox
from tests.unit.documents.conftest import ingestion, run_jobs, secretary

__all__ = ["secretary", "ingestion", "run_jobs"]


@pytest.fixture(autouse=True)
def archive_job(store, monkeypatch) -> ArchiveJob:
    """Let the other tests not starve these."""
    monkeypatch.setattr(ocr_job, "OCR_NICE", 0)
    monkeypatch.setattr("kiosk.archive_files.archive_job.ARCHIVE_NICE", 0)
    archive_job = ArchiveJob(store, Sandbox(lower_priority=False))
    archive_job.install()
    return archive_job
