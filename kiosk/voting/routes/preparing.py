"""Routes for preparing votes."""

from dataclasses import asdict
from typing import Any

import msgspec
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.annotations.routes.responses import private_json
from kiosk.badges.rules import start_screen_of
from kiosk.clock import iso_moment
from kiosk.meetings.queries import get_meeting
from kiosk.roles import Permission
from kiosk.voting.actions import drafts
from kiosk.voting.queries.readiness import readiness as readiness_of
from kiosk.voting.queries.votes import get_vote
from kiosk.voting.refusal_log import refusals_of
from kiosk.voting.routes.refusals import logs_refusals, refusal_log
from kiosk.voting.rules.forms import EditForm, SecondRoundForm, VoteForm
from kiosk.voting.rules.kinds import CONFIDENCE_LEVELS, PRESETS, Preset
from kiosk.web import request as web


def show_votes(meeting_id: int) -> ResponseReturnValue:
    """Show the screen on which votes are prepared and run."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
    return render_template(
        "voting/votes.html",
        actor=actor,
        meeting=meeting,
        presets={name: _preset(one) for name, one in PRESETS.items()},
        levels=list(CONFIDENCE_LEVELS),
        home=start_screen_of(actor.role, meeting_id),
    )


def _preset(preset: Preset) -> dict[str, Any]:
    rule = msgspec.to_builtins(preset.rule)
    return asdict(preset) | {"label": gettext(preset.label), "rule": rule}


@logs_refusals("prepare")
def add_vote(meeting_id: int) -> ResponseReturnValue:
    """Add a draft."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    form = web.body(VoteForm)
    with web.store().unit_of_work(actor.label) as work:
        vote = drafts.add_vote(work, actor=actor, form=form)
    return jsonify(id=vote.id, revision=vote.revision), 201


@logs_refusals("prepare")
def edit_vote(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Replace a draft."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    form = web.body(EditForm)
    with web.store().unit_of_work(actor.label) as work:
        vote = drafts.edit_vote(
            work, actor=actor, vote_id=vote_id, revision=form.revision, form=form.vote
        )
    return jsonify(id=vote.id, revision=vote.revision)


@logs_refusals("prepare")
def delete_vote(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Delete a draft."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    with web.store().unit_of_work(actor.label) as work:
        drafts.delete_vote(work, actor=actor, vote_id=vote_id)
    return "", 204


@logs_refusals("prepare")
def second_round(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Add a draft of a second round."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    form = web.body(SecondRoundForm)
    with web.store().unit_of_work(actor.label) as work:
        vote = drafts.add_second_round(work, actor=actor, vote_id=vote_id, form=form)
    return jsonify(id=vote.id, revision=vote.revision), 201


def readiness(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Return what to look at before opening."""
    web.actor(meeting_id, Permission.RUN_VOTES)
    with web.store().read_session() as session:
        found = readiness_of(session, get_vote(session, meeting_id, vote_id))
    problems = [gettext(sentence) for sentence in found["problems"]]
    return private_json(found | {"problems": problems})


def refusals(meeting_id: int) -> ResponseReturnValue:
    """Return the refused acts around the meeting's votes."""
    web.actor(meeting_id, Permission.RUN_VOTES)
    with web.store().read_session() as session:
        found = refusals_of(session, meeting_id)
    return private_json(
        {
            "refusals": [
                {
                    "vote_id": one.vote_key or None,
                    "who": one.who,
                    "act": one.act,
                    "reason": one.reason,
                    "address": one.address,
                    "times": one.times,
                    "first_at": iso_moment(one.first_at),
                    "last_at": iso_moment(one.last_at),
                }
                for one in found
            ],
            "waiting": refusal_log().waiting,
        }
    )


def add_to(blueprint: Blueprint) -> None:
    """Add the routes to the blueprint."""
    blueprint.get("")(show_votes)
    blueprint.post("")(add_vote)
    blueprint.get("/refusals")(refusals)
    blueprint.post("/<int:vote_id>")(edit_vote)
    blueprint.post("/<int:vote_id>/delete")(delete_vote)
    blueprint.post("/<int:vote_id>/second-round")(second_round)
    blueprint.get("/<int:vote_id>/readiness")(readiness)
