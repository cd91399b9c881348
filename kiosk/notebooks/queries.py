"""Collect a member's own notes on documents they may read now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.agenda.queries import agenda
from kiosk.annotations.models import Annotation
from kiosk.annotations.queries import documents_with_notes, sync_state_of
from kiosk.annotations.rules import (
    BODY_TYPES,
    Highlight,
    Ink,
    NoteAnchor,
    NoteKind,
    TextNote,
)
from kiosk.documents.file_remarks import may_be_printed
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.queries import readable_documents, sees_unmarked
from kiosk.documents.rules import SCREEN_WIDTH, Publication
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.notebooks.rules import (
    NOTEBOOK_PAGES_LIMIT,
    Chapter,
    ExportMode,
    Notebook,
    NotebookPage,
    NotebookSnapshot,
    NoteLine,
    NotePin,
    export_mode,
)
from kiosk.roles import Permission, Role
from kiosk.vietnamese import clock_time, long_date, short_date
from kiosk.watermarks.queries import watermark_for
from kiosk.watermarks.rules import Watermark


def member_actor(session: Session, member_id: int, sign_in_id: int) -> Actor | None:
    """Return the actor of a member, None if the member was removed.

    The member's role counts, also if their account is an administrator's.
    """
    member = session.get(Member, member_id)
    if member is None:
        return None
    return Actor(
        member.meeting_id, Role(member.role), member.full_name, sign_in_id, member_id
    )


def notebook_snapshot(session: Session, actor: Actor) -> NotebookSnapshot:
    """Return the snapshot of a notebook of the actor made now."""
    member_id = actor.member_id or 0
    state = sync_state_of(session, member_id)
    noted = documents_with_notes(session, member_id)
    return NotebookSnapshot(
        state.erasures, state.change, _export_modes(session, actor, noted)
    )


def is_allowed(session: Session, actor: Actor, snapshot: NotebookSnapshot) -> bool:
    """Return whether the actor may still have all contents of a notebook."""
    state = sync_state_of(session, actor.member_id or 0)
    modes = _export_modes(session, actor, snapshot.papers)
    return snapshot.erasures == state.erasures and snapshot.papers == modes


def _export_modes(
    session: Session, actor: Actor, documents: Iterable[int]
) -> dict[int, ExportMode]:
    return {
        document_id: export_mode(
            is_kept=document.is_kept,
            may_be_printed=may_be_printed(document.paper_remarks),
            is_clean=sees_unmarked(actor, document),
            prepares=actor.may(Permission.PREPARE_MEETING),
        )
        for document_id, document in readable_documents(
            session, actor, documents
        ).items()
    }


def build_notebook(
    session: Session, actor: Actor, snapshot: NotebookSnapshot
) -> Notebook:
    """Return the contents of the actor's notebook."""
    meeting = session.get_one(Meeting, actor.meeting_id)
    member = session.get_one(Member, actor.member_id)
    now = clock.now()
    builder = _NotebookBuilder(session, actor)
    order = {
        line.item.id: index
        for index, line in enumerate(agenda(session, meeting.id, actor.role))
    }
    documents = [
        session.get_one(Document, document_id) for document_id in snapshot.papers
    ]
    documents.sort(
        key=lambda one: (order.get(one.item_id or 0, -1), one.ordinal, one.id)
    )
    return Notebook(
        body_name=meeting.body_name,
        meeting=meeting.title,
        day=long_date(meeting.starts_at),
        name=member.full_name,
        where=" · ".join(part for part in (member.position, member.unit) if part),
        made=f"{clock_time(now)} {short_date(now)}",
        chapters=[builder.chapter(one, snapshot.papers[one.id]) for one in documents],
    )


@dataclass
class _PageNotes:
    strokes: list[tuple[str, Ink]]
    marked: list[tuple[str, Highlight]]
    pins: list[NotePin]


class _NotebookBuilder:
    """Builds the chapters, with pins numbered throughout."""

    def __init__(self, session: Session, actor: Actor) -> None:
        self._session, self._actor = session, actor
        self._mark: Watermark = watermark_for(session, actor)
        self._number = 0
        self._left = NOTEBOOK_PAGES_LIMIT

    def chapter(self, document: Document, mode: ExportMode) -> Chapter:
        notes = self._session.scalars(
            select(Annotation)
            .where(
                Annotation.member_id == self._actor.member_id,
                Annotation.document_id == document.id,
                Annotation.is_deleted.is_(False),
            )
            .order_by(Annotation.page, Annotation.edited_at, Annotation.id)
        ).all()
        lines: list[NoteLine] = []
        pages: dict[int, _PageNotes] = defaultdict(lambda: _PageNotes([], [], []))
        for note in notes:
            self._take(note, mode, lines, pages[note.page])
        shown = {} if mode is ExportMode.WITHHELD else pages
        wanted = [*shown][: self._left]
        self._left -= len(wanted)
        return Chapter(
            title=document.title,
            mode=mode,
            is_old=document.publication == Publication.REPLACED,
            lines=lines,
            sheets=self._sheets(document, mode, {one: pages[one] for one in wanted}),
            strokes=sum(len(one.strokes) for one in pages.values()),
            left_out=len(shown) - len(wanted),
        )

    def _take(
        self,
        note: Annotation,
        mode: ExportMode,
        lines: list[NoteLine],
        page: _PageNotes,
    ) -> None:
        body = msgspec.json.decode(note.body, type=BODY_TYPES[NoteKind(note.kind)])
        quote = msgspec.json.decode(note.anchor, type=NoteAnchor).quote
        # A quote is the document's text, not the reader's.
        quote = "" if mode is ExportMode.WITHHELD else quote
        if isinstance(body, Ink):
            page.strokes.append((note.colour, body))
        elif isinstance(body, TextNote):
            self._number += 1
            page.pins.append(NotePin(self._number, *body.at))
            lines.append(NoteLine(note.page, self._number, body.text, quote))
        else:
            page.marked.append((note.colour, body))
            if quote:
                lines.append(NoteLine(note.page, 0, "", quote))

    def _sheets(
        self, document: Document, mode: ExportMode, pages: dict[int, _PageNotes]
    ) -> list[NotebookPage]:
        shapes = {page.number: page for page in _shapes(self._session, document, pages)}
        pictures = _pictures(self._session, document, pages)
        mark = self._mark if mode is ExportMode.MARKED else None
        return [
            NotebookPage(
                name=f"{document.title} – trang {number}",
                width=shapes[number].width,
                height=shapes[number].height,
                picture=pictures.get(number, ""),
                mark=mark,
                strokes=notes.strokes,
                marked=notes.marked,
                pins=notes.pins,
            )
            for number, notes in pages.items()
            if number in shapes
        ]


def _shapes(
    session: Session, document: Document, numbers: Iterable[int]
) -> Sequence[Page]:
    wanted = (Page.document_id == document.id) & Page.number.in_(numbers)
    return session.scalars(select(Page).where(wanted)).all()


def _pictures(
    session: Session, document: Document, numbers: Iterable[int]
) -> dict[int, str]:
    """Return the image of each page at screen width, or the next smaller one."""
    rows = session.execute(
        select(Page.number, PageImage.sha256)
        .join(PageImage, PageImage.page_id == Page.id)
        .where(
            Page.document_id == document.id,
            Page.number.in_(numbers),
            PageImage.width <= SCREEN_WIDTH,
        )
        .order_by(PageImage.width)
    )
    return dict(rows.all())
