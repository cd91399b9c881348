"""What of the agenda depends on papers: taking an item off, putting it on paper."""

from kiosk.agenda import actions as agenda
from kiosk.agenda.actions import ItemDetails
from kiosk.documents.models import Document
from kiosk.documents.rules import READABLE
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.meeting_admin.queries import count_documents, documents_of_item
from kiosk.storage.unit_of_work import UnitOfWork


def remove_item(work: UnitOfWork, *, actor: Actor, item_id: int) -> None:
    """Take an item and what is below it off the agenda; drafts go to the pile.

    :raises Conflict: delegates are reading a paper of it; it must be withdrawn first.
    :raises NotFound: there is no such item.
    """
    agenda.get_item(work, actor, item_id)
    papers: list[Document] = documents_of_item(work.session, item_id)
    published = sum(paper.publication in READABLE for paper in papers)
    if published:
        raise Conflict(
            N_("Nội dung này còn {count} tài liệu đã phát hành. Xin thu hồi trước."),
            code="published_papers",
            count=published,
        )
    for paper in papers:
        paper.item_id = None
    agenda.remove_item(work, actor=actor, item_id=item_id)


def change_item(
    work: UnitOfWork, *, actor: Actor, item_id: int, revision: int, words: ItemDetails
) -> int:
    """Write an item anew and return its next revision.

    :raises Conflict: it is to be on paper only, and has papers on the machine.
    """
    item = agenda.get_item(work, actor, item_id)
    if words.is_on_paper and not item.is_on_paper:
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
        work, actor=actor, item_id=item_id, revision=revision, words=words
    )
