"""A person's own notes over HTTP: what changed, what he changed, away with all."""

from typing import Annotated, Literal, cast

import msgspec
from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.accounts.queries import devices_of_member
from kiosk.annotations import queries
from kiosk.annotations.actions import erasing, merging
from kiosk.annotations.rules import CARRY_LATE_JOB, Change
from kiosk.identity import Actor
from kiosk.live.nudges import Nudges
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint(
    "annotations", __name__, url_prefix="/m/<int:meeting_id>/annotations"
)

LARGEST_NUMBER = 2**53


class Sending(msgspec.Struct, forbid_unknown_fields=True):
    """What a tablet has changed."""

    changes: Annotated[list[Change], msgspec.Meta(max_length=500)]


class Erasure(msgspec.Struct, forbid_unknown_fields=True):
    """The word that keeps an empty request from erasing everything."""

    everything: Literal[True]


def private(answer: object) -> Response:
    """Answer with JSON that nobody keeps on the way."""
    reply = Response(msgspec.json.encode(answer), mimetype="application/json")
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def _since() -> int:
    text = request.args.get("since", "")
    is_number = (
        text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_NUMBER))
    )
    return min(int(text), LARGEST_NUMBER) if is_number else 0


@blueprint.get("")
def mine(meeting_id: int) -> ResponseReturnValue:
    """Give what has changed among the asker's own notes since a number."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().reading() as session:
        return private(queries.notes_since(session, actor, _since()))


@blueprint.post("")
def merge(meeting_id: int) -> ResponseReturnValue:
    """Merge what a tablet has changed; each change is answered for itself."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    reads = merging.read_changes(web.body(Sending).changes)
    queries.owner_of(actor)
    with web.store().work(actor.label) as work:
        merged = merging.merge_changes(work, actor=actor, reads=reads)
    for document_id in merged.replaced:
        web.store().bulk_jobs.enqueue(CARRY_LATE_JOB, document_id=document_id)
    if merged.has_changed:
        _nudge_others(actor)
    return private({"outcomes": [_said(outcome) for outcome in merged.outcomes]})


@blueprint.post("/erase")
def erase(meeting_id: int) -> ResponseReturnValue:
    """Erase all that the asker has written in this meeting."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    web.body(Erasure)
    with web.store().work(actor.label) as work:
        erasing.erase_all(work, actor=actor)
    _nudge_others(actor)
    return "", 204


def _said(outcome: merging.Outcome) -> dict[str, object]:
    said: dict[str, object] = {"key": outcome.key, "revision": outcome.revision}
    if outcome.refusal is not None:
        sentence = gettext(outcome.refusal.sentence).format(**outcome.refusal.details)
        return said | {
            "result": "refused",
            "error": outcome.refusal.reason,
            "message": sentence,
        }
    said["result"] = outcome.verdict
    if outcome.note is not None:
        said["note"] = outcome.note
    return said


def _nudge_others(actor: Actor) -> None:
    """Tell the other devices of the same person, and nobody else, to ask."""
    if actor.member_id is None:
        return
    with web.store().reading() as session:
        devices = devices_of_member(session, actor.member_id)
    nudges = cast(Nudges, current_app.extensions["kiosk.nudges"])
    nudges.nudge(devices - {actor.sign_in_id})
