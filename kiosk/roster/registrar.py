"""The worker's job: reads a list, shows what it would change, and takes it over."""

import logging
import time

import msgspec

from kiosk.documents.sandbox import Sandbox, Stopped
from kiosk.errors import N_, Invalid, KioskError
from kiosk.identity import Actor
from kiosk.roles import Role
from kiosk.roster.actions import Prepared, take_over
from kiosk.roster.drafts import Counts, Draft, Phase, State, counts_of, preview_of
from kiosk.roster.places import Shelf, sweep
from kiosk.roster.reading import plan_list, read_file
from kiosk.roster.rules import Choice, Plan, Table
from kiosk.storage.store import Store

log = logging.getLogger(__name__)

ROSTER_JOB = "attend_to_roster"
# The screen looks every second; telling more often only costs.
TELL_SECONDS = 0.5


class Registrar:
    """Attends to the lists of one data folder."""

    def __init__(self, store: Store, sandbox: Sandbox) -> None:
        """Read in the sandbox, write into `store`."""
        self._store, self._sandbox = store, sandbox

    def install(self) -> None:
        """Answer to the job."""
        self._store.bulk_jobs.on(ROSTER_JOB, self.attend)

    def attend(self, meeting_id: int, draft: str, turn: int) -> None:
        """Do what is wanted of a draft, unless something else is wanted by now."""
        sweep(self._store.files.root)
        shelf = Shelf(self._store.files.root, meeting_id)
        found = shelf.draft()
        if found is None or (found.id, found.turn) != (draft, turn):
            return
        try:
            self._do(shelf, meeting_id, found)
        except Stopped:
            self._tell(shelf, found, Phase.FAILED)
        except KioskError as refusal:
            self._tell(shelf, found, Phase.REFUSED, refusal)
        except (OSError, ValueError, msgspec.MsgspecError):
            log.exception("the list %s of meeting %d failed", draft, meeting_id)
            self._tell(shelf, found, Phase.FAILED)

    def _do(self, shelf: Shelf, meeting_id: int, draft: Draft) -> None:
        phase = Phase.TAKING if draft.confirmed else Phase.READING
        self._tell(shelf, draft, phase)
        table = self._table(shelf, draft)
        with self._store.reading() as session:
            sheet, plan = plan_list(session, meeting_id, table, draft.choice)
        if draft.confirmed:
            self._take_over(meeting_id, draft, plan)
            shelf.drop_words()
            self._tell(shelf, draft, Phase.DONE, counts=counts_of(plan, sheet))
            return
        shelf.write("preview", preview_of(draft, table, sheet, plan))
        self._tell(shelf, draft, Phase.PREVIEW, counts=counts_of(plan, sheet))

    def _table(self, shelf: Shelf, draft: Draft) -> Table:
        """Read the file, unless that was done and nothing of the reading is new."""
        kept = shelf.table(draft)
        if kept is not None and _is_read_as(kept, draft.choice):
            return kept
        told = time.monotonic()

        def progress(rows: int) -> None:
            nonlocal told
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                self._tell(shelf, draft, Phase.READING, rows=rows)

        table = read_file(
            self._sandbox,
            self._store.files.scratch,
            shelf.source,
            draft.choice,
            progress,
        )
        shelf.write(f"table-{draft.id}", table)
        return table

    def _take_over(self, meeting_id: int, draft: Draft, plan: Plan) -> None:
        if not plan.new and not plan.changed:
            return
        if plan.signature != draft.confirmed:
            raise Invalid(
                N_(
                    "Danh sách hội nghị vừa thay đổi. Xin xem lại rồi xác nhận lần nữa."
                ),
                code="changed_meanwhile",
            )
        # The right to it was asked when the secretary said yes.
        actor = Actor(meeting_id, Role.SECRETARY, "", sign_in_id=0)
        prepared = Prepared(plan)
        with self._store.work(draft.by) as work:
            take_over(work, actor=actor, prepared=prepared)

    def _tell(
        self,
        shelf: Shelf,
        draft: Draft,
        phase: Phase,
        refusal: KioskError | None = None,
        *,
        rows: int = 0,
        counts: Counts | None = None,
    ) -> None:
        details = dict(refusal.details) if refusal else {}
        state = State(
            draft=draft.id,
            turn=draft.turn,
            phase=phase,
            rows=rows,
            sentence=refusal.sentence if refusal else "",
            details={name: str(said) for name, said in details.items()},
            counts=counts or Counts(),
        )
        shelf.write("state", state)


def _is_read_as(table: Table, choice: Choice) -> bool:
    return choice.separator in {None, table.separator} and choice.sheet in {
        None,
        table.sheet,
    }
