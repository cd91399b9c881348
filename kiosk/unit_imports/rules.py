"""What a list of units would change; pure."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from kiosk.errors import N_, KioskError
from kiosk.table_files.rules import ListRow, cell_of, find_columns
from kiosk.units.rules import (
    CIRCULAR_PARENT,
    UnitDetails,
    name_key,
    normalised_unit,
)


class UnitField(StrEnum):
    """What a column can hold."""

    NAME = "name"
    SYMBOL = "symbol"
    EMAIL = "email"
    PARENT = "parent"


UNIT_HEADINGS: dict[UnitField, tuple[str, ...]] = {
    UnitField.NAME: (
        *("ten don vi", "don vi", "co quan don vi", "ten co quan", "co quan"),
        *("unit", "name", "name of unit", "organisation", "organization"),
    ),
    UnitField.SYMBOL: ("ky hieu", "ky hieu don vi", "ma don vi", "viet tat", "symbol"),
    UnitField.EMAIL: (
        *("thu dien tu", "email", "e mail", "dia chi thu dien tu", "hop thu"),
        *("dia chi email", "mail"),
    ),
    UnitField.PARENT: (
        *("don vi cap tren", "cap tren", "truc thuoc", "don vi quan ly"),
        *("parent", "unit above"),
    ),
}


class UnitChange(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


class KnownUnit(msgspec.Struct, frozen=True):
    """A unit that exists, with the name of the unit above."""

    id: int
    name: str
    symbol: str
    email: str
    parent: str


class PlannedUnit(msgspec.Struct):
    """A row as it would be applied."""

    row: int
    name: str
    symbol: str
    email: str
    parent: str
    change: UnitChange
    # Why it is wrong: an untranslated sentence, and what fills it.
    problem: str = ""
    details: dict[str, str] = {}


def plan_units(
    rows: Sequence[ListRow], known: Sequence[KnownUnit]
) -> list[PlannedUnit]:
    """Return what becomes of each row; empty cells keep what is known.

    :raises Invalid: there is no heading with the units' names.
    """
    heading, columns = find_columns(rows, UNIT_HEADINGS, UnitField.NAME)
    by_key = {name_key(unit.name): unit for unit in known}
    planned = [
        _planned(row, columns, by_key)
        for row in rows[heading + 1 :]
        if cell_of(row, columns[UnitField.NAME])
    ]
    _mark_repeated(planned)
    # What is below a wrong row may be wrong for that reason.
    while _mark_wrong_parents(planned, by_key):
        pass
    return planned


def _planned(
    row: ListRow, columns: dict[UnitField, int], by_key: dict[str, KnownUnit]
) -> PlannedUnit:
    name, symbol, email, parent = (
        cell_of(row, columns.get(field)) for field in UnitField
    )
    before = by_key.get(name_key(name))
    if before is not None:
        symbol, email = symbol or before.symbol, email or before.email
        parent = parent or before.parent
    plan = PlannedUnit(row.number, name, symbol, email, parent, UnitChange.NEW)
    try:
        clean = normalised_unit(UnitDetails(name[:400], symbol[:200], email[:500]))
    except KioskError as refusal:
        plan.change, plan.problem = UnitChange.WRONG, refusal.sentence
        plan.details = {key: str(value) for key, value in refusal.details.items()}
        return plan
    plan.name, plan.symbol, plan.email = clean.name, clean.symbol, clean.email
    if before is not None:
        same = (plan.symbol, plan.email, name_key(parent)) == (
            before.symbol,
            before.email,
            name_key(before.parent),
        )
        plan.change = UnitChange.SAME if same else UnitChange.CHANGED
    return plan


def _mark_repeated(planned: list[PlannedUnit]) -> None:
    first: dict[str, int] = {}
    for plan in planned:
        key = name_key(plan.name)
        if plan.change is UnitChange.WRONG or key not in first:
            first.setdefault(key, plan.row)
            continue
        plan.change = UnitChange.WRONG
        plan.problem = N_("Trùng với dòng {row}.")
        plan.details = {"row": str(first[key])}


def _mark_wrong_parents(
    planned: list[PlannedUnit], by_key: dict[str, KnownUnit]
) -> bool:
    """Mark rows below no unit, or below themselves; return whether there were any."""
    usable = [one for one in planned if one.change is not UnitChange.WRONG]
    parents = _parents(planned, by_key.values())
    for plan in usable:
        key = name_key(plan.parent)
        if key and key not in parents:
            plan.problem = N_("Không có đơn vị cấp trên “{parent}”.")
            plan.details = {"parent": plan.parent[:60]}
        elif name_key(plan.name) in _above(key, parents):
            plan.problem = CIRCULAR_PARENT
        if plan.problem:
            plan.change = UnitChange.WRONG
    return any(plan.problem for plan in usable)


def _parents(
    planned: Iterable[PlannedUnit], known: Iterable[KnownUnit]
) -> dict[str, str]:
    """Return the unit above each, as it will be, by the keys of their names."""
    usable = [one for one in planned if one.change is not UnitChange.WRONG]
    rows: list[KnownUnit | PlannedUnit] = [*known, *usable]
    return {name_key(one.name): name_key(one.parent) for one in rows}


def from_above(
    planned: Sequence[PlannedUnit], known: Sequence[KnownUnit]
) -> list[PlannedUnit]:
    """Return new and changed units, those above before those below.

    In this order no unit stands below itself in the meantime.
    """
    parents = _parents(planned, known)
    applied = [
        one for one in planned if one.change in {UnitChange.NEW, UnitChange.CHANGED}
    ]
    return sorted(applied, key=lambda one: len(_above(name_key(one.name), parents)))


def _above(key: str, parents: dict[str, str]) -> list[str]:
    """Return a unit and all above it; each once, if they stand in a circle."""
    found: list[str] = []
    while key and key not in found:
        found.append(key)
        key = parents.get(key, "")
    return found
