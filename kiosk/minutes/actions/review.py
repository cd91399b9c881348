"""Send minutes for agreement, answer, comment, approve and lock."""

import datetime as dt
import json

from sqlalchemy import delete, select

from kiosk.errors import N_, Conflict, Forbidden, Invalid
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.minutes.actions.versions import keep_version, record_change
from kiosk.minutes.events import MinutesAnswered, MinutesFinalised
from kiosk.minutes.forms import AnswerForm, MinutesStateForm, SendForm
from kiosk.minutes.models import Minutes, MinutesReview
from kiosk.minutes.queries.review import (
    open_comment_count,
    review_of,
    reviews_of,
)
from kiosk.minutes.queries.text import (
    document_of,
    get_minutes,
    last_update_id,
)
from kiosk.minutes.rules import (
    REVIEWING_ROLES,
    MinutesState,
    ReviewAnswer,
    VersionReason,
    check_all_answered,
    check_may_move,
    check_next,
    check_no_open_comment,
    check_reviewers,
)
from kiosk.minutes.shared_text import document_sha256
from kiosk.record.actions import make_checkpoint
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc

_REASONS = {
    MinutesState.DRAFT: VersionReason.RETURNED,
    MinutesState.IN_REVIEW: VersionReason.SENT,
    MinutesState.REVIEWED: VersionReason.REVIEWED,
    MinutesState.FINALISED: VersionReason.FINAL,
}


def send_for_review(
    work: UnitOfWork, *, actor: Actor, minutes_id: int, form: SendForm
) -> None:
    """Ask members for agreement until a deadline; earlier answers are void.

    :raises NotFound: the meeting has no such minutes.
    :raises Conflict: they are no draft, or nothing was written.
    :raises Invalid: nobody is asked, somebody who may not be, or the deadline is over.
    """
    minutes = get_minutes(work.session, actor.meeting_id, minutes_id)
    check_next(MinutesState(minutes.state), MinutesState.IN_REVIEW)
    check_may_move(actor.role, MinutesState(minutes.state), MinutesState.IN_REVIEW)
    check_reviewers(form.reviewers, form.due_at, work.now)
    wanted = set(form.reviewers)
    known = work.session.scalars(
        select(Member.id).where(
            Member.meeting_id == actor.meeting_id,
            Member.id.in_(wanted),
            Member.role.in_(REVIEWING_ROLES),
        )
    )
    if set(known) != wanted:
        raise Invalid(
            N_("Có người không thuộc hội nghị này. Xin chọn lại."), code="bad_reviewers"
        )
    work.session.execute(
        delete(MinutesReview).where(MinutesReview.minutes_id == minutes.id)
    )
    work.session.add_all(
        MinutesReview(minutes_id=minutes.id, member_id=member, asked_at=work.now)
        for member in sorted(wanted)
    )
    minutes.due_at = form.due_at
    _move(work, actor, minutes, MinutesState.IN_REVIEW)


def move_minutes(
    work: UnitOfWork,
    *,
    actor: Actor,
    minutes_id: int,
    form: MinutesStateForm,
    key: bytes,
) -> MinutesState:
    """Take minutes back, approve or lock them; return their state.

    Locking signs the record with `key` (`Config.record_key`), so that the PDF can say
    by which root its text is held.

    :raises NotFound: the meeting has no such minutes.
    :raises Forbidden: the actor may not.
    :raises Conflict: they are in another state, somebody has still to answer, or a
        comment is not resolved.
    """
    minutes = get_minutes(work.session, actor.meeting_id, minutes_id)
    old, new = MinutesState(minutes.state), form.state
    if old != form.seen or new == MinutesState.IN_REVIEW:
        raise Conflict(
            N_("Biên bản vừa được chuyển trạng thái. Xin xem lại rồi bấm tiếp."),
            code="wrong_state",
        )
    check_next(old, new)
    check_may_move(actor.role, old, new)
    if new == MinutesState.REVIEWED:
        answers = [
            ReviewAnswer(review.answer)
            for review, _ in reviews_of(work.session, minutes.id)
        ]
        check_all_answered(actor.role, answers, minutes.due_at, work.now)
    if new == MinutesState.FINALISED:
        check_no_open_comment(open_comment_count(work.session, minutes.id))
    _move(work, actor, minutes, new)
    if new == MinutesState.FINALISED:
        make_checkpoint(work, minutes.meeting_id, key)
    return new


def _move(work: UnitOfWork, actor: Actor, minutes: Minutes, new: MinutesState) -> None:
    if not last_update_id(work.session, minutes.id):
        raise Conflict(N_("Biên bản chưa có chữ nào."), code="empty_minutes")
    keep_version(work, minutes, made_by=actor.name, reason=_REASONS[new])
    if new == MinutesState.FINALISED:
        _lock(work, actor, minutes)
    minutes.state = new
    record_change(work, minutes)


def _lock(work: UnitOfWork, actor: Actor, minutes: Minutes) -> None:
    document = document_of(work.session, minutes)
    minutes.final_document = json.dumps(document, ensure_ascii=False, sort_keys=True)
    minutes.final_sha256 = document_sha256(document)
    minutes.finalised_at, minutes.finalised_by = work.now, actor.name
    work.record(
        MinutesFinalised(
            meeting_id=minutes.meeting_id,
            minutes_id=minutes.id,
            family=minutes.family,
            sha256=minutes.final_sha256,
        )
    )


def answer_review(
    work: UnitOfWork, *, actor: Actor, minutes_id: int, form: AnswerForm
) -> None:
    """Store a reviewer's answer; it may be changed until the deadline.

    :raises NotFound: the meeting has no such minutes.
    :raises Forbidden: the actor was not asked.
    :raises Conflict: nobody is being asked, or the deadline is over.
    :raises Invalid: there are remarks without text.
    """
    minutes = get_minutes(work.session, actor.meeting_id, minutes_id)
    review = review_of(work.session, minutes.id, actor.member_id)
    if review is None:
        raise Forbidden(N_("Đồng chí không được hỏi ý kiến về biên bản này."))
    if minutes.state != MinutesState.IN_REVIEW or _is_over(minutes.due_at, work.now):
        raise Conflict(N_("Đã hết hạn cho ý kiến về biên bản."), code="review_over")
    remark = nfc(form.remark)
    if not form.agrees and not remark:
        raise Invalid(N_("Xin viết ý kiến rồi gửi."), code="empty")
    review.answer = ReviewAnswer.AGREED if form.agrees else ReviewAnswer.REMARKS
    review.remark = remark
    review.answered_at = work.now
    review.last_update = last_update_id(work.session, minutes.id)
    minutes.revision += 1
    work.record(
        MinutesAnswered(
            meeting_id=minutes.meeting_id,
            minutes_id=minutes.id,
            member_id=review.member_id,
            agrees=form.agrees,
        )
    )


def _is_over(due: dt.datetime | None, now: dt.datetime) -> bool:
    return due is None or now > due
