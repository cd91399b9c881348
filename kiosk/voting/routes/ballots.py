"""Routes of voters, and of those who enter a ballot on their behalf."""

from typing import cast

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.annotations.routes.responses import private_json
from kiosk.roles import Permission
from kiosk.voting.actions import casting
from kiosk.voting.queries.voters import own_ballot as own_ballot_of
from kiosk.voting.queries.votes import visible_vote
from kiosk.voting.routes.refusals import logs_refusals
from kiosk.voting.rules.forms import CastForm, OnBehalfForm
from kiosk.voting.rules.states import not_on_roll
from kiosk.voting.turnout import TurnoutReporter
from kiosk.web import request as web


def _turnout() -> TurnoutReporter:
    return cast(TurnoutReporter, current_app.extensions["kiosk.vote_turnout"])


@logs_refusals("cast")
def cast_ballot(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Keep the requester's ballot; it is durable when this answers."""
    actor = web.actor(meeting_id, Permission.CAST_BALLOT)
    form = web.body(CastForm)
    # Nothing of the voter reaches the journal: this change records no event.
    with web.store().unit_of_work("votes") as work:
        kept = casting.cast_ballot(work, actor=actor, vote_id=vote_id, form=form)
    _turnout().note(vote_id)
    return private_json({"kept": True, "sealed_by_server": kept.is_sealed_by_server})


def own_ballot(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Return whether the requester may cast a ballot, and whether they have."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        vote = visible_vote(session, actor, vote_id)
        found = own_ballot_of(session, vote, actor.member_id or 0)
    reason = "" if found["eligible"] else gettext(not_on_roll().sentence)
    return private_json(found | {"reason": reason})


@logs_refusals("cast_on_behalf")
def cast_on_behalf(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Enter the ballot of an open vote for a voter without a device."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(OnBehalfForm)
    with web.store().unit_of_work("votes") as work:
        casting.cast_on_behalf(work, actor=actor, vote_id=vote_id, form=form)
    _turnout().note(vote_id)
    return private_json({"kept": True})


def add_to(blueprint: Blueprint) -> None:
    """Add the routes to the blueprint."""
    blueprint.post("/<int:vote_id>/ballot")(cast_ballot)
    blueprint.get("/<int:vote_id>/ballot")(own_ballot)
    blueprint.post("/<int:vote_id>/on-behalf")(cast_on_behalf)
