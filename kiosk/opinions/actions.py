"""Send and acknowledge opinions."""

from sqlalchemy import func, select

from kiosk.agenda.models import AgendaItem
from kiosk.agenda.queries import agenda
from kiosk.documents.models import Document
from kiosk.documents.queries import readable_document
from kiosk.errors import N_, Forbidden, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.opinions.events import OpinionReceived, OpinionSent
from kiosk.opinions.models import Opinion
from kiosk.opinions.rules import OpinionForm, check_count, opinion_text
from kiosk.storage.unit_of_work import UnitOfWork


def send_opinion(work: UnitOfWork, *, actor: Actor, sent: OpinionForm) -> Opinion:
    """Store the actor's opinion; idempotent by its key.

    :raises Forbidden: the actor is no member of this meeting.
    :raises NotFound: they may not read the document.
    :raises Invalid: it is empty, its page does not exist, or there are too many.
    """
    session = work.session
    author = session.get(Member, actor.member_id) if actor.member_id else None
    if author is None:
        raise Forbidden(N_("Chỉ người dự hội nghị mới gửi được ý kiến."))
    of_author = Opinion.member_id == author.id
    known = session.scalar(select(Opinion).where(of_author, Opinion.key == sent.key))
    if known is not None:
        return known
    check_count(session.scalar(select(func.count()).where(of_author)) or 0)
    document = readable_document(session, actor, sent.document)
    if sent.page > max(document.page_count, 1):
        raise Invalid(N_("Không có trang này."), code="no_page")
    number, item = _item_of(work, actor, document)
    opinion = Opinion(
        key=sent.key,
        meeting_id=actor.meeting_id,
        member_id=author.id,
        author_name=author.full_name,
        author_position=author.position,
        author_unit=author.unit,
        item_id=item.id,
        item_number=number,
        item_title=item.title,
        document_id=document.id,
        paper_title=document.title,
        paper_version=document.version,
        page=sent.page,
        quote=sent.quote,
        text=opinion_text(sent),
        note_key=sent.note,
        sent_at=work.now,
    )
    session.add(opinion)
    session.flush()
    work.record(OpinionSent(meeting_id=actor.meeting_id, opinion_id=opinion.id))
    return opinion


def _item_of(
    work: UnitOfWork, actor: Actor, document: Document
) -> tuple[str, AgendaItem]:
    for line in agenda(work.session, actor.meeting_id, actor.role):
        if line.item.id == document.item_id:
            return line.number, line.item
    raise Invalid(
        N_("Tài liệu này chưa thuộc nội dung nào, nên chưa gửi ý kiến được."),
        code="no_item",
    )


def acknowledge_opinion(work: UnitOfWork, *, actor: Actor, opinion_id: int) -> Opinion:
    """Note that the secretariat has received an opinion; idempotent.

    :raises NotFound: the meeting has no such opinion.
    """
    opinion = work.session.get(Opinion, opinion_id)
    if opinion is None or opinion.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có ý kiến này trong hội nghị."))
    if opinion.received_at is None:
        opinion.received_at, opinion.received_by = work.now, actor.name
        work.record(OpinionReceived(meeting_id=actor.meeting_id, opinion_id=opinion_id))
    return opinion
