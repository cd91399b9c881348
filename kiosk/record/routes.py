"""Routes of the record: what is signed, and a check by the worker."""

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.errors import N_
from kiosk.meetings.queries import get_meeting
from kiosk.record import actions, queries
from kiosk.record.rules import CHECK_JOB, CheckState, check_sentence
from kiosk.record.signing import in_groups
from kiosk.roles import Permission
from kiosk.subjects import MeetingLink
from kiosk.vietnamese import clock_time, short_date
from kiosk.web import request as web

blueprint = Blueprint("record", __name__, url_prefix="/m/<int:meeting_id>/record")
MEETING_LINKS = (
    MeetingLink("record.show_record", N_("Bản ghi"), Permission.PREPARE_MEETING),
)


@blueprint.get("")
def show_record(meeting_id: int) -> ResponseReturnValue:
    """Show number of entries, root, key and last check; the page can be printed."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        meeting = get_meeting(session, meeting_id)
        entries = queries.journal_end(session, meeting_id).number
        root = queries.record_root(session, meeting_id)
    return render_template(
        "record/record.html",
        actor=actor,
        meeting=meeting,
        entries=entries,
        root=root,
        groups=in_groups,
        check=_check(meeting_id),
    )


@blueprint.get("/check")
def show_check(meeting_id: int) -> ResponseReturnValue:
    """Return the last check, for the page that waits for it."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    return jsonify(_check(meeting_id))


@blueprint.post("/check")
def check_now(meeting_id: int) -> ResponseReturnValue:
    """Have the worker check the journal; while it does, nothing more is queued."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    store = web.store()
    with store.unit_of_work(actor.label) as work:
        is_new = actions.ask_check(work, meeting_id=meeting_id)
    if is_new:
        store.prompt_jobs.enqueue(CHECK_JOB, meeting_id=meeting_id)
    return jsonify(_check(meeting_id)), 202


def _check(meeting_id: int) -> dict[str, str]:
    with web.store().read_session() as session:
        check = queries.last_check(session, meeting_id)
    if check is None:
        return {"state": CheckState.NONE, "text": gettext(check_sentence(None))}
    at = check.finished_at or check.asked_at
    return {
        "state": check.state,
        "text": gettext(check_sentence(check.state, check.fault)).format(
            entries=check.entries,
            number=check.fault_number,
            after=check.fault_after,
            time=clock_time(at),
            day=short_date(at),
        ),
    }
