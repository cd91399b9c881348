"""What results are computed from: ballots and entered counts."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.storage.database import fetch_slow_query
from kiosk.voting.models import HandCount, NamedBallot, PaperCount, Vote
from kiosk.voting.queries.votes import options_of, rule_of, terms_of
from kiosk.voting.rules.ballots import read_choices
from kiosk.voting.rules.counts import hands_tally, paper_tally
from kiosk.voting.rules.forms import PaperCountForm
from kiosk.voting.rules.kinds import VoteKind
from kiosk.voting.rules.receipts import OpenedBallot
from kiosk.voting.rules.results import GroupCount, VoteResult
from kiosk.voting.rules.tally import VoteQuestion, count_ballots, result_of

PLAIN = "SELECT choices, nonce FROM plain_ballots WHERE vote_id = :vote"
SEALED = "SELECT sealed FROM sealed_ballots WHERE vote_id = :vote"
NAMED = """
SELECT b.choices, v.site_name, v.unit FROM named_ballots b
JOIN vote_voters v ON v.vote_id = b.vote_id AND v.member_id = b.member_id
WHERE b.vote_id = :vote
"""


@dataclass(frozen=True)
class NamedChoices:
    """A ballot of an open vote: its choices as kept, and where it was cast."""

    choices: str
    site: str
    unit: str


def question_of(session: Session, vote: Vote) -> VoteQuestion:
    """Return what the vote's result depends on besides the ballots."""
    options = options_of(session, vote.id)
    return VoteQuestion(
        terms_of(vote, options),
        {option.id: option.label for option in options},
        rule_of(vote),
        vote.summoned,
        vote.present,
        vote.has_receipt,
    )


def sealed_ballots(session: Session, vote_id: int) -> list[bytes]:
    """Return the sealed ballots of a vote, without their voters."""
    rows = fetch_slow_query(session, SEALED, {"vote": vote_id})
    return [bytes(sealed) for (sealed,) in rows]


def opened_ballots(session: Session, vote_id: int) -> list[OpenedBallot]:
    """Return the ballots of a counted secret vote."""
    rows = fetch_slow_query(session, PLAIN, {"vote": vote_id})
    return [OpenedBallot(*row) for row in rows]


def named_ballots(session: Session, vote_id: int) -> list[NamedChoices]:
    """Return the ballots of an open vote with their voters' sites and units."""
    rows = fetch_slow_query(session, NAMED, {"vote": vote_id})
    return [NamedChoices(*row) for row in rows]


def chair_choice(session: Session, vote: Vote) -> int | None:
    """Return the option of the chair's own ballot in an open vote, if there is one."""
    wanted = (
        select(NamedBallot.choices)
        .join(Member, Member.id == NamedBallot.member_id)
        .where(NamedBallot.vote_id == vote.id, Member.role == Role.CHAIR)
    )
    chosen = {
        next(iter(read_choices(text) or {}), "") for text in session.scalars(wanted)
    }
    return int(chosen.pop() or 0) or None if len(chosen) == 1 else None


def open_result(
    question: VoteQuestion, ballots: list[NamedChoices], chair: int | None
) -> VoteResult:
    """Return the result of an open vote, also by site and unit; long for thousands."""
    read = [(read_choices(one.choices), one) for one in ballots]
    tally = count_ballots(question.terms, [choices for choices, _ in read])
    result = result_of(question, tally, chair_choice=chair)
    by_site = _groups((one.site, choices) for choices, one in read)
    by_unit = _groups((one.unit, choices) for choices, one in read)
    return replace(result, by_site=by_site, by_unit=by_unit)


def _groups(ballots: Iterable[tuple[str, dict[str, Any] | None]]) -> list[GroupCount]:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    cast: dict[str, int] = defaultdict(int)
    for name, choices in ballots:
        cast[name] += 1
        for option, mark in (choices or {}).items():
            key = option if mark == 1 else f"{option}:{mark}"
            counts[name][key] = counts[name].get(key, 0) + 1
    return [GroupCount(name, cast[name], counts[name]) for name in sorted(cast)]


def secret_result(question: VoteQuestion, plain: Iterable[str]) -> VoteResult:
    """Return the result of a secret vote from its opened ballots."""
    tally = count_ballots(question.terms, map(read_choices, plain))
    return result_of(question, tally)


def entered_result(session: Session, vote: Vote) -> VoteResult | None:
    """Return the result of entered counts; None: nothing was entered yet."""
    question = question_of(session, vote)
    if vote.kind == VoteKind.PAPER:
        return _paper_result(session, vote, question)
    sites = [json.loads(one.counts) for one in hand_counts(session, vote.id)]
    if not sites:
        return None
    return result_of(question, hands_tally(question.terms, sites, vote.eligible))


def hand_counts(session: Session, vote_id: int) -> list[HandCount]:
    """Return the counts of hands, by site."""
    wanted = select(HandCount).where(HandCount.vote_id == vote_id)
    return list(session.scalars(wanted.order_by(HandCount.site_key)))


def _paper_result(
    session: Session, vote: Vote, question: VoteQuestion
) -> VoteResult | None:
    record = session.get(PaperCount, vote.id)
    if record is None:
        return None
    form = paper_form(record)
    result = result_of(question, paper_tally(question.terms, form))
    return replace(
        result, issued=form.issued, returned=form.returned, reasons=form.reasons
    )


def paper_form(record: PaperCount) -> PaperCountForm:
    """Return the record of a paper ballot as its form."""
    return PaperCountForm(
        issued=record.issued,
        returned=record.returned,
        valid=record.valid,
        invalid=record.invalid,
        counts=json.loads(record.counts),
        reasons=json.loads(record.reasons),
    )
