"""The import screen and its data."""

from typing import Any

import msgspec
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.badges.rules import ROLE_LABELS
from kiosk.meetings.queries import get_meeting
from kiosk.people.imports.draft import ImportPhase, ImportPreview, ImportState
from kiosk.people.imports.table_parser import TableReading
from kiosk.people.routes.stores import get_import_store
from kiosk.people.rules import FIELD_LABELS, ImportNote, PersonField, RowProblem
from kiosk.roles import Permission, Role
from kiosk.web import request as web

blueprint = Blueprint("preview", __name__)


@blueprint.get("")
def show(meeting_id: int) -> str:
    """Show the import screen."""
    actor = web.actor(meeting_id, Permission.MANAGE_BADGES)
    with web.store().read_session() as session:
        title = get_meeting(session, meeting_id).title
    return render_template("people/import.html", actor=actor, title=title)


@blueprint.get("/state")
def state(meeting_id: int) -> ResponseReturnValue:
    """Return the progress of the import and its preview."""
    web.actor(meeting_id, Permission.MANAGE_BADGES)
    import_store = get_import_store(meeting_id)
    draft = import_store.draft()
    if draft is None:
        return jsonify(phase=ImportPhase.NONE)
    said = import_store.state(draft)
    data: dict[str, Any] = {
        "draft": draft.id,
        "turn": draft.turn,
        "file_name": draft.file_name,
        "phase": said.phase,
        "rows": said.rows,
        "counts": msgspec.to_builtins(said.counts),
        "choice": msgspec.to_builtins(draft.choice, str_keys=True),
        "message": _sentence(said),
        "preview": None,
    }
    if said.phase is ImportPhase.PREVIEW and (preview := import_store.preview(draft)):
        data["preview"] = _shown(preview)
    return jsonify(data)


def _sentence(said: ImportState) -> str:
    return gettext(said.sentence).format(**said.details) if said.sentence else ""


def _sentence_of(said: ImportNote | RowProblem) -> str:
    details = dict(said.details)
    if "column" in details:
        details["column"] = gettext(str(details["column"]))
    return str(gettext(said.sentence).format(**details))


def _problem(problem: RowProblem) -> dict[str, object]:
    return {"row": problem.row, "name": problem.name, "reason": _sentence_of(problem)}


def _reading(reading: TableReading) -> dict[str, object]:
    data: dict[str, object] = msgspec.to_builtins(reading)
    return data | {
        "notes": [*map(_sentence_of, reading.notes)],
        "columns": [
            msgspec.to_builtins(column)
            | {"why": column.why and _sentence_of(column.why)}
            for column in reading.columns
        ],
    }


def _words(field: PersonField, said: str) -> str:
    return (
        gettext(ROLE_LABELS[Role(said)]) if field is PersonField.ROLE and said else said
    )


def _shown(preview: ImportPreview) -> dict[str, object]:
    data: dict[str, object] = msgspec.to_builtins(preview)
    return data | {
        "reading": _reading(preview.reading),
        "offers": [
            {
                "name": each.name,
                "text": _sentence_of(each.note),
                "label": gettext(each.label),
                "is_taken": each.is_taken,
            }
            for each in preview.offers
        ],
        "left_out": [*map(_problem, preview.left_out)],
        "problems": [*map(_problem, preview.problems)],
        "duplicates": [*map(_problem, preview.duplicates)],
        "changed": [
            {
                "row": change.row,
                "name": change.name,
                "changes": [
                    {
                        "label": gettext(FIELD_LABELS[field]),
                        "before": _words(field, change.before[field]),
                        "after": _words(field, said),
                    }
                    for field, said in change.after.items()
                ],
            }
            for change in preview.changed
        ],
        "fields": [
            {"value": field, "label": gettext(FIELD_LABELS[field])}
            for field in PersonField
        ],
    }
