"""Responses of the routes that request, follow, cancel and download exports.

The routes of a subject check the permission and pass the key.
"""

from flask import Response, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kiosk.errors import Conflict, NotFound
from kiosk.exports.job import enqueue_export
from kiosk.exports.kinds import MEDIA_TYPES, ExportKind
from kiosk.exports.rules import Export, ExportState
from kiosk.exports.store import ExportStore
from kiosk.web import request as web
from kiosk.web import x_accel


def exports_of(kind: ExportKind) -> ExportStore:
    """Return the exports of a kind."""
    return ExportStore(web.store().files.root, kind)


def begin_export(
    kind: ExportKind, key: str, *, signature: str = "", options: str = ""
) -> ResponseReturnValue:
    """Request an export; it is in the access log before it is begun.

    :raises Conflict: it waits or is being made.
    """
    exports = exports_of(kind)
    if exports.read(key).is_unfinished:
        raise Conflict(kind.running)
    with web.store().unit_of_work(f"sign-in:{web.signed_in().sign_in_id}") as work:
        web.log_act(work, "export_begun", f"{kind.name} {key}")
    export = exports.begin(key, signature=signature, options=options)
    enqueue_export(web.store(), kind, export)
    return "", 204


def export_state(export: Export, *, is_old: bool = False) -> Response:
    """Return the progress; `is_old`: what it was made of has changed since."""
    reply = jsonify(
        state=export.state,
        done=export.done,
        total=export.total,
        left_out=export.left_out,
        refusal=gettext(export.error) if export.error else "",
        suffixes=export.suffixes,
        is_old=is_old,
    )
    reply.headers["Cache-Control"] = "private, no-store"
    return reply


def send_export(
    kind: ExportKind, export: Export, name: str, suffix: str = "pdf"
) -> Response:
    """Send a file under `name` and its suffix.

    :raises NotFound: there is none.
    """
    if export.state is not ExportState.READY or suffix not in export.suffixes:
        raise NotFound(kind.missing)
    place = exports_of(kind).place(export, suffix)
    root = web.store().files.root
    return x_accel.send_download(root, place, f"{name}.{suffix}", MEDIA_TYPES[suffix])
