"""A person's own notes over HTTP: what changed, what he changed, away with all."""

from typing import Annotated, Literal

import msgspec
from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.annotations import queries
from kiosk.annotations.actions import erasing, merging
from kiosk.annotations.routes.answers import nudge, nudge_own, private
from kiosk.annotations.rules import CARRY_LATE_JOB, ERASED_JOB, Change
from kiosk.live.offload import run_in_thread
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("own", __name__)

LARGEST_NUMBER = 2**53


class Sending(msgspec.Struct, forbid_unknown_fields=True):
    """What a tablet has changed."""

    changes: Annotated[list[Change], msgspec.Meta(max_length=500)]


class Erasure(msgspec.Struct, forbid_unknown_fields=True):
    """The word that keeps an empty request from erasing everything."""

    everything: Literal[True]


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
    reads = run_in_thread("body", merging.read_changes, web.body(Sending).changes)
    queries.owner_of(actor)
    with web.store().work(actor.label) as work:
        merged = merging.merge_changes(work, actor=actor, reads=reads)
    for document_id in merged.replaced:
        web.store().bulk_jobs.enqueue(CARRY_LATE_JOB, document_id=document_id)
    nudge(merged.readers)
    if merged.has_changed:
        nudge_own(actor)
    return private({"outcomes": [_said(outcome) for outcome in merged.outcomes]})


@blueprint.post("/erase")
def erase(meeting_id: int) -> ResponseReturnValue:
    """Erase all that the asker has written in this meeting."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    web.body(Erasure)
    member_id = queries.owner_of(actor)
    with web.store().work(actor.label) as work:
        readers = erasing.erase_all(work, actor=actor)
    nudge(readers)
    web.store().prompt_jobs.enqueue(ERASED_JOB, member_id=member_id)
    nudge_own(actor)
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
