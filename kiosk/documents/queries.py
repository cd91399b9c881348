"""Documents as read, always for somebody: who asks is part of each question."""

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.agenda.queries import roles_that_see
from kiosk.documents.access_rules import ReadableThing, may_read
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import (
    READABLE,
    THUMBNAIL_WIDTH,
    Publication,
)
from kiosk.errors import N_, Forbidden, NotFound
from kiosk.identity import Actor
from kiosk.roles import Permission, Role


def _not_readable() -> NotFound:
    return NotFound(N_("Tài liệu này chưa phát hành hoặc đã thu hồi."))


def readable_document(session: Session, actor: Actor, document_id: int) -> Document:
    """Return a document the actor may read now.

    :raises NotFound: there is none such, or not for this actor, or no longer.
    """
    document = session.get(Document, document_id)
    if document is None or document.meeting_id != actor.meeting_id:
        raise _not_readable()
    item_id, role = document.item_id, actor.role
    sees_item = item_id is not None and role in roles_that_see(session, item_id)
    if not may_read(role, document, sees_item=sees_item, now=clock.now()):
        raise _not_readable()
    return document


def readable_documents(
    session: Session, actor: Actor, documents: Iterable[int]
) -> dict[int, Document]:
    """Return those of these papers that the actor may read now, by id."""
    found = {}
    for document_id in documents:
        try:
            found[document_id] = readable_document(session, actor, document_id)
        except NotFound:
            continue
    return found


def sees_unmarked(actor: Actor, document: Document) -> bool:
    """Tell whether the actor sees its pages without his name across them."""
    return not document.is_marked or actor.may(Permission.PREPARE_MEETING)


def check_download(actor: Actor, document: Document) -> None:
    """Let readers take only those papers away that are not to be kept back.

    :raises Forbidden: it is to be read here and nowhere else.
    """
    if document.is_kept and not document.is_marked:
        return
    if not actor.may(Permission.PREPARE_MEETING):
        raise Forbidden(
            N_(
                "Tài liệu này chỉ để đọc tại hội nghị, không tải về được."
                " Nếu cần bản giấy, xin hỏi thư ký."
            ),
            code="not_to_keep",
        )


@dataclass(frozen=True)
class DocumentLine:
    """A document in a list, with the SHA-256 of its first thumbnail, if it has one."""

    document: Document
    thumbnail: str


def documents_for(
    session: Session, meeting_id: int, role: Role, visible_items: set[int]
) -> list[DocumentLine]:
    """Return the meeting's documents that `role` may read, in order.

    Only the newest: what a new version has replaced is in no list.

    `visible_items` are the ids of the items the role may see.
    """
    rows = session.execute(
        select(Document, PageImage.sha256)
        .outerjoin(Page, (Page.document_id == Document.id) & (Page.number == 1))
        .outerjoin(
            PageImage,
            (PageImage.page_id == Page.id) & (PageImage.width == THUMBNAIL_WIDTH),
        )
        .where(Document.meeting_id == meeting_id)
        .order_by(Document.ordinal, Document.id)
    )
    return [
        DocumentLine(document, thumbnail or "")
        for document, thumbnail in rows
        if _is_listed_for(role, document, visible_items)
    ]


def has_expired(session: Session, now: dt.datetime) -> bool:
    """Tell whether a paper is still given to delegates though its time is over."""
    wanted = select(Document.id).where(
        Document.publication.in_(READABLE), Document.readable_until <= now
    )
    return session.execute(wanted.limit(1)).first() is not None


class _HasAudience(ReadableThing, Protocol):
    """What decides who may read a paper."""

    @property
    def item_id(self) -> int | None: ...


def _is_listed_for(
    role: Role, paper: _HasAudience, visible_items: Container[int]
) -> bool:
    if paper.publication == Publication.REPLACED:
        return False
    sees_item = paper.item_id in visible_items
    return may_read(role, paper, sees_item=sees_item, now=clock.now())


class DocumentSummary(NamedTuple):
    """What a list of very many papers needs to know of each."""

    id: int
    meeting_id: int
    item_id: int | None
    title: str
    pages_ready: int
    publication: str
    readable_until: dt.datetime | None


# Of the table's own columns: an administrator's search reads thousands of these.
_DOCUMENT_SUMMARIES = (
    select(*(Document.__table__.c[name] for name in DocumentSummary._fields))
    .where(Document.meeting_id.in_(bindparam("meetings", expanding=True)))
    .order_by(Document.ordinal, Document.id)
)


def document_summaries_for(
    session: Session, roles: Mapping[int, Role], visible_items: Container[int]
) -> Iterator[list[DocumentSummary]]:
    """Yield the papers of `documents_for` in several meetings, some at a time.

    `roles` has the role in each meeting.
    """
    rows = session.execute(_DOCUMENT_SUMMARIES, {"meetings": list(roles)})
    for some in rows.partitions(200):
        papers = map(DocumentSummary._make, some)
        yield [
            p for p in papers if _is_listed_for(roles[p.meeting_id], p, visible_items)
        ]


@dataclass(frozen=True)
class DocumentRefusal:
    """Why a document was refused: a sentence still to be translated, its fields."""

    sentence: str
    details: dict[str, str | int]


def refusal_of(document: Document) -> DocumentRefusal | None:
    """Return why the document was refused, if it was."""
    if not document.refusal:
        return None
    details = msgspec.json.decode(document.refusal_details, type=dict[str, str | int])
    return DocumentRefusal(document.refusal, details)


# Asked for every image and every page of words: putting such a question together anew
# costs as much as asking it.
_PAGE_IMAGE = (
    select(PageImage.id)
    .join(Page, PageImage.page_id == Page.id)
    .where(
        PageImage.sha256 == bindparam("sha256"),
        Page.document_id == bindparam("document_id"),
    )
    .limit(1)
)
_PAGE_WORDS = (
    select(Page.id)
    .where(
        Page.document_id == bindparam("document_id"),
        Page.words_sha256 == bindparam("sha256"),
    )
    .limit(1)
)


def check_page_image(session: Session, document_id: int, sha256: str) -> None:
    """Let only images of this document's own pages be asked for.

    :raises NotFound: the document has no such image.
    """
    asked = {"sha256": sha256, "document_id": document_id}
    if session.execute(_PAGE_IMAGE, asked).first() is None:
        raise NotFound(N_("Không có hình trang này trong tài liệu."))


def check_page_words(session: Session, document_id: int, sha256: str) -> None:
    """Let only the words of this document's own pages be asked for.

    :raises NotFound: the document has no such page.
    """
    asked = {"sha256": sha256, "document_id": document_id}
    if session.execute(_PAGE_WORDS, asked).first() is None:
        raise NotFound(N_("Không có chữ của trang này trong tài liệu."))
