"""Routes of the secretary's screen and its actions on several packages."""

from typing import Annotated

import msgspec
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.agenda.actions import ItemDetails
from kiosk.errors import N_
from kiosk.meeting_admin.actions.agenda import change_item as change
from kiosk.meeting_admin.actions.agenda import remove_item as remove
from kiosk.meeting_admin.actions.clone import clone_meeting as clone
from kiosk.meeting_admin.actions.move_item import move_item_to_meeting as move
from kiosk.meeting_admin.actions.publication import publish_document as publish
from kiosk.meeting_admin.actions.state import change_state as step
from kiosk.meeting_admin.queries import prepared_meetings
from kiosk.meetings.queries import get_meeting
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink
from kiosk.web import device_cookies
from kiosk.web import request as web

blueprint = Blueprint("meeting_admin", __name__, url_prefix="/m/<int:meeting_id>")
MEETING_LINKS = (
    MeetingLink(
        "meeting_admin.secretary",
        N_("Soạn hội nghị"),
        Permission.PREPARE_MEETING,
        is_primary=True,
    ),
)


class ChangeStateForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form with the new state, and the one that the requester saw."""

    state: MeetingState
    instead_of: MeetingState | None = None


class ChangeItemForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of an item's new details and the revision they are based on."""

    words: ItemDetails
    revision: int


class CloneForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form with the copy's title, and whether to copy the members."""

    title: str
    with_members: bool


class MoveToForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form with the meeting that an item is moved to."""

    meeting: Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


@blueprint.get("/secretary")
def secretary(meeting_id: int) -> ResponseReturnValue:
    """Show the secretary's screen."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
    return render_template("screens/secretary.html", actor=actor, meeting=meeting)


@blueprint.post("/state")
def change_state(meeting_id: int) -> ResponseReturnValue:
    """Change the meeting's state."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    form = web.body(ChangeStateForm)
    store = web.store()
    key = store.config.record_key()
    with store.unit_of_work(actor.label) as work:
        step(
            work,
            actor=actor,
            new=form.state,
            record_key=key,
            instead_of=form.instead_of,
            endpoint=device_cookies.client_endpoint(),
        )
    return "", 204


@blueprint.post("/clone")
def clone_meeting(meeting_id: int) -> ResponseReturnValue:
    """Copy the meeting."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    who, form = web.signed_in(), web.body(CloneForm)
    with web.store().unit_of_work(actor.label) as work:
        meeting = clone(
            work,
            identity=who,
            source_id=actor.meeting_id,
            title=form.title,
            with_members=form.with_members,
        )
        new_id = meeting.id
    return jsonify(id=new_id), 201


@blueprint.post("/documents/<int:document_id>/publish")
def publish_document(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """Publish this version of a document."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    web.body(web.EmptyBody)
    store = web.store()
    with store.unit_of_work(actor.label) as work:
        publish(work, store.bulk_jobs, actor=actor, document_id=document_id)
    return "", 204


@blueprint.post("/agenda/<int:item_id>")
def change_item(meeting_id: int, item_id: int) -> ResponseReturnValue:
    """Replace an item's details."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(ChangeItemForm)
    with web.store().unit_of_work(actor.label) as work:
        revision = change(
            work,
            actor=actor,
            item_id=item_id,
            revision=form.revision,
            details=form.words,
        )
    return jsonify(revision=revision)


@blueprint.get("/agenda/targets")
def targets(meeting_id: int) -> ResponseReturnValue:
    """List the other meetings that the requester prepares and that are not closed."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        meetings = prepared_meetings(session, web.signed_in(), but=meeting_id)
    return jsonify(meetings=meetings)


@blueprint.post("/agenda/<int:item_id>/move-to")
def move_item_to_meeting(meeting_id: int, item_id: int) -> ResponseReturnValue:
    """Move an item with its documents to another meeting of the requester."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(MoveToForm)
    target = web.actor(form.meeting, Permission.PREPARE_MEETING)
    store = web.store()
    with store.unit_of_work(actor.label) as work:
        moved = move(work, store.bulk_jobs, actor=actor, target=target, item_id=item_id)
    return jsonify(id=moved), 201


@blueprint.post("/agenda/<int:item_id>/remove")
def remove_item(meeting_id: int, item_id: int) -> ResponseReturnValue:
    """Remove an item from the agenda."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().unit_of_work(actor.label) as work:
        remove(work, actor=actor, item_id=item_id)
    return "", 204
