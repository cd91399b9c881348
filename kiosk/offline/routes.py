"""Routes of offline documents: manifest, download slots, device reports, recalls."""

import time
from dataclasses import asdict
from typing import Annotated, cast

import msgspec
from flask import Blueprint, Flask, Response, current_app, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from kiosk.clock import now
from kiosk.documents.queries import readable_document
from kiosk.live.message_bus import MessageBus
from kiosk.live.presence.presence import Presence
from kiosk.offline import actions, queries
from kiosk.offline.manifest_cache import ManifestCache
from kiosk.offline.precache import on_demand_files, precached_files
from kiosk.offline.rules import MAX_REQUEST_BYTES, DownloadScheduler
from kiosk.roles import Permission
from kiosk.storage.secrets import hash_secret
from kiosk.storage.store import Store
from kiosk.web import device_cookies
from kiosk.web import request as web
from kiosk.web.screen_files import screen_files
from kiosk.web.static_files import STATIC

blueprint = Blueprint("offline", __name__)

_MANIFESTS, _TURNS = "kiosk.manifests", "kiosk.turns"
_WORKER = "kiosk.service_worker"
# Names the user a page was made for. A device that holds another user's documents
# deletes them before it shows the page.
HOLDER_HEADER = "Kiosk-Holder"
_SERVER_ERRORS = 500
# Limit on the names of unconfirmed devices.
MAX_NAMES = 200
_LARGEST_ID = 2**63 - 1

Id = Annotated[int, msgspec.Meta(ge=1, le=_LARGEST_ID)]
# More documents than any meeting has.
Ids = Annotated[list[Id], msgspec.Meta(max_length=2000)]


class DownloadRequest(msgspec.Struct, forbid_unknown_fields=True):
    """Bytes a tablet wants to fetch next."""

    bytes: Annotated[int, msgspec.Meta(ge=1, le=MAX_REQUEST_BYTES)]


class CacheReport(msgspec.Struct, forbid_unknown_fields=True):
    """Documents that a tablet holds now, and those it has deleted."""

    kept: Ids
    dropped: Ids
    # Those without missing pages.
    whole: Ids = []


def install(app: Flask, _bus: MessageBus) -> None:
    """Create the manifest cache and the download scheduler of the app."""
    store: Store = app.extensions["kiosk.store"]
    app.extensions[_MANIFESTS] = ManifestCache(store.files)
    app.extensions[_TURNS] = DownloadScheduler(store.config.preload_mbps)


@blueprint.after_app_request
def _declare_no_holder(reply: Response) -> Response:
    """Mark HTML pages without a declared user as nobody's."""
    if reply.mimetype == "text/html" and reply.status_code < _SERVER_ERRORS:
        reply.headers.setdefault(HOLDER_HEADER, "")
    return reply


def _device() -> str:
    return hash_secret(
        device_cookies.server_key(), "device", device_cookies.device_name()
    )


@blueprint.get("/service-worker.js")
def service_worker() -> Response:
    """Return the service worker script.

    Revalidated on each request; it names the current versions of the static files.
    """
    extensions = current_app.extensions
    if _WORKER not in extensions:
        base = url_for("static", filename="")
        files = screen_files(current_app)
        shell = [f"{base}{path}" for path in precached_files(STATIC, files)]
        extras = [f"{base}{path}" for path in on_demand_files(files)]
        made = msgspec.json.encode({"base": base, "shell": shell, "extras": extras})
        extensions[_WORKER] = (
            f'import {{ serve }} from "{base}{files.service_worker}";\n'
            f"serve({made.decode()});\n"
        )
    reply = Response(extensions[_WORKER], mimetype="text/javascript")
    reply.headers["Cache-Control"] = "no-cache"
    return reply


@blueprint.get("/m/<int:meeting_id>/offline")
def manifest(meeting_id: int) -> Response:
    """List the documents that the actor's tablet may keep."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    manifests = cast(ManifestCache, current_app.extensions[_MANIFESTS])
    with web.store().read_session() as session:
        state, tag = manifests.get(session, meeting_id, actor.role)
    reply = Response(state, mimetype="application/json")
    reply.headers["ETag"] = tag
    reply.headers["Cache-Control"] = "private, no-cache"
    reply.make_conditional(request)
    return reply


@blueprint.post("/m/<int:meeting_id>/offline/turn")
def take_turn(meeting_id: int) -> ResponseReturnValue:
    """Return when a tablet may fetch this number of bytes."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    form = web.body(DownloadRequest)
    turns = cast(DownloadScheduler, current_app.extensions[_TURNS])
    turn = turns.ask(actor.sign_in_id, form.bytes, time.monotonic())
    return jsonify(wait=round(turn.wait, 2), granted=turn.is_granted)


@blueprint.post("/m/<int:meeting_id>/offline/held")
def report_held(meeting_id: int) -> ResponseReturnValue:
    """Record a tablet's report of what it holds and has deleted."""
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    form = web.body(CacheReport)
    with web.store().unit_of_work(actor.label) as work:
        actions.record_cached(
            work,
            actor=actor,
            device=_device(),
            kept=form.kept,
            whole=form.whole,
            dropped=form.dropped,
        )
    reply = Response(status=204)
    device_cookies.set_device_cookie(reply)
    return reply


@blueprint.post("/offline/wiped")
def report_wiped() -> ResponseReturnValue:
    """Record a device's report that it has deleted everything.

    Nobody is signed in any more: the device is identified by its own cookie.
    """
    web.body(web.EmptyBody)
    device = _device()
    with web.store().read_session() as session:
        # Anybody may send this: one that holds nothing never takes the writer's lock.
        holds = queries.holds_documents(session, device)
    if holds:
        with web.store().unit_of_work("device") as work:
            actions.record_wiped(work, device=device)
    return "", 204


@blueprint.get("/m/<int:meeting_id>/offline/recalls")
def recalls(meeting_id: int) -> ResponseReturnValue:
    """Return the progress of recalls."""
    web.actor(meeting_id, Permission.PREPARE_MEETING)
    with web.store().read_session() as session:
        found = queries.recalls(session, meeting_id)
    return jsonify(recalls=[asdict(recall) for recall in found])


@blueprint.get("/m/<int:meeting_id>/documents/<int:document_id>/holders")
def holders(meeting_id: int, document_id: int) -> ResponseReturnValue:
    """List the users whose tablets still hold a document, and their last contact."""
    actor = web.actor(meeting_id, Permission.PREPARE_MEETING)
    presence = cast(Presence, current_app.extensions["kiosk.presence"])
    with web.store().read_session() as session:
        readable_document(session, actor, document_id)
        found = queries.device_holders(session, document_id, MAX_NAMES + 1)
    tablets, judge = presence.tablets(meeting_id), presence.evaluator(meeting_id)
    rows = []
    for holder in found[:MAX_NAMES]:
        tablet = tablets.get(holder.sign_in_id)
        seconds = (now() - holder.seen_at).total_seconds()
        if tablet is not None:
            seconds = min(seconds, judge.seconds_since_heard(tablet))
        rows.append(
            {
                "name": holder.name,
                "seat": holder.seat,
                "site": holder.site,
                "seconds": max(0, round(seconds)),
            }
        )
    return jsonify(rows=rows, more=len(found) > MAX_NAMES)
