"""A list on its way in: what is told of it, from the upload to the end; pure."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from kiosk.roster.rules import Change, Choice, Offer, Plan, Problem, Table
from kiosk.roster.sheets import Reading, Sheet

# So many rows of each kind are shown; of more the number is told.
MOST_SHOWN = 200


class Phase(StrEnum):
    """How far a list is."""

    NONE = "none"
    READING = "reading"
    PREVIEW = "preview"
    TAKING = "taking"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class Draft(msgspec.Struct, frozen=True):
    """A list as the secretary has brought it, and what is wanted of it.

    `turn` grows with every wish, so that no answer to an older one is taken for it;
    `confirmed` is the signature of the plan that was said yes to.
    """

    id: str
    file_name: str
    by: str
    turn: int = 1
    choice: Choice = Choice()
    confirmed: str = ""


class Counts(msgspec.Struct, frozen=True):
    """How many people of each kind a list has."""

    new: int = 0
    changed: int = 0
    same: int = 0
    duplicate: int = 0
    wrong: int = 0
    left_out: int = 0
    absent: int = 0


class State(msgspec.Struct, frozen=True):
    """What the worker says of a draft; a refusal has a sentence."""

    draft: str = ""
    turn: int = 0
    phase: Phase = Phase.NONE
    rows: int = 0
    sentence: str = ""
    details: dict[str, str | int] = {}
    counts: Counts = Counts()


class Preview(msgspec.Struct):
    """What would become of the list, for people to look at."""

    draft: str
    turn: int
    reading: Reading
    separator: str
    sheets: list[str]
    sheet: str
    create_sites: bool
    counts: Counts
    offers: list[Offer]
    problems: list[Problem]
    left_out: list[Problem]
    duplicates: list[Problem]
    changed: list[Change]
    new_sites: list[str]
    new_names: list[str]
    signature: str
    # The rows of which only the numbers are told: there are too many to show.
    more_problems: str = ""
    more_left_out: str = ""
    more_duplicates: str = ""


def counts_of(plan: Plan, sheet: Sheet) -> Counts:
    """Return how many there are of each kind."""
    return Counts(
        new=len(plan.new),
        changed=len(plan.changed),
        same=plan.same,
        duplicate=len(plan.duplicates),
        wrong=plan.bad_rows,
        left_out=len(sheet.left_out),
        absent=plan.absent,
    )


def preview_of(draft: Draft, table: Table, sheet: Sheet, plan: Plan) -> Preview:
    """Return what the secretary looks at before saying yes."""
    return Preview(
        draft=draft.id,
        turn=draft.turn,
        reading=sheet.reading,
        separator=table.separator,
        sheets=table.sheets,
        sheet=table.sheet,
        create_sites=draft.choice.create_sites,
        counts=counts_of(plan, sheet),
        offers=plan.offers,
        problems=plan.problems[:MOST_SHOWN],
        left_out=sheet.left_out[:MOST_SHOWN],
        duplicates=plan.duplicates[:MOST_SHOWN],
        changed=plan.changed[:MOST_SHOWN],
        new_sites=plan.new_sites[:MOST_SHOWN],
        new_names=[entry.name for entry in plan.new[:MOST_SHOWN]],
        signature=plan.signature,
        more_problems=_numbers_behind(plan.problems),
        more_left_out=_numbers_behind(sheet.left_out),
        more_duplicates=_numbers_behind(plan.duplicates),
    )


def _numbers_behind(problems: Sequence[Problem]) -> str:
    """Return the rows behind those that are shown, as `12–40, 55`."""
    shown = {problem.row for problem in problems[:MOST_SHOWN]}
    ranges: list[tuple[int, int]] = []
    for row in sorted({problem.row for problem in problems} - shown):
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1] = (ranges[-1][0], row)
        else:
            ranges.append((row, row))
    return ", ".join(
        str(first) if first == last else f"{first}–{last}" for first, last in ranges
    )
