"""Worker job that transfers notes to a new version of their document.

It runs when the new version is published, when text was recognised on either version,
and when a note for the old version arrives late. It can be interrupted and repeated.
One event is recorded after all notes were processed. None is recorded for late notes,
as it would disclose who writes; the writer's tablet gets them with its next request.
"""

import time
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from kiosk.annotations.actions.erasure import open_sync_state
from kiosk.annotations.events import AnnotationsCarried
from kiosk.annotations.models import Annotation
from kiosk.annotations.reanchor import PageReanchor, PlacedWord, reanchor_by_quote
from kiosk.annotations.rules import (
    BODY_TYPES,
    TRANSFER_JOB,
    TRANSFER_LATE_JOB,
    NoteAnchor,
    NoteBody,
    NoteKind,
    serialise_body,
)
from kiosk.documents.actions.audience import seen_by
from kiosk.documents.models import Document, Page
from kiosk.documents.replaced_versions import path_to_newest
from kiosk.documents.rules import Publication
from kiosk.storage.errors import CommitOutcomeUnknown, DatabaseUnavailable
from kiosk.storage.files import FileStore
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork

JOURNAL_ACTOR = "worker"
# Notes written per transaction, with a pause in between for other writers.
TRANSFER_BATCH = 100
TRANSFER_PAUSE_SECONDS = 0.05
DATABASE_RETRY_SECONDS = 2.0


@dataclass
class TransferPlan:
    """The mapping from an old version to the published one."""

    new_id: int
    # New page numbers by old ones.
    pairs: dict[int, int]
    # By page number: the SHA-256 of the file with its words.
    old_words: dict[int, str]
    new_words: dict[int, str]
    new_texts: dict[int, str]
    changes: dict[int, PageReanchor] = field(default_factory=dict)
    # Whether notes that had no position before are tried again.
    includes_unplaced: bool = False


class NoteTransfer:
    """The worker's jobs that transfer notes to new versions."""

    def __init__(self, store: Store) -> None:
        """Transfer the notes in `store`."""
        self._store = store

    def install(self) -> None:
        """Register the jobs, and queue transfers that were interrupted."""
        self._store.bulk_jobs.register(TRANSFER_JOB, self.carry)
        self._store.bulk_jobs.register(TRANSFER_LATE_JOB, self.transfer_late)
        with self._store.read_session() as session:
            has_notes = exists().where(
                Annotation.document_id == Document.id,
                Annotation.is_deleted.is_(False),
                Annotation.unplaced_in.is_(None),
            )
            is_replaced = Document.publication == Publication.REPLACED
            replaced = session.scalars(
                select(Document.id).where(is_replaced, has_notes)
            ).all()
        for document_id in replaced:
            self._store.bulk_jobs.enqueue(TRANSFER_JOB, document_id=document_id)

    def carry(self, document_id: int) -> None:
        """Transfer all notes of a replaced document to the published version.

        Notes that had no position in it before are tried again.
        """
        try:
            new_id = self._transfer(document_id, includes_unplaced=True)
            if new_id is not None:
                self._record_event(new_id)
        except (DatabaseUnavailable, CommitOutcomeUnknown):
            self._queue_again(TRANSFER_JOB, document_id)

    def transfer_late(self, document_id: int) -> None:
        """Transfer notes that arrived after the others."""
        try:
            self._transfer(document_id, includes_unplaced=False)
        except (DatabaseUnavailable, CommitOutcomeUnknown):
            self._queue_again(TRANSFER_LATE_JOB, document_id)

    def _queue_again(self, job: str, document_id: int) -> None:
        time.sleep(DATABASE_RETRY_SECONDS)
        self._store.bulk_jobs.enqueue(job, document_id=document_id)

    def _record_event(self, new_id: int) -> None:
        with self._store.unit_of_work(JOURNAL_ACTOR) as work:
            new = work.session.get(Document, new_id)
            if new is not None:
                work.record(
                    AnnotationsCarried(
                        meeting_id=new.meeting_id,
                        document_id=new.id,
                        seen_by=seen_by(work.session, new),
                    )
                )

    def _transfer(self, document_id: int, *, includes_unplaced: bool) -> int | None:
        """Transfer the notes; return the version's id, None if there is none."""
        with self._store.read_session() as session:
            plan = find_transfer_plan(session, document_id)
            pages = session.scalars(
                select(Annotation.page).where(Annotation.document_id == document_id)
            )
            noted = set(pages)
        if plan is None:
            return None
        plan.includes_unplaced = includes_unplaced
        for page in noted & plan.pairs.keys():
            old = read_text_layer(self._store.files, plan.old_words.get(page, ""))
            new = read_text_layer(
                self._store.files, plan.new_words.get(plan.pairs[page], "")
            )
            plan.changes[page] = PageReanchor(old, new)
        last = 0
        while last := self._transfer_batch(document_id, plan, last):
            time.sleep(TRANSFER_PAUSE_SECONDS)
        return plan.new_id

    def _transfer_batch(self, document_id: int, plan: TransferPlan, after: int) -> int:
        """Transfer a batch; return the last note's id, 0 if none was left."""
        with self._store.read_session() as session:
            notes = session.scalars(
                _waiting(document_id, plan).where(Annotation.id > after)
            )
            placed = [
                (note.id, note.body, self._position(note, plan)) for note in notes
            ]
        if not placed:
            return 0
        with self._store.unit_of_work(JOURNAL_ACTOR) as work:
            for note_id, body, position in placed:
                note = work.session.get(Annotation, note_id)
                # An edit in between has queued this job again.
                if note and (note.document_id, note.body) == (document_id, body):
                    _store_position(work, note, plan, position)
        last: int = placed[-1][0]
        return last

    def _position(
        self, note: Annotation, plan: TransferPlan
    ) -> tuple[int, NoteBody] | None:
        """Return a note's page and body in the new version, if it has a position."""
        body = msgspec.json.decode(note.body, type=BODY_TYPES[NoteKind(note.kind)])
        change = plan.changes.get(note.page)
        moved = change.move(body) if change else None
        if moved is not None:
            return plan.pairs[note.page], moved
        quote = msgspec.json.decode(note.anchor, type=NoteAnchor).quote
        return self._search(body, quote, plan)

    def _search(
        self, body: NoteBody, quote: str, plan: TransferPlan
    ) -> tuple[int, NoteBody] | None:
        """Find a note's quote on the pages of the new version."""
        found = []
        for page, sha256 in plan.new_words.items():
            if quote and quote.split(maxsplit=1)[0] in plan.new_texts[page]:
                words = read_text_layer(self._store.files, sha256)
                if (placed := reanchor_by_quote(body, quote, words)) is not None:
                    found.append((page, placed))
        return found[0] if len(found) == 1 else None


