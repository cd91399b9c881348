"""Service calls for those who answer them, and of one member."""

from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from kiosk.checkins.queries.scope import permitted_site
from kiosk.clock import iso_moment
from kiosk.identity import Actor
from kiosk.service_calls.models import ServiceCall
from kiosk.service_calls.rules import WAITING_STATES, CallState
from kiosk.sites.models import Site

# Answered calls below those that wait.
LAST_DONE = 10


def calls_for_desk(session: Session, actor: Actor) -> list[dict[str, Any]]:
    """Return the calls that wait, oldest first, then the last ones answered.

    Whoever is bound to a site receives that site's calls only.
    """
    site_id = permitted_site(session, actor)
    is_permitted: ColumnElement[bool] = (
        true() if site_id is None else ServiceCall.site_id == site_id
    )
    calls = (
        select(ServiceCall, Site.name)
        .outerjoin(Site, ServiceCall.site_id == Site.id)
        .where(ServiceCall.meeting_id == actor.meeting_id, is_permitted)
    )
    waiting = calls.where(ServiceCall.state.in_(WAITING_STATES)).order_by(
        ServiceCall.made_at, ServiceCall.id
    )
    done = (
        calls.where(ServiceCall.state == CallState.DONE)
        .order_by(ServiceCall.ended_at.desc(), ServiceCall.id.desc())
        .limit(LAST_DONE)
    )
    rows = [*session.execute(waiting), *session.execute(done)]
    return [
        _call_json(call)
        | {
            "caller": call.caller,
            "seat": call.seat,
            "site": site or "",
            "is_mine": call.taken_sign_in == actor.sign_in_id,
        }
        for call, site in rows
    ]


def waiting_calls_of(session: Session, member_id: int) -> list[dict[str, Any]]:
    """Return what a member has called for and waits for, oldest first."""
    wanted = (
        select(ServiceCall)
        .where(
            ServiceCall.member_id == member_id, ServiceCall.state.in_(WAITING_STATES)
        )
        .order_by(ServiceCall.id)
    )
    return [_call_json(call) for call in session.scalars(wanted)]


def _call_json(call: ServiceCall) -> dict[str, Any]:
    return {
        "id": call.id,
        "kind": call.kind,
        "state": call.state,
        "made_at": call.made_at.isoformat(),
        "taken_at": iso_moment(call.taken_at),
        "taken_by": call.taken_by,
        "ended_at": iso_moment(call.ended_at),
        "ended_by": call.ended_by,
    }
