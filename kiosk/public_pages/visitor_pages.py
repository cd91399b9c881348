"""The pages without sign-in: no cookie is read or set, and nothing is counted.

Every answer must be asked for anew (`no-cache`), so that what is withdrawn is gone at
once; with its ETag an unchanged one is not sent again.
"""

import hashlib
import time

from flask import Blueprint, Response, current_app, render_template, request
from flask_babel import force_locale, gettext

from kiosk.errors import N_, KioskError, NotFound, TooManyAttempts
from kiosk.identity import network_of
from kiosk.languages import LANGUAGES
from kiosk.live.limits import Rate
from kiosk.public_pages.feed import MEDIA_TYPE, atom_feed
from kiosk.public_pages.queries import issuing_body, newest_entries, public_entry
from kiosk.public_pages.rules import (
    ENTRIES_PER_PAGE,
    FEED_ENTRIES,
    PUBLIC_KIND_LABELS,
    TOKEN_LENGTH,
    PublicEntry,
)
from kiosk.storage.files import path_of
from kiosk.web import device_cookies, x_accel
from kiosk.web import request as web
from kiosk.web.errors import refusal_reply, sentence_of

blueprint = Blueprint("visitors", __name__, url_prefix="/public")

# Per network address; a press office behind one address reads some pages a second.
VISITOR_RATE = Rate(burst=60, per_second=5)
FILE_RATE = Rate(burst=10, per_second=0.5)
HIGHEST_PAGE = 100
CACHING = "public, no-cache"
POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def _not_public() -> NotFound:
    return NotFound(N_("Trang này không có, hoặc không còn công khai."))


def _admit(rate: Rate = VISITOR_RATE) -> None:
    """Check that there are public pages, and that the address may ask again.

    :raises NotFound: they are switched off.
    :raises TooManyAttempts: there were too many requests.
    """
    if not web.store().config.public_pages:
        raise _not_public()
    rates = current_app.extensions["kiosk.public_rates"]
    address = network_of(device_cookies.client_endpoint().address)
    if not rates.spend(f"{rate.burst}:{address}", rate, time.monotonic()):
        raise TooManyAttempts(
            N_("Quá nhiều yêu cầu. Xin đợi {wait_seconds} giây rồi thử lại."),
            wait_seconds=10,
        )


def _language() -> str:
    """Return `?lang=`, else what the browser asks for; never a cookie."""
    chosen = request.args.get("lang", "")
    if chosen in LANGUAGES:
        return chosen
    default = web.store().config.language
    ours = sorted(LANGUAGES, key=lambda language: language != default)
    return request.accept_languages.best_match(ours, default) or default


def _finish(reply: Response, tag: str) -> Response:
    reply.set_etag(tag)
    reply.headers["Cache-Control"] = CACHING
    reply.headers["Vary"] = "Accept-Language"
    if not web.store().config.public_indexing:
        reply.headers["X-Robots-Tag"] = "noindex, nofollow"
    return reply


def _rendered(template: str, **content: object) -> Response:
    language = _language()
    with force_locale(language):
        text = render_template(
            f"public_pages/{template}",
            language=language,
            languages=LANGUAGES,
            kinds=PUBLIC_KIND_LABELS,
            is_indexed=web.store().config.public_indexing,
            **content,
        )
    reply = Response(text, mimetype="text/html")
    reply.headers["Content-Security-Policy"] = POLICY
    return reply


def _page(template: str, **content: object) -> Response:
    reply = _rendered(template, **content)
    _finish(reply, hashlib.sha256(reply.get_data()).hexdigest()[:32])
    reply.make_conditional(request)
    return reply


@blueprint.errorhandler(KioskError)
def refuse(error: KioskError) -> Response:
    """Say in the visitor's language why there is nothing to see."""
    if not web.store().config.public_pages:
        return refusal_reply(error)
    with force_locale(_language()):
        sentence = sentence_of(error)
    reply = _rendered("refusal.html", sentence=sentence, issuing_body="")
    reply.status_code = error.status
    reply.headers["Cache-Control"] = "no-store"
    if "wait_seconds" in error.details:
        reply.headers["Retry-After"] = str(error.details["wait_seconds"])
    return reply


def _entry(token: str) -> tuple[PublicEntry, str]:
    if len(token) > TOKEN_LENGTH:
        raise _not_public()
    with web.store().read_session() as session:
        found, body = public_entry(session, token), issuing_body(session)
    if found is None:
        raise _not_public()
    return found, body


@blueprint.get("")
def show_list() -> Response:
    """Show what is public, the newest first, `?page=` from 1."""
    _admit()
    page = min(max(request.args.get("page", 1, type=int), 1), HIGHEST_PAGE)
    first = (page - 1) * ENTRIES_PER_PAGE
    with web.store().read_session() as session:
        entries, has_more = newest_entries(session, ENTRIES_PER_PAGE, first)
        body = issuing_body(session)
    return _page(
        "list.html", entries=entries, has_more=has_more, page=page, issuing_body=body
    )


@blueprint.get("/feed.atom")
def feed() -> Response:
    """Give the newest entries as an Atom feed."""
    _admit()
    with web.store().read_session() as session:
        entries, _ = newest_entries(session, FEED_ENTRIES)
        body = issuing_body(session)
    base = web.store().config.public_url or request.host_url.rstrip("/")
    with force_locale(_language()):
        labels = {
            str(kind): gettext(label) for kind, label in PUBLIC_KIND_LABELS.items()
        }
        author = body or gettext("Phòng họp không giấy tờ")
    made = atom_feed(
        entries, labels, base=f"{base}{blueprint.url_prefix}", author=author
    )
    reply = Response(made, mimetype=MEDIA_TYPE)
    _finish(reply, hashlib.sha256(made).hexdigest()[:32])
    reply.make_conditional(request)
    return reply


@blueprint.get("/<token>")
def show_entry(token: str) -> Response:
    """Show one thing."""
    _admit()
    entry, body = _entry(token)
    return _page("entry.html", entry=entry, issuing_body=body)


@blueprint.get("/<token>/file")
def take_file(token: str) -> Response:
    """Give the PDF of one thing."""
    _admit(FILE_RATE)
    entry, _ = _entry(token)
    if not entry.file_sha256:
        raise _not_public()
    if entry.file_sha256 in request.if_none_match:
        return _finish(Response(status=304), entry.file_sha256)
    reply = x_accel.send_download(
        web.store().files.root,
        path_of(entry.file_sha256),
        entry.file_name,
        "application/pdf",
    )
    return _finish(reply, entry.file_sha256)
