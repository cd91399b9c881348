"""Reserve a number, change what the book says, and give a number up."""

from sqlalchemy import select

from kiosk.agenda.models import AgendaItem
from kiosk.errors import N_, Conflict, Invalid
from kiosk.issued_documents.document_types import issued_symbol
from kiosk.issued_documents.models import IssuedDocument
from kiosk.issued_documents.queries.register import get_issued
from kiosk.issued_documents.rules import (
    ChangeForm,
    IssuedDetails,
    IssuedSource,
    IssuedState,
    ReserveForm,
    check_state,
    clean_details,
    clean_reason,
)
from kiosk.issued_documents.search_words import index_words
from kiosk.meetings.queries import get_meeting
from kiosk.official_papers.actions import take_number
from kiosk.official_papers.numbering import counting_period
from kiosk.official_papers.queries import office
from kiosk.official_papers.rules import Numbering, Office, PaperFamily
from kiosk.storage.unit_of_work import UnitOfWork


def reserve_number(
    work: UnitOfWork, *, by: str, form: ReserveForm, source_key: str = ""
) -> IssuedDocument:
    """Take the next number of a type for a document; `by` is the name of who asks.

    :raises Conflict: the number given by hand is taken.
    :raises Invalid: a field is wrong, or the number is missing.
    :raises NotFound: there is no such meeting.
    """
    details = clean_details(form.details)
    own = office(work.session, form.family)
    symbol = issued_symbol(own, form.type)
    made = IssuedDocument(
        family=form.family,
        type=form.type,
        symbol=symbol,
        period=counting_period(own, details.date),
        number=_number_for(work, own, symbol, form),
        date=details.date,
        summary=details.summary,
        meeting_id=form.source.meeting_id,
        item_id=form.source.item_id,
        source_title=_source_title(work, form.source),
        source_key=source_key,
        reserved_by=by,
        reserved_at=work.now,
    )
    _fill(made, details)
    work.session.add(made)
    work.session.flush()
    return made


def _number_for(work: UnitOfWork, own: Office, symbol: str, form: ReserveForm) -> int:
    """Return the number: the next one, or the one given by hand.

    All writers queue at one lock (`storage/unit_of_work.py`), so no two take the same;
    the table's uniqueness guards it besides.
    """
    day = form.details.date
    if own.numbering is not Numbering.BY_HAND and symbol:
        while True:
            number = int(take_number(work, family=own.family, symbol=symbol, day=day))
            # It may have been given by hand, before the office let them be counted.
            if not _is_taken(work, own, symbol, form, number):
                return number
    if form.number is None:
        raise Invalid(
            N_("Văn phòng đánh số bằng tay. Xin nhập số của văn bản."),
            code="no_number",
        )
    if _is_taken(work, own, symbol, form, form.number):
        raise Conflict(
            N_("Số {number} đã dùng cho văn bản khác. Xin nhập số khác."),
            code="number_taken",
            number=form.number,
        )
    return form.number


def _is_taken(
    work: UnitOfWork, own: Office, symbol: str, form: ReserveForm, number: int
) -> bool:
    same = select(IssuedDocument.id).where(
        IssuedDocument.family == own.family,
        IssuedDocument.symbol == symbol,
        IssuedDocument.period == counting_period(own, form.details.date),
        IssuedDocument.number == number,
    )
    return work.session.scalar(same) is not None


def _source_title(work: UnitOfWork, source: IssuedSource) -> str:
    """Return the titles of meeting and item; empty without a meeting.

    :raises Invalid: the item is not of this meeting.
    :raises NotFound: there is no such meeting.
    """
    if source.meeting_id is None:
        if source.item_id is not None:
            raise Invalid(N_("Xin chọn hội nghị của nội dung này."), code="no_meeting")
        return ""
    meeting = get_meeting(work.session, source.meeting_id)
    if source.item_id is None:
        return meeting.title
    item = work.session.get(AgendaItem, source.item_id)
    if item is None or item.meeting_id != meeting.id:
        raise Invalid(N_("Nội dung này không thuộc hội nghị đã chọn."), code="no_item")
    return f"{meeting.title} – {item.title}"


def _fill(document: IssuedDocument, details: IssuedDetails) -> None:
    for name in details.__struct_fields__:
        setattr(document, name, getattr(details, name))
    document.folded, document.marked = index_words(document)


def change_issued(work: UnitOfWork, *, issued_id: int, form: ChangeForm) -> int:
    """Change what the book says of a reserved number; return the new revision.

    :raises Conflict: somebody else has changed it, or it is issued already.
    :raises Invalid: a field is wrong, or the date is of another period.
    :raises NotFound: there is no such line.
    """
    document = get_issued(work.session, issued_id)
    check_state(document.state, IssuedState.RESERVED)
    if document.revision != form.revision:
        raise Conflict(
            N_("Người khác vừa sửa dòng này. Xin tải lại trang rồi sửa tiếp."),
            code="changed_meanwhile",
        )
    details = clean_details(form.details)
    own = office(work.session, PaperFamily(document.family))
    if details.date != document.date:
        old, new = (counting_period(own, day) for day in (document.date, details.date))
        if old != new:
            raise Invalid(
                N_(
                    "Ngày này thuộc kỳ đánh số khác. Xin bỏ số này (ghi lý do) rồi giữ"
                    " số mới."
                ),
                code="other_period",
            )
    _fill(document, details)
    document.revision += 1
    return document.revision


def give_up_number(
    work: UnitOfWork, *, by: str, issued_id: int, reason: str
) -> IssuedDocument:
    """Leave a reserved number unused for good; the book shows why.

    :raises Conflict: the document is issued, or the number given up already.
    :raises Invalid: there is no reason.
    :raises NotFound: there is no such line.
    """
    document = get_issued(work.session, issued_id)
    check_state(document.state, IssuedState.RESERVED)
    document.state, document.reason = IssuedState.GIVEN_UP, clean_reason(reason)
    document.ended_by, document.ended_at = by, work.now
    document.revision += 1
    return document
