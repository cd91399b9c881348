"""Questioning (chất vấn): a question, its named respondent, answers, follow-ups."""

from sqlalchemy import select

from kiosk.errors import N_, Conflict, Invalid, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Member
from kiosk.roles import Permission, Role, may
from kiosk.speaking import rules
from kiosk.speaking.actions.changes import append_to_queue, check_is_open, name_of
from kiosk.speaking.actions.floor import begin_speech, finish_speech
from kiosk.speaking.events import FloorChanged
from kiosk.speaking.models import FloorQuestion, FloorRequest
from kiosk.speaking.queries.requests import open_question, request_in_state
from kiosk.speaking.rules import IN_QUEUE, QuestionStage, RequestState, SpeechKind
from kiosk.storage.unit_of_work import UnitOfWork


def ask_question(
    work: UnitOfWork, *, actor: Actor, asker_id: int, respondent_id: int, topic: str
) -> FloorQuestion:
    """Open a question: the asker has the floor, the respondent is named.

    The asker's own request of this kind is used if there is one.

    :raises NotFound: one of them may not speak in this meeting.
    :raises Invalid: both are the same person, or the topic is too long.
    :raises Conflict: another question is open, or somebody else speaks.
    """
    check_is_open(work, actor)
    asker, respondent = (
        _member(work, actor, asker_id),
        _member(work, actor, respondent_id),
    )
    if asker.id == respondent.id:
        raise Invalid(
            N_("Người chất vấn và người trả lời phải là hai người. Xin chọn lại."),
            code="same_person",
        )
    present = open_question(work.session, actor.meeting_id)
    if present is not None:
        if (present.asker_id, present.respondent_id) == (asker.id, respondent.id):
            return present
        raise Conflict(
            N_(
                "Đồng chí {name} vừa mở một câu chất vấn khác."
                " Xin kết thúc câu đó trước."
            ),
            code="question_open",
            name=present.changed_by,
        )
    question = FloorQuestion(
        meeting_id=actor.meeting_id,
        asker_id=asker.id,
        respondent_id=respondent.id,
        topic=rules.checked_topic(topic),
        opened_at=work.now,
        changed_by=actor.name,
    )
    work.session.add(question)
    work.session.flush()
    _give(work, actor, question, asker.id, SpeechKind.QUESTION)
    work.record(FloorChanged(meeting_id=actor.meeting_id))
    return question


def step_question(
    work: UnitOfWork, *, actor: Actor, question_id: int, stage: QuestionStage
) -> None:
    """Let the respondent answer, the asker follow up, or close the question.

    :raises NotFound: there is no such question.
    :raises Conflict: it is at another stage now, or somebody else speaks.
    """
    question = work.session.get(FloorQuestion, question_id)
    if question is None or question.meeting_id != actor.meeting_id:
        raise NotFound(N_("Không có câu chất vấn này. Xin tải lại trang."))
    if question.stage == stage:
        return
    rules.check_stage(QuestionStage(question.stage), stage, question.changed_by)
    if stage == QuestionStage.CLOSED:
        _end_own_speech(work, actor, question)
        question.closed_at = work.now
    elif stage == QuestionStage.ANSWERING:
        _give(work, actor, question, question.respondent_id, SpeechKind.ANSWER)
    else:
        _give(work, actor, question, question.asker_id, SpeechKind.QUESTION)
    question.stage, question.changed_by = stage, actor.name
    work.record(FloorChanged(meeting_id=actor.meeting_id))


def _give(
    work: UnitOfWork,
    actor: Actor,
    question: FloorQuestion,
    member_id: int,
    kind: SpeechKind,
) -> None:
    """Give the floor to one side of a question."""
    check_is_open(work, actor)
    speaking = request_in_state(work.session, actor.meeting_id, RequestState.SPEAKING)
    is_there = speaking and (speaking.member_id, speaking.kind) == (member_id, kind)
    if is_there:
        return
    _end_own_speech(work, actor, question)
    speaking = request_in_state(work.session, actor.meeting_id, RequestState.SPEAKING)
    interrupted = request_in_state(
        work.session, actor.meeting_id, RequestState.INTERRUPTED
    )
    holder = speaking or interrupted
    if holder is not None:
        raise Conflict(
            N_("Đồng chí {name} đang có lượt phát biểu. Xin kết thúc lượt đó trước."),
            code="somebody_speaks",
            name=name_of(work, holder),
        )
    request = _waiting(work, question.meeting_id, member_id, kind)
    begin_speech(work, actor, request or _new(work, actor, question, member_id, kind))


def _end_own_speech(work: UnitOfWork, actor: Actor, question: FloorQuestion) -> None:
    """End the speech of whoever of the two has the floor for this question."""
    speaking = request_in_state(work.session, actor.meeting_id, RequestState.SPEAKING)
    sides = {
        (question.asker_id, SpeechKind.QUESTION),
        (question.respondent_id, SpeechKind.ANSWER),
    }
    if speaking and (speaking.member_id, speaking.kind) in sides:
        finish_speech(work, actor, speaking)


def _waiting(
    work: UnitOfWork, meeting_id: int, member_id: int, kind: SpeechKind
) -> FloorRequest | None:
    wanted = select(FloorRequest).where(
        FloorRequest.meeting_id == meeting_id,
        FloorRequest.member_id == member_id,
        FloorRequest.kind == kind,
        FloorRequest.state.in_(IN_QUEUE),
    )
    return work.session.scalars(wanted.limit(1)).one_or_none()


def _new(
    work: UnitOfWork,
    actor: Actor,
    question: FloorQuestion,
    member_id: int,
    kind: SpeechKind,
) -> FloorRequest:
    request = FloorRequest(
        meeting_id=actor.meeting_id,
        member_id=member_id,
        kind=kind,
        topic=question.topic,
        asked_at=work.now,
        asked_by=actor.name,
        changed_at=work.now,
    )
    append_to_queue(work, request)
    work.session.add(request)
    work.session.flush()
    return request


def _member(work: UnitOfWork, actor: Actor, member_id: int) -> Member:
    member = work.session.get(Member, member_id)
    if (
        member is None
        or member.meeting_id != actor.meeting_id
        or not may(Role(member.role), Permission.ASK_FLOOR)
    ):
        raise NotFound(
            N_("Không có đại biểu này trong danh sách. Xin chọn lại."), code="no_member"
        )
    return member
