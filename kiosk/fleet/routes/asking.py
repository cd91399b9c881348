"""Who asks at the fleet screen, and where what he asks for is."""

from typing import cast

from flask import current_app

from kiosk.errors import N_, Forbidden
from kiosk.fleet.actions import Commander
from kiosk.fleet.board import Board, those_of
from kiosk.fleet.watch import Watch
from kiosk.live.tablet_lines import TabletLines
from kiosk.roles import Permission
from kiosk.web import request as web


def commander(meeting_id: int | None) -> Commander:
    """Return who commands: of one meeting its secretariat, of all the administrator.

    :raises SignedOut: nobody is signed in.
    :raises NotFound: the asker has no part in that meeting.
    :raises Forbidden: he is not one of those who may.
    """
    if meeting_id is not None:
        actor = web.actor(meeting_id, Permission.COMMAND_TABLETS)
        return Commander(actor.label, meeting_id)
    who = web.signed_in()
    if not who.is_administrator:
        raise Forbidden(N_("Chỉ quản trị viên được xem và điều khiển mọi máy."))
    return Commander(f"account:{who.account_id} sign-in:{who.sign_in_id}", None)


def check_reach(who: Commander, tablet_id: int) -> None:
    """Let a secretariat care for its own tablets and idle ones only.

    :raises Forbidden: the tablet is in use in another meeting, or was not heard.
    """
    if who.meeting_id is None:
        return
    is_known = watch().last(tablet_id) is not None
    if not is_known or not those_of(watch(), [tablet_id], who.meeting_id):
        raise Forbidden(
            N_(
                "Máy đang dùng ở hội nghị khác hoặc đang tắt. Xin nhờ quản trị viên,"
                " hay bật máy lên rồi thử lại."
            ),
            code="out_of_reach",
        )


def watch() -> Watch:
    """Return what is known of the tablets."""
    return cast(Watch, current_app.extensions["kiosk.watch"])


def board() -> Board:
    """Return who puts the screen's lines together."""
    return cast(Board, current_app.extensions["kiosk.board"])


def lines() -> TabletLines:
    """Return the way to call tablets."""
    return cast(TabletLines, current_app.extensions["kiosk.calls"])
