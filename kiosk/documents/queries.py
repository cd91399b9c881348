"""Document queries on behalf of an actor or role."""

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import msgspec
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.agenda.queries import roles_that_see
from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import READABLE, THUMBNAIL_WIDTH, Publication, is_over
from kiosk.errors import N_, Forbidden, NotFound
from kiosk.identity import Actor
from kiosk.roles import Permission, Role, may


def _not_readable() -> NotFound:
    return NotFound(N_("Tài liệu này chưa phát hành hoặc đã thu hồi."))


def readable_document(session: Session, actor: Actor, document_id: int) -> Document:
    """Return a document the actor may read now.

    :raises NotFound: it does not exist or the actor may not read it.
    """
    document = session.get(Document, document_id)
    if document is None or document.meeting_id != actor.meeting_id:
        raise _not_readable()
    if may(actor.role, Permission.READ_DRAFTS):
        return document
    if document.publication not in READABLE or document.item_id is None:
        raise _not_readable()
    if is_over(document.readable_until, clock.now()):
        raise _not_readable()
    if actor.role not in roles_that_see(session, document.item_id):
        raise _not_readable()
    return document


def readable_documents(
    session: Session, actor: Actor, documents: Iterable[int]
) -> dict[int, Document]:
    """Return those of these documents that the actor may read now, by id."""
    found = {}
    for document_id in documents:
        try:
            found[document_id] = readable_document(session, actor, document_id)
        except NotFound:
            continue
    return found


def sees_unmarked(actor: Actor, document: Document) -> bool:
    """Tell whether the actor sees the pages without a watermark."""
    return not document.is_marked or actor.may(Permission.PREPARE_MEETING)


def check_download(actor: Actor, document: Document) -> None:
    """Check that the actor may download the original file.

    :raises Forbidden: it may only be read here.
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
    """A document in a list, with the SHA-256 of its first thumbnail or ""."""

    document: Document
    thumbnail: str


def documents_for(
    session: Session, meeting_id: int, role: Role, visible_items: set[int]
) -> list[DocumentLine]:
    """Return the meeting's documents that `role` may read, in order.

    Only the newest versions. `visible_items` are the ids of the agenda items that the
    role may see.
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
    """Tell whether a document is published although its reading time is over."""
    wanted = select(Document.id).where(
        Document.publication.in_(READABLE), Document.readable_until <= now
    )
    return session.execute(wanted.limit(1)).first() is not None


class _HasAudience(Protocol):
    """The attributes that decide who may read a document."""

    @property
    def item_id(self) -> int | None: ...
    @property
    def publication(self) -> str: ...
    @property
    def readable_until(self) -> dt.datetime | None: ...


def _is_listed_for(
    role: Role, document: _HasAudience, visible_items: Container[int]
) -> bool:
    if document.publication == Publication.REPLACED:
        return False
    return may(role, Permission.READ_DRAFTS) or (
        document.publication == Publication.PUBLISHED
        and document.item_id in visible_items
        and not is_over(document.readable_until, clock.now())
    )


class DocumentSummary(NamedTuple):
    """The columns needed for long lists of documents."""

    id: int
    meeting_id: int
    item_id: int | None
    title: str
    pages_ready: int
    publication: str
    readable_until: dt.datetime | None


# Table columns instead of entities: an administrator's search reads thousands.
_DOCUMENT_SUMMARIES = (
    select(*(Document.__table__.c[name] for name in DocumentSummary._fields))
    .where(Document.meeting_id.in_(bindparam("meetings", expanding=True)))
    .order_by(Document.ordinal, Document.id)
)


def document_summaries_for(
    session: Session, roles: Mapping[int, Role], visible_items: Container[int]
) -> Iterator[list[DocumentSummary]]:
    """Yield the documents of `documents_for` in several meetings, in batches.

    `roles` maps meeting ids to the role there.
    """
    rows = session.execute(_DOCUMENT_SUMMARIES, {"meetings": list(roles)})
    for batch in rows.partitions(200):
        documents = map(DocumentSummary._make, batch)
        yield [
            p
            for p in documents
            if _is_listed_for(roles[p.meeting_id], p, visible_items)
        ]


@dataclass(frozen=True)
class DocumentRefusal:
    """Why a document was refused: an untranslated sentence and its fields."""

    sentence: str
    details: dict[str, str | int]


def refusal_of(document: Document) -> DocumentRefusal | None:
    """Return the reason for the refusal, if there is one."""
    if not document.refusal:
        return None
    details = msgspec.json.decode(document.refusal_details, type=dict[str, str | int])
    return DocumentRefusal(document.refusal, details)


# Executed for every image and every page of words: built once, because building such a
# statement costs as much as executing it.
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
    """Check that an image belongs to this document.

    :raises NotFound: it does not.
    """
    values = {"sha256": sha256, "document_id": document_id}
    if session.execute(_PAGE_IMAGE, values).first() is None:
        raise NotFound(N_("Không có hình trang này trong tài liệu."))


def check_page_words(session: Session, document_id: int, sha256: str) -> None:
    """Check that a words file belongs to this document.

    :raises NotFound: it does not.
    """
    values = {"sha256": sha256, "document_id": document_id}
    if session.execute(_PAGE_WORDS, values).first() is None:
        raise NotFound(N_("Không có chữ của trang này trong tài liệu."))
