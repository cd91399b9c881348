"""Mark things public, and withdraw them."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.documents.models import Document
from kiosk.errors import N_, Conflict, NotFound
from kiosk.issued_documents.queries.register import get_issued
from kiosk.public_pages.content import (
    is_showable_document,
    is_showable_issued,
    is_showable_vote,
    public_meeting,
)
from kiosk.public_pages.models import Publicity
from kiosk.public_pages.rules import PublicForm, PublicKind
from kiosk.public_pages.showable import REFERENCES
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.queries.votes import get_vote


def set_public(work: UnitOfWork, *, by: str, meeting_id: int, form: PublicForm) -> str:
    """Show a thing of a meeting or hide it again; return its address, empty: hidden.

    The address of what is shown again is a new one.

    :raises Conflict: it cannot be shown now.
    :raises NotFound: the meeting has no such thing.
    """
    is_showable = _is_showable(work.session, meeting_id, form)
    return _set(work, by, form.kind, form.id, form.is_public, is_showable)


def set_issued_public(
    work: UnitOfWork, *, by: str, issued_id: int, is_public: bool
) -> str:
    """Show an issued document or hide it again; return its address, empty: hidden.

    :raises Conflict: it is not issued, or recalled.
    :raises NotFound: there is no such document.
    """
    document = get_issued(work.session, issued_id)
    kind, is_showable = PublicKind.ISSUED_DOCUMENT, is_showable_issued(document)
    return _set(work, by, kind, issued_id, is_public, is_showable)


def _is_showable(session: Session, meeting_id: int, form: PublicForm) -> bool:
    is_there = public_meeting(session, meeting_id) is not None
    if form.kind is PublicKind.VOTE:
        vote = get_vote(session, meeting_id, form.id)
        return is_there and is_showable_vote(session, vote)
    if form.kind is PublicKind.DOCUMENT:
        document = session.get(Document, form.id)
        if document is None or document.meeting_id != meeting_id:
            raise NotFound(N_("Không có tài liệu này trong hội nghị."))
        return is_there and is_showable_document(session, document)
    if form.kind is PublicKind.AGENDA and form.id == meeting_id:
        return is_there
    raise NotFound(N_("Hội nghị không có mục này."))


def _set(
    work: UnitOfWork,
    by: str,
    kind: PublicKind,
    thing_id: int,
    is_public: bool,  # noqa: FBT001 passed on
    is_showable: bool,  # noqa: FBT001 passed on
) -> str:
    reference = REFERENCES[kind]
    shown = work.session.scalar(select(Publicity).where(reference == thing_id))
    if not is_public:
        if shown is not None:
            work.session.delete(shown)
            work.session.flush()
        return ""
    if not is_showable:
        raise Conflict(
            N_(
                "Chỉ công khai được những gì đã phát hành và khách mời được xem: xin"
                " phát hành hoặc công bố trước."
            ),
            code="not_showable",
        )
    if shown is None:
        shown = Publicity(
            token=secrets.token_urlsafe(16),
            kind=kind,
            shown_by=by,
            shown_at=work.now,
            **{reference.key: thing_id},
        )
        work.session.add(shown)
        work.session.flush()
    return shown.token
