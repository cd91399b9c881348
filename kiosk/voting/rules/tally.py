"""From ballots to a result; independent of their order; pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.voting.rules.ballots import BallotTerms, find_fault
from kiosk.voting.rules.forms import Choices
from kiosk.voting.rules.kinds import BallotForm, PassingRule, TieRule
from kiosk.voting.rules.passing import needed_to_pass, passes
from kiosk.voting.rules.results import BaseCounts, ResultRow, VoteResult


@dataclass
class Tally:
    """Counts of ballots; `marks` by option and mark (1, or a level)."""

    valid: int = 0
    invalid: int = 0
    blank: int = 0
    marks: Counter[tuple[int, str]] = field(default_factory=Counter)

    @property
    def cast(self) -> int:
        """Return how many ballots were cast."""
        return self.valid + self.invalid + self.blank


@dataclass(frozen=True)
class VoteQuestion:
    """What a result depends on besides the ballots."""

    terms: BallotTerms
    labels: dict[int, str]
    rule: PassingRule
    summoned: int
    present: int
    has_receipt: bool = False


def count_ballots(terms: BallotTerms, ballots: Iterable[Choices | None]) -> Tally:
    """Return the counts of `ballots`; None: a ballot that could not be read."""
    tally = Tally()
    for choices in ballots:
        if choices is None or find_fault(terms, choices):
            tally.invalid += 1
        elif not choices:
            tally.blank += 1
        else:
            tally.valid += 1
            tally.marks.update((int(key), str(m)) for key, m in choices.items())
    return tally


def result_of(
    question: VoteQuestion, tally: Tally, *, chair_choice: int | None = None
) -> VoteResult:
    """Return the result; `chair_choice`: the chair's option in an open vote."""
    counts = BaseCounts(
        question.summoned, question.rule.members, question.present, tally.cast
    )
    rows = [_row(question, counts, tally, one) for one in question.terms.options]
    elected, tie = _elected(question.terms, rows)
    passed, by_chair = _passed(question, counts, rows, chair_choice)
    if question.terms.form == BallotForm.ONE and passed is None:
        tie = _first_two(rows)
    return VoteResult(
        base_counts=counts,
        rows=rows,
        passed=passed,
        valid=tally.valid,
        invalid=tally.invalid,
        blank=tally.blank,
        needed=needed_to_pass(question.rule, counts),
        tie=tie,
        elected=elected,
        by_chair=by_chair,
    )


def _row(
    question: VoteQuestion, counts: BaseCounts, tally: Tally, option: int
) -> ResultRow:
    terms, rule = question.terms, question.rule
    levels = {level: tally.marks[option, level] for level in terms.levels}
    if terms.form == BallotForm.LEVELS:
        count = levels[terms.levels[0]]
        # The lowest level is the one that has consequences.
        passed = not passes(rule, counts, levels[terms.levels[-1]])
    else:
        count, levels = tally.marks[option, "1"], {}
        passed = passes(rule, counts, count)
    return ResultRow(
        option_id=option,
        label=question.labels[option],
        count=count,
        of_summoned=counts.summoned,
        of_present=counts.present,
        passed=passed,
        levels=levels,
    )


def _elected(terms: BallotTerms, rows: list[ResultRow]) -> tuple[list[int], list[int]]:
    """Return the elected, highest first, and those tied at the last place."""
    if terms.form != BallotForm.UP_TO:
        return [], []
    passed = [row for row in rows if row.passed]
    ranked = sorted(passed, key=lambda row: (-row.count, row.option_id))
    if len(ranked) <= terms.max_choices:
        return [row.option_id for row in ranked], []
    last = ranked[terms.max_choices - 1].count
    if ranked[terms.max_choices].count < last:
        return [row.option_id for row in ranked[: terms.max_choices]], []
    elected = [row.option_id for row in ranked if row.count > last]
    return elected, [row.option_id for row in ranked if row.count == last]


def _first_two(rows: list[ResultRow]) -> list[int]:
    return [row.option_id for row in rows[:2]]


def _passed(
    question: VoteQuestion,
    counts: BaseCounts,
    rows: list[ResultRow],
    chair_choice: int | None,
) -> tuple[bool | None, bool]:
    """Return whether the question passed, and whether the chair has decided it."""
    if question.terms.form != BallotForm.ONE:
        return None, False
    if rows[0].passed or not _leaves_to_chair(question, counts, rows):
        return rows[0].passed, False
    if chair_choice not in _first_two(rows):
        return None, False
    return chair_choice == rows[0].option_id, True


def _leaves_to_chair(
    question: VoteQuestion, counts: BaseCounts, rows: list[ResultRow]
) -> bool:
    """Tell whether one more vote for the first answer would pass it, at equality."""
    return (
        question.rule.tie == TieRule.CHAIR
        and len(rows) > 1
        and rows[0].count == rows[1].count
        and rows[0].count > 0
        and passes(question.rule, counts, rows[0].count + 1)
    )
