"""Routes of the pictures and films that the screens show."""

from flask import Blueprint, Response, send_file
from flask.typing import ResponseReturnValue

from kiosk.errors import N_, NotFound
from kiosk.hall_screens import media_actions, queries
from kiosk.hall_screens.media_files import media_head, media_place, store_media
from kiosk.hall_screens.rules import check_sees_screens, media_type_of
from kiosk.roles import Permission
from kiosk.web import request as web
from kiosk.web import uploads, x_accel

blueprint = Blueprint("files", __name__, url_prefix="/screens/media")


@blueprint.post("")
def upload(meeting_id: int) -> ResponseReturnValue:
    """Upload a picture or a film.

    :raises Invalid: it is too large, or of no kind that browsers show.
    """
    actor = web.actor(meeting_id, Permission.MANAGE_SCREENS)
    store, name = web.store(), uploads.file_name()
    limit = store.config.max_upload_mb * 1_000_000
    path, stored = store.files.receive_stream(uploads.body_chunks(limit), limit=limit)
    try:
        media_type = media_type_of(media_head(path))
        store_media(store.files.root, path, stored)
    finally:
        path.unlink(missing_ok=True)
    media = media_actions.ReceivedMedia(stored.sha256, media_type, name, stored.size)
    with store.unit_of_work(actor.label) as work:
        media_actions.add_media(work, actor=actor, media=media)
    return {"file": stored.sha256}, 201


@blueprint.get("/<sha256>")
def take(meeting_id: int, sha256: str) -> Response:
    """Return a picture or film, also a range of it, to operators and screens.

    :raises NotFound: the meeting has none of that hash, or its file is gone.
    """
    actor = web.actor(meeting_id, Permission.READ_PAPERS)
    check_sees_screens(actor.role)
    with web.store().read_session() as session:
        media = queries.get_media(session, meeting_id, sha256)
    place = media_place(media.sha256)
    if x_accel.is_offered():
        reply = Response(mimetype=media.media_type)
        x_accel.set_redirect(reply, place)
    else:
        path = web.store().files.root / place
        if not path.is_file():
            raise NotFound(N_("Không có ảnh hoặc phim này. Xin tải lại trang."))
        reply = send_file(
            path, media.media_type, conditional=True, etag=sha256, max_age=0
        )
    reply.headers["Cache-Control"] = "private, no-cache"
    reply.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return reply


@blueprint.post("/<sha256>/delete")
def remove(meeting_id: int, sha256: str) -> ResponseReturnValue:
    """Remove a picture or film."""
    actor = web.actor(meeting_id, Permission.MANAGE_SCREENS)
    web.body(web.EmptyBody)
    with web.store().unit_of_work(actor.label) as work:
        media_actions.remove_media(work, actor=actor, sha256=sha256)
    return "", 204
