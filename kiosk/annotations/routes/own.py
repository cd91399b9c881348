"""Routes of a member's own notes: fetch, merge and erase."""

from typing import Annotated, Literal

import msgspec
from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.annotations import queries
from kiosk.annotations.actions import erasure, note_merge
from kiosk.annotations.routes.responses import (
    private_json,
    push_to_own_devices,
    push_to_users,
)
from kiosk.annotations.rules import NOTES_ERASED_JOB, TRANSFER_LATE_JOB, NoteChange
from kiosk.live.offload import run_in_thread
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("own", __name__)

LARGEST_NUMBER = 2**53


class ChangesForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form with the changes of a tablet."""

    changes: Annotated[list[NoteChange], msgspec.Meta(max_length=500)]


class EraseForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form that confirms the erasure, so that an empty request erases nothing."""

    everything: Literal[True]


def _since() -> int:
    text = request.args.get("since", "")
    is_number = (
        text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_NUMBER))
    )
    return min(int(text), LARGEST_NUMBER) if is_number else 0


@blueprint.get("")
def mine(meeting_id: int) -> ResponseReturnValue:
    """Return the requester's own notes changed after `?since=`."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    with web.store().read_session() as session:
        return private_json(queries.notes_since(session, actor, _since()))


@blueprint.post("")
def merge(meeting_id: int) -> ResponseReturnValue:
    """Merge the changes of a tablet; the response has a result for each."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    reads = run_in_thread(
        "body", note_merge.parse_changes, web.body(ChangesForm).changes
    )
    queries.owner_of(actor)
    with web.store().unit_of_work(actor.label) as work:
        merged = note_merge.merge_changes(work, actor=actor, reads=reads)
    for document_id in merged.replaced:
        web.store().bulk_jobs.enqueue(TRANSFER_LATE_JOB, document_id=document_id)
    push_to_users(merged.readers)
    if merged.has_changed:
        push_to_own_devices(actor)
    return private_json(
        {"outcomes": [_result_json(outcome) for outcome in merged.outcomes]}
    )


@blueprint.post("/erase")
def erase(meeting_id: int) -> ResponseReturnValue:
    """Erase all notes of the requester in this meeting."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    web.body(EraseForm)
    member_id = queries.owner_of(actor)
    with web.store().unit_of_work(actor.label) as work:
        readers = erasure.erase_all(work, actor=actor)
    push_to_users(readers)
    web.store().prompt_jobs.enqueue(NOTES_ERASED_JOB, member_id=member_id)
    push_to_own_devices(actor)
    return "", 204


def _result_json(outcome: note_merge.MergeResult) -> dict[str, object]:
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
