"""Notes go over to the new version of their paper: the worker's job.

It comes when the new version is published, again when text was recognised on either,
and when a note arrives late for the old one. It may be cut off anywhere and repeated.
Tablets are told once all have been looked at; of late notes nobody is told, so that
nothing betrays who has written: their writer's tablet finds them when it asks again.
"""

import time
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Select, or_, select
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
# So many notes are written in one go; the others' changes come in between.
TRANSFER_BATCH = 100
TRANSFER_PAUSE_SECONDS = 0.05
DATABASE_RETRY_SECONDS = 2.0


@dataclass
class TransferPlan:
    """What carries notes from an old version to the published one."""

    new_id: int
    pairs: dict[int, int]
    # By page: the names of the files of their words.
    old_words: dict[int, str]
    new_words: dict[int, str]
    new_texts: dict[int, str]
    changes: dict[int, PageReanchor] = field(default_factory=dict)
    # Whether those that found no place before are looked at again.
    includes_unplaced: bool = False


class NoteTransfer:
    """The worker's jobs that carry notes to new versions."""

    def __init__(self, store: Store) -> None:
        """Carry the notes in `store`."""
        self._store = store

    def install(self) -> None:
        """Answer to the jobs, and queue what was left undone."""
        self._store.bulk_jobs.register(TRANSFER_JOB, self.carry)
        self._store.bulk_jobs.register(TRANSFER_LATE_JOB, self.transfer_late)
        with self._store.read_session() as session:
            replaced = session.scalars(
                select(Document.id).where(
                    Document.publication == Publication.REPLACED,
                    select(Annotation.id)
                    .where(
                        Annotation.document_id == Document.id,
                        Annotation.is_deleted.is_(False),
                        Annotation.unplaced_in.is_(None),
                    )
                    .exists(),
                )
            ).all()
        for document_id in replaced:
            self._store.bulk_jobs.enqueue(TRANSFER_JOB, document_id=document_id)

    def carry(self, document_id: int) -> None:
        """Carry the notes of a replaced paper to the version that is published.

        Those that found no place in it before are tried once more.
        """
        try:
            new_id = self._carry(document_id, includes_unplaced=True)
            if new_id is not None:
                self._tell(new_id)
        except (DatabaseUnavailable, CommitOutcomeUnknown):
            self._queue_again(TRANSFER_JOB, document_id)

    def transfer_late(self, document_id: int) -> None:
        """Carry notes that came after the others."""
        try:
            self._carry(document_id, includes_unplaced=False)
        except (DatabaseUnavailable, CommitOutcomeUnknown):
            self._queue_again(TRANSFER_LATE_JOB, document_id)

    def _queue_again(self, job: str, document_id: int) -> None:
        time.sleep(DATABASE_RETRY_SECONDS)
        self._store.bulk_jobs.enqueue(job, document_id=document_id)

    def _tell(self, new_id: int) -> None:
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

    def _carry(self, document_id: int, *, includes_unplaced: bool) -> int | None:
        """Carry the notes; return the version they went to, None if there is none."""
        with self._store.read_session() as session:
            move = find_transfer_plan(session, document_id)
            pages = session.scalars(
                select(Annotation.page).where(Annotation.document_id == document_id)
            )
            noted = set(pages)
        if move is None:
            return None
        move.includes_unplaced = includes_unplaced
        for page in noted & move.pairs.keys():
            old = read_text_layer(self._store.files, move.old_words.get(page, ""))
            new = read_text_layer(
                self._store.files, move.new_words.get(move.pairs[page], "")
            )
            move.changes[page] = PageReanchor(old, new)
        last = 0
        while last := self._carry_some(document_id, move, last):
            time.sleep(TRANSFER_PAUSE_SECONDS)
        return move.new_id

    def _carry_some(self, document_id: int, move: TransferPlan, after: int) -> int:
        """Carry a batch; return the last note's id, 0 once there is none."""
        with self._store.read_session() as session:
            notes = session.scalars(
                _waiting(document_id, move).where(Annotation.id > after)
            )
            placed = [(note.id, note.body, self._place(note, move)) for note in notes]
        if not placed:
            return 0
        with self._store.unit_of_work(JOURNAL_ACTOR) as work:
            for note_id, body, place in placed:
                note = work.session.get(Annotation, note_id)
                # One that was edited meanwhile has queued this job once more.
                if note and (note.document_id, note.body) == (document_id, body):
                    _put(work, note, move, place)
        last: int = placed[-1][0]
        return last

    def _place(
        self, note: Annotation, move: TransferPlan
    ) -> tuple[int, NoteBody] | None:
        """Return the page and the body of a note in the new version."""
        body = msgspec.json.decode(note.body, type=BODY_TYPES[NoteKind(note.kind)])
        change = move.changes.get(note.page)
        moved = change.move(body) if change else None
        if moved is not None:
            return move.pairs[note.page], moved
        quote = msgspec.json.decode(note.anchor, type=NoteAnchor).quote
        return self._search(body, quote, move)

    def _search(
        self, body: NoteBody, quote: str, move: TransferPlan
    ) -> tuple[int, NoteBody] | None:
        """Look for a note's words on every page of the new version."""
        found = []
        for page, sha256 in move.new_words.items():
            if quote and quote.split(maxsplit=1)[0] in move.new_texts[page]:
                words = read_text_layer(self._store.files, sha256)
                if (placed := reanchor_by_quote(body, quote, words)) is not None:
                    found.append((page, placed))
        return found[0] if len(found) == 1 else None


def transfer_after_mapping(store: Store, old_id: int, _new_id: int) -> None:
    """Carry what found no place before: it is known better where the pages went."""
    NoteTransfer(store).carry(old_id)


def _waiting(document_id: int, move: TransferPlan) -> Select[Annotation]:
    notes = select(Annotation).where(
        Annotation.document_id == document_id, Annotation.is_deleted.is_(False)
    )
    if not move.includes_unplaced:
        tried = Annotation.unplaced_in == move.new_id
        notes = notes.where(or_(Annotation.unplaced_in.is_(None), ~tried))
    return notes.order_by(Annotation.id).limit(TRANSFER_BATCH)


def _put(
    work: UnitOfWork,
    note: Annotation,
    move: TransferPlan,
    place: tuple[int, NoteBody] | None,
) -> None:
    """Write where a note stands now."""
    if place is None:
        if note.unplaced_in == move.new_id:
            return
        note.unplaced_in = move.new_id
    else:
        page, body = place
        note.document_id, note.page, note.unplaced_in = move.new_id, page, None
        note.body = serialise_body(body)
    shelf = open_sync_state(work, note.member_id)
    shelf.change += 1
    note.change = shelf.change


def find_transfer_plan(session: Session, document_id: int) -> TransferPlan | None:
    """Return what there is between a replaced paper and the published one, if any."""
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
    """Return the words of a page with their boxes, none where it has none."""
    if not sha256:
        return []
    rows = msgspec.json.decode(
        files.path(sha256).read_bytes(), type=list[list[float | str]]
    )
    return [
        (float(x), float(y), float(w), float(h), str(t)) for x, y, w, h, t, *_ in rows
    ]
