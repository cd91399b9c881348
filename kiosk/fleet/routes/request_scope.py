"""Who asks at the fleet screen, and where what he asks for is."""

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
    """Return who commands: of one meeting its secretariat, of all the administrator.

    :raises SignedOut: nobody is signed in.
    :raises NotFound: the requester has no part in that meeting.
    :raises Forbidden: he is not one of those who may.
    """
    if meeting_id is not None:
        actor = web.actor(meeting_id, Permission.COMMAND_TABLETS)
        return CommandIssuer(actor.label, meeting_id)
    who = web.signed_in()
    if not who.is_administrator:
        raise Forbidden(N_("Chỉ quản trị viên được xem và điều khiển mọi máy."))
    return CommandIssuer(f"account:{who.account_id} sign-in:{who.sign_in_id}", None)


def check_in_reach(who: CommandIssuer, tablet_id: int) -> None:
    """Let a secretariat care for its own tablets and idle ones only.

    :raises Forbidden: the tablet is in use in another meeting, or was not heard.
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
    """Return what is known of the tablets."""
    return cast(
        TabletHeartbeatRegistry, current_app.extensions["kiosk.tablet_heartbeats"]
    )


def fleet_dashboard() -> FleetDashboard:
    """Return who puts the screen's device_channel together."""
    return cast(FleetDashboard, current_app.extensions["kiosk.fleet_dashboard"])


def device_channel() -> TabletPush:
    """Return the way to call tablets."""
    return cast(TabletPush, current_app.extensions["kiosk.tablet_push"])
