"""Routes of the reading log, and reports of pages read offline."""

from typing import Annotated, cast

import msgspec
from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from kiosk.live.presence.presence import Presence
from kiosk.reading_log import queries, rules
from kiosk.roles import Permission
from kiosk.web import request as web

blueprint = Blueprint("readings", __name__, url_prefix="/m/<int:meeting_id>/readings")

# Limit of the pages that a tablet stores while offline.
MAX_PAGES = 500


class OfflineReads(msgspec.Struct, forbid_unknown_fields=True):
    """Pages read offline: [document, page], …."""

    pages: Annotated[
        list[
            tuple[
                Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)],
                Annotated[int, msgspec.Meta(ge=1, le=100_000)],
            ]
        ],
        msgspec.Meta(max_length=MAX_PAGES),
    ]


@blueprint.post("")
def note(meeting_id: int) -> ResponseReturnValue:
    """Accept the pages a tablet has shown offline; they are recorded shortly.

    At most as many pages as the offline time allows.
    """
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    form = web.body(OfflineReads)
    presence = cast(Presence, current_app.extensions["kiosk.presence"])
    seconds = presence.take_away_seconds(actor)
    if seconds is None:
        with web.store().read_session() as session:
            seconds = queries.seconds_signed_in(session, actor.sign_in_id)
    presence.add_offline_reads(actor, form.pages[: rules.max_pages_shown(seconds)])
    return "", 204


@blueprint.get("")
def counts(meeting_id: int) -> ResponseReturnValue:
    """Return, for each published document, how many have opened it."""
    web.actor(meeting_id, Permission.RUN_MEETING)
    with web.store().read_session() as session:
        return jsonify(papers=queries.unread_counts(session, meeting_id))


@blueprint.get("/<int:document_id>")
def names(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """List who has not opened a document; counts by site if there are many."""
    web.actor(meeting_id, Permission.RUN_MEETING)
    site_id = request.args.get("site", type=int)
    with web.store().read_session() as session:
        unread = queries.unread(session, meeting_id, document_id)
    if site_id is None and rules.needs_site_summary(unread):
        return jsonify(sites=rules.count_by_site(unread), rows=[], more=0)
    wanted = unread if site_id is None else rules.only_site(unread, site_id)
    named = wanted[: rules.MAX_NAMES]
    rows = [
        {"name": one.name, "seat": one.seat, "unit": one.unit, "site": one.site}
        for one in named
    ]
    return jsonify(sites=None, rows=rows, more=len(wanted) - len(named))
