"""The roll: who has come, are they enough, how fast it goes, who is missing."""

from dataclasses import asdict
from typing import Annotated

import msgspec
from flask import Blueprint, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from kiosk.badges.rules import start_screen_of
from kiosk.checkins import actions
from kiosk.checkins.queries import attendance_groups, counts
from kiosk.checkins.queries.scope import permitted_site
from kiosk.checkins.quorum import Denominator, Quorum, QuorumTerms, Threshold
from kiosk.checkins.throughput import estimated_finish
from kiosk.clock import now
from kiosk.errors import N_, Invalid
from kiosk.meetings.queries import get_meeting
from kiosk.offline.routes import HOLDER_HEADER
from kiosk.roles import Permission
from kiosk.web import request as web


class QuorumForm(msgspec.Struct, forbid_unknown_fields=True):
    """What the secretary says of the quorum."""

    denominator: Denominator
    threshold: Threshold
    members: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 0
    percent: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0


def show_roll(meeting_id: int) -> Response:
    """Show the roll's screen."""
    actor = web.actor(meeting_id, Permission.READ_ROLL)
    with web.store().read_session() as session:
        title = get_meeting(session, meeting_id).title
        is_bound = permitted_site(session, actor) is not None
    page = render_template(
        "screens/roll.html",
        actor=actor,
        reads_all=not is_bound,
        title=title,
        home=start_screen_of(actor.role, meeting_id),
    )
    reply = make_response(page)
    # The gate's screen stays on a device that looks at the roll in between.
    reply.headers[HOLDER_HEADER] = (
        f"{meeting_id}.{actor.member_id}" if actor.member_id else ""
    )
    return reply


def give_figures(meeting_id: int) -> ResponseReturnValue:
    """Give everything that is counted, as it is now."""
    actor = web.actor(meeting_id, Permission.READ_ROLL)
    moment = now()
    with web.store().read_session() as session:
        title = get_meeting(session, meeting_id).title
        sites = counts.counts_by_site(
            session, meeting_id, permitted_site(session, actor)
        )
        quorum = counts.quorum_now(session, meeting_id)
        opened = counts.roll_call(session, meeting_id)
        gates = attendance_groups.throughput_by_gate(session, actor, moment)
        groups = {
            group: attendance_groups.count_group(session, actor, group)
            for group in (
                attendance_groups.AttendanceGroup.LATE,
                attendance_groups.AttendanceGroup.LEFT,
            )
        }
    total = counts.total_of(sites)
    finish = estimated_finish((pace for _, pace in gates), total.unconfirmed, moment)
    return jsonify(
        now=moment.isoformat(),
        meeting={"title": title},
        sites=[{"id": one.id, "name": one.name, **asdict(one.count)} for one in sites],
        total=asdict(total),
        quorum=_quorum(quorum),
        opened=opened
        and {
            "at": opened.at.isoformat(),
            "present": opened.present,
            "summoned": opened.summoned,
            "of": opened.of,
            "needed": opened.needed,
            "denominator": opened.denominator,
            "is_reached": opened.of > 0 and opened.present >= opened.needed,
            **groups,
        },
        gates=[
            {
                "name": name,
                "per_minute": pace.per_minute,
                "median_seconds": pace.median_seconds,
                "last_at": pace.last_at.isoformat(),
            }
            for name, pace in gates
        ],
        finish=finish.isoformat() if finish and total.unconfirmed else None,
    )


def _quorum(quorum: Quorum) -> dict[str, object]:
    return {
        **asdict(quorum.terms),
        "present": quorum.present,
        "summoned": quorum.summoned,
        "of": quorum.of,
        "needed": quorum.needed,
        "is_reached": quorum.is_reached,
    }


def give_people(meeting_id: int) -> ResponseReturnValue:
    """Count a group's people by unit, or name those of one `?unit=`."""
    actor = web.actor(meeting_id, Permission.READ_ROLL)
    try:
        group = attendance_groups.AttendanceGroup(request.args.get("group", ""))
    except ValueError as error:
        raise Invalid(
            N_("Máy chủ không hiểu dữ liệu vừa gửi. Xin tải lại trang rồi thử lại.")
        ) from error
    unit = request.args.get("unit")
    with web.store().read_session() as session:
        if unit is None:
            units = attendance_groups.count_by_unit(session, actor, group)
            return jsonify(units=[asdict(one) for one in units])
        named = attendance_groups.group_members(session, actor, group, unit)
    return jsonify(
        people=[
            {
                "name": one.name,
                "position": one.position,
                "seat": one.seat,
                "site": one.site,
                "came_at": one.came_at and one.came_at.isoformat(),
                "last_at": one.last_at and one.last_at.isoformat(),
            }
            for one in named
        ]
    )


def set_quorum(meeting_id: int) -> ResponseReturnValue:
    """Say of whom the quorum is counted and how many are needed."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(QuorumForm)
    terms = QuorumTerms(form.denominator, form.members, form.threshold, form.percent)
    with web.store().unit_of_work(actor.label) as work:
        actions.set_quorum(work, actor=actor, terms=terms)
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    base = "/m/<int:meeting_id>/roll"
    blueprint.get(base)(show_roll)
    blueprint.get(f"{base}/figures")(give_figures)
    blueprint.get(f"{base}/people")(give_people)
    blueprint.post(f"{base}/quorum")(set_quorum)
