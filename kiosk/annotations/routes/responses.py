"""JSON responses that are not cached, and notifications to members' devices."""

from collections.abc import Iterable
from typing import cast

import msgspec
from flask import Response, current_app

from kiosk.accounts.queries import devices_of_member
from kiosk.identity import Actor
from kiosk.live.user_push import UserPush
from kiosk.web import request as web


def private_json(answer: object) -> Response:
    """Return a JSON response that no cache may store."""
    reply = Response(msgspec.json.encode(answer), mimetype="application/json")
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def push_to_own_devices(actor: Actor) -> None:
    """Notify the actor's other devices."""
    if actor.member_id is not None:
        push_to_users([actor.member_id], but={actor.sign_in_id})


def push_to_users(members: Iterable[int], but: Iterable[int] = ()) -> None:
    """Notify the devices of these members, except the sign-ins `but`."""
    with web.store().read_session() as session:
        devices = {
            device
            for member_id in members
            for device in devices_of_member(session, member_id)
        }
    user_push = cast(UserPush, current_app.extensions["kiosk.user_push"])
    user_push.push_to_users(devices - set(but))
