"""Ask for the floor, see one's place, withdraw; on behalf of others."""

from typing import Annotated

import msgspec
from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.badges.rules import start_screen_of
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Permission
from kiosk.speaking.actions import requests as actions
from kiosk.speaking.queries import requests as queries
from kiosk.speaking.queries.floor import person_json, with_places
from kiosk.speaking.rules import SpeechKind
from kiosk.web import request as web

Id = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class AskForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: what the floor is asked for; `member_id`: for somebody else."""

    kind: SpeechKind
    topic: Annotated[str, msgspec.Meta(max_length=2000)] = ""
    document_id: Id | None = None
    member_id: Id | None = None


class AttachForm(msgspec.Struct, forbid_unknown_fields=True):
    """Body: the text of a speech; null: none."""

    document_id: Id | None


def _private(body: dict[str, object]) -> Response:
    reply = jsonify(body)
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def show_floor(meeting_id: int) -> ResponseReturnValue:
    """Show the floor to the secretariat, and requests of a site to its operator."""
    actor = web.actor(meeting_id, Permission.ASK_FLOOR_FOR_SITE)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        site = queries.own_site_name(session, actor)
    home = start_screen_of(actor.role, meeting_id)
    return render_template(
        "speaking/floor.html", actor=actor, meeting=meeting, site=site, home=home
    )


def ask(meeting_id: int) -> ResponseReturnValue:
    """Enter a request to speak."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    form = web.body(AskForm)
    with web.store().unit_of_work(actor.label) as work:
        made = actions.ask_for_floor(
            work,
            actor=actor,
            kind=form.kind,
            topic=form.topic,
            document_id=form.document_id,
            member_id=form.member_id,
        )
    return jsonify(id=made.id), 201


def withdraw(meeting_id: int, request_id: int) -> ResponseReturnValue:
    """Withdraw a request."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().unit_of_work(actor.label) as work:
        actions.withdraw_request(work, actor=actor, request_id=request_id)
    return "", 204


def attach_document(meeting_id: int, request_id: int) -> ResponseReturnValue:
    """Attach the text of a speech to its request."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    form = web.body(AttachForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.attach_document(
            work, actor=actor, request_id=request_id, document_id=form.document_id
        )
    return "", 204


def mine(meeting_id: int) -> Response:
    """Return the requester's own open requests and their places."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        return _private(queries.own_requests(session, actor))


def requests(meeting_id: int) -> Response:
    """Return the requests of the meeting, to an operator those of the own site."""
    actor = web.actor(meeting_id, Permission.ASK_FLOOR_FOR_SITE)
    with web.store().read_session() as session:
        lines = queries.requests_for(session, actor)
        return _private({"requests": with_places(lines)})


def find_people(meeting_id: int) -> Response:
    """Suggest members who may speak, to an operator those of the own site."""
    actor = web.actor(meeting_id, Permission.ASK_FLOOR_FOR_SITE)
    with web.store().read_session() as session:
        found = queries.find_speakers(session, actor, request.args.get("find", ""))
        people = [
            {"id": line.member.id, **person_json(line.member, line.site)}
            for line in found
        ]
    return _private({"people": people})


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    one = "/requests/<int:request_id>"
    blueprint.get("")(show_floor)
    blueprint.get("/mine")(mine)
    blueprint.get("/requests")(requests)
    blueprint.get("/people")(find_people)
    blueprint.post("/requests")(ask)
    blueprint.post(f"{one}/withdraw")(withdraw)
    blueprint.post(f"{one}/document")(attach_document)
