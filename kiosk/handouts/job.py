"""Worker job that generates a handout, reports progress and can be cancelled."""

import logging

import msgspec
from sqlalchemy import select

from kiosk import clock
from kiosk.errors import KioskError
from kiosk.handouts.generator import (
    FinishedHandout,
    HandoutOrder,
    HandoutRefused,
    generate_handout,
)
from kiosk.handouts.rules import (
    FILE_LIFETIME,
    Handout,
    HandoutKind,
    HandoutSpec,
    HandoutState,
)
from kiosk.handouts.store import HandoutStore
from kiosk.meetings.models import Meeting
from kiosk.processes.sandbox import Sandbox, WorkerStopping
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

HANDOUT_JOB = "make_handout"


class _Cancelled(Exception):  # noqa: N818
    """The job was cancelled."""


class HandoutJob:
    """Generates the handouts of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Generate them below the files of `store`."""
        self._store, self._sandbox = store, sandbox
        self.handout_store = HandoutStore(store.files.root)

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(HANDOUT_JOB, self.make)

    def tidy(self) -> None:
        """Remove expired files and those of removed meetings."""
        try:
            with self._store.read_session() as session:
                meetings = set(session.scalars(select(Meeting.id)))
        except KioskError as error:
            log.info("tidying handouts later: %s", error)
            return
        self.handout_store.tidy(meetings)

    def make(self, meeting_id: int, kind: str, ticket: str) -> None:
        """Generate the handout of this ticket, unless it was replaced or cancelled."""
        self.tidy()
        waiting = self.handout_store.read(meeting_id, HandoutKind(kind))
        if waiting.ticket != ticket or waiting.state is not HandoutState.WAITING:
            return
        if waiting.spec is not None:
            _HandoutRun(
                self._store, self._sandbox, meeting_id, waiting, waiting.spec
            ).run()


class _HandoutRun:
    """One handout being generated."""

    def __init__(
        self,
        store: Store,
        sandbox: Sandbox,
        meeting_id: int,
        handout: Handout,
        spec: HandoutSpec,
    ) -> None:
        self._store, self._sandbox = store, sandbox
        self._handouts = HandoutStore(store.files.root)
        self._meeting_id, self._handout, self._spec = meeting_id, handout, spec

    def run(self) -> None:
        """Generate it; every result is stored."""
        handout = self._handout
        logo = self._handouts.logo(self._meeting_id)
        order = HandoutOrder(
            self._meeting_id, self._spec, handout.base, handout.by, logo
        )
        try:
            self._say(state=HandoutState.RUNNING)
            with generate_handout(
                self._store, self._sandbox, order, self._progress
            ) as result:
                self._keep(result)
        except _Cancelled:
            self._say(state=HandoutState.CANCELLED)
        except HandoutRefused as refusal:
            self._say(state=HandoutState.FAILED, refusal=refusal.sentence)
        except (OSError, ValueError, KioskError) as error:
            log.warning("a handout of meeting %d failed: %s", self._meeting_id, error)
            self._say(state=HandoutState.FAILED)
        except WorkerStopping:
            # The worker ends; the handout can be requested again.
            self._say(state=HandoutState.FAILED)

    def _keep(self, result: FinishedHandout) -> None:
        file = f"{self._handout.ticket}{result.path.suffix}"
        result.path.replace(self._handouts.path(self._meeting_id, file))
        self._say(
            state=HandoutState.READY,
            file=file,
            done=result.people,
            total=result.people,
            left_out=result.left_out,
            until=clock.now() + FILE_LIFETIME,
        )

    def _progress(self, done: int, total: int) -> None:
        ticket = self._handout.ticket
        if (
            self._handouts.is_cancelled(self._meeting_id, ticket)
            or not self._is_wanted()
        ):
            raise _Cancelled
        self._say(done=done, total=total)

    def _say(self, **changes: object) -> None:
        self._handout = msgspec.structs.replace(self._handout, **changes)
        if self._is_wanted():
            self._handouts.write(self._meeting_id, self._spec.kind, self._handout)

    def _is_wanted(self) -> bool:
        """Return whether the stored state is still that of this ticket."""
        note = self._handouts.read(self._meeting_id, self._spec.kind)
        return note.ticket == self._handout.ticket
