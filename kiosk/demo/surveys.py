"""Give the demo conference two surveys: one to answer, one closed with its report."""

import random
import secrets
from typing import Any

import msgspec
from sqlalchemy import insert, select

from kiosk.exports.job import enqueue_export
from kiosk.exports.store import ExportStore
from kiosk.meetings.models import Member
from kiosk.official_papers.rules import PaperFamily
from kiosk.roles import Role
from kiosk.storage.store import Store
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.surveys.actions.preparing import make_survey
from kiosk.surveys.actions.running import close_survey, open_survey
from kiosk.surveys.mixing import finish_survey
from kiosk.surveys.models import SurveyAnswer, SurveyParticipant
from kiosk.surveys.respondents import member_sender
from kiosk.surveys.results.count_job import count_survey
from kiosk.surveys.results.export import SURVEY_REPORT, report_key
from kiosk.surveys.rules.drafts import SurveyDraft
from kiosk.surveys.rules.questions import (
    ClassKind,
    ClassQuestion,
    Question,
    QuestionKind,
    scale_points,
)
from kiosk.surveys.sealing import survey_keys
from kiosk.surveys.templates import template_draft
from kiosk.voting.sealing import new_key, public_key_of

BY = "demo"
ANSWERS = 42
OPEN_TITLE = "[DEMO] Phiếu thu hoạch sau khi quán triệt nghị quyết"
CLOSED_TITLE = "[DEMO] Phiếu khảo sát chất lượng hội nghị sơ kết quý trước"
AGE_GROUPS = ["Dưới 40", "40 – 50", "Trên 50"]
REMARKS = (
    "Âm thanh ở cuối hội trường chưa rõ, xin thêm loa.",
    "Tài liệu gửi sớm hơn ba ngày để các xã nghiên cứu trước.",
    "Đường truyền của xã vùng cao hay mất, mong được bố trí đường dự phòng.",
    "Nên dành nhiều thời gian hơn cho thảo luận.",
    "Báo cáo ngắn gọn, dễ hiểu. Xin cảm ơn Ban Tổ chức.",
    "Chữ trên màn hình điểm cầu hơi nhỏ.",
)
# Of those who answer, so many in a hundred write a remark.
REMARK_PERCENT = 40
_SEED = 412


def add_surveys(store: Store, meeting_id: int) -> None:
    """Add both, with answers as they are kept; the worker makes the report."""
    dice = random.Random(_SEED)  # noqa: S311 no secret
    opened = template_draft("resolution", has_meeting=True)
    _add(store, meeting_id, dice, msgspec.structs.replace(opened, title=OPEN_TITLE))
    closed = msgspec.structs.replace(
        template_draft("meeting", has_meeting=True),
        title=CLOSED_TITLE,
        classes=[ClassQuestion(ClassKind.AGE_GROUP, AGE_GROUPS)],
    )
    made = _add(store, meeting_id, dice, closed)
    with store.unit_of_work(BY) as work:
        close_survey(work, by=BY, survey_id=made)
    finish_survey(store, made)
    count_survey(store, made)
    exports = ExportStore(store.files.root, SURVEY_REPORT)
    report = exports.begin(report_key(made, PaperFamily.PARTY))
    enqueue_export(store, SURVEY_REPORT, report)


def _add(store: Store, meeting_id: int, dice: random.Random, draft: SurveyDraft) -> int:
    """Add an open survey with its answers; return its id."""
    with store.unit_of_work(BY) as work:
        made = make_survey(work, by=BY, meeting_id=meeting_id, draft=draft)
    key = new_key()
    public_key = public_key_of(key)
    survey_keys(store.config.data).keep(made, public_key, key)
    with store.unit_of_work(BY) as work:
        open_survey(work, by=BY, survey_id=made, public_key=public_key)
        _add_answers(work, meeting_id, made, draft, dice)
    return made


def _add_answers(
    work: UnitOfWork,
    meeting_id: int,
    survey_id: int,
    draft: SurveyDraft,
    dice: random.Random,
) -> None:
    senders = _last_delegates(work, meeting_id)
    encode = msgspec.json.encode
    rows: list[dict[str, Any]] = [
        {
            "survey_id": survey_id,
            "key": secrets.token_bytes(16),
            "answers": encode(_answers(draft.questions, dice), order="sorted").decode(),
            "classes": encode(
                {str(one.kind): dice.choice(one.choices) for one in draft.classes}
            ).decode(),
        }
        for _ in senders
    ]
    participants: list[dict[str, Any]] = [
        {
            "survey_id": survey_id,
            "sender": member_sender(member),
            "retry_hash": "",
            "member_id": member,
        }
        for member in senders
    ]
    if senders:
        work.session.execute(insert(SurveyAnswer), rows)
        work.session.execute(insert(SurveyParticipant), participants)


def _last_delegates(work: UnitOfWork, meeting_id: int) -> list[int]:
    """Return who has answered: the first delegates of the demo have yet to."""
    delegates = select(Member.id).where(
        Member.meeting_id == meeting_id, Member.role == Role.OFFICIAL_DELEGATE
    )
    last = delegates.order_by(Member.id.desc()).limit(ANSWERS)
    return list(work.session.scalars(last))


def _answers(questions: list[Question], dice: random.Random) -> dict[str, Any]:
    given = {one.key: _answer(one, dice) for one in questions}
    return {key: answer for key, answer in given.items() if answer is not None}


def _answer(question: Question, dice: random.Random) -> Any:
    """Return an answer of a kind that the built-in templates have; None: none."""
    keys = [option.key for option in question.options]
    # The first options are the good ones.
    liking = range(2 * len(keys), 0, -2)
    match question.kind:
        case QuestionKind.SINGLE:
            return dice.choices(keys, liking)[0]
        case QuestionKind.MULTIPLE:
            return sorted(dice.sample(keys, int(question.maximum or 1)))
        case QuestionKind.SCALE:
            points = scale_points(question)
            return dice.choices(points, points)[0]
        case QuestionKind.MATRIX:
            return {row.key: dice.choices(keys, liking)[0] for row in question.rows}
        case QuestionKind.TEXT if dice.randrange(100) < REMARK_PERCENT:
            return dice.choice(REMARKS)
        case _:
            return None
