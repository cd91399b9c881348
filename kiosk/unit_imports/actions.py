"""Apply a list of units: all new and changed ones, or none."""

from collections.abc import Sequence

from kiosk.errors import N_, Conflict
from kiosk.identity import Identity
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.table_files.rules import ListRow, plan_signature
from kiosk.unit_imports.queries import known_units
from kiosk.unit_imports.rules import PlannedUnit, UnitChange, from_above, plan_units
from kiosk.units.actions import add_unit, change_unit
from kiosk.units.models import Unit
from kiosk.units.queries import get_unit
from kiosk.units.rules import UnitDetails, name_key


def apply_unit_list(
    work: UnitOfWork, *, identity: Identity, rows: Sequence[ListRow], seen: str
) -> tuple[int, int]:
    """Add and change the units of a list; return how many of each.

    :param seen: the signature of the preview.
    :raises Conflict: the list of units was changed meanwhile.
    :raises Invalid: the list has no heading, or is not allowed.
    """
    known = known_units(work.session)
    planned = plan_units(rows, known)
    new = [one for one in planned if one.change is UnitChange.NEW]
    changed = [one for one in planned if one.change is UnitChange.CHANGED]
    if plan_signature(planned) != seen:
        raise Conflict(
            N_("Danh sách đơn vị vừa thay đổi. Xin xem lại rồi xác nhận lần nữa."),
            code="changed_meanwhile",
        )
    for one in new:
        add_unit(work, by=identity.name, details=_details(one, None))
    ids = {name_key(unit.name): unit.id for unit in known_units(work.session)}
    for one in from_above(planned, known):
        unit = get_unit(work.session, ids[name_key(one.name)])
        _change(work, identity, unit, one, ids.get(name_key(one.parent)))
    return len(new), len(changed)


def _details(one: PlannedUnit, parent_id: int | None) -> UnitDetails:
    return UnitDetails(one.name, one.symbol, one.email, parent_id)


def _change(
    work: UnitOfWork,
    identity: Identity,
    unit: Unit,
    one: PlannedUnit,
    parent_id: int | None,
) -> None:
    # The name stays as it was written.
    details = UnitDetails(unit.name, one.symbol, one.email, parent_id)
    change_unit(
        work,
        identity=identity,
        unit_id=unit.id,
        revision=unit.revision,
        details=details,
    )
