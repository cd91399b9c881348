"""A list on its way in: what is told of it, from the upload to the end; pure."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from kiosk.people.imports.table_parser import ParsedPeople, TableReading
from kiosk.people.rules import (
    ImportOptions,
    ImportPlan,
    MemberChange,
    PeopleTable,
    RepairOffer,
    RowProblem,
)

# So many rows of each kind are shown; of more the number is told.
MAX_ROWS_IN_PREVIEW = 200


class ImportPhase(StrEnum):
    """How far a list is."""

    NONE = "none"
    READING = "reading"
    PREVIEW = "preview"
    TAKING = "taking"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class ImportDraft(msgspec.Struct, frozen=True):
    """A list as the secretary has brought it, and what is wanted of it.

    `turn` grows with every wish, so that no answer to an older one is taken for it;
    `confirmed` is the signature of the plan that was said yes to.
    """

    id: str
    file_name: str
    by: str
    turn: int = 1
    choice: ImportOptions = ImportOptions()
    confirmed: str = ""


class ImportCounts(msgspec.Struct, frozen=True):
    """How many people of each kind a list has."""

    new: int = 0
    changed: int = 0
    same: int = 0
    duplicate: int = 0
    wrong: int = 0
    left_out: int = 0
    absent: int = 0


class ImportState(msgspec.Struct, frozen=True):
    """What the worker says of a draft; a refusal has a sentence."""

    draft: str = ""
    turn: int = 0
    phase: ImportPhase = ImportPhase.NONE
    rows: int = 0
    sentence: str = ""
    details: dict[str, str | int] = {}
    counts: ImportCounts = ImportCounts()


class ImportPreview(msgspec.Struct):
    """What would become of the list, for people to look at."""

    draft: str
    turn: int
    reading: TableReading
    separator: str
    sheets: list[str]
    sheet: str
    create_sites: bool
    counts: ImportCounts
    offers: list[RepairOffer]
    problems: list[RowProblem]
    left_out: list[RowProblem]
    duplicates: list[RowProblem]
    changed: list[MemberChange]
    new_sites: list[str]
    new_names: list[str]
    signature: str
    # The rows of which only the numbers are told: there are too many to show.
    more_problems: str = ""
    more_left_out: str = ""
    more_duplicates: str = ""


def import_counts(plan: ImportPlan, sheet: ParsedPeople) -> ImportCounts:
    """Return how many there are of each kind."""
    return ImportCounts(
        new=len(plan.new),
        changed=len(plan.changed),
        same=plan.same,
        duplicate=len(plan.duplicates),
        wrong=plan.bad_rows,
        left_out=len(sheet.left_out),
        absent=plan.absent,
    )


def import_preview(
    draft: ImportDraft, table: PeopleTable, sheet: ParsedPeople, plan: ImportPlan
) -> ImportPreview:
    """Return what the secretary looks at before saying yes."""
    return ImportPreview(
        draft=draft.id,
        turn=draft.turn,
        reading=sheet.reading,
        separator=table.separator,
        sheets=table.sheets,
        sheet=table.sheet,
        create_sites=draft.choice.create_sites,
        counts=import_counts(plan, sheet),
        offers=plan.offers,
        problems=plan.problems[:MAX_ROWS_IN_PREVIEW],
        left_out=sheet.left_out[:MAX_ROWS_IN_PREVIEW],
        duplicates=plan.duplicates[:MAX_ROWS_IN_PREVIEW],
        changed=plan.changed[:MAX_ROWS_IN_PREVIEW],
        new_sites=plan.new_sites[:MAX_ROWS_IN_PREVIEW],
        new_names=[entry.name for entry in plan.new[:MAX_ROWS_IN_PREVIEW]],
        signature=plan.signature,
        more_problems=_rows_not_shown(plan.problems),
        more_left_out=_rows_not_shown(sheet.left_out),
        more_duplicates=_rows_not_shown(plan.duplicates),
    )


def _rows_not_shown(problems: Sequence[RowProblem]) -> str:
    """Return the rows behind those that are shown, as `12–40, 55`."""
    shown = {problem.row for problem in problems[:MAX_ROWS_IN_PREVIEW]}
    ranges: list[tuple[int, int]] = []
    for row in sorted({problem.row for problem in problems} - shown):
        if ranges and ranges[-1][1] == row - 1:
            ranges[-1] = (ranges[-1][0], row)
        else:
            ranges.append((row, row))
    return ", ".join(
        str(first) if first == last else f"{first}–{last}" for first, last in ranges
    )
