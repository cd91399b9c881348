"""Routes of opinions: sent by delegates, read and acknowledged by the secretariat."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kiosk.annotations.routes.responses import private_json, push_to_users
from kiosk.opinions import actions, queries
from kiosk.opinions.rules import OpinionForm
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("opinions", __name__, url_prefix="/m/<int:meeting_id>/opinions")


@blueprint.post("")
def send(meeting_id: int) -> ResponseReturnValue:
    """Store an opinion; respond with all opinions of its author."""
    actor = web.actor(meeting_id, Permission.GIVE_OPINION)
    sent = web.body(OpinionForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.send_opinion(work, actor=actor, sent=sent)
    if actor.member_id is not None:
        push_to_users([actor.member_id], but={actor.sign_in_id})
    return own(meeting_id)


@blueprint.get("/own")
def own(meeting_id: int) -> ResponseReturnValue:
    """Return the requester's own opinions and whether they were received."""
    actor = web.actor(meeting_id, Permission.GIVE_OPINION)
    if actor.member_id is None:
        return private_json({"opinions": []})
    with web.store().read_session() as session:
        return private_json(
            {"opinions": queries.own_opinions(session, actor.member_id)}
        )


@blueprint.get("")
def all_of_meeting(meeting_id: int) -> ResponseReturnValue:
    """Return all opinions to the secretariat."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        return private_json({"opinions": queries.opinions_of(session, meeting_id)})


@blueprint.post("/<int:opinion_id>/received")
def receive(meeting_id: int, opinion_id: int) -> ResponseReturnValue:
    """Note that the secretariat has received an opinion, and notify its author."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().unit_of_work(actor.label) as work:
        opinion = actions.acknowledge_opinion(work, actor=actor, opinion_id=opinion_id)
        author = opinion.member_id
    if author is not None:
        push_to_users([author])
    return "", 204
