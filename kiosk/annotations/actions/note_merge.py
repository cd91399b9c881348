"""Merge the note changes that a tablet sends.

No event is recorded: neither the journal nor other screens learn that somebody writes.
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

# The JSON body of a deleted note.
NO_BODY = "null"


@dataclass(frozen=True)
class MergeResult:
    """The result of one edit."""

    key: str
    verdict: MergeVerdict | None
    revision: int = 0
    # The newer note that is kept, if its owner may see it now.
    note: queries.OwnNoteResponse | None = None
    refusal: KioskError | None = None


@dataclass
class MergeSummary:
    """The results of one request."""

    outcomes: list[MergeResult] = field(default_factory=list)
    has_changed: bool = False
    # Replaced documents that were written on: their notes must be transferred.
    replaced: set[int] = field(default_factory=set)
    # Members with whom one of the notes is shared, or was until now.
    readers: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class ParsedChange:
    """An edit with its parsed body, or the reason why it cannot be kept."""

    change: NoteChange
    body: NoteBody | None = None
    refusal: KioskError | None = None


def parse_changes(changes: list[NoteChange]) -> list[ParsedChange]:
    """Parse the bodies of a request, before anything is locked.

    :raises Invalid: there are more than `CHANGES_PER_REQUEST`.
    """
    if len(changes) > CHANGES_PER_REQUEST:
        raise Invalid(N_("Gửi quá nhiều ghi chú một lúc."), code="too_many")
    return [_parse(change) for change in changes]


def _parse(change: NoteChange) -> ParsedChange:
    if change.deleted:
        return ParsedChange(change)
    try:
        return ParsedChange(change, body=parse_body(change.kind, bytes(change.body)))
    except KioskError as refusal:
        return ParsedChange(change, refusal=refusal)


def merge_changes(
    work: UnitOfWork, *, actor: Actor, reads: list[ParsedChange]
) -> MergeSummary:
    """Merge a tablet's edits into the actor's own notes, one by one.

    :raises Forbidden: the actor is no member of this meeting.
    """
    return _MergeRun(work, actor, reads).run()


class _MergeRun:
    """The merge of one request."""

    def __init__(
        self, work: UnitOfWork, actor: Actor, reads: list[ParsedChange]
    ) -> None:
        self._work, self._actor, self._reads = work, actor, reads
        self._member = queries.owner_of(actor)
        self._state = open_sync_state(work, self._member)
        self._merged = MergeSummary()
        stored = select(Annotation).where(
            Annotation.member_id == self._member,
            Annotation.key.in_({read.change.key for read in reads}),
        )
        self._notes = {note.key: note for note in work.session.scalars(stored)}
        self._readers = readers_by_note(
            work.session, [note.id for note in self._notes.values()]
        )
        pages = {(read.change.document, read.change.page) for read in reads}
        self._total, self._on_page = queries.counts(work.session, self._member, pages)
        self._writable: dict[int, Document] = {}

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
            change.base, deleted=change.deleted, stored=_note_state(note, read)
        )
        if verdict is MergeVerdict.TAKEN:
            note = self._take(read, note)
        newer = None
        if verdict is MergeVerdict.NEWER and note is not None:
            session, document_id = self._work.session, note.document_id
            if not (
                note.is_deleted
                or readable_documents(session, self._actor, [document_id])
            ):
                raise _not_readable()
            newer = queries.own_note_response(note)
        return MergeResult(change.key, verdict, note.revision if note else 0, newer)

    def _take(self, read: ParsedChange, note: Annotation | None) -> Annotation:
        change = read.change
        if read.body is not None:
            before = len(note.body.encode()) if note else 0
            after = len(serialise_body(read.body).encode())
            check_size(self._state.size, before, after)
        self._state.change += 1
        self._merged.has_changed = True
        if note is None:
            note = self._new(change)
        if change.deleted:
            self._set_body(note, NO_BODY)
            note.is_deleted, note.anchor = True, "{}"
            withdraw_shares(self._work, note)
        elif read.body is not None:
            self._write(note, change, read.body)
            document = self._work.session.get_one(Document, note.document_id)
            if document.publication == Publication.REPLACED:
                self._merged.replaced.add(document.id)
        self._merged.readers |= self._readers.get(note.id, set())
        note.revision += 1
        note.change, note.edited_at = self._state.change, self._work.now
        return note

    def _new(self, change: NoteChange) -> Annotation:
        document = self._writable.get(change.document)
        if document is None:
            document = self._writable_document(change.document)
            self._writable[change.document] = document
        if change.page > max(document.page_count, 1):
            raise Invalid(N_("Không có trang này."), code="no_page")
        page = (change.document, change.page)
        check_note_count(self._on_page.get(page, 0), self._total)
        self._on_page[page] = self._on_page.get(page, 0) + 1
        self._total += 1
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
            # Transferred to the new version meanwhile: it keeps its position there.
            at = msgspec.json.decode(note.body, type=TextNote).at
            self._set_body(note, serialise_body(TextNote(body.text, at)))

    def _set_body(self, note: Annotation, body: str) -> None:
        growth = len(body.encode()) - len(note.body.encode())
        self._state.size = max(0, self._state.size + growth)
        note.body = body

    def _writable_document(self, document_id: int) -> Document:
        """Return a document the actor may write on, or might when they did.

        :raises NotFound: it is another meeting's, a draft, or not for this role.
        """
        document = self._work.session.get(Document, document_id)
        if document is None or document.meeting_id != self._actor.meeting_id:
            raise _not_readable()
        if self._actor.may(Permission.READ_DRAFTS):
            return document
        if (
            document.publication == Publication.DRAFT
            or document.item_id is None
            or self._actor.role
            not in roles_that_see(self._work.session, document.item_id)
        ):
            raise _not_readable()
        return document


def _not_readable() -> NotFound:
    return NotFound(N_("Tài liệu này chưa phát hành hoặc đã thu hồi."))


def _note_state(note: Annotation | None, read: ParsedChange) -> NoteState | None:
    if note is None:
        return None
    is_same = read.body is not None and (
        (note.colour, note.body) == (read.change.colour, serialise_body(read.body))
    )
    return NoteState(note.revision, note.kind, note.is_deleted, is_same)
