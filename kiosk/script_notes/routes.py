"""Route to write script notes."""

import msgspec
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk.roles import Permission
from kiosk.script_notes import actions
from kiosk.web import request as web

blueprint = Blueprint(
    "script_notes", __name__, url_prefix="/m/<int:meeting_id>/script-notes"
)


class NoteForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a note and the revision it is based on."""

    text: str
    revision: int


@blueprint.post("/<int:item_id>")
def write_note(meeting_id: int, item_id: int) -> ResponseReturnValue:
    """Replace an item's script note."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    form = web.body(NoteForm)
    with web.store().unit_of_work(actor.label) as work:
        revision = actions.write_note(
            work,
            actor=actor,
            item_id=item_id,
            text=form.text,
            revision=form.revision,
        )
    return jsonify(revision=revision)
