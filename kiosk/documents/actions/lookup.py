"""Find the document or item of an action in the actor's meeting."""

from sqlalchemy import select

from kiosk.agenda.models import AgendaItem
from kiosk.documents.models import Document
from kiosk.errors import N_, Conflict, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules import MeetingState
from kiosk.storage.unit_of_work import UnitOfWork


def find_document(work: UnitOfWork, actor: Actor, document_id: int) -> Document:
    """Return a document of an open meeting.

    :raises NotFound: the meeting has no such document.
    """
    require_open_meeting(work, actor)
    document = work.session.get(Document, document_id)
    if document is None or document.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có tài liệu này trong hội nghị."))
    return document


def require_open_meeting(work: UnitOfWork, actor: Actor) -> None:
    """Check that the meeting is not closed.

    :raises Conflict: it is closed.
    """
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    if meeting.state == MeetingState.CLOSED:
        raise Conflict(
            N_("Hội nghị đã kết thúc nên tài liệu không thay đổi được nữa."),
            code="wrong_state",
        )


def require_own_item(work: UnitOfWork, actor: Actor, item_id: int | None) -> None:
    """Check that an item belongs to the actor's meeting (None: no item).

    :raises NotFound: it belongs to another meeting.
    :raises Conflict: the item has documents on paper only.
    """
    if item_id is None:
        return
    item = work.session.get(AgendaItem, item_id)
    if item is None or item.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có nội dung này trong chương trình."))
    if item.is_on_paper:
        raise Conflict(
            N_(
                "Nội dung này chỉ phát tài liệu giấy tại phòng họp, không đưa tài liệu"
                " lên máy. Xin gắn tài liệu vào nội dung khác."
            ),
            code="on_paper",
        )


def documents_of_item(
    work: UnitOfWork, meeting_id: int, item_id: int | None
) -> list[Document]:
    """Return the documents of an item (None: of no item), in order."""
    return list(
        work.session.scalars(
            select(Document)
            .where(Document.meeting_id == meeting_id, Document.item_id == item_id)
            .order_by(Document.ordinal, Document.id)
        )
    )
