"""Routes for opening, closing, announcing and cancelling votes."""

from functools import partial
from typing import cast

import msgspec
from flask import Blueprint, Response, current_app, jsonify
from flask.typing import ResponseReturnValue

from kiosk.annotations.routes.responses import private_json
from kiosk.errors import N_, NotFound
from kiosk.roles import Permission
from kiosk.voting import counting
from kiosk.voting.actions import announcing
from kiosk.voting.opening import Runner, open_with_key
from kiosk.voting.queries.results import opened_ballots
from kiosk.voting.queries.voters import turnout as turnout_of
from kiosk.voting.queries.votes import (
    get_vote,
    is_sealed,
    result_of_vote,
    visible_vote,
)
from kiosk.voting.receipt_lists import ReceiptLists, encode_list
from kiosk.voting.routes.refusals import logs_refusals
from kiosk.voting.rules.forms import ActForm, SharesForm
from kiosk.voting.rules.kinds import VoteState
from kiosk.web import request as web


def beside() -> Runner:
    """Return the function that runs others outside the event loop."""
    return partial(current_app.extensions["kiosk.run_in_thread"], "votes")


@logs_refusals("open")
def open_vote(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Open a vote; return the tellers' shares, once, where its key is shared."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    form = web.body(ActForm)
    shares = open_with_key(
        web.store(), beside(), actor=actor, vote_id=vote_id, seen=form.state
    )
    return private_json({"shares": shares})


@logs_refusals("close")
def close_vote(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Close a vote and count it; return whether it is counted."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    form = web.body(ActForm)
    counted = counting.close_and_count(
        web.store(), beside(), actor=actor, vote_id=vote_id, seen=form.state
    )
    return jsonify(counted=counted)


@logs_refusals("count")
def enter_shares(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Take tellers' shares; with enough of them count the ballots."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    form = web.body(SharesForm)
    counted = counting.enter_shares(
        web.store(), beside(), actor=actor, vote_id=vote_id, lines=form.lines()
    )
    return jsonify(counted=counted)


@logs_refusals("announce")
def announce_vote(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Show the result to everybody."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    form = web.body(ActForm)
    with web.store().unit_of_work(actor.label) as work:
        announcing.announce_vote(work, actor=actor, vote_id=vote_id, form=form)
    return "", 204


@logs_refusals("cancel")
def cancel_vote(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Cancel a vote; its ballots and its key are destroyed."""
    actor = web.actor(meeting_id, Permission.RUN_VOTES)
    form = web.body(ActForm)
    with web.store().unit_of_work(actor.label) as work:
        vote = announcing.cancel_vote(work, actor=actor, vote_id=vote_id, form=form)
    if is_sealed(vote):
        counting.destroy_traces(web.store(), beside(), vote_id)
    return "", 204


@logs_refusals("read_turnout")
def turnout(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Return who is on the roll, who has cast a ballot, and who is connected."""
    web.actor(meeting_id, Permission.RUN_VOTES)
    with web.store().read_session() as session:
        voters = turnout_of(session, get_vote(session, meeting_id, vote_id))
    return private_json({"voters": voters})


@logs_refusals("read_result")
def result(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Return the whole result: before it is announced to those who run votes only."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        vote = visible_vote(session, actor, vote_id)
    is_early = vote.state == VoteState.CLOSED and actor.may(Permission.RUN_VOTES)
    found = result_of_vote(vote)
    if found is None or not (is_early or vote.state == VoteState.ANNOUNCED):
        raise NotFound(N_("Chưa có kết quả được công bố."), code="no_result")
    return private_json({"result": msgspec.to_builtins(found)})


@logs_refusals("read_receipts")
def receipts(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Return all ballots of an announced vote with receipts, without their voters."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        vote = visible_vote(session, actor, vote_id)
    found = result_of_vote(vote)
    if vote.state != VoteState.ANNOUNCED or found is None or not vote.has_receipt:
        raise NotFound(N_("Chưa có danh sách phiếu được công bố."), code="no_list")
    lists = cast(ReceiptLists, current_app.extensions["kiosk.vote_receipts"])
    body = lists.get(vote.id, found.receipt_root, partial(_list, vote.id))
    reply = Response(body, mimetype="application/json")
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def _list(vote_id: int) -> bytes:
    with web.store().read_session() as session:
        ballots = opened_ballots(session, vote_id)
    return cast(bytes, beside()(encode_list, vote_id, ballots))


def add_to(blueprint: Blueprint) -> None:
    """Add the routes to the blueprint."""
    for name, view in (
        ("open", open_vote),
        ("close", close_vote),
        ("shares", enter_shares),
        ("announce", announce_vote),
        ("cancel", cancel_vote),
    ):
        blueprint.post(f"/<int:vote_id>/{name}")(view)
    blueprint.get("/<int:vote_id>/turnout")(turnout)
    blueprint.get("/<int:vote_id>/result")(result)
    blueprint.get("/<int:vote_id>/receipts")(receipts)
