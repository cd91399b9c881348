"""Copy a meeting's documents to another meeting, without copying files."""

from sqlalchemy import insert, literal, select

from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.rules import NO_MAP, DocumentState, Publication
from kiosk.errors import N_, Conflict
from kiosk.storage.unit_of_work import UnitOfWork

_PROCESSED = {DocumentState.READY, DocumentState.REFUSED}
# Columns that are not copied: position and publication.
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
    work: UnitOfWork,
    *,
    source_id: int,
    target_id: int,
    items: dict[int, int],
    assigned_only: bool = False,
) -> dict[int, int]:
    """Create drafts of the documents of `source_id`; return new ids by old ids.

    The copies, in `target_id`, share the stored files; replaced versions are not
    copied. `items` maps the ids of the source's items to the target's; with
    `assigned_only`, only documents of these items are copied.

    :raises Conflict: a document is still being processed.
    """
    wanted = select(Document).where(
        Document.meeting_id == source_id, Document.publication != Publication.REPLACED
    )
    if assigned_only:
        wanted = wanted.where(Document.item_id.in_(items))
    originals = work.session.scalars(wanted.order_by(Document.id)).all()
    copies: dict[int, int] = {}
    for original in originals:
        if DocumentState(original.state) not in _PROCESSED:
            raise Conflict(
                N_("Còn tài liệu đang được xử lý. Xin đợi xong rồi sao chép."),
                code="not_ready",
            )
        copy = Document(
            meeting_id=target_id,
            item_id=items.get(original.item_id) if original.item_id else None,
            publication=Publication.DRAFT,
            **{
                column.key: getattr(original, column.key)
                for column in Document.__mapper__.column_attrs
                if column.key not in _NOT_COPIED
            },
        )
        work.session.add(copy)
        copy.replaces_id = copies.get(original.replaces_id or 0)
        if copy.replaces_id is None:
            copy.version, copy.page_map = 1, NO_MAP
        work.session.flush()
        copies[original.id] = copy.id
        _copy_pages(work, original.id, copy.id)
    return copies


def _copy_pages(work: UnitOfWork, source_id: int, target_id: int) -> None:
    """Copy the rows of pages and images with INSERT … SELECT: they are many."""
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
