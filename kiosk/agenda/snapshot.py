"""The agenda in the snapshot."""

from typing import Any

from sqlalchemy.orm import Session

from kiosk.agenda.queries import NumberedItem, agenda
from kiosk.roles import Role


def snapshot_part(
    session: Session, meeting_id: int, role: Role, _state: dict[str, Any]
) -> dict[str, Any]:
    """Return the items that `role` may see."""
    return {"items": [_item(line) for line in agenda(session, meeting_id, role)]}


def _item(line: NumberedItem) -> dict[str, Any]:
    return {
        "id": line.item.id,
        "parent_id": line.item.parent_id,
        "number": line.number,
        "title": line.item.title,
        "kind": line.item.kind,
        "presenter": line.presenter,
        "presenter_id": line.item.presenter_id,
        "planned_minutes": line.item.planned_minutes,
        "visibility": line.item.visibility,
        "is_on_paper": line.item.is_on_paper,
        "revision": line.item.revision,
    }
