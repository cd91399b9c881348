"""Request, follow and download the record of a vote."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from kiosk.exports.routes import (
    begin_export as begin,
)
from kiosk.exports.routes import (
    export_state as state_of,
)
from kiosk.exports.routes import (
    exports_of,
    send_export,
)
from kiosk.roles import Permission
from kiosk.voting.record.export import VOTE_RECORD, record_key, record_signature
from kiosk.voting.result_file import counted_vote
from kiosk.voting.routes.refusals import logs_refusals
from kiosk.web import request as web


def _signature(meeting_id: int, vote_id: int) -> str:
    """Return the signature of the record as it would be now.

    :raises NotFound: the meeting has no such vote.
    :raises Conflict: there is no result yet.
    """
    web.actor(meeting_id, Permission.RUN_VOTES)
    with web.store().read_session() as session:
        return record_signature(counted_vote(session, meeting_id, vote_id))


@logs_refusals("export")
def begin_export(meeting_id: int, vote_id: int) -> ResponseReturnValue:
    """Have the record of a closed vote written."""
    signature = _signature(meeting_id, vote_id)
    key = record_key(meeting_id, vote_id)
    return begin(VOTE_RECORD, key, signature=signature)


@logs_refusals("export")
def export_state(meeting_id: int, vote_id: int) -> Response:
    """Say how far the record is."""
    signature = _signature(meeting_id, vote_id)
    export = exports_of(VOTE_RECORD).read(record_key(meeting_id, vote_id))
    return state_of(export, is_old=export.signature != signature)


@logs_refusals("export")
def take_export(meeting_id: int, vote_id: int) -> Response:
    """Give the record as a file, `?kind=pdf`, `xlsx`, `csv` or `json`.

    :raises NotFound: there is none.
    """
    _signature(meeting_id, vote_id)
    export = exports_of(VOTE_RECORD).read(record_key(meeting_id, vote_id))
    name, suffix = f"Kết quả biểu quyết {vote_id}", request.args.get("kind", "")
    return send_export(VOTE_RECORD, export, name, suffix)


def add_to(blueprint: Blueprint) -> None:
    """Add the routes to the blueprint."""
    base = "/<int:vote_id>/exports"
    blueprint.post(base)(begin_export)
    blueprint.get(base)(export_state)
    blueprint.get(f"{base}/file")(take_export)
