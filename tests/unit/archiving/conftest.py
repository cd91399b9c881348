"""The secretary's desk of the papers, and an archivist beside it."""

import pytest

from kiosk.archiving.archivist import Archivist
from kiosk.documents import recognition
from kiosk.documents.sandbox import Sandbox
from tests.unit.documents.conftest import desk, ingestion, work_off

__all__ = ["desk", "ingestion", "work_off"]


@pytest.fixture(autouse=True)
def archivist(store, monkeypatch) -> Archivist:
    """Let the other tests not starve these."""
    monkeypatch.setattr(recognition, "NICE", 0)
    monkeypatch.setattr("kiosk.archiving.archivist.NICE", 0)
    archivist = Archivist(store, Sandbox(gives_way=False))
    archivist.install()
    return archivist
