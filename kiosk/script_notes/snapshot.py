"""Script notes in the snapshot of those who run the meeting."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.agenda.models import AgendaItem
from kiosk.roles import Permission, Role, may
from kiosk.script_notes.models import ScriptNote


def snapshot_part(
    session: Session, meeting_id: int, role: Role, _state: dict[str, Any]
) -> dict[str, Any]:
    """Return the meeting's notes; nothing for others."""
    if not may(role, Permission.RUN_MEETING):
        return {}
    notes = session.scalars(
        select(ScriptNote)
        .join(AgendaItem, AgendaItem.id == ScriptNote.item_id)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(ScriptNote.item_id)
    )
    rows = [
        {"item_id": note.item_id, "text": note.text, "revision": note.revision}
        for note in notes
    ]
    return {"script_notes": rows}
