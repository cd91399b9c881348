"""Give the demo conference votes, an election and requests to speak, ready to try."""

from sqlalchemy import select

from kiosk.agenda.models import AgendaItem
from kiosk.agenda.rules import ItemKind
from kiosk.documents.models import Document
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.speaking.actions.requests import ask_for_floor
from kiosk.speaking.rules import SpeechKind
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.voting.actions.drafts import add_vote
from kiosk.voting.rules.forms import OptionForm, VoteForm
from kiosk.voting.rules.kinds import (
    PRESETS,
    BallotForm,
    PassingRule,
    RuleBase,
    VoteKind,
    VoterRule,
)

ELECTED = 3
CANDIDATES = 5
# Without a quorum: nobody of the demo is checked in.
MORE_THAN_HALF = PassingRule(base=RuleBase.SUMMONED, quorum_numerator=0)
TWO_THIRDS_OF_SUMMONED = PassingRule(
    base=RuleBase.SUMMONED,
    numerator=2,
    denominator=3,
    strict=False,
    quorum_numerator=0,
)
REQUESTS: tuple[tuple[SpeechKind, str], ...] = (
    (
        SpeechKind.PREPARED_SPEECH,
        "Tổ công nghệ số cộng đồng ở xã vùng cao: cách làm và bài học kinh nghiệm",
    ),
    (SpeechKind.DISCUSSION, "Kinh phí đường truyền cho các điểm cầu ở xa trung tâm"),
    (SpeechKind.DISCUSSION, "Bồi dưỡng kỹ năng số cho cán bộ, công chức cấp xã"),
    (SpeechKind.QUESTION, "Tiến độ số hoá hồ sơ lưu trữ"),
)


def add_votes_and_requests(work: UnitOfWork, meeting_id: int) -> None:
    """Add a vote to try, an open vote, a secret one, an election, and a queue.

    The rolls hold all official delegates: nobody of the demo has to be checked in.
    """
    secretary = _secretary(work, meeting_id)
    actor = Actor(
        meeting_id, Role.SECRETARY, secretary.full_name, 0, member_id=secretary.id
    )
    delegates = _delegates(work, meeting_id)
    for form in _forms(work, meeting_id, delegates):
        add_vote(work, actor=actor, form=form)
    for (kind, topic), member in zip(REQUESTS, delegates, strict=False):
        ask_for_floor(work, actor=actor, kind=kind, topic=topic, member_id=member.id)


def _forms(
    work: UnitOfWork, meeting_id: int, delegates: list[Member]
) -> list[VoteForm]:
    items = select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
    item = work.session.scalars(items.where(AgendaItem.kind == ItemKind.VOTE)).one()
    paper = work.session.scalars(
        select(Document).where(Document.item_id == item.id)
    ).first()
    answers = [OptionForm(label) for label in PRESETS["congress"].options]
    candidates = [
        OptionForm(member.full_name, f"{member.position}, {member.unit}"[:300])
        for member in delegates[:CANDIDATES]
    ]
    return [
        VoteForm(
            title="Biểu quyết thử để làm quen với phiếu",
            question="Đồng chí đã sẵn sàng cho phần biểu quyết chưa?",
            kind=VoteKind.OPEN,
            options=[OptionForm("Đã sẵn sàng"), OptionForm("Cần hướng dẫn thêm")],
            is_rehearsal=True,
            voter_rule=VoterRule.SUMMONED,
            rule=MORE_THAN_HALF,
            until_close=True,
            item_id=item.id,
        ),
        VoteForm(
            title="Thông qua Chương trình hành động thực hiện Nghị quyết",
            question="Đồng chí có đồng ý với dự thảo Chương trình hành động không?",
            kind=VoteKind.OPEN,
            options=answers,
            voter_rule=VoterRule.SUMMONED,
            rule=TWO_THIRDS_OF_SUMMONED,
            item_id=item.id,
            document_id=paper.id if paper else None,
        ),
        VoteForm(
            title="Chọn nơi tổ chức hội nghị tổng kết năm 2027",
            question="Đồng chí có đồng ý tổ chức tại hội trường tỉnh không?",
            kind=VoteKind.SECRET,
            is_secret=True,
            options=answers,
            voter_rule=VoterRule.SUMMONED,
            rule=MORE_THAN_HALF,
            item_id=item.id,
        ),
        VoteForm(
            title="Bầu Tổ công tác chuyển đổi số của Tỉnh uỷ",
            question="Chọn không quá 3 trong 5 người.",
            kind=VoteKind.ELECTION,
            form=BallotForm.UP_TO,
            is_secret=True,
            max_choices=ELECTED,
            options=candidates,
            voter_rule=VoterRule.SUMMONED,
            rule=MORE_THAN_HALF,
            item_id=item.id,
        ),
    ]


def _secretary(work: UnitOfWork, meeting_id: int) -> Member:
    of_meeting = select(Member).where(Member.meeting_id == meeting_id)
    return work.session.scalars(
        of_meeting.where(Member.role == Role.SECRETARY).order_by(Member.id).limit(1)
    ).one()


def _delegates(work: UnitOfWork, meeting_id: int) -> list[Member]:
    official = select(Member).where(
        Member.meeting_id == meeting_id, Member.role == Role.OFFICIAL_DELEGATE
    )
    return list(work.session.scalars(official.order_by(Member.id).limit(CANDIDATES)))
