"""How notes are answered, and how devices are told to ask for them."""

from collections.abc import Iterable
from typing import cast

import msgspec
from flask import Response, current_app

from kiosk.accounts.queries import devices_of_member
from kiosk.identity import Actor
from kiosk.live.nudges import Nudges
from kiosk.web import request as web


def private(answer: object) -> Response:
    """Answer with JSON that nobody keeps on the way."""
    reply = Response(msgspec.json.encode(answer), mimetype="application/json")
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def nudge_own(actor: Actor) -> None:
    """Tell the other devices of the same person, and nobody else, to ask."""
    if actor.member_id is not None:
        nudge([actor.member_id], but={actor.sign_in_id})


def nudge(members: Iterable[int], but: Iterable[int] = ()) -> None:
    """Tell the devices of these members to ask, except some devices."""
    with web.store().reading() as session:
        devices = {
            device
            for member_id in members
            for device in devices_of_member(session, member_id)
        }
    nudges = cast(Nudges, current_app.extensions["kiosk.nudges"])
    nudges.nudge(devices - set(but))
