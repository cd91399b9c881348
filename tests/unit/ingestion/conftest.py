"""Fixtures shared with the tests of documents."""

from tests.unit.documents.conftest import ingestion, run_jobs, secretary

__all__ = ["ingestion", "run_jobs", "secretary"]
