"""Telling tablets what to do, and who has told them what."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk.fleet import actions, queries, rules
from kiosk.fleet.board import those_of
from kiosk.fleet.routes.asking import check_reach, commander, lines, watch
from kiosk.fleet.rules import CommandKind
from kiosk.web import request as web

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class Tell(msgspec.Struct, forbid_unknown_fields=True):
    """Which tablets are to do what; to open a meeting, which one."""

    command: CommandKind
    tablets: Annotated[list[Id], msgspec.Meta(min_length=1, max_length=2000)]
    meeting: Id | None = None


def command(meeting_id: int | None = None) -> ResponseReturnValue:
    """Tell tablets to do something; answers to how many it was told."""
    who = commander(meeting_id)
    form = web.body(Tell)
    mine = those_of(watch(), form.tablets, who.meeting_id)
    with web.store().work(who.label) as work:
        told = actions.command_tablets(
            work, who, kind=form.command, tablets=mine, target=form.meeting
        )
    lines().call(told, rules.call_spread_ms(len(told)))
    return jsonify(told=len(told))


def history(tablet_id: int, meeting_id: int | None = None) -> ResponseReturnValue:
    """Say what a tablet was told, by whom, and what became of it."""
    who = commander(meeting_id)
    check_reach(who, tablet_id)
    with web.store().reading() as session:
        orders = queries.orders_of(session, tablet_id)
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
