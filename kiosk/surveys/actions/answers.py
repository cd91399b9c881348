"""Keep the answers that arrived together, each checked by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select, tuple_
from sqlalchemy.orm import Session

from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.surveys.models import (
    NamedAnswer,
    Survey,
    SurveyInvitation,
    SurveyParticipant,
    WaitingAnswer,
)
from kiosk.surveys.rules.terms import SurveyPhase, phase_at

# A survey and who answers it.
_Place = tuple[int, str]


class Outcome(StrEnum):
    """What became of an answer."""

    KEPT = "kept"
    # The same answer was kept before.
    REPEATED = "repeated"
    ANSWERED_BEFORE = "answered_before"
    NOT_OPEN = "not_open"
    NO_INVITATION = "no_invitation"


@dataclass(frozen=True)
class ReadyAnswer:
    """An answer whose content has been checked.

    Anonymous: `sealed`, under `public_key`. Named: `answers` and `classes` as JSON.
    `name` and `unit` of an invitation come from its row.
    """

    survey_id: int
    sender: str
    retry_hash: str
    public_key: str = ""
    sealed: bytes = b""
    needs_invitation: bool = False
    member_id: int | None = None
    name: str = ""
    unit: str = ""
    answers: str = ""
    classes: str = "{}"

    @property
    def place(self) -> _Place:
        """Return the survey and the sender."""
        return self.survey_id, self.sender


def take_answers(work: UnitOfWork, ready: Sequence[ReadyAnswer]) -> list[Outcome]:
    """Keep answers; return what became of each, in their order."""
    session = work.session
    keys = _open_surveys(work, ready)
    invited = _invited(session, ready)
    known = _answered(session, ready)
    new: list[ReadyAnswer] = []
    outcomes = []
    for answer in ready:
        outcome = _outcome(answer, keys, invited, known)
        if outcome == Outcome.KEPT:
            known[answer.place] = answer.retry_hash
            new.append(answer)
        outcomes.append(outcome)
    _insert(session, new, invited)
    return outcomes


def _outcome(
    answer: ReadyAnswer,
    keys: dict[int, str],
    invited: dict[_Place, tuple[str, str]],
    known: dict[_Place, str],
) -> Outcome:
    if answer.needs_invitation and answer.place not in invited:
        return Outcome.NO_INVITATION
    # Whoever lost the answer to a kept one learns of it after the close, too.
    if answer.place in known:
        is_same = known[answer.place] == answer.retry_hash
        return Outcome.REPEATED if is_same else Outcome.ANSWERED_BEFORE
    if keys.get(answer.survey_id) != answer.public_key:
        return Outcome.NOT_OPEN
    return Outcome.KEPT


def _open_surveys(work: UnitOfWork, ready: Sequence[ReadyAnswer]) -> dict[int, str]:
    """Return the public keys of those that are open; "" of named ones."""
    found = work.session.execute(
        select(
            Survey.id,
            Survey.state,
            Survey.opens_at,
            Survey.closes_at,
            Survey.public_key,
        ).where(Survey.id.in_({answer.survey_id for answer in ready}))
    )
    return {
        row.id: row.public_key
        for row in found
        if phase_at(row.state, row.opens_at, row.closes_at, work.now)
        == SurveyPhase.OPEN
    }


def _invited(
    session: Session, ready: Sequence[ReadyAnswer]
) -> dict[_Place, tuple[str, str]]:
    places = [answer.place for answer in ready if answer.needs_invitation]
    if not places:
        return {}
    rows = session.execute(
        select(
            SurveyInvitation.survey_id,
            SurveyInvitation.code_hash,
            SurveyInvitation.name,
            SurveyInvitation.unit,
        ).where(
            tuple_(SurveyInvitation.survey_id, SurveyInvitation.code_hash).in_(places)
        )
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


def _answered(session: Session, ready: Sequence[ReadyAnswer]) -> dict[_Place, str]:
    rows = session.execute(
        select(
            SurveyParticipant.survey_id,
            SurveyParticipant.sender,
            SurveyParticipant.retry_hash,
        ).where(
            tuple_(SurveyParticipant.survey_id, SurveyParticipant.sender).in_(
                [answer.place for answer in ready]
            )
        )
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _insert(
    session: Session,
    new: Sequence[ReadyAnswer],
    invited: dict[_Place, tuple[str, str]],
) -> None:
    participants, waiting, named = [], [], []
    for answer in new:
        place: dict[str, Any] = {
            "survey_id": answer.survey_id,
            "sender": answer.sender,
        }
        member: dict[str, Any] = {"member_id": answer.member_id}
        participants.append({**place, **member, "retry_hash": answer.retry_hash})
        if answer.sealed:
            waiting.append({**place, "sealed": answer.sealed})
            continue
        name, unit = invited.get(answer.place, (answer.name, answer.unit))
        content = {"answers": answer.answers, "classes": answer.classes}
        named.append({**place, **member, "name": name, "unit": unit, **content})
    for table, rows in (
        (SurveyParticipant, participants),
        (WaitingAnswer, waiting),
        (NamedAnswer, named),
    ):
        if rows:
            session.execute(insert(table), rows)
