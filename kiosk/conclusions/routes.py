"""Routes for those who run the meeting to write down its conclusions."""

import msgspec
from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from kiosk.badges.rules import start_screen_of
from kiosk.conclusions import actions
from kiosk.conclusions.rules import ConclusionDetails
from kiosk.errors import N_
from kiosk.meetings.queries import get_meeting, units_of
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink
from kiosk.web import request as web

blueprint = Blueprint(
    "conclusions", __name__, url_prefix="/m/<int:meeting_id>/conclusions"
)
MEETING_LINKS = (
    MeetingLink("conclusions.show", N_("Kết luận"), Permission.RUN_MEETING),
)


class ChangeConclusionForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a changed conclusion, and the revision it was opened upon."""

    words: ConclusionDetails
    revision: int


class MoveConclusionForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a new position: the conclusion before it, null for the first place."""

    after: int | None


class IssueForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of the issue: the digest of what was seen."""

    seen_sha256: str


@blueprint.get("")
def show(meeting_id: int) -> ResponseReturnValue:
    """Show the screen of conclusions."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        units = units_of(session, meeting_id)
    return render_template(
        "conclusions/page.html",
        actor=actor,
        meeting=meeting,
        units=units,
        home=start_screen_of(actor.role, meeting_id),
    )


@blueprint.post("")
def add(meeting_id: int) -> ResponseReturnValue:
    """Add a conclusion."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    form = web.body(ConclusionDetails)
    with web.store().unit_of_work(actor.label) as work:
        added = actions.add_conclusion(work, actor=actor, details=form)
        answer = {"id": added.id, "revision": added.revision}
    return jsonify(answer), 201


@blueprint.post("/<int:conclusion_id>")
def change(meeting_id: int, conclusion_id: int) -> ResponseReturnValue:
    """Replace a conclusion's words."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    form = web.body(ChangeConclusionForm)
    with web.store().unit_of_work(actor.label) as work:
        revision = actions.change_conclusion(
            work,
            actor=actor,
            conclusion_id=conclusion_id,
            revision=form.revision,
            details=form.words,
        )
    return jsonify(revision=revision)


@blueprint.post("/<int:conclusion_id>/move")
def move(meeting_id: int, conclusion_id: int) -> ResponseReturnValue:
    """Move a conclusion to another place."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    form = web.body(MoveConclusionForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.move_conclusion(
            work, actor=actor, conclusion_id=conclusion_id, after_id=form.after
        )
    return "", 204


@blueprint.post("/<int:conclusion_id>/remove")
def remove(meeting_id: int, conclusion_id: int) -> ResponseReturnValue:
    """Remove a conclusion."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    with web.store().unit_of_work(actor.label) as work:
        actions.remove_conclusion(work, actor=actor, conclusion_id=conclusion_id)
    return "", 204


@blueprint.post("/issue")
def issue(meeting_id: int) -> ResponseReturnValue:
    """Issue the conclusions as they were seen."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    form = web.body(IssueForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.issue_conclusions(work, actor=actor, seen_sha256=form.seen_sha256)
    return "", 204


@blueprint.post("/reopen")
def reopen(meeting_id: int) -> ResponseReturnValue:
    """Let issued conclusions be changed again."""
    actor = web.actor(meeting_id, Permission.RUN_MEETING)
    with web.store().unit_of_work(actor.label) as work:
        actions.reopen_conclusions(work, actor=actor)
    return "", 204
