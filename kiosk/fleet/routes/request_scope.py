"""Scope of a request to the fleet screen, and the services behind it."""

from typing import cast

from flask import current_app

from kiosk.errors import N_, Forbidden
from kiosk.fleet.actions import CommandIssuer
from kiosk.fleet.dashboard import FleetDashboard, commandable_tablets
from kiosk.fleet.heartbeats import TabletHeartbeatRegistry
from kiosk.live.tablet_push import TabletPush
from kiosk.roles import Permission
from kiosk.web import request as web


def command_issuer(meeting_id: int | None) -> CommandIssuer:
    """Return who commands: for a meeting its secretariat, else the administrator.

    :raises SignedOut: nobody is signed in.
    :raises NotFound: the requester has no part in that meeting.
    :raises Forbidden: the requester has no permission.
    """
    if meeting_id is not None:
        actor = web.actor(meeting_id, Permission.COMMAND_TABLETS)
        return CommandIssuer(actor.label, meeting_id)
    who = web.signed_in()
    if not who.is_administrator:
        raise Forbidden(N_("Chỉ quản trị viên được xem và điều khiển mọi máy."))
    return CommandIssuer(f"account:{who.account_id} sign-in:{who.sign_in_id}", None)


def check_in_reach(who: CommandIssuer, tablet_id: int) -> None:
    """Check that the secretariat may manage this tablet.

    :raises Forbidden: the tablet is used in another meeting, or never reported.
    """
    if who.meeting_id is None:
        return
    is_known = heartbeat_registry().last(tablet_id) is not None
    if not is_known or not commandable_tablets(
        heartbeat_registry(), [tablet_id], who.meeting_id
    ):
        raise Forbidden(
            N_(
                "Máy đang dùng ở hội nghị khác hoặc đang tắt. Xin nhờ quản trị viên,"
                " hay bật máy lên rồi thử lại."
            ),
            code="out_of_reach",
        )


def heartbeat_registry() -> TabletHeartbeatRegistry:
    """Return the tablets' heartbeats."""
    return cast(
        TabletHeartbeatRegistry, current_app.extensions["kiosk.tablet_heartbeats"]
    )


def fleet_dashboard() -> FleetDashboard:
    """Return the dashboard."""
    return cast(FleetDashboard, current_app.extensions["kiosk.fleet_dashboard"])


def device_channel() -> TabletPush:
    """Return the channel to the tablets."""
    return cast(TabletPush, current_app.extensions["kiosk.tablet_push"])
