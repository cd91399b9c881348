"""Taking in what a tablet sends of its holder's notes.

Nothing of it is recorded as an event: the journal and the other screens learn nothing,
not even that somebody writes.
"""

from dataclasses import dataclass, field

import msgspec
from sqlalchemy import select

from kiosk.agenda.queries import roles_that_see
from kiosk.annotations import queries
from kiosk.annotations.actions.erasure import open_sync_state
from kiosk.annotations.actions.sharing import withdraw_shares
from kiosk.annotations.models import Annotation
from kiosk.annotations.rules import (
    CHANGES_PER_REQUEST,
    MergeVerdict,
    NoteBody,
    NoteChange,
    NoteState,
    TextNote,
    check_note_count,
    check_size,
    parse_body,
    resolve_edit,
    serialise_body,
)
from kiosk.annotations.shared_notes import readers_by_note
from kiosk.documents.models import Document
from kiosk.documents.queries import readable_documents
from kiosk.documents.rules import Publication
from kiosk.errors import N_, Invalid, KioskError, NotFound
from kiosk.identity import Actor
from kiosk.roles import Permission
from kiosk.storage.unit_of_work import UnitOfWork

# In JSON, of a note that is deleted or not yet written.
NO_BODY = "null"


@dataclass(frozen=True)
class MergeResult:
    """What became of one edit."""

    key: str
    verdict: MergeVerdict | None
    revision: int = 0
    # The newer one that stands, if its owner may see it now.
    note: queries.OwnNoteResponse | None = None
    refusal: KioskError | None = None


@dataclass
class MergeSummary:
    """What became of one sending."""

    outcomes: list[MergeResult] = field(default_factory=list)
    has_changed: bool = False
    # Papers written on that a new version has replaced: their notes are to follow.
    replaced: set[int] = field(default_factory=set)
    # Members with whom something of it is shared, or was until now.
    readers: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class ParsedChange:
    """An edit whose body has been looked at, or why it cannot be kept."""

    change: NoteChange
    body: NoteBody | None = None
    refusal: KioskError | None = None


def parse_changes(changes: list[NoteChange]) -> list[ParsedChange]:
    """Look at the bodies of a sending, before anything is locked.

    :raises Invalid: there are too many at once.
    """
    if len(changes) > CHANGES_PER_REQUEST:
        raise Invalid(N_("Gửi quá nhiều ghi chú một lúc."), code="too_many")
    return [_read(change) for change in changes]


def _read(change: NoteChange) -> ParsedChange:
    if change.deleted:
        return ParsedChange(change)
    try:
        return ParsedChange(change, body=parse_body(change.kind, bytes(change.body)))
    except KioskError as refusal:
        return ParsedChange(change, refusal=refusal)


def merge_changes(
    work: UnitOfWork, *, actor: Actor, reads: list[ParsedChange]
) -> MergeSummary:
    """Merge a tablet's edits into the actor's own notes, each for itself.

    :raises Forbidden: the actor is nobody in this meeting.
    """
    return _MergeRun(work, actor, reads).run()


