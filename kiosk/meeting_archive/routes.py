"""Routes to request, follow, stop and download a meeting's archive."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from kiosk.exports.routes import begin_export, export_state, exports_of, send_export
from kiosk.exports.rules import file_slug
from kiosk.meeting_archive.export import MEETING_ARCHIVE
from kiosk.meeting_archive.stage import check_no_open_vote
from kiosk.meetings.queries import get_meeting
from kiosk.record.queries import journal_end
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint(
    "meeting_archive", __name__, url_prefix="/m/<int:meeting_id>/archive"
)


@blueprint.post("")
def begin(meeting_id: int) -> ResponseReturnValue:
    """Request the archive of the meeting as it is now.

    :raises Conflict: it is being made, or a vote is open.
    """
    web.actor(meeting_id, Permission.TAKE_ARCHIVE)
    web.body(web.EmptyBody)
    with web.store().read_session() as session:
        check_no_open_vote(session, meeting_id)
    return begin_export(MEETING_ARCHIVE, str(meeting_id))


@blueprint.post("/stop")
def stop(meeting_id: int) -> ResponseReturnValue:
    """Stop making it."""
    web.actor(meeting_id, Permission.TAKE_ARCHIVE)
    web.body(web.EmptyBody)
    exports_of(MEETING_ARCHIVE).cancel(str(meeting_id))
    return "", 204


@blueprint.get("/state")
def state(meeting_id: int) -> Response:
    """Return the progress, and whether the journal has gone on since."""
    web.actor(meeting_id, Permission.TAKE_ARCHIVE)
    with web.store().read_session() as session:
        signature = journal_end(session, meeting_id).hash
    export = exports_of(MEETING_ARCHIVE).read(str(meeting_id))
    return export_state(export, is_old=export.signature != signature)


@blueprint.get("")
def take(meeting_id: int) -> Response:
    """Download the archive.

    :raises NotFound: there is none.
    """
    web.actor(meeting_id, Permission.TAKE_ARCHIVE)
    with web.store().read_session() as session:
        title = get_meeting(session, meeting_id).title
    export = exports_of(MEETING_ARCHIVE).read(str(meeting_id))
    name = f"ho-so-{meeting_id}-{file_slug(title)}"
    return send_export(MEETING_ARCHIVE, export, name, "zip")
