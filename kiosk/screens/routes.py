"""Routes of whole pages and of the snapshot."""

from typing import cast

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    render_template,
    request,
)

from kiosk.clock import now
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.offline.routes import HOLDER_HEADER
from kiosk.roles import Permission
from kiosk.screens import queries, web_manifest
from kiosk.screens.snapshot import (
    CachedPart,
    CachedSnapshot,
    SnapshotCache,
    parts_fetched_alone,
)
from kiosk.storage.secrets import hash_secret
from kiosk.subjects import MeetingLink
from kiosk.web import device_cookies
from kiosk.web import request as web

blueprint = Blueprint("screens", __name__)
MEETING_LINKS = (
    MeetingLink("screens.chair", N_("Màn hình chủ toạ"), Permission.LEAD_PAGES),
)
web_manifest.add_to(blueprint)


@blueprint.get("/healthz")
def healthz() -> str:
    """Tell that the server answers."""
    return "ok"


@blueprint.get("/m/<int:meeting_id>/snapshot")
def snapshot(meeting_id: int) -> Response:
    """Return the meeting's present state, as the requester's role may see it.

    Usually `snapshot_middleware.py` has answered before.
    """
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    snapshots = cast(SnapshotCache, current_app.extensions["kiosk.snapshots"])
    with web.store().read_session() as session:
        snapshot = snapshots.get(session, meeting_id, actor.role)
    return _cached_json(snapshot)


@blueprint.get("/m/<int:meeting_id>/snapshot/<part>")
def snapshot_part(meeting_id: int, part: str) -> Response:
    """Return one subject's part of the snapshot, as the requester's role may see it.

    Usually `snapshot_middleware.py` has answered before.

    :raises NotFound: there is no such part.
    """
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    if part not in parts_fetched_alone():
        raise NotFound(N_("Không có phần này của hội nghị. Xin tải lại trang."))
    snapshots = cast(SnapshotCache, current_app.extensions["kiosk.snapshots"])
    with web.store().read_session() as session:
        return _cached_json(snapshots.get_part(session, meeting_id, actor.role, part))


def _cached_json(cached: CachedSnapshot | CachedPart) -> Response:
    reply = Response(cached.state, mimetype="application/json")
    reply.headers["ETag"] = cached.tag
    reply.headers["Cache-Control"] = "private, no-cache"
    reply.make_conditional(request)
    return reply


def _screen(name: str, actor: Actor, **more: str) -> str:
    with web.store().read_session() as session:
        heading = queries.heading(session, actor)
    return render_template(
        f"screens/{name}.html",
        actor=actor,
        heading=heading,
        now=now().isoformat(),
        **more,
    )


@blueprint.get("/m/<int:meeting_id>/tablet")
def tablet(meeting_id: int) -> Response:
    """Show a delegate's screen: agenda, documents, reader."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    holder = queries.holder(actor)
    page = _screen("tablet", actor, holder=holder, notes_key=_notes_key(actor))
    reply = make_response(page)
    reply.headers[HOLDER_HEADER] = holder
    return reply


def _notes_key(actor: Actor) -> str:
    """Return the key that encrypts notes on the member's device, 256 bits as hex."""
    if actor.member_id is None:
        return ""
    return hash_secret(
        device_cookies.server_key(), "notes-on-device", str(actor.member_id)
    )


@blueprint.get("/m/<int:meeting_id>/chair")
def chair(meeting_id: int) -> str:
    """Show the chair's screen."""
    return _screen("chair", web.actor(meeting_id, Permission.LEAD_PAGES))


@blueprint.get("/m/<int:meeting_id>/wall")
def wall(meeting_id: int) -> str:
    """Show the hall screen."""
    return _screen("wall", web.actor(meeting_id, Permission.READ_PAPERS))
