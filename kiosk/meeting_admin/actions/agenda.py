"""Changes to agenda items that depend on their documents."""

from kiosk.agenda import actions as agenda
from kiosk.agenda.actions import ItemDetails
from kiosk.documents.models import Document
from kiosk.documents.rules import READABLE
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.meeting_admin.queries import count_documents, documents_of_item
from kiosk.storage.unit_of_work import UnitOfWork


def remove_item(work: UnitOfWork, *, actor: Actor, item_id: int) -> None:
    """Remove an item and its sub-items; their drafts become unassigned.

    :raises Conflict: it has published documents, which must be withdrawn first.
    :raises NotFound: there is no such item.
    """
    agenda.get_item(work, actor, item_id)
    documents: list[Document] = documents_of_item(work.session, item_id)
    published = sum(document.publication in READABLE for document in documents)
    if published:
        raise Conflict(
            N_("Nội dung này còn {count} tài liệu đã phát hành. Xin thu hồi trước."),
            code="published_papers",
            count=published,
        )
    for document in documents:
        document.item_id = None
    agenda.remove_item(work, actor=actor, item_id=item_id)


def change_item(
    work: UnitOfWork, *, actor: Actor, item_id: int, revision: int, details: ItemDetails
) -> int:
    """Replace an item's details and return its new revision.

    :raises Conflict: it is to be on paper only, but has digital documents.
    """
    item = agenda.get_item(work, actor, item_id)
    if details.is_on_paper and not item.is_on_paper:
        count = count_documents(work.session, item_id)
        if count:
            raise Conflict(
                N_(
                    "Nội dung này đang có {count} tài liệu trên máy. Xin thu hồi, xoá"
                    " hoặc chuyển tài liệu đi rồi mới chọn phát tài liệu giấy."
                ),
                code="has_papers",
                count=count,
            )
    return agenda.change_item(
        work, actor=actor, item_id=item_id, revision=revision, details=details
    )
