"""Speeches, and the questions that some of them belong to."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from kiosk.documents.models import Document
from kiosk.meetings.models import Member
from kiosk.minutes.facts.event_structs import Attendee, QuestionFact, SpeechFact
from kiosk.sites.models import Site
from kiosk.speaking.models import FloorQuestion, FloorRequest, Speech
from kiosk.speaking.rules import QuestionStage, SpeechKind

# Each with the item in which it was held.
Held = tuple[int | None, SpeechFact | QuestionFact]


def speech_facts(session: Session, meeting_id: int) -> list[Held]:
    """Return speeches and questions; speeches of a question are part of it."""
    rows = session.execute(
        select(Speech, Document.title)
        .outerjoin(FloorRequest, FloorRequest.id == Speech.request_id)
        .outerjoin(Document, Document.id == FloorRequest.document_id)
        .where(Speech.meeting_id == meeting_id, Speech.ended_at.is_not(None))
        .order_by(Speech.started_at, Speech.id)
    )
    speeches = [(one, _speech_fact(one, title or "")) for one, title in rows]
    held: list[Held] = []
    part_of_question: set[int] = set()
    for question, asker, respondent in _questions(session, meeting_id):
        turns = [pair for pair in speeches if _belongs(pair[0], question)]
        part_of_question |= {speech.id for speech, _ in turns}
        item_id = turns[0][0].item_id if turns else None
        fact = _question_fact(question, asker, respondent, (one for _, one in turns))
        held.append((item_id, fact))
    held += [
        (speech.item_id, fact)
        for speech, fact in speeches
        if speech.id not in part_of_question
    ]
    return held


def _speech_fact(speech: Speech, document: str) -> SpeechFact:
    assert speech.ended_at is not None
    return SpeechFact(
        id=speech.id,
        speaker=Attendee(speech.name, speech.position, speech.unit, speech.site),
        kind=speech.kind,
        topic=speech.topic,
        at=speech.started_at,
        ended=speech.ended_at,
        seconds=round(speech.elapsed_ms / 1000),
        document=document,
    )


def _belongs(speech: Speech, question: FloorQuestion) -> bool:
    side = {
        SpeechKind.QUESTION: question.asker_id,
        SpeechKind.ANSWER: question.respondent_id,
    }.get(SpeechKind(speech.kind))
    is_later = question.closed_at is not None and (
        speech.started_at > question.closed_at
    )
    return (
        side is not None
        and speech.member_id == side
        and speech.started_at >= question.opened_at
        and not is_later
    )


def _questions(
    session: Session, meeting_id: int
) -> Iterable[tuple[FloorQuestion, Attendee, Attendee]]:
    asker, respondent = aliased(Member), aliased(Member)
    asker_site, respondent_site = aliased(Site), aliased(Site)
    rows = session.execute(
        select(FloorQuestion, asker, asker_site.name, respondent, respondent_site.name)
        .join(asker, asker.id == FloorQuestion.asker_id)
        .join(respondent, respondent.id == FloorQuestion.respondent_id)
        .outerjoin(asker_site, asker_site.id == asker.site_id)
        .outerjoin(respondent_site, respondent_site.id == respondent.site_id)
        .where(FloorQuestion.meeting_id == meeting_id)
        .order_by(FloorQuestion.opened_at, FloorQuestion.id)
    )
    for question, asks, of, answers, at in rows:
        yield question, attendee_of(asks, of), attendee_of(answers, at)


def attendee_of(member: Member, site: str | None) -> Attendee:
    """Return a member as the minutes name them."""
    return Attendee(member.full_name, member.position, member.unit, site or "")


def _question_fact(
    question: FloorQuestion,
    asker: Attendee,
    respondent: Attendee,
    turns: Iterable[SpeechFact],
) -> QuestionFact:
    return QuestionFact(
        id=question.id,
        asker=asker,
        respondent=respondent,
        topic=question.topic,
        at=question.opened_at,
        turns=tuple(turns),
        is_closed=question.stage == QuestionStage.CLOSED,
    )
