"""A secretary at a server with an empty data folder, and the worker's jobs at once."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from kiosk.app import create_server
from kiosk.config import read_config
from kiosk.documents.models import Page
from kiosk.documents.rules import PageFault
from kiosk.exports.job import ExportJob
from kiosk.ingestion.jobs import Ingestion
from kiosk.printing.export import PRINTOUT
from kiosk.processes.sandbox import Sandbox
from kiosk.roles import Role
from kiosk.storage.migrate import migrate
from tests.scene import Scene


class Desk:
    """A secretary at a server, and the worker's jobs done on the spot."""

    def __init__(self, folder: Path) -> None:
        """Prepare meeting, item, sign-in and the worker's jobs."""
        server = create_server(
            read_config(
                {
                    "KIOSK_DATA": str(folder),
                    "KIOSK_ASYNC_MODE": "threading",
                    "KIOSK_OCR": "no",
                    "KIOSK_LOG_LEVEL": "ERROR",
                }
            )
        )
        self.store = server.store
        migrate(self.store.database)
        scene = Scene(self.store)
        self.meeting = scene.make_meeting()
        self.at = f"/m/{self.meeting}/documents"
        self.item = scene.make_item(self.meeting)
        self.client = server.app.test_client()
        secretary = scene.make_member(self.meeting, Role.SECRETARY)
        self.client.set_cookie("kiosk", scene.sign_in(secretary))
        self.room = Sandbox(lower_priority=False)
        Ingestion(self.store, self.room).install()
        ExportJob(self.store, self.room, [PRINTOUT]).install()

    def bring(self, path: Path) -> dict[str, Any]:
        """Upload a file, do all that the worker does with it; return what was told."""
        reply = self.client.post(
            f"{self.at}?name={quote(path.name)}&item={self.item}",
            data=path.read_bytes(),
            content_type="application/octet-stream",
            headers={"Accept": "application/json"},
        )
        if reply.status_code != 201:
            return {"state": "refused", "message": reply.json["message"]}
        document = reply.json["id"]
        self.work_off()
        reported = self.client.get(f"{self.at}/{document}/status").json
        with self.store.read_session() as session:
            faults = [
                page.fault
                for page in session.query(Page).filter_by(document_id=document)
            ]
        return {
            "id": document,
            "state": reported["state"],
            "message": reported["message"],
            "pages": reported["pages_ready"],
            "not_drawn": faults.count(PageFault.NOT_DRAWN),
            "lost_letters": faults.count(PageFault.LOST_LETTERS),
        }

    def publish(self, document: int) -> bool:
        """Publish a paper; return whether that was allowed."""
        reply = self.client.post(f"{self.at}/{document}/publish", json={})
        return reply.status_code in {200, 204}

    def work_off(self) -> None:
        """Do every queued job, in the order in which a worker would."""
        queues = [jobs.huey for jobs in (self.store.prompt_jobs, self.store.bulk_jobs)]
        while any(queue.pending_count() for queue in queues):
            for queue in queues:
                task = queue.dequeue()
                if task is not None:
                    queue.execute(task)

    def print_meeting(self) -> bytes:
        """Return the printout of the meeting."""
        at = f"/m/{self.meeting}/printout"
        self.client.post(at)
        self.work_off()
        return self.client.get(at).data
