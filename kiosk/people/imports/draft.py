"""An import in progress, from the upload to its end; pure."""

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

# Rows shown of each kind.
MAX_ROWS_IN_PREVIEW = 200


class ImportPhase(StrEnum):
    """Progress of an import."""

    NONE = "none"
    READING = "reading"
    PREVIEW = "preview"
    TAKING = "taking"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class ImportDraft(msgspec.Struct, frozen=True):
    """An uploaded list and the options chosen for it.

    `turn` grows with every change, so that results of older ones are recognised;
    `confirmed` is the signature of the confirmed plan.
    """

    id: str
    file_name: str
    by: str
    turn: int = 1
    choice: ImportOptions = ImportOptions()
    confirmed: str = ""


class ImportCounts(msgspec.Struct, frozen=True):
    """Number of rows and members of each kind."""

    new: int = 0
    changed: int = 0
    same: int = 0
    duplicate: int = 0
    wrong: int = 0
    left_out: int = 0
    absent: int = 0


class ImportState(msgspec.Struct, frozen=True):
    """State of a draft as stored by the worker; a rejection has a sentence."""

    draft: str = ""
    turn: int = 0
    phase: ImportPhase = ImportPhase.NONE
    rows: int = 0
    sentence: str = ""
    details: dict[str, str | int] = {}
    counts: ImportCounts = ImportCounts()


class ImportPreview(msgspec.Struct):
    """What the import would change, as shown to the secretary."""

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
    # Numbers of rows beyond those shown.
    more_problems: str = ""
    more_left_out: str = ""
    more_duplicates: str = ""


def import_counts(plan: ImportPlan, sheet: ParsedPeople) -> ImportCounts:
    """Return the number of rows and members of each kind."""
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
    """Return the preview of a draft."""
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
    """Return the row numbers beyond those shown, as `12–40, 55`."""
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
