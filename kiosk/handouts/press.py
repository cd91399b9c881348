"""The worker's job: has a handout made, says how far it is, ends it when asked to."""

import logging

import msgspec
from sqlalchemy import select

from kiosk import clock
from kiosk.documents.sandbox import Sandbox, Stopped
from kiosk.errors import KioskError
from kiosk.handouts.making import Made, Order, Refused, made
from kiosk.handouts.places import Shelf
from kiosk.handouts.rules import KEPT, Handout, Kind, State, Wish
from kiosk.meetings.models import Meeting
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

HANDOUT_JOB = "make_handout"


class _Cancelled(Exception):  # noqa: N818
    """Whoever asked for it asks no more."""


class HandoutPress:
    """Makes the handouts of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Make them below the files of `store`."""
        self._store, self._sandbox = store, sandbox
        self.shelf = Shelf(store.files.root)

    def install(self) -> None:
        """Answer to the job."""
        self._store.bulk_jobs.on(HANDOUT_JOB, self.make)

    def tidy(self) -> None:
        """Remove files past their time, and those of removed meetings."""
        try:
            with self._store.reading() as session:
                meetings = set(session.scalars(select(Meeting.id)))
        except KioskError as error:
            log.info("tidying handouts later: %s", error)
            return
        self.shelf.tidy(meetings)

    def make(self, meeting_id: int, kind: str, ticket: str) -> None:
        """Make the handout that this ticket stands for, if it is still wanted."""
        self.tidy()
        waiting = self.shelf.read(meeting_id, Kind(kind))
        if waiting.ticket != ticket or waiting.state is not State.WAITING:
            return
        if waiting.wish is not None:
            _Job(self._store, self._sandbox, meeting_id, waiting, waiting.wish).run()


class _Job:
    """One handout in the making."""

    def __init__(
        self,
        store: Store,
        sandbox: Sandbox,
        meeting_id: int,
        handout: Handout,
        wish: Wish,
    ) -> None:
        self._store, self._sandbox = store, sandbox
        self._shelf = Shelf(store.files.root)
        self._meeting_id, self._handout, self._wish = meeting_id, handout, wish

    def run(self) -> None:
        """Make it; whatever happens is written down."""
        handout = self._handout
        logo = self._shelf.logo(self._meeting_id)
        order = Order(self._meeting_id, self._wish, handout.base, handout.by, logo)
        try:
            self._say(state=State.RUNNING)
            with made(self._store, self._sandbox, order, self._progress) as result:
                self._keep(result)
        except _Cancelled:
            self._say(state=State.CANCELLED)
        except Refused as refusal:
            self._say(state=State.FAILED, refusal=refusal.sentence)
        except (OSError, ValueError, KioskError) as error:
            log.warning("a handout of meeting %d failed: %s", self._meeting_id, error)
            self._say(state=State.FAILED)
        except Stopped:
            # The worker ends; whoever asked may ask again.
            self._say(state=State.FAILED)

    def _keep(self, result: Made) -> None:
        file = f"{self._handout.ticket}{result.path.suffix}"
        result.path.replace(self._shelf.path(self._meeting_id, file))
        self._say(
            state=State.READY,
            file=file,
            done=result.people,
            total=result.people,
            left_out=result.left_out,
            until=clock.now() + KEPT,
        )

    def _progress(self, done: int, total: int) -> None:
        ticket = self._handout.ticket
        if self._shelf.is_cancelled(self._meeting_id, ticket) or not self._is_wanted():
            raise _Cancelled
        self._say(done=done, total=total)

    def _say(self, **changes: object) -> None:
        self._handout = msgspec.structs.replace(self._handout, **changes)
        if self._is_wanted():
            self._shelf.write(self._meeting_id, self._wish.kind, self._handout)

    def _is_wanted(self) -> bool:
        """Tell whether the note is ours: cancelled and asked anew, it is another's."""
        note = self._shelf.read(self._meeting_id, self._wish.kind)
        return note.ticket == self._handout.ticket
