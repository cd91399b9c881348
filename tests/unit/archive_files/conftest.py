"""Fixtures of documents, and the archive job."""

import pytest

from kiosk.archive_files.export import ARCHIVE_FILE
from kiosk.exports.job import ExportJob
from kiosk.ingestion.ocr import ocr_job
from kiosk.processes.sandbox import Sandbox
from tests.unit.documents.conftest import ingestion, run_jobs, secretary

__all__ = ["ingestion", "run_jobs", "secretary"]


@pytest.fixture(autouse=True)
def archive_job(store, monkeypatch) -> ExportJob:
    """Run OCR and the archive job at normal priority: other tests use the cores."""
    monkeypatch.setattr(ocr_job, "OCR_NICE", 0)
    sandbox = Sandbox(lower_priority=False)
    archive_job = ExportJob(store, sandbox, [ARCHIVE_FILE])
    archive_job.install()
    return archive_job
