"""Worker job that makes the personal invitations and queues them."""

import logging

import msgspec

from kiosk.errors import KioskError
from kiosk.exports.generate import make_files
from kiosk.exports.kinds import ExportPlan
from kiosk.handouts.export import HANDOUT, issue_badges, last_spec
from kiosk.handouts.logos import logo_path
from kiosk.handouts.queries import PlannedHandout, plan_handout
from kiosk.handouts.rules import HandoutKind, HandoutOrder, HandoutSection
from kiosk.invitations import actions, queries
from kiosk.invitations.rules import INVITE_JOB
from kiosk.notices.rules import Attachment
from kiosk.processes.sandbox import Sandbox
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)

MAX_FILE_BYTES = 20_000_000
FILE_NAME = "giay-moi.pdf"
NO_BADGE, NOT_MADE = "no_badge", "not_made"


class InvitationJob(WorkerJob):
    """Makes one PDF for each ordered invitation; each is queued when it is made."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Make files in `sandbox`."""
        super().__init__(store, sandbox)
        self._sandbox = sandbox

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(INVITE_JOB, self.make)

    def resume(self) -> None:
        """Queue the meetings whose invitations are not all made."""
        with self._store.read_session() as session:
            meetings = queries.unfinished(session)
        for meeting_id in meetings:
            self._store.bulk_jobs.enqueue(INVITE_JOB, meeting_id=meeting_id)

    def make(self, meeting_id: int) -> None:
        """Make and queue the meeting's ordered invitations."""
        store = self._store
        files = store.files.root
        spec = msgspec.structs.replace(
            last_spec(files, meeting_id, HandoutKind.INVITATIONS),
            by_site=False,
            only_new=False,
        )
        base = store.config.public_url
        order = HandoutOrder(spec, base, "worker")
        issue_badges(store, meeting_id, order, lambda _done, _total: None)
        with store.read_session() as session:
            member_ids = queries.members_to_send(session, meeting_id)
            key = store.config.server_key()
            planned = plan_handout(session, key, meeting_id, spec, base)
        for member_id in member_ids:
            self._make_one(meeting_id, member_id, planned)

    def _make_one(
        self, meeting_id: int, member_id: int, planned: PlannedHandout
    ) -> None:
        store, config = self._store, self._store.config
        person = planned.people.get(member_id)
        if person is None:
            self._store_problem(member_id, NO_BADGE)
            return
        logo = logo_path(store.files.root, meeting_id)
        section = HandoutSection("", (person,))
        plan = ExportPlan(
            msgspec.structs.replace(planned.plan, parts=(section,)),
            total=1,
            readable=(logo,) if logo.is_file() else (),
        )
        try:
            with make_files(
                store, self._sandbox, HANDOUT, plan, lambda _done, _total: None
            ) as made:
                content = made.files["pdf"].read_bytes()
        except (KioskError, ValueError) as error:
            log.warning("the invitation of member %d failed: %s", member_id, error)
            self._store_problem(member_id, NOT_MADE)
            return
        stored = store.files.store_stream([content], limit=MAX_FILE_BYTES)
        with store.unit_of_work("worker") as work:
            actions.queue_invitation(
                work,
                member_id=member_id,
                key=config.server_key(),
                file=Attachment(stored.sha256, FILE_NAME, "application/pdf"),
            )

    def _store_problem(self, member_id: int, problem: str) -> None:
        with self._store.unit_of_work("worker") as work:
            actions.store_problem(work, member_id=member_id, problem=problem)
