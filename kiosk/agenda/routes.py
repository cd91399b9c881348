"""Routes for the secretary to edit the agenda."""

import msgspec
from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from kiosk.agenda import actions
from kiosk.agenda.actions import ItemDetails
from kiosk.meetings.queries import find_members
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("agenda", __name__, url_prefix="/m/<int:meeting_id>")


class AddItemForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a new item; `parent` is null for the top level."""

    words: ItemDetails
    parent: int | None = None


class MoveItemForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of an item's new position: its parent and the item before it."""

    parent: int | None
    after: int | None


@blueprint.post("/agenda")
def add_item(meeting_id: int) -> ResponseReturnValue:
    """Add an item to the agenda."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(AddItemForm)
    with web.store().unit_of_work(actor.label) as work:
        item = actions.add_item(
            work, actor=actor, details=form.words, parent_id=form.parent
        )
        answer = {"id": item.id, "revision": item.revision}
    return jsonify(answer), 201


@blueprint.post("/agenda/<int:item_id>/move")
def move_item(meeting_id: int, item_id: int) -> ResponseReturnValue:
    """Move an item to another position."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(MoveItemForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.move_item(
            work,
            actor=actor,
            item_id=item_id,
            parent_id=form.parent,
            after_id=form.after,
        )
    return "", 204


@blueprint.get("/presenters")
def find_presenters(meeting_id: int) -> ResponseReturnValue:
    """Suggest members whose names contain the typed text."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        found = find_members(session, actor.meeting_id, request.args.get("find", ""))
    return jsonify([{"id": m.id, "name": m.full_name, "unit": m.unit} for m in found])
