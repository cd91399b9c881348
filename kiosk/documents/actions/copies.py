"""Copying a meeting's papers to another meeting, without copying any file."""

from sqlalchemy import insert, literal, select

from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import NO_MAP, DocumentState, Publication
from kiosk.errors import N_, Conflict
from kiosk.storage.unit_of_work import UnitOfWork

_PROCESSED = {DocumentState.READY, DocumentState.REFUSED}
# What the copy does not take over: its own place, and that it was published.
_NOT_COPIED = {
    "id",
    "meeting_id",
    "item_id",
    "publication",
    "published_at",
    "withdrawn_at",
    "readable_until",
    "revision",
}


def copy_documents(
    work: UnitOfWork, *, source_id: int, target_id: int, items: dict[int, int]
) -> None:
    """Give `target_id` drafts of the papers of `source_id`, on the same stored files.

    Versions that were replaced stay behind: the copy begins with the newest.

    `items` says which item of the target stands for which of the source.

    :raises Conflict: a paper is still being made into pages.
    """
    papers = work.session.scalars(
        select(Document)
        .where(
            Document.meeting_id == source_id,
            Document.publication != Publication.REPLACED,
        )
        .order_by(Document.id)
    ).all()
    copies: dict[int, int] = {}
    for paper in papers:
        if DocumentState(paper.state) not in _PROCESSED:
            raise Conflict(
                N_("Còn tài liệu đang được xử lý. Xin đợi xong rồi sao chép."),
                code="not_ready",
            )
        copy = Document(
            meeting_id=target_id,
            item_id=items.get(paper.item_id) if paper.item_id else None,
            publication=Publication.DRAFT,
            **{
                column.key: getattr(paper, column.key)
                for column in Document.__mapper__.column_attrs
                if column.key not in _NOT_COPIED
            },
        )
        work.session.add(copy)
        copy.replaces_id = copies.get(paper.replaces_id or 0)
        if copy.replaces_id is None:
            copy.version, copy.page_map = 1, NO_MAP
        work.session.flush()
        copies[paper.id] = copy.id
        _copy_pages(work, paper.id, copy.id)


def _copy_pages(work: UnitOfWork, source_id: int, target_id: int) -> None:
    """Copy the rows of the pages and images in the database itself: they are many."""
    columns = [
        column
        for column in Page.__table__.columns
        if column.key not in {"id", "document_id"}
    ]
    work.session.execute(
        insert(Page).from_select(
            ["document_id", *(column.key for column in columns)],
            select(literal(target_id), *columns).where(Page.document_id == source_id),
        )
    )
    old, new = Page.__table__.alias("old"), Page.__table__.alias("new")
    image = PageImage.__table__
    work.session.execute(
        insert(PageImage).from_select(
            ["page_id", "width", "height", "sha256", "size"],
            select(
                new.c.id, image.c.width, image.c.height, image.c.sha256, image.c.size
            )
            .join(old, image.c.page_id == old.c.id)
            .join(new, new.c.number == old.c.number)
            .where(old.c.document_id == source_id, new.c.document_id == target_id),
        )
    )
