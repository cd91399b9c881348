"""What every request and answer must pass: origin, headers, caching."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from kiosk.errors import N_, Forbidden

_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# What every answer carries, besides the policy that names its own scripts.
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
}


def content_nonce() -> str:
    """Return this answer's nonce for inline scripts (the import map)."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def _refuse_foreign_origin() -> None:
    # Browsers always say where a write comes from: Sec-Fetch-Site, or Origin.
    if request.method in _SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    foreign = (
        site not in {"same-origin", "none"}
        if site
        else bool(origin) and urlsplit(origin or "").netloc != request.host
    )
    if foreign:
        raise Forbidden(
            N_("Yêu cầu đến từ một trang khác nên bị từ chối."), code="foreign_origin"
        )


def page_security_headers(inline_scripts: str = "") -> dict[str, str]:
    """Return the headers that guard a page or file.

    `inline_scripts` is the policy's word for those that may run, such as a nonce.
    """
    # connect-src names no ws: 'self' covers the same host's WebSocket.
    policy = (
        "default-src 'none'; "
        f"script-src 'self'{inline_scripts} 'wasm-unsafe-eval'; "
        "style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self'; media-src 'self' blob:; manifest-src 'self'; "
        "worker-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    }


def _protect(reply: Response) -> Response:
    for name, value in page_security_headers(f" 'nonce-{content_nonce()}'").items():
        reply.headers.setdefault(name, value)
    reply.headers.setdefault("Cache-Control", "no-store")
    return reply


def install(app: Flask) -> None:
    """Guard every request to `app` and every answer from it."""
    app.before_request(_refuse_foreign_origin)
    app.after_request(_protect)
    app.jinja_env.globals["content_nonce"] = content_nonce
