"""Comment on minutes, reply, and mark comments as dealt with."""

from sqlalchemy import func, select

from kiosk.errors import N_, Conflict, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.minutes.forms import CommentForm
from kiosk.minutes.models import Minutes, MinutesComment
from kiosk.minutes.queries.text import get_minutes
from kiosk.minutes.rules import MAX_COMMENTS, MinutesState, check_room
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc


def add_comment(
    work: UnitOfWork, *, actor: Actor, minutes_id: int, form: CommentForm
) -> int:
    """Store a comment on a passage, or a reply; return its id.

    :raises NotFound: there are no such minutes, or no comment to reply to.
    :raises Conflict: the minutes are locked.
    :raises Invalid: it is empty, or there are too many.
    """
    minutes = get_minutes(work.session, actor.meeting_id, minutes_id)
    _check_open(minutes)
    text = nfc(form.text)
    if not text:
        raise Invalid(N_("Góp ý chưa có nội dung. Xin viết rồi gửi."), code="empty")
    of_minutes = MinutesComment.minutes_id == minutes.id
    count = work.session.scalar(select(func.count()).where(of_minutes)) or 0
    check_room(count, MAX_COMMENTS)
    if form.parent is not None:
        parent = _get_comment(work, minutes, form.parent)
        # A reply reopens the thread: it is not overlooked.
        parent.resolved_at, parent.resolved_by = None, ""
    made = MinutesComment(
        minutes_id=minutes.id,
        parent_id=form.parent,
        author_id=actor.member_id,
        author_name=actor.name,
        text=text,
        quote=nfc(form.quote),
        anchor=form.anchor,
        made_at=work.now,
    )
    work.session.add(made)
    work.session.flush()
    minutes.revision += 1
    return made.id


def _check_open(minutes: Minutes) -> None:
    if minutes.state == MinutesState.FINALISED:
        raise Conflict(
            N_("Biên bản đã khoá nên không góp ý được nữa."), code="minutes_locked"
        )


def _get_comment(work: UnitOfWork, minutes: Minutes, comment_id: int) -> MinutesComment:
    comment = work.session.get(MinutesComment, comment_id)
    is_first = comment is not None and comment.parent_id is None
    if comment is None or comment.minutes_id != minutes.id or not is_first:
        raise NotFound(N_("Không có góp ý này."))
    return comment


def resolve_comment(
    work: UnitOfWork,
    *,
    actor: Actor,
    minutes_id: int,
    comment_id: int,
    is_resolved: bool,
) -> None:
    """Mark a comment and its replies as dealt with, or open it again.

    :raises NotFound: there are no such minutes, or no such comment.
    :raises Conflict: the minutes are locked.
    """
    minutes = get_minutes(work.session, actor.meeting_id, minutes_id)
    _check_open(minutes)
    comment = _get_comment(work, minutes, comment_id)
    comment.resolved_at = work.now if is_resolved else None
    comment.resolved_by = actor.name if is_resolved else ""
    minutes.revision += 1
