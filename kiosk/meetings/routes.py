"""Routes to list, create and edit meetings."""

import datetime as dt

import msgspec
from flask import Blueprint, jsonify, redirect, render_template
from flask.typing import ResponseReturnValue

from kiosk.clock import VIETNAM
from kiosk.errors import N_, Invalid
from kiosk.meetings import actions, queries
from kiosk.meetings.actions import MeetingDetails
from kiosk.meetings.rules import DEFAULT_LEASE_HOURS, STATE_LABELS, PinMode
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("meetings", __name__)


class MeetingForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a meeting's details."""

    title: str
    body_name: str
    place: str
    # ISO 8601, e.g. `2026-11-23T07:30`; Vietnamese time unless it has a zone.
    starts_at: str
    lease_hours: int = DEFAULT_LEASE_HOURS
    pin_mode: PinMode = PinMode.NONE

    def for_meeting(self) -> MeetingDetails:
        """Return the actions' argument.

        :raises Invalid: the start is no date and time.
        """
        try:
            at = dt.datetime.fromisoformat(self.starts_at)
        except ValueError as error:
            raise Invalid(N_("Xin chọn ngày giờ bắt đầu."), code="no_start") from error
        at = at if at.tzinfo else at.replace(tzinfo=VIETNAM)
        return MeetingDetails(
            self.title, self.body_name, self.place, at, self.lease_hours, self.pin_mode
        )


class ChangeMeetingForm(msgspec.Struct, forbid_unknown_fields=True):
    """Form of a meeting's new details and the revision they are based on."""

    words: MeetingForm
    revision: int


@blueprint.get("/meetings")
def meetings() -> ResponseReturnValue:
    """List the meetings of a member of staff; redirect badges to their meeting."""
    who = web.signed_in()
    if who.member_id is not None:
        return redirect("/start")
    with web.store().read_session() as session:
        lines = queries.meetings_of(session, who)
    return render_template("screens/meetings.html", lines=lines, labels=STATE_LABELS)


@blueprint.post("/meetings")
def create_meeting() -> ResponseReturnValue:
    """Create a meeting."""
    who = web.signed_in()
    details = web.body(MeetingForm).for_meeting()
    with web.store().unit_of_work(f"account:{who.account_id}") as work:
        meeting_id = actions.create_meeting(work, identity=who, details=details).id
    return jsonify(id=meeting_id), 201


@blueprint.post("/m/<int:meeting_id>/meeting")
def change_meeting(meeting_id: int) -> ResponseReturnValue:
    """Replace a meeting's details."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    form = web.body(ChangeMeetingForm)
    with web.store().unit_of_work(actor.label) as work:
        revision = actions.change_meeting(
            work, actor=actor, revision=form.revision, details=form.words.for_meeting()
        )
        web.log_act(work, "meeting_set", f"meeting:{meeting_id}")
    return jsonify(revision=revision)
