"""Worker jobs of minutes: drafts and facts, the locked PDF, checks of signed files."""

import logging

from sqlalchemy import select

from kiosk.errors import KioskError
from kiosk.minutes.actions import drafts, files
from kiosk.minutes.actions.text import compact_updates
from kiosk.minutes.draft_source import gather_draft
from kiosk.minutes.final_pdf import make_final_pdf
from kiosk.minutes.job_names import (
    COMPACT_JOB,
    DRAFT_JOB,
    PDF_JOB,
    SIGNED_JOB,
)
from kiosk.minutes.models import Minutes, SignedFile
from kiosk.minutes.rules import (
    DraftState,
    MinutesState,
    SignedFileState,
    signed_warning,
)
from kiosk.official_papers.pdf_texts import read_pdf_texts
from kiosk.official_papers.rules import PaperFamily
from kiosk.processes.sandbox import Sandbox, WorkerStopping
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob

log = logging.getLogger(__name__)

WORKER = "worker"


class MinutesJob(WorkerJob):
    """Drafts, prints and checks for the minutes of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Work in `store`; files are opened in the sandbox."""
        self._store, self._sandbox = store, sandbox

    def install(self) -> None:
        """Register the jobs."""
        jobs = self._store.bulk_jobs
        jobs.register(DRAFT_JOB, self.draft)
        jobs.register(COMPACT_JOB, self.compact)
        jobs.register(PDF_JOB, self.print_final)
        jobs.register(SIGNED_JOB, self.check_signed)

    def resume(self) -> None:
        """Queue what is still to be done."""
        with self._store.read_session() as session:
            drafts_due = session.scalars(
                select(Minutes.id).where(Minutes.draft_state == DraftState.WAITING)
            ).all()
            prints_due = session.scalars(
                select(Minutes.id).where(
                    Minutes.state == MinutesState.FINALISED, Minutes.pdf_sha256 == ""
                )
            ).all()
            checks_due = session.scalars(
                select(SignedFile.id).where(SignedFile.state == SignedFileState.WAITING)
            ).all()
        jobs = self._store.bulk_jobs
        for minutes_id in drafts_due:
            jobs.enqueue(DRAFT_JOB, minutes_id=minutes_id)
        for minutes_id in prints_due:
            jobs.enqueue(PDF_JOB, minutes_id=minutes_id)
        for signed_id in checks_due:
            jobs.enqueue(SIGNED_JOB, signed_id=signed_id)

    def draft(self, minutes_id: int) -> None:
        """Gather the facts; the draft becomes the text where nothing is written."""
        with self._store.read_session() as session:
            minutes = session.get(Minutes, minutes_id)
            if minutes is None or minutes.draft_state != DraftState.WAITING:
                return
            try:
                draft, facts = gather_draft(session, minutes)
            except (KioskError, ValueError, LookupError, TypeError):
                log.exception("the facts of minutes %d were not gathered", minutes_id)
                draft, facts = None, []
        with self._store.unit_of_work(WORKER) as work:
            if draft is None:
                drafts.fail_draft(work, minutes_id=minutes_id)
            else:
                drafts.store_draft(
                    work, minutes_id=minutes_id, draft=draft, facts=facts
                )

    def compact(self, minutes_id: int) -> None:
        """Merge the many changes of a text."""
        with self._store.unit_of_work(WORKER) as work:
            compact_updates(work, minutes_id=minutes_id)

    def print_final(self, minutes_id: int) -> None:
        """Make the PDF of locked minutes, once; a second one is never kept."""
        with self._store.read_session() as session:
            minutes = session.get(Minutes, minutes_id)
            if minutes is None or minutes.pdf_sha256:
                return
            if minutes.state != MinutesState.FINALISED:
                return
            meeting_id, family = minutes.meeting_id, PaperFamily(minutes.family)
        try:
            with make_final_pdf(self._store, self._sandbox, meeting_id, family) as made:
                stored = self._store.files.store_file(made)
        except WorkerStopping:
            return
        except (KioskError, ValueError):
            # Tried again with everything that is still to be done.
            log.exception("the PDF of minutes %d was not made", minutes_id)
            return
        with self._store.unit_of_work(WORKER) as work:
            files.store_final_pdf(work, minutes_id=minutes_id, stored=stored)

    def check_signed(self, signed_id: int) -> None:
        """Open an uploaded signed file and compare it with the locked PDF."""
        with self._store.read_session() as session:
            signed = session.get(SignedFile, signed_id)
            if signed is None or signed.state != SignedFileState.WAITING:
                return
            minutes = session.get_one(Minutes, signed.minutes_id)
            hashes = [minutes.pdf_sha256, signed.sha256]
        try:
            paths = [self._store.files.path(one) for one in hashes]
            texts = read_pdf_texts(self._store, self._sandbox, paths)
        except WorkerStopping:
            return
        with self._store.unit_of_work(WORKER) as work:
            if texts is None or not texts[1].pages:
                files.refuse_signed_file(work, signed_id=signed_id)
                return
            own, theirs = texts
            warning, share = signed_warning(
                (own.pages, own.text), (theirs.pages, theirs.text)
            )
            files.accept_signed_file(
                work,
                signed_id=signed_id,
                pages=(theirs.pages, own.pages),
                warning=warning,
                common=round(100 * share),
            )
