"""Query the units that a list is compared with."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.unit_imports.rules import KnownUnit
from kiosk.units.models import Unit


def known_units(session: Session) -> list[KnownUnit]:
    """Return all units, closed ones too."""
    units = session.scalars(select(Unit).order_by(Unit.id)).all()
    names = {unit.id: unit.name for unit in units}
    return [
        KnownUnit(
            unit.id,
            unit.name,
            unit.symbol,
            unit.email,
            names.get(unit.parent_id or 0, ""),
        )
        for unit in units
    ]
