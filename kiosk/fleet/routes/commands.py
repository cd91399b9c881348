"""Give commands to tablets and list past commands."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk.fleet import actions, queries, rules
from kiosk.fleet.dashboard import commandable_tablets
from kiosk.fleet.routes.request_scope import (
    check_in_reach,
    command_issuer,
    device_channel,
    heartbeat_registry,
)
from kiosk.fleet.rules import CommandKind
from kiosk.web import request as web

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class CommandForm(msgspec.Struct, forbid_unknown_fields=True):
    """Command, tablets, and the meeting to open."""

    command: CommandKind
    tablets: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=2000)]
    meeting: Id | None = None


def command(meeting_id: int | None = None) -> ResponseReturnValue:
    """Give a command to tablets; the answer is to how many."""
    who = command_issuer(meeting_id)
    form = web.body(CommandForm)
    mine = commandable_tablets(heartbeat_registry(), form.tablets, who.meeting_id)
    with web.store().unit_of_work(who.label) as work:
        sent = actions.command_tablets(
            work, who, kind=form.command, tablets=mine, target=form.meeting
        )
    device_channel().call(sent, rules.call_spread_ms(len(sent)))
    return jsonify(sent=len(sent))


def history(tablet_id: int, meeting_id: int | None = None) -> ResponseReturnValue:
    """List the commands of a tablet with giver and outcome."""
    who = command_issuer(meeting_id)
    check_in_reach(who, tablet_id)
    with web.store().read_session() as session:
        orders = queries.command_history(session, tablet_id)
        names = queries.commander_names(session, orders)
    return jsonify(
        orders=[
            {
                "kind": order.kind,
                "at": order.given_at.isoformat(),
                "by": names.get(order.given_by, ""),
                "outcome": order.outcome,
            }
            for order in orders
        ]
    )


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    for base in ("/fleet", "/m/<int:meeting_id>/fleet"):
        blueprint.post(f"{base}/commands")(command)
        blueprint.get(f"{base}/tablets/<int:tablet_id>/orders")(history)
