"""Keep anonymous answers without their senders, several at a time, shuffled.

While a survey is open at least MIX_GROUP answers stay behind, drawn at random, so that
what is added between two looks at the database shows nobody's answer.
"""

import logging
import secrets
from typing import Any

import msgspec
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.storage.erasure import erase_deleted_rows
from kiosk.storage.store import Store
from kiosk.surveys.models import (
    Survey,
    SurveyAnswer,
    SurveyParticipant,
    WaitingAnswer,
)
from kiosk.surveys.rules.terms import SurveyPhase, SurveyState, phase_at
from kiosk.surveys.sealing import SealedAnswer, open_answers, survey_keys
from kiosk.voting.sealing import new_key, public_key_of

log = logging.getLogger(__name__)

# As many as a group must have to be shown in figures.
MIX_GROUP = 5
MOST_AT_ONCE = 500
PLAIN_KEY_BYTES = 16


class MixedElsewhereError(Exception):
    """Another process has mixed the same answers."""


def mix_answers(store: Store, survey_id: int) -> int:
    """Keep the answers that may leave; return how many. Repeatable at any point.

    All leave once the survey is closed.
    """
    with store.read_session() as session:
        survey = session.get(Survey, survey_id)
    if survey is None or not survey.public_key:
        return 0
    private_key = survey_keys(store.config.data).read(survey_id, survey.public_key)
    if private_key is None:
        _give_back(store, survey_id)
        return 0
    is_open = _is_open(survey)
    kept = 0
    while leaving := _leaving(store, survey_id, is_open=is_open):
        opened = open_answers(private_key, leaving.values())
        _keep(store, survey_id, list(leaving), opened)
        kept += len(opened)
    return kept


def _give_back(store: Store, survey_id: int) -> None:
    """Let those answer again whose answers nobody can open any more.

    The key is lost where the data folder was restored from a backup.
    """
    new = new_key()
    survey_keys(store.config.data).keep(survey_id, public_key_of(new), new)
    with store.unit_of_work("surveys") as work:
        survey = work.session.get_one(Survey, survey_id)
        lost = list(_waiting(work.session, survey_id))
        of_survey = SurveyParticipant.survey_id == survey_id
        work.session.execute(
            delete(SurveyParticipant).where(
                of_survey, SurveyParticipant.sender.in_(lost)
            )
        )
        work.session.execute(
            delete(WaitingAnswer).where(WaitingAnswer.survey_id == survey_id)
        )
        survey.public_key = public_key_of(new)
    log.error("the key of survey %d was lost, and %d answers", survey_id, len(lost))


def finish_survey(store: Store, survey_id: int) -> None:
    """Keep the last answers of a closed survey, and destroy its key; repeatable."""
    mix_answers(store, survey_id)
    erase_deleted_rows(store.database, WaitingAnswer.__tablename__)
    with store.unit_of_work("surveys") as work:
        survey = work.session.get(Survey, survey_id)
        if survey is None or _is_open(survey):
            return  # opened again meanwhile
        if _waiting(work.session, survey_id):
            return  # the next run continues
        survey.state, survey.public_key = SurveyState.CLOSED, ""
    survey_keys(store.config.data).destroy(survey_id)


def sealed_surveys(store: Store) -> dict[int, bool]:
    """Return the surveys that have a key, and whether answers may still come."""
    with store.read_session() as session:
        found = session.scalars(select(Survey).where(Survey.public_key != ""))
        return {survey.id: _is_open(survey) for survey in found}


def _is_open(survey: Survey) -> bool:
    phase = phase_at(survey.state, survey.opens_at, survey.closes_at, clock.now())
    return phase in {SurveyPhase.OPEN, SurveyPhase.EARLY}


def _waiting(session: Session, survey_id: int) -> dict[str, bytes]:
    rows = session.execute(
        select(WaitingAnswer.sender, WaitingAnswer.sealed).where(
            WaitingAnswer.survey_id == survey_id
        )
    )
    return {row.sender: row.sealed for row in rows}


def _leaving(store: Store, survey_id: int, *, is_open: bool) -> dict[str, bytes]:
    with store.read_session() as session:
        waiting = _waiting(session, survey_id)
    stay = MIX_GROUP if is_open else 0
    number = len(waiting) - stay
    if is_open and number < MIX_GROUP:
        return {}
    drawn = secrets.SystemRandom().sample(sorted(waiting), min(number, MOST_AT_ONCE))
    return {sender: waiting[sender] for sender in drawn}


def _keep(
    store: Store, survey_id: int, senders: list[str], opened: list[SealedAnswer]
) -> None:
    encode = msgspec.json.encode
    rows: list[dict[str, Any]] = [
        {
            "survey_id": survey_id,
            "key": secrets.token_bytes(PLAIN_KEY_BYTES),
            "answers": encode(one.answers, order="sorted").decode(),
            "classes": encode(one.classes, order="sorted").decode(),
        }
        for one in opened
        if one.survey == survey_id
    ]
    rows.sort(key=lambda row: row["key"])
    with store.unit_of_work("surveys") as work:
        of_senders = (
            WaitingAnswer.survey_id == survey_id,
            WaitingAnswer.sender.in_(senders),
        )
        counted = select(func.count()).select_from(WaitingAnswer).where(*of_senders)
        if work.session.scalar(counted) != len(senders):
            # Another process was faster with some of them: nothing is kept twice.
            raise MixedElsewhereError
        work.session.execute(delete(WaitingAnswer).where(*of_senders))
        if rows:
            work.session.execute(insert(SurveyAnswer), rows)
