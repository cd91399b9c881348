"""A secretary's client, and the worker's jobs run synchronously."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.unrestricted_queries import files_in_use
from kiosk.ingestion.file_cleanup import FileCleanup
from kiosk.ingestion.jobs import Ingestion
from kiosk.ingestion.version_mapping_job import VersionMapper
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import Role
from kiosk.storage.store import Store
from tests.scene import Scene


@dataclass
class Secretary:
    """The secretary of one meeting with a client."""

    store: Store
    client: FlaskClient
    meeting_id: int
    item_id: int

    @property
    def at(self) -> str:
        return f"/m/{self.meeting_id}/documents"

    def upload(self, data: bytes, name: str, item_id: int | None = None) -> Any:
        item = "" if item_id is None else str(item_id)
        return self.client.post(
            f"{self.at}?name={quote(name)}&item={item}",
            data=data,
            content_type="application/octet-stream",
        )

    def add(self, data: bytes, name: str) -> int:
        reply = self.upload(data, name, self.item_id)
        assert reply.status_code == 201, reply.text
        return int(reply.json["id"])

    def post(self, document_id: int, action: str, **form: Any) -> Any:
        return self.client.post(f"{self.at}/{document_id}/{action}", json=form)

    def get(self, document_id: int, what: str) -> Any:
        return self.client.get(f"{self.at}/{document_id}/{what}")

    def document(self, document_id: int) -> Document | None:
        with self.store.read_session() as session:
            return session.get(Document, document_id)


@pytest.fixture
def secretary(
    store: Store, scene: Scene, client_for: Callable[..., FlaskClient]
) -> Secretary:
    meeting_id = scene.make_meeting()
    item_id = scene.make_item(meeting_id)
    secretary = scene.make_member(meeting_id, Role.SECRETARY)
    return Secretary(store, client_for(secretary), meeting_id, item_id)


@pytest.fixture
def ingestion(store: Store, room: Sandbox) -> Ingestion:
    """The worker's jobs with their handlers registered."""
    ingestion = Ingestion(store, room)
    ingestion.install()
    VersionMapper(store).install()
    FileCleanup(store).install()
    return ingestion


@pytest.fixture
def run_jobs(store: Store, ingestion: Ingestion) -> Callable[[], None]:
    """Run every queued job in the worker's order."""

    def run() -> None:
        queues = [
            jobs.huey for jobs in (store.prompt_jobs, store.bulk_jobs, store.text_jobs)
        ]
        while any(queue.pending_count() for queue in queues):
            for queue in queues:
                task = queue.dequeue()
                if task is not None:
                    queue.execute(task)

    return run


def kept_files(store: Store) -> set[str]:
    """Return the names of all stored files."""
    root = store.config.data / "files"
    return {path.name for path in root.rglob("*") if path.is_file()}


def used_files(store: Store) -> set[str]:
    """Return the names of all files that a row refers to."""
    with store.read_session() as session:
        return files_in_use(session)


def row_counts(store: Store) -> tuple[int, int, int]:
    """Count documents, pages and images."""
    with store.read_session() as session:
        counts = [session.query(model).count() for model in (Document, Page, PageImage)]
    return counts[0], counts[1], counts[2]
