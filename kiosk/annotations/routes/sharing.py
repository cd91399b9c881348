"""Routes of shared notes: received notes, own shares and possible readers."""

from typing import Annotated

import msgspec
from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kiosk.annotations import queries, shared_notes
from kiosk.annotations.actions import sharing
from kiosk.annotations.routes.responses import (
    private_json,
    push_to_own_devices,
    push_to_users,
)
from kiosk.annotations.rules import NOTES_PER_SHARE, UUID_PATTERN
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("sharing", __name__)

Key = Annotated[str, msgspec.Meta(pattern=UUID_PATTERN)]


class ShareForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form to share own notes with one member, or to withdraw them."""

    keys: Annotated[list[Key], msgspec.Meta(min_length=1, max_length=NOTES_PER_SHARE)]
    member: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    is_shared: bool


@blueprint.get("/shared")
def given(meeting_id: int) -> ResponseReturnValue:
    """Return notes shared with the requester on documents they may read now."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    queries.owner_of(actor)
    with web.store().read_session() as session:
        seen = shared_notes.notes_shared_with(session, actor)
    return private_json({"shared": seen.stamp, "notes": seen.notes})


@blueprint.get("/shares")
def chosen(meeting_id: int) -> ResponseReturnValue:
    """Return with whom the requester shares which notes."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    member_id = queries.owner_of(actor)
    with web.store().read_session() as session:
        return private_json(shared_notes.shares_of(session, member_id))


@blueprint.get("/readers")
def readers(meeting_id: int) -> ResponseReturnValue:
    """Suggest members who may read the document too."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    queries.owner_of(actor)
    document_id = request.args.get("document", 0, type=int)
    words = request.args.get("q", "")
    with web.store().read_session() as session:
        people = shared_notes.find_readers(session, actor, document_id, words)
    return private_json({"people": people})


@blueprint.post("/shares")
def choose(meeting_id: int) -> ResponseReturnValue:
    """Share notes with a member or withdraw them; respond with all shares."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    form = web.body(ShareForm)
    member_id = queries.owner_of(actor)
    action = sharing.share_notes if form.is_shared else sharing.unshare_notes
    with web.store().unit_of_work(actor.label) as work:
        readers = action(work, actor=actor, keys=form.keys, reader_id=form.member)
    push_to_users(readers)
    push_to_own_devices(actor)
    with web.store().read_session() as session:
        return private_json(shared_notes.shares_of(session, member_id))
