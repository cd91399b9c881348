"""Routes for counts that tellers make: hands and paper."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk.roles import Permission
from kiosk.voting.actions import counts
from kiosk.voting.routes.refusals import logs_refusals
from kiosk.voting.rules.forms import HandCountForm, PaperCountForm
from kiosk.web import request as web


@logs_refusals("count")
def enter_hand_count(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Store the hands counted at one site."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    form = web.body(HandCountForm)
    with web.store().unit_of_work(actor.label) as work:
        vote = counts.enter_hands(work, actor=actor, vote_id=vote_id, form=form)
    return jsonify(revision=vote.revision)


@logs_refusals("count")
def enter_paper_count(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Store the record of a ballot on paper."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    form = web.body(PaperCountForm)
    with web.store().unit_of_work(actor.label) as work:
        vote = counts.enter_paper(work, actor=actor, vote_id=vote_id, form=form)
    return jsonify(revision=vote.revision)


def add_to(blueprint: Blueprint) -> None:
    """Add the routes to the blueprint."""
    blueprint.post("/<int:vote_id>/hand-count")(enter_hand_count)
    blueprint.post("/<int:vote_id>/paper-count")(enter_paper_count)
