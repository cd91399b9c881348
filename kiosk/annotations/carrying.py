"""Notes go over to the new version of their paper: the worker's job.

It comes when the new version is published, again when text was recognised on either,
and when a note arrives late for the old one. It may be cut off anywhere and repeated.
"""

import time
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from kiosk.annotations.actions.erasing import open_shelf
from kiosk.annotations.models import Annotation
from kiosk.annotations.placing import PageChange, Word, place_by_quote
from kiosk.annotations.rules import BODIES, CARRY_JOB, Anchor, Body, Kind, write_body
from kiosk.documents.matching import Pair, compose
from kiosk.documents.models import Document, Page
from kiosk.documents.rules import Publication
from kiosk.storage.files import FileStore
from kiosk.storage.refusals import Busy, Unsure
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork

WORKER = "worker"
# So many notes are written in one go; the others' changes come in between.
BATCH = 100
PAUSE_SECONDS = 0.05
AWAY_SECONDS = 2.0


@dataclass
class Way:
    """From an old version to the published one: its pages, and what is on them."""

    new_id: int
    pairs: dict[int, int]
    # By page: the names of the files of their words.
    old_words: dict[int, str]
    new_words: dict[int, str]
    new_texts: dict[int, str]
    changes: dict[int, PageChange] = field(default_factory=dict)


class Carrying:
    """The worker's jobs that carry notes to new versions."""

    def __init__(self, store: Store) -> None:
        """Carry the notes in `store`."""
        self._store = store

    def install(self) -> None:
        """Answer to the jobs, and queue what was left undone."""
        self._store.bulk_jobs.on(CARRY_JOB, self.carry)
        with self._store.reading() as session:
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
            self._store.bulk_jobs.enqueue(CARRY_JOB, document_id=document_id)

    def carry(self, document_id: int) -> None:
        """Carry the notes of a replaced paper to the version that is published."""
        try:
            self._carry(document_id)
        except (Busy, Unsure):
            time.sleep(AWAY_SECONDS)
            self._store.bulk_jobs.enqueue(CARRY_JOB, document_id=document_id)

    def _carry(self, document_id: int) -> None:
        with self._store.reading() as session:
            way = find_way(session, document_id)
            pages = session.scalars(
                select(Annotation.page).where(Annotation.document_id == document_id)
            )
            noted = set(pages)
        if way is None:
            return
        for page in noted & way.pairs.keys():
            old = read_words(self._store.files, way.old_words.get(page, ""))
            new = read_words(self._store.files, way.new_words.get(way.pairs[page], ""))
            way.changes[page] = PageChange(old, new)
        last = 0
        while last := self._carry_some(document_id, way, last):
            time.sleep(PAUSE_SECONDS)

    def _carry_some(self, document_id: int, way: Way, after: int) -> int:
        """Carry a batch; return the last note's id, 0 once there is none."""
        with self._store.reading() as session:
            notes = session.scalars(
                _waiting(document_id, way).where(Annotation.id > after)
            )
            placed = [(note.id, note.body, self._place(note, way)) for note in notes]
        if not placed:
            return 0
        with self._store.work(WORKER) as work:
            for note_id, body, place in placed:
                note = work.session.get(Annotation, note_id)
                # One that was edited meanwhile has queued this job once more.
                if note and (note.document_id, note.body) == (document_id, body):
                    _put(work, note, way, place)
        last: int = placed[-1][0]
        return last

    def _place(self, note: Annotation, way: Way) -> tuple[int, Body] | None:
        """Return the page and the body of a note in the new version."""
        body = msgspec.json.decode(note.body, type=BODIES[Kind(note.kind)])
        change = way.changes.get(note.page)
        moved = change.move(body) if change else None
        if moved is not None:
            return way.pairs[note.page], moved
        quote = msgspec.json.decode(note.anchor, type=Anchor).quote
        return self._search(body, quote, way)

    def _search(self, body: Body, quote: str, way: Way) -> tuple[int, Body] | None:
        """Look for a note's words on every page of the new version."""
        found = []
        for page, sha256 in way.new_words.items():
            if quote and quote.split(maxsplit=1)[0] in way.new_texts[page]:
                words = read_words(self._store.files, sha256)
                if (placed := place_by_quote(body, quote, words)) is not None:
                    found.append((page, placed))
        return found[0] if len(found) == 1 else None


def carry_after_mapping(store: Store, old_id: int, _new_id: int) -> None:
    """Carry what was left, now that it is known better where the pages went."""
    Carrying(store).carry(old_id)


def _waiting(document_id: int, way: Way) -> Select[Annotation]:
    is_new: ColumnElement[bool] = or_(
        Annotation.unplaced_in.is_(None), Annotation.unplaced_in != way.new_id
    )
    return (
        select(Annotation)
        .where(
            Annotation.document_id == document_id,
            Annotation.is_deleted.is_(False),
            is_new,
        )
        .order_by(Annotation.id)
        .limit(BATCH)
    )


def _put(
    work: UnitOfWork, note: Annotation, way: Way, place: tuple[int, Body] | None
) -> None:
    """Write where a note stands now."""
    if place is None:
        note.unplaced_in = way.new_id
    else:
        page, body = place
        note.document_id, note.page, note.unplaced_in = way.new_id, page, None
        note.body = write_body(body)
    shelf = open_shelf(work, note.member_id)
    shelf.change += 1
    note.change = shelf.change


def find_way(session: Session, document_id: int) -> Way | None:
    """Return the way from a replaced paper to the version that is published, if any."""
    old = session.get(Document, document_id)
    if old is None or old.publication != Publication.REPLACED:
        return None
    version, pairs = old, None
    while version.publication != Publication.PUBLISHED:
        heir = session.scalar(
            select(Document)
            .where(Document.replaces_id == version.id)
            .order_by(Document.id)
            .limit(1)
        )
        if heir is None:
            return None
        step = msgspec.json.decode(heir.page_map, type=list[Pair])
        pairs = step if pairs is None else compose(pairs, step)
        version = heir
    pages = session.execute(
        select(Page.number, Page.words_sha256, Page.text).where(
            Page.document_id == version.id
        )
    ).all()
    before = session.execute(
        select(Page.number, Page.words_sha256).where(Page.document_id == old.id)
    ).all()
    return Way(
        version.id,
        dict(pairs or []),
        {page.number: page.words_sha256 for page in before},
        {number: words for number, words, _ in pages},
        {number: text for number, _, text in pages},
    )


def read_words(files: FileStore, sha256: str) -> list[Word]:
    """Return the words of a page with their boxes, none where it has none."""
    if not sha256:
        return []
    rows = msgspec.json.decode(
        files.path(sha256).read_bytes(), type=list[list[float | str]]
    )
    return [
        (float(x), float(y), float(w), float(h), str(t)) for x, y, w, h, t, *_ in rows
    ]
