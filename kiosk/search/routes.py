"""Routes of the search, in one meeting or in all of an account's meetings."""

import msgspec
from flask import Blueprint, Response, request

from kiosk.errors import N_, Forbidden
from kiosk.roles import Permission
from kiosk.search import queries
from kiosk.web import request as web

blueprint = Blueprint("search", __name__)

# Limit on the offset.
LAST_HIT = 2000


def _offset() -> int:
    text = request.args.get("after", "")
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(LAST_HIT))
    return min(int(text), LAST_HIT) if is_number else 0


def _answer(found: queries.SearchResult) -> Response:
    reply = Response(msgspec.json.encode(found), mimetype="application/json")
    # Permissions may change at any time.
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


@blueprint.get("/m/<int:meeting_id>/search")
def in_meeting(meeting_id: int) -> Response:
    """Search the documents of a meeting."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    find, after = request.args.get("find", ""), _offset()
    with web.store().read_session() as session:
        return _answer(queries.find_in_meeting(session, actor, find, after=after))


@blueprint.get("/search")
def everywhere() -> Response:
    """Search the documents of all meetings of a staff account."""
    who = web.signed_in()
    if who.account_id is None:
        raise Forbidden(N_("Đồng chí không có quyền làm việc này."))
    find, after = request.args.get("find", ""), _offset()
    with web.store().read_session() as session:
        return _answer(queries.find_everywhere(session, who, find, after=after))
