"""Read the review of minutes: who may read them, answers, comments, signed files."""

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from kiosk.errors import N_, NotFound
from kiosk.identity import Actor, Identity
from kiosk.meetings.models import Member
from kiosk.minutes.models import Minutes, MinutesComment, MinutesReview, SignedFile
from kiosk.minutes.queries.text import get_minutes
from kiosk.minutes.rules import REVIEWING_ROLES, MinutesState, ReviewAnswer
from kiosk.roles import Permission, Role
from kiosk.vietnamese import fold

# A list that is still looked through; others are found by name.
REVIEWERS_SHOWN = 40


def readable_minutes(session: Session, actor: Actor, minutes_id: int) -> Minutes:
    """Return minutes that the actor may read.

    The secretariat and the chair read them at all times, others if they were asked for
    agreement and the minutes are no draft.

    :raises NotFound: there are none, or the actor may not know of them.
    """
    minutes = get_minutes(session, actor.meeting_id, minutes_id)
    if actor.may(Permission.WRITE_MINUTES) or actor.role == Role.CHAIR:
        return minutes
    is_asked = review_of(session, minutes.id, actor.member_id) is not None
    if is_asked and minutes.state != MinutesState.DRAFT:
        return minutes
    raise NotFound(N_("Không có biên bản này trong hội nghị."))


def reviewer_after_closing(
    session: Session, identity: Identity, meeting_id: int
) -> Actor | None:
    """Return the actor of somebody asked for agreement, whose meeting is closed.

    A closed meeting is no more for delegates; those with a staff account can still
    sign in, and answer.
    """
    if identity.account_id is None:
        return None
    member = session.scalar(
        select(Member)
        .join(MinutesReview, MinutesReview.member_id == Member.id)
        .where(
            Member.meeting_id == meeting_id, Member.account_id == identity.account_id
        )
    )
    if member is None:
        return None
    return Actor(
        meeting_id=meeting_id,
        role=Role(member.role),
        name=identity.name,
        sign_in_id=identity.sign_in_id,
        member_id=member.id,
    )


def review_of(
    session: Session, minutes_id: int, member_id: int | None
) -> MinutesReview | None:
    """Return a member's part in the review; None: they were not asked."""
    if member_id is None:
        return None
    return session.scalar(
        select(MinutesReview).where(
            MinutesReview.minutes_id == minutes_id,
            MinutesReview.member_id == member_id,
        )
    )


def asked_members(session: Session, meeting_id: int) -> list[int]:
    """Return the members who were asked about minutes and have not answered."""
    waiting = (
        select(MinutesReview.member_id)
        .join(Minutes, Minutes.id == MinutesReview.minutes_id)
        .where(
            Minutes.meeting_id == meeting_id,
            Minutes.state == MinutesState.IN_REVIEW,
            MinutesReview.answer == ReviewAnswer.NONE,
        )
        .order_by(MinutesReview.member_id)
        .distinct()
    )
    return list(session.scalars(waiting))


def reviews_of(session: Session, minutes_id: int) -> list[tuple[MinutesReview, Member]]:
    """Return who was asked, by name."""
    rows = session.execute(
        select(MinutesReview, Member)
        .join(Member, Member.id == MinutesReview.member_id)
        .where(MinutesReview.minutes_id == minutes_id)
        .order_by(Member.sort_key, Member.id)
    )
    return [(row[0], row[1]) for row in rows]


def possible_reviewers(
    session: Session, meeting_id: int, words: str = ""
) -> list[Member]:
    """Return some who may be asked: the chair first, then by name.

    With `words`: those whose names contain them, ignoring diacritics.
    """
    of_meeting = select(Member).where(
        Member.meeting_id == meeting_id, Member.role.in_(REVIEWING_ROLES)
    )
    if pattern := fold(words.strip()):
        of_meeting = of_meeting.where(
            Member.folded_name.contains(pattern, autoescape=True)
        )
    chair_first = case((Member.role == Role.CHAIR, 0), else_=1)
    return list(
        session.scalars(
            of_meeting.order_by(chair_first, Member.sort_key, Member.id).limit(
                REVIEWERS_SHOWN
            )
        )
    )


def comments_of(session: Session, minutes_id: int) -> list[MinutesComment]:
    """Return comments and replies, oldest first."""
    return list(
        session.scalars(
            select(MinutesComment)
            .where(MinutesComment.minutes_id == minutes_id)
            .order_by(MinutesComment.id)
        )
    )


def open_comment_count(session: Session, minutes_id: int) -> int:
    """Return how many comments are not resolved; replies are not counted."""
    unresolved = select(func.count()).where(
        MinutesComment.minutes_id == minutes_id,
        MinutesComment.parent_id.is_(None),
        MinutesComment.resolved_at.is_(None),
    )
    return session.scalar(unresolved) or 0


def signed_files_of(session: Session, minutes_id: int) -> list[SignedFile]:
    """Return the signed files brought back, newest first."""
    return list(
        session.scalars(
            select(SignedFile)
            .where(SignedFile.minutes_id == minutes_id)
            .order_by(SignedFile.id.desc())
        )
    )
