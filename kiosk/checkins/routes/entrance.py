"""The entrance's screen, its gates, and the roll its device keeps."""

import datetime as dt
from typing import Annotated

import msgspec
from flask import Blueprint, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.badges.codes import roll_salt
from kiosk.badges.rules import ROLE_LABELS
from kiosk.checkins import actions
from kiosk.checkins.queries import gates as queries
from kiosk.checkins.queries.scope import permitted_site
from kiosk.checkins.rules import MAX_GATE_NAME_LENGTH, SUMMONED_ROLES
from kiosk.clock import now
from kiosk.errors import N_, Invalid
from kiosk.identity import Actor
from kiosk.meetings.queries import get_meeting
from kiosk.offline.routes import HOLDER_HEADER
from kiosk.roles import Permission
from kiosk.web import device_cookies
from kiosk.web import request as web

Id = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]


class GateForm(msgspec.Struct, forbid_unknown_fields=True):
    """A gate to make."""

    name: Annotated[str, msgspec.Meta(max_length=2 * MAX_GATE_NAME_LENGTH)]
    site: Id | None = None


def show_entrance(meeting_id: int) -> Response:
    """Show the entrance's screen."""
    actor = web.actor(meeting_id, Permission.CHECK_IN)
    with web.store().read_session() as session:
        title = get_meeting(session, meeting_id).title
        sites = queries.permitted_sites(session, actor)
        is_bound = permitted_site(session, actor) is not None
    page = render_template(
        "screens/entrance.html",
        actor=actor,
        title=title,
        sites=sites,
        is_bound=is_bound,
        words={
            "sites": dict(sites),
            "roles": {role: gettext(ROLE_LABELS[role]) for role in SUMMONED_ROLES},
            "may_insist": not is_bound,
        },
        holder=_screen_holder(actor),
    )
    reply = make_response(page)
    reply.headers[HOLDER_HEADER] = _screen_holder(actor)
    return reply


def _screen_holder(actor: Actor) -> str:
    """Return for whom a device may keep the entrance's screen; empty: for nobody."""
    return f"{actor.meeting_id}.{actor.member_id}" if actor.member_id else ""


def add_gate(meeting_id: int) -> ResponseReturnValue:
    """Make a gate."""
    actor = web.actor(meeting_id, Permission.CHECK_IN)
    form = web.body(GateForm)
    with web.store().unit_of_work(actor.label) as work:
        gate = actions.add_gate(work, actor=actor, name=form.name, site_id=form.site)
    return jsonify(id=gate), 201


def roll(meeting_id: int) -> ResponseReturnValue:
    """Give some of the people and badges a gate has to know, `?after=` a member."""
    actor = web.actor(meeting_id, Permission.CHECK_IN)
    taken_at = now()
    with web.store().read_session() as session:
        page = queries.roll_page(session, actor, request.args.get("after", 0, int))
    return jsonify(
        salt=roll_salt(device_cookies.server_key(), meeting_id),
        taken_at=taken_at.isoformat(),
        members=page.members,
        badges=page.badges,
        more=page.more,
    )


def attendance_changes(meeting_id: int) -> ResponseReturnValue:
    """Say what has changed since the device's number and moment."""
    actor = web.actor(meeting_id, Permission.CHECK_IN)
    number, moment = request.args.get("after", 0, int), _moment_argument("since")
    asked_at = now()
    with web.store().read_session() as session:
        title = get_meeting(session, meeting_id).title
        found = queries.attendance_changes(session, actor, number, moment)
        gates = [
            {"id": gate.id, "name": gate.name, "site": gate.site_id}
            for gate in queries.permitted_gates(session, actor)
        ]
    return jsonify(
        n=found.number,
        since=asked_at.isoformat(),
        lines=found.rows(),
        more=found.more,
        badges=found.badges,
        people=found.people,
        inside=found.inside,
        conflicts=found.conflicts,
        gates=gates,
        meeting={"title": title},
    )


def _moment_argument(name: str) -> dt.datetime:
    """Return the moment that the request names.

    :raises Invalid: it names none.
    """
    try:
        moment = dt.datetime.fromisoformat(request.args.get(name, ""))
        return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise Invalid(
            N_("Máy chủ không hiểu dữ liệu vừa gửi. Xin tải lại trang rồi thử lại.")
        ) from error


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/m/<int:meeting_id>/entrance")(show_entrance)
    blueprint.post("/m/<int:meeting_id>/gates")(add_gate)
    blueprint.get("/m/<int:meeting_id>/entrance/roll")(roll)
    blueprint.get("/m/<int:meeting_id>/entrance/news")(attendance_changes)
