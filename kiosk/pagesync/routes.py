"""Routes of those who turn the pages."""

import msgspec
from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from kiosk.pagesync import actions, queries
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("pagesync", __name__, url_prefix="/m/<int:meeting_id>")


class TurnPage(msgspec.Struct, forbid_unknown_fields=True):
    """Body: the page to show."""

    document: int
    page: int


class CallItem(msgspec.Struct, forbid_unknown_fields=True):
    """Body: the item to make the current one, and the one that the requester saw."""

    item: int | None
    instead_of: int | msgspec.UnsetType | None = msgspec.UNSET


class UndoItem(msgspec.Struct, forbid_unknown_fields=True):
    """Body: the current item that the requester saw."""

    instead_of: int | None


class GiveLead(msgspec.Struct, forbid_unknown_fields=True):
    """Body: the member who is to turn the pages; null: the chair."""

    member: int | None


@blueprint.post("/page")
def turn_page(meeting_id: int) -> ResponseReturnValue:
    """Show a page to everybody."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    form = web.body(TurnPage)
    with web.store().unit_of_work(actor.label) as work:
        actions.turn_page(work, actor=actor, document_id=form.document, page=form.page)
    return "", 204


@blueprint.post("/current-item")
def call_item(meeting_id: int) -> ResponseReturnValue:
    """Make an item of the agenda the current one."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    form = web.body(CallItem)
    with web.store().unit_of_work(actor.label) as work:
        actions.call_item(
            work, actor=actor, item_id=form.item, instead_of=form.instead_of
        )
    return "", 204


@blueprint.post("/current-item/undo")
def return_to_previous_item(meeting_id: int) -> ResponseReturnValue:
    """Make the item before the current one again."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    form = web.body(UndoItem)
    with web.store().unit_of_work(actor.label) as work:
        actions.return_to_previous_item(work, actor=actor, instead_of=form.instead_of)
    return "", 204


@blueprint.post("/lead")
def give_lead(meeting_id: int) -> ResponseReturnValue:
    """Give, take back or return the lead."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    form = web.body(GiveLead)
    with web.store().unit_of_work(actor.label) as work:
        actions.give_lead(work, actor=actor, member_id=form.member)
    return "", 204


@blueprint.get("/leaders")
def find_leaders(meeting_id: int) -> ResponseReturnValue:
    """Suggest members who may be given the lead, the item's presenter first."""
    actor = web.actor(meeting_id, Permission.LEAD_PAGES)
    with web.store().read_session() as session:
        found = queries.possible_leaders(
            session, actor.meeting_id, request.args.get("find", "")
        )
    return jsonify(
        [
            {
                "id": member.id,
                "name": member.full_name,
                "position": member.position,
                "unit": member.unit,
                "role": member.role,
            }
            for member in found
        ]
    )
