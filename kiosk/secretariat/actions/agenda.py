"""Taking an item off the agenda, once its papers allow it."""

from kiosk.agenda import actions as agenda
from kiosk.documents.models import Document
from kiosk.documents.rules import READABLE
from kiosk.errors import N_, Conflict
from kiosk.identity import Actor
from kiosk.secretariat.queries import documents_below
from kiosk.storage.unit_of_work import UnitOfWork


def remove_item(work: UnitOfWork, *, actor: Actor, item_id: int) -> None:
    """Take an item and what is below it off the agenda; drafts go to the pile.

    :raises Conflict: delegates are reading a paper of it; it must be withdrawn first.
    :raises NotFound: there is no such item.
    """
    agenda.item_of(work, actor, item_id)
    papers: list[Document] = documents_below(work.session, item_id)
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