class _MergeRun:
    """One sending on its way into the shelf."""

    def __init__(
        self, work: UnitOfWork, actor: Actor, reads: list[ParsedChange]
    ) -> None:
        self._work, self._actor, self._reads = work, actor, reads
        self._member = queries.owner_of(actor)
        self._shelf = open_sync_state(work, self._member)
        self._merged = MergeSummary()
        wanted = {read.change.key for read in reads}
        self._notes = {
            note.key: note
            for note in work.session.scalars(
                select(Annotation).where(
                    Annotation.member_id == self._member, Annotation.key.in_(wanted)
                )
            )
        }
        self._readers = readers_by_note(
            work.session, [note.id for note in self._notes.values()]
        )
        pages = {(read.change.document, read.change.page) for read in reads}
        self._in_all, self._on_page = queries.counts(work.session, self._member, pages)
        self._papers: dict[int, Document | KioskError] = {}

    def run(self) -> MergeSummary:
        for read in self._reads:
            try:
                outcome = self._merge(read)
            except KioskError as refusal:
                outcome = MergeResult(read.change.key, None, refusal=refusal)
            self._merged.outcomes.append(outcome)
        return self._merged

    def _merge(self, read: ParsedChange) -> MergeResult:
        if read.refusal:
            raise read.refusal
        change, note = read.change, self._notes.get(read.change.key)
        verdict = resolve_edit(
            change.base, deleted=change.deleted, standing=_note_state(note, read)
        )
        if verdict is MergeVerdict.TAKEN:
            note = self._take(read, note)
        if verdict is MergeVerdict.NEWER and note is not None:
            readable = readable_documents(
                self._work.session, self._actor, [note.document_id]
            )
            if not note.is_deleted and not readable:
                raise _not_readable()
            return MergeResult(
                change.key, verdict, note.revision, queries.own_note_response(note)
            )
        return MergeResult(change.key, verdict, note.revision if note else 0)

    def _take(self, read: ParsedChange, note: Annotation | None) -> Annotation:
        change = read.change
        if read.body is not None:
            before = len(note.body.encode()) if note else 0
            check_size(
                self._shelf.size, before, len(serialise_body(read.body).encode())
            )
        self._shelf.change += 1
        self._merged.has_changed = True
        if note is None:
            note = self._new(change)
        if change.deleted:
            self._set_body(note, NO_BODY)
            note.is_deleted, note.anchor = True, "{}"
            withdraw_shares(self._work, note)
        elif read.body is not None:
            self._write(note, change, read.body)
            paper = self._work.session.get_one(Document, note.document_id)
            if paper.publication == Publication.REPLACED:
                self._merged.replaced.add(paper.id)
        self._merged.readers |= self._readers.get(note.id, set())
        note.revision += 1
        note.change, note.edited_at = self._shelf.change, self._work.now
        return note

    def _new(self, change: NoteChange) -> Annotation:
        document = self._paper(change.document)
        if change.page > max(document.page_count, 1):
            raise Invalid(N_("Không có trang này."), code="no_page")
        place = (change.document, change.page)
        check_note_count(self._on_page.get(place, 0), self._in_all)
        self._on_page[place] = self._on_page.get(place, 0) + 1
        self._in_all += 1
        note = Annotation(
            key=change.key,
            member_id=self._member,
            document_id=change.document,
            page=change.page,
            kind=change.kind,
            revision=0,
            body=NO_BODY,
        )
        self._work.session.add(note)
        self._notes[change.key] = note
        return note

    def _write(self, note: Annotation, change: NoteChange, body: NoteBody) -> None:
        note.colour, note.is_deleted = change.colour, False
        if note.document_id == change.document and note.page == change.page:
            self._set_body(note, serialise_body(body))
            note.anchor = msgspec.json.encode(change.anchor).decode()
        elif isinstance(body, TextNote):
            # It was carried to the new version meanwhile: it stays there.
            at = msgspec.json.decode(note.body, type=TextNote).at
            self._set_body(note, serialise_body(TextNote(body.text, at)))

    def _set_body(self, note: Annotation, body: str) -> None:
        grown = len(body.encode()) - len(note.body.encode())
        self._shelf.size = max(0, self._shelf.size + grown)
        note.body = body

    def _paper(self, document_id: int) -> Document:
        found = self._papers.get(document_id)
        if found is None:
            found = self._papers[document_id] = self._find_paper(document_id)
        if isinstance(found, KioskError):
            raise found
        return found

    def _find_paper(self, document_id: int) -> Document | KioskError:
        """Return a paper the actor may write on, or may have when he wrote on it."""
        document = self._work.session.get(Document, document_id)
        if document is None or document.meeting_id != self._actor.meeting_id:
            return _not_readable()
        if self._actor.may(Permission.READ_DRAFTS):
            return document
        if document.publication == Publication.DRAFT or document.item_id is None:
            return _not_readable()
        if self._actor.role not in roles_that_see(self._work.session, document.item_id):
            return _not_readable()
        return document


def _not_readable() -> NotFound:
    return NotFound(N_("Tài liệu này chưa phát hành hoặc đã thu hồi."))


def _note_state(note: Annotation | None, read: ParsedChange) -> NoteState | None:
    if note is None:
        return None
    colour = read.change.colour
    is_same = read.body is not None and (
        (note.colour, note.body) == (colour, serialise_body(read.body))
    )
    return NoteState(note.revision, note.kind, note.is_deleted, is_same)
