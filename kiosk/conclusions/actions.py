"""Add, change, move, remove and issue conclusions."""

from msgspec.structs import asdict
from sqlalchemy import select

from kiosk.agenda.actions import get_item
from kiosk.clock import VIETNAM
from kiosk.conclusions.events import (
    ConclusionsChanged,
    ConclusionsIssued,
    ConclusionsReopened,
)
from kiosk.conclusions.models import Conclusion, ConclusionIssue
from kiosk.conclusions.queries import details_of, digest_of, issue_of
from kiosk.conclusions.rules import (
    ConclusionDetails,
    check_due_date,
    check_room,
    insert_conclusion,
    normalised,
)
from kiosk.documents.models import Document
from kiosk.errors import N_, ChangedMeanwhile, Conflict, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.storage.unit_of_work import UnitOfWork


def add_conclusion(
    work: UnitOfWork, *, actor: Actor, details: ConclusionDetails
) -> Conclusion:
    """Append a conclusion.

    :raises Invalid: the details are not allowed.
    :raises Conflict: the conclusions are issued, or too many.
    """
    _check_not_issued(work, actor)
    details = _checked(work, actor, details)
    before = _ids(work, actor)
    check_room(len(before))
    added = Conclusion(
        meeting_id=actor.meeting_id,
        ordinal=len(before) + 1,
        changed_by=actor.name,
        changed_at=work.now,
    )
    _write(added, details)
    work.session.add(added)
    work.session.flush()
    work.record(ConclusionsChanged(meeting_id=actor.meeting_id))
    return added


def change_conclusion(
    work: UnitOfWork,
    *,
    actor: Actor,
    conclusion_id: int,
    revision: int,
    details: ConclusionDetails,
) -> int:
    """Replace a conclusion's details and return its new revision.

    :raises ChangedMeanwhile: it was changed since `revision`.
    :raises NotFound: there is no such conclusion.
    :raises Invalid: the details are not allowed.
    :raises Conflict: the conclusions are issued.
    """
    _check_not_issued(work, actor)
    conclusion = _get(work, actor, conclusion_id)
    details = _checked(work, actor, details)
    stored = details_of(conclusion)
    if details == stored:
        return conclusion.revision
    if conclusion.revision != revision:
        raise ChangedMeanwhile(
            theirs=asdict(stored),
            changed_by=conclusion.changed_by,
            changed_at=conclusion.changed_at,
            revision=conclusion.revision,
        )
    _write(conclusion, details)
    conclusion.revision += 1
    conclusion.changed_by, conclusion.changed_at = actor.name, work.now
    work.record(ConclusionsChanged(meeting_id=actor.meeting_id))
    return conclusion.revision


def move_conclusion(
    work: UnitOfWork, *, actor: Actor, conclusion_id: int, after_id: int | None
) -> None:
    """Move a conclusion behind `after_id` (None: first).

    :raises NotFound: there is no such conclusion.
    :raises Conflict: `after_id` was removed, or the conclusions are issued.
    """
    _check_not_issued(work, actor)
    _get(work, actor, conclusion_id)
    before = _ids(work, actor)
    order = insert_conclusion(before, conclusion_id, after_id)
    if order == before:
        return
    _number(work, order)
    work.record(ConclusionsChanged(meeting_id=actor.meeting_id))


def remove_conclusion(work: UnitOfWork, *, actor: Actor, conclusion_id: int) -> None:
    """Remove a conclusion; those after it move up.

    :raises NotFound: there is no such conclusion.
    :raises Conflict: the conclusions are issued.
    """
    _check_not_issued(work, actor)
    work.session.delete(_get(work, actor, conclusion_id))
    work.session.flush()
    _number(work, _ids(work, actor))
    work.record(ConclusionsChanged(meeting_id=actor.meeting_id))


def issue_conclusions(work: UnitOfWork, *, actor: Actor, seen_sha256: str) -> None:
    """Issue the conclusions: nobody changes them any more.

    :param seen_sha256: the digest of what the person who issues has seen.
    :raises Conflict: there are none, they are issued, or were changed meanwhile.
    """
    _check_not_issued(work, actor)
    ids = _ids(work, actor)
    if not ids:
        raise Conflict(
            N_("Chưa có kết luận nào để ban hành. Xin thêm kết luận trước."),
            code="no_conclusions",
        )
    sha256 = digest_of(work.session, actor.meeting_id)
    if sha256 != seen_sha256:
        raise Conflict(
            N_("Kết luận vừa thay đổi. Xin đọc lại rồi ban hành."),
            code="changed_meanwhile",
        )
    work.session.add(
        ConclusionIssue(
            meeting_id=actor.meeting_id,
            issued_at=work.now,
            issued_by=actor.name,
            sha256=sha256,
        )
    )
    work.record(
        ConclusionsIssued(meeting_id=actor.meeting_id, count=len(ids), sha256=sha256)
    )


def reopen_conclusions(work: UnitOfWork, *, actor: Actor) -> None:
    """Let issued conclusions be changed again; the journal keeps that they were issued.

    :raises Conflict: they are not issued.
    """
    issue = issue_of(work.session, actor.meeting_id)
    if issue is None:
        raise Conflict(N_("Kết luận chưa ban hành, vẫn sửa được."), code="not_issued")
    work.record(ConclusionsReopened(meeting_id=actor.meeting_id, sha256=issue.sha256))
    work.session.delete(issue)


def _check_not_issued(work: UnitOfWork, actor: Actor) -> None:
    if issue_of(work.session, actor.meeting_id) is not None:
        raise Conflict(
            N_("Kết luận đã ban hành nên không sửa được nữa."), code="issued"
        )


def _get(work: UnitOfWork, actor: Actor, conclusion_id: int) -> Conclusion:
    conclusion = work.session.get(Conclusion, conclusion_id)
    if conclusion is None or conclusion.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có kết luận này."), code="no_conclusion")
    return conclusion


def _ids(work: UnitOfWork, actor: Actor) -> list[int]:
    of_meeting = select(Conclusion.id).where(Conclusion.meeting_id == actor.meeting_id)
    in_order = of_meeting.order_by(Conclusion.ordinal, Conclusion.id)
    return list(work.session.scalars(in_order))


def _number(work: UnitOfWork, order: list[int]) -> None:
    for ordinal, conclusion_id in enumerate(order, 1):
        work.session.get_one(Conclusion, conclusion_id).ordinal = ordinal


def _write(conclusion: Conclusion, details: ConclusionDetails) -> None:
    for name, value in asdict(details).items():
        setattr(conclusion, name, value)
    conclusion.coordinating_units = "\n".join(details.coordinating_units)


def _checked(
    work: UnitOfWork, actor: Actor, details: ConclusionDetails
) -> ConclusionDetails:
    """Return normalised details whose item, document and page exist in the meeting."""
    details = normalised(details)
    meeting = work.session.get_one(Meeting, actor.meeting_id)
    day = meeting.starts_at.astimezone(VIETNAM).date()
    check_due_date(details.due_date, day)
    if details.item_id is not None:
        get_item(work, actor, details.item_id)
    if details.document_id is not None:
        document = work.session.get(Document, details.document_id)
        if document is None or document.meeting_id != actor.meeting_id:
            raise NotFound(N_("Không có tài liệu này."), code="no_document")
        _check_page(details.page, document)
    return details


def _check_page(page: int | None, document: Document) -> None:
    if page is not None and not 1 <= page <= document.page_count:
        raise Invalid(
            N_("Tài liệu có {count} trang. Xin ghi trang từ 1 đến {count}."),
            code="no_page",
            count=document.page_count,
        )
