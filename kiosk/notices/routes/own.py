"""Notices of the requester."""

from typing import Annotated

import msgspec
from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from kiosk.badges.queries import start_path
from kiosk.notices import actions, queries
from kiosk.notices.showing import shown_notices
from kiosk.web import request as web

blueprint = Blueprint("own", __name__, url_prefix="/notices")


class ReadForm(msgspec.Struct, forbid_unknown_fields=True):
    """Which notices were read."""

    ids: Annotated[list[int], msgspec.Meta(max_length=queries.LISTED)]


def unread_notices() -> int:
    """Return how many notices the requester has not read; queried once a request."""
    who = web.identity()
    if who is None:
        return 0
    if "unread_notices" not in g:
        with web.store().read_session() as session:
            g.unread_notices = queries.unread_count(session, who)
    return int(g.unread_notices)


@blueprint.get("")
def show() -> str:
    """Show the requester's notices."""
    who, store = web.signed_in(), web.store()
    with store.read_session() as session:
        found = queries.notices_of(session, who)
        home = start_path(session, who)
    return render_template(
        "notices/notices.html",
        notices=shown_notices(store.config, found, str(get_locale())),
        home=home,
        is_staff=who.account_id is not None,
    )


@blueprint.post("/read")
def read() -> ResponseReturnValue:
    """Mark notices as read."""
    who, form = web.signed_in(), web.body(ReadForm)
    with web.store().unit_of_work(f"sign_in:{who.sign_in_id}") as work:
        actions.mark_read(work, who=who, notice_ids=form.ids)
    return "", 204
