"""Check the origin of requests, and set security headers on responses."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.wsgi import get_host

from kiosk.errors import N_, Forbidden
from kiosk.wsgi_types import Environ

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# On every response, besides Content-Security-Policy.
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}


def content_nonce() -> str:
    """Return the nonce of this response's inline scripts (the import map)."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def is_foreign_origin(environ: Environ) -> bool:
    """Tell whether a page of another origin sent a write.

    Browsers send Sec-Fetch-Site or Origin with every write.
    """
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site:
        return site not in {"same-origin", "none"}
    origin = environ.get("HTTP_ORIGIN")
    return bool(origin) and urlsplit(origin or "").netloc != get_host(environ)


def _refuse_foreign_origin() -> None:
    if request.method in _SAFE_METHODS:
        return
    if is_foreign_origin(request.environ):
        raise Forbidden(
            N_("Yêu cầu đến từ một trang khác nên bị từ chối."), code="foreign_origin"
        )


def page_security_headers(inline_scripts: str = "") -> dict[str, str]:
    """Return the security headers of a page or file.

    `inline_scripts`: the CSP source of allowed inline scripts, such as a nonce.
    """
    # connect-src needs no ws: 'self' covers the same host's WebSocket.
    policy = (
        "default-src 'none'; "
        f"script-src 'self'{inline_scripts} 'wasm-unsafe-eval'; "
        "style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; "
        "worker-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
    return {"Content-Security-Policy": policy, **SECURITY_HEADERS}


def _protect(reply: Response) -> Response:
    for name, value in page_security_headers(f" 'nonce-{content_nonce()}'").items():
        reply.headers.setdefault(name, value)
    reply.headers.setdefault("Cache-Control", "no-store")
    return reply


def install(app: Flask) -> None:
    """Install the origin check and the headers."""
    app.before_request(_refuse_foreign_origin)
    app.after_request(_protect)
    app.jinja_env.globals["content_nonce"] = content_nonce
