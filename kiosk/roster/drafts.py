"""A list on its way in: what is told of it, from the upload to the end; pure."""

from enum import StrEnum

import msgspec

from kiosk.roster.rules import Change, Choice, Plan, Problem, Table
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
    problems: list[Problem]
    duplicates: list[Problem]
    changed: list[Change]
    new_sites: list[str]
    new_names: list[str]
    signature: str


def counts_of(plan: Plan) -> Counts:
    """Return how many there are of each kind."""
    return Counts(
        new=len(plan.new),
        changed=len(plan.changed),
        same=plan.same,
        duplicate=len(plan.duplicates),
        wrong=plan.bad_rows,
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
        counts=counts_of(plan),
        problems=plan.problems[:MOST_SHOWN],
        duplicates=plan.duplicates[:MOST_SHOWN],
        changed=plan.changed[:MOST_SHOWN],
        new_sites=plan.new_sites[:MOST_SHOWN],
        new_names=[entry.name for entry in plan.new[:MOST_SHOWN]],
        signature=plan.signature,
    )
