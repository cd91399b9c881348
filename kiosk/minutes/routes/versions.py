"""Routes of versions: keep one under a name, compare, restore."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk.annotations.routes.responses import private_json
from kiosk.live.offload import run_in_thread
from kiosk.minutes.actions import versions as actions
from kiosk.minutes.forms import NameForm
from kiosk.minutes.queries.text import get_minutes, get_version, stored_updates
from kiosk.minutes.routes.access import writer
from kiosk.minutes.shared_text import compare_documents, read_document
from kiosk.web import request as web

blueprint = Blueprint("versions", __name__, url_prefix="/<int:minutes_id>/versions")


@blueprint.post("")
def keep(meeting_id: int, minutes_id: int) -> ResponseReturnValue:
    """Keep the text as it is now under a name."""
    actor = writer(meeting_id)
    form = web.body(NameForm)
    with web.store().unit_of_work(actor.label) as work:
        number = actions.name_version(
            work, actor=actor, minutes_id=minutes_id, name=form.name
        )
    return jsonify(number=number), 201


@blueprint.get("/<int:version_id>/changes")
def changes(meeting_id: int, minutes_id: int, version_id: int) -> ResponseReturnValue:
    """Return the lines of a version beside those of the text as it is now."""
    writer(meeting_id)
    with web.store().read_session() as session:
        minutes = get_minutes(session, meeting_id, minutes_id)
        old = get_version(session, minutes, version_id).data
        now = [row.data for row in stored_updates(session, minutes_id)]
    return private_json({"lines": run_in_thread("minutes", _compare, old, now)})


def _compare(old: bytes, now: list[bytes]) -> list[dict[str, str]]:
    return compare_documents(read_document([old]), read_document(now))


@blueprint.post("/<int:version_id>/restore")
def restore(meeting_id: int, minutes_id: int, version_id: int) -> ResponseReturnValue:
    """Make the text that of a version again."""
    actor = writer(meeting_id)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        actions.restore_version(
            work, actor=actor, minutes_id=minutes_id, version_id=version_id
        )
    return "", 204
