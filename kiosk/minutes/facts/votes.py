"""Votes as they were held, from their stored results; no ballot is read."""

from msgspec.structs import replace
from sqlalchemy.orm import Session

from kiosk.minutes.facts.event_structs import VoteFact, VoteRow
from kiosk.vietnamese import number as figure
from kiosk.voting.models import Vote
from kiosk.voting.queries.votes import (
    options_of_votes,
    result_of_vote,
    rule_of,
    votes_of,
)
from kiosk.voting.record.rules import percent, rule_words
from kiosk.voting.rules.kinds import RuleBase, VoteState
from kiosk.voting.rules.results import ResultRow, VoteResult

# Drafts and votes that still take ballots have no facts.
_HELD_STATES = frozenset({VoteState.CLOSED, VoteState.ANNOUNCED, VoteState.CANCELLED})


def vote_facts(session: Session, meeting_id: int) -> list[tuple[int | None, VoteFact]]:
    """Return the votes that were held, each with its item; no rehearsals."""
    votes = [
        vote
        for vote in votes_of(session, meeting_id, all_states=True)
        if vote.state in _HELD_STATES
        and vote.opened_at is not None
        and not vote.is_rehearsal
    ]
    options = options_of_votes(session, [vote.id for vote in votes])
    notes = {one.id: one.note for some in options.values() for one in some}
    return [(vote.item_id, _vote_fact(vote, notes)) for vote in votes]


def _vote_fact(vote: Vote, notes: dict[int, str]) -> VoteFact:
    assert vote.opened_at is not None
    is_cancelled = vote.state == VoteState.CANCELLED
    result = None if is_cancelled else result_of_vote(vote)
    held = VoteFact(
        id=vote.id,
        at=vote.opened_at,
        title=vote.title,
        question=vote.question,
        kind=vote.kind,
        form=vote.form,
        is_secret=vote.is_secret,
        closed=vote.closed_at,
        announced=vote.announced_at,
        cancelled=vote.cancel_reason if is_cancelled else None,
        document=_document_words(vote),
        summoned=vote.summoned,
        present=vote.present,
        eligible=vote.eligible,
        max_choices=vote.max_choices,
    )
    return held if result is None else _with_result(held, vote, result, notes)


def _document_words(vote: Vote) -> str:
    if not vote.document_title or vote.document_version < 2:  # noqa: PLR2004
        return vote.document_title
    return f"{vote.document_title} (bản {vote.document_version})"


def _with_result(
    held: VoteFact, vote: Vote, result: VoteResult, notes: dict[int, str]
) -> VoteFact:
    rows = {
        row.option_id: _vote_row(row, notes.get(row.option_id, ""))
        for row in result.rows
    }
    rule = rule_of(vote)
    members = f" ({figure(rule.members)})" if rule.base == RuleBase.MEMBERS else ""
    return replace(
        held,
        issued=result.issued,
        returned=result.returned or result.base_counts.cast,
        valid=result.valid,
        invalid=result.invalid,
        blank=result.blank,
        reasons=tuple(result.reasons.items()),
        rule=f"{rule_words(rule)}{members}",
        needed=result.needed,
        rows=tuple(rows.values()),
        passed=result.passed,
        by_chair=result.by_chair,
        elected=tuple(rows[option] for option in result.elected),
        tied=tuple(rows[option].label for option in result.tie),
        receipt_root=result.receipt_root,
    )


def _vote_row(row: ResultRow, note: str) -> VoteRow:
    return VoteRow(
        label=row.label,
        note=note,
        count=row.count,
        of_summoned=percent(row.count, row.of_summoned),
        of_present=percent(row.count, row.of_present),
        passed=row.passed,
        levels=tuple(row.levels.items()),
    )