def transfer_after_mapping(store: Store, old_id: int, _new_id: int) -> None:
    """Transfer notes again after the page mapping has improved."""
    NoteTransfer(store).carry(old_id)


def _waiting(document_id: int, plan: TransferPlan) -> Select[Annotation]:
    notes = select(Annotation).where(
        Annotation.document_id == document_id, Annotation.is_deleted.is_(False)
    )
    if not plan.includes_unplaced:
        tried = Annotation.unplaced_in == plan.new_id
        notes = notes.where(or_(Annotation.unplaced_in.is_(None), ~tried))
    return notes.order_by(Annotation.id).limit(TRANSFER_BATCH)


def _store_position(
    work: UnitOfWork,
    note: Annotation,
    plan: TransferPlan,
    position: tuple[int, NoteBody] | None,
) -> None:
    """Store a note's new position, or that it has none."""
    if position is None:
        if note.unplaced_in == plan.new_id:
            return
        note.unplaced_in = plan.new_id
    else:
        page, body = position
        note.document_id, note.page, note.unplaced_in = plan.new_id, page, None
        note.body = serialise_body(body)
    state = open_sync_state(work, note.member_id)
    state.change += 1
    note.change = state.change


def find_transfer_plan(session: Session, document_id: int) -> TransferPlan | None:
    """Return the mapping of a replaced document to the published version, if any."""
    old = session.get(Document, document_id)
    way = path_to_newest(session, old) if old else None
    if way is None:
        return None
    named = select(Page.number, Page.words_sha256, Page.text)
    before = session.execute(named.where(Page.document_id == document_id)).all()
    after = session.execute(named.where(Page.document_id == way.newest.id)).all()
    return TransferPlan(
        new_id=way.newest.id,
        pairs=dict(way.pairs),
        old_words={page.number: page.words_sha256 for page in before},
        new_words={page.number: page.words_sha256 for page in after},
        new_texts={page.number: page.text for page in after},
    )


def read_text_layer(files: FileStore, sha256: str) -> list[PlacedWord]:
    """Return the words of a page with their boxes; empty without a file."""
    if not sha256:
        return []
    rows = msgspec.json.decode(
        files.path(sha256).read_bytes(), type=list[list[float | str]]
    )
    return [
        (float(x), float(y), float(w), float(h), str(t)) for x, y, w, h, t, *_ in rows
    ]
