"""Open a vote: fix its roll, its document and its numbers."""

from sqlalchemy import func, insert, literal, select, true

from kiosk.agenda.queries import roles_that_see
from kiosk.checkins.models import AttendanceRecord
from kiosk.checkins.quorum import QUORUM_ROLES
from kiosk.documents.models import Document
from kiosk.documents.rules import Publication
from kiosk.errors import N_, Conflict, Invalid
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import MeetingState
from kiosk.roles import EVERYONE, PERMISSIONS, Permission, Role
from kiosk.sites.models import Site
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.events import VoteOpened
from kiosk.voting.models import Vote, Voter
from kiosk.voting.queries.voters import is_present, roll_now
from kiosk.voting.queries.votes import (
    get_vote,
    is_electronic,
    is_sealed,
    open_electronic_vote,
    options_of,
    rule_of,
    vote_json,
)
from kiosk.voting.rules.kinds import VoterRule, VoteState
from kiosk.voting.rules.passing import has_quorum, needed_present
from kiosk.voting.rules.results import BaseCounts
from kiosk.voting.rules.states import check_next


def open_vote(
    work: UnitOfWork,
    *,
    actor: Actor,
    vote_id: int,
    seen: str = "",
    public_key: str = "",
) -> Vote:
    """Open a vote to those on its roll, which is fixed now.

    `public_key`: of secret votes, base64; `seen`: the state on the presser's screen.
    Opening an open vote changes nothing.

    :raises Conflict: the meeting is not open, there is no quorum, another vote is open,
        the document is not the published version, or somebody was faster.
    :raises Invalid: nobody may vote.
    """
    vote = get_vote(work.session, actor.meeting_id, vote_id)
    if vote.state == VoteState.OPEN:
        return vote
    check_next(VoteState(vote.state), VoteState.OPEN, who=vote.changed_by, seen=seen)
    _check_meeting_open(work, actor)
    _check_no_other(work, vote)
    _freeze_document(work, vote)
    _freeze_roll(work, vote)
    vote.public_key = public_key if is_sealed(vote) else ""
    vote.state = VoteState.OPEN
    vote.opened_at, vote.opened_by = work.now, actor.name
    vote.revision += 1
    vote.changed_by, vote.changed_at = actor.name, work.now
    work.session.flush()
    shown = vote_json(
        vote, options_of(work.session, vote.id), is_manager=False, cast=None
    )
    work.record(
        VoteOpened(meeting_id=vote.meeting_id, vote=shown, seen_by=_seen_by(work, vote))
    )
    return vote


def _check_meeting_open(work: UnitOfWork, actor: Actor) -> None:
    if work.session.get_one(Meeting, actor.meeting_id).state != MeetingState.OPEN:
        raise Conflict(
            N_("Hội nghị chưa khai mạc hoặc đang nghỉ. Xin mở hội nghị trước."),
            code="meeting_not_open",
        )


def _check_no_other(work: UnitOfWork, vote: Vote) -> None:
    other = open_electronic_vote(work.session, vote.meeting_id)
    if other is not None and is_electronic(vote):
        raise Conflict(
            N_("Biểu quyết “{title}” đang mở. Xin kết thúc trước khi mở lần khác."),
            code="other_vote_open",
            title=other.title,
        )


def _freeze_document(work: UnitOfWork, vote: Vote) -> None:
    if vote.document_id is None:
        return
    document = work.session.get_one(Document, vote.document_id)
    if document.publication != Publication.PUBLISHED:
        raise Conflict(
            N_(
                "Tài liệu để biểu quyết chưa phát hành, đã thu hồi hoặc đã có bản mới."
                " Xin chọn lại bản đúng."
            ),
            code="document_not_published",
        )
    vote.document_title = document.title
    vote.document_version = document.version
    vote.document_sha256 = document.original_sha256


def _freeze_roll(work: UnitOfWork, vote: Vote) -> None:
    roll, rule = roll_now(work.session, vote.meeting_id), rule_of(vote)
    counts = BaseCounts(roll.summoned, rule.members, roll.present, 0)
    if not vote.is_rehearsal and not has_quorum(rule, counts):
        raise Conflict(
            N_("Chưa đủ đại biểu: cần {needed}, mới có mặt {present}."),
            code="no_quorum",
            needed=needed_present(rule, counts),
            present=roll.present,
        )
    vote.summoned, vote.present = roll.summoned, roll.present
    vote.eligible = _write_roll(work, vote)
    if vote.eligible == 0:
        raise Invalid(
            N_(
                "Chưa có đại biểu chính thức nào trong danh sách biểu quyết. Xin điểm"
                " danh, hoặc cho tất cả đại biểu được triệu tập biểu quyết."
            ),
            code="no_voters",
        )


def _write_roll(work: UnitOfWork, vote: Vote) -> int:
    is_here = AttendanceRecord.member_id.is_not(None)
    columns = {
        "vote_id": literal(vote.id),
        "member_id": Member.id,
        "name": Member.full_name,
        "sort_key": Member.sort_key,
        "unit": Member.unit,
        "seat": Member.seat,
        "site_id": Member.site_id,
        "site_name": func.coalesce(Site.name, ""),
        "is_present": is_here,
        "has_cast": literal(value=False),
    }
    is_wanted = is_here if vote.voter_rule == VoterRule.PRESENT else true()
    chosen = (
        select(*columns.values())
        .select_from(Member)
        .outerjoin(AttendanceRecord, is_present())
        .outerjoin(Site, Site.id == Member.site_id)
        .where(
            Member.meeting_id == vote.meeting_id,
            Member.role.in_(QUORUM_ROLES),
            is_wanted,
        )
    )
    work.session.execute(insert(Voter).from_select(list(columns), chosen))
    written = select(func.count()).where(Voter.vote_id == vote.id)
    return work.session.execute(written).scalar_one()


def _seen_by(work: UnitOfWork, vote: Vote) -> frozenset[Role]:
    """Return the roles that learn of the vote: of its item, and those concerned."""
    if vote.item_id is None:
        return EVERYONE
    concerned = PERMISSIONS[Permission.RUN_VOTES] | PERMISSIONS[Permission.CAST_BALLOT]
    return roles_that_see(work.session, vote.item_id) | concerned
