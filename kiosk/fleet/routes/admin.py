"""Enrol tablets from the fleet screen, name them and revoke them."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from kiosk.fleet import actions, rules
from kiosk.fleet.routes.request_scope import (
    check_in_reach,
    command_issuer,
    device_channel,
)
from kiosk.web import device_cookies
from kiosk.web import request as web
from kiosk.web.qr import draw_qr

Text = Annotated[str, msgspec.Meta(max_length=200)]


class TabletLabels(msgspec.Struct, forbid_unknown_fields=True):
    """Name and seat of a tablet."""

    name: Text
    seat: Text


def invite(meeting_id: int | None = None) -> ResponseReturnValue:
    """Create an invitation; its secret is only in this answer."""
    who = command_issuer(meeting_id)
    with web.store().unit_of_work(who.label) as work:
        secret = actions.invite_tablets(work, device_cookies.server_key())
    base = web.store().config.public_url or request.host_url
    # The fragment never reaches a server, so no log can hold it.
    url = f"{base.rstrip('/')}/enrol#{secret}"
    seconds = int(rules.ENROLMENT_LIFETIME.total_seconds())
    return jsonify(url=url, svg=draw_qr(url), seconds=seconds)


def end_inviting(meeting_id: int | None = None) -> ResponseReturnValue:
    """Delete the invitations that the requester's screen has shown."""
    who = command_issuer(meeting_id)
    with web.store().unit_of_work(who.label) as work:
        actions.end_enrolments(work)
    return "", 204


def change(tablet_id: int, meeting_id: int | None = None) -> ResponseReturnValue:
    """Change the name and the seat of a tablet."""
    who = command_issuer(meeting_id)
    form = web.body(TabletLabels)
    check_in_reach(who, tablet_id)
    with web.store().unit_of_work(who.label) as work:
        actions.change_tablet(work, tablet_id, name=form.name, seat=form.seat)
    device_channel().call([tablet_id])
    return "", 204


def revoke(tablet_id: int, meeting_id: int | None = None) -> ResponseReturnValue:
    """Revoke a tablet."""
    who = command_issuer(meeting_id)
    check_in_reach(who, tablet_id)
    with web.store().unit_of_work(who.label) as work:
        actions.revoke_tablet(work, tablet_id)
    device_channel().dismiss(tablet_id)
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    for base in ("/fleet", "/m/<int:meeting_id>/fleet"):
        blueprint.post(f"{base}/enrolment")(invite)
        blueprint.post(f"{base}/enrolment/end")(end_inviting)
        blueprint.post(f"{base}/tablets/<int:tablet_id>")(change)
        blueprint.post(f"{base}/tablets/<int:tablet_id>/revoke")(revoke)
