"""Routes of agenda templates: list, save, use, remove."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk.agenda_templates import actions, queries
from kiosk.agenda_templates.rules import TemplateForm
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint(
    "agenda_templates", __name__, url_prefix="/m/<int:meeting_id>/agenda-templates"
)


class UseForm(msgspec.Struct, forbid_unknown_fields=True):
    """How many items the agenda had when the template was chosen."""

    seen: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


@blueprint.get("")
def usable(meeting_id: int) -> ResponseReturnValue:
    """List the templates that the requester may use, and whether they may save one."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    who = web.signed_in()
    with web.store().read_session() as session:
        templates = queries.usable_templates(session, who)
    reply = jsonify(templates=templates, may_save=who.account_id is not None)
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


@blueprint.post("")
def save(meeting_id: int) -> ResponseReturnValue:
    """Save the meeting's agenda as a template."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    who, form = web.signed_in(), web.body(TemplateForm)
    with web.store().unit_of_work(actor.label) as work:
        template = actions.save_template(work, actor=actor, identity=who, form=form)
    return jsonify(id=template), 201


@blueprint.post("/<int:template_id>/use")
def use(meeting_id: int, template_id: int) -> ResponseReturnValue:
    """Append the items of a template to the meeting's agenda."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    who, form = web.signed_in(), web.body(UseForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.use_template(
            work, actor=actor, identity=who, template_id=template_id, seen=form.seen
        )
    return "", 204


@blueprint.post("/<int:template_id>/remove")
def remove(meeting_id: int, template_id: int) -> ResponseReturnValue:
    """Remove a template."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    who = web.signed_in()
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        actions.remove_template(work, identity=who, template_id=template_id)
    return "", 204
