"""Serve the web app manifest and its start URL."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from kiosk.badges.queries import start_path
from kiosk.web import request as web

START = "/start"
_NAVY, _BACKGROUND = "#14446b", "#f6f4ef"


def _icon(name: str, size: int, purpose: str = "any") -> dict[str, str]:
    return {
        "src": url_for("static", filename=f"img/{name}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


def manifest() -> Response:
    """Return the web app manifest."""
    content: dict[str, Any] = {
        # Independent of the address: it may change, and the app stays the same.
        "id": "/",
        "name": gettext("Phòng họp không giấy tờ"),
        "short_name": gettext("Phòng họp"),
        "lang": str(get_locale()),
        "start_url": START,
        "scope": "/",
        "display": "fullscreen",
        "display_override": ["fullscreen", "standalone"],
        "orientation": "any",
        "theme_color": _NAVY,
        "background_color": _BACKGROUND,
        "icons": [
            _icon("icon-192", 192),
            _icon("icon-512", 512),
            _icon("icon-maskable-512", 512, "maskable"),
        ],
    }
    reply = jsonify(content)
    reply.mimetype = "application/manifest+json"
    reply.headers["Cache-Control"] = "no-cache"
    return reply


def start() -> ResponseReturnValue:
    """Redirect an installed app to its screen.

    A signed-in user's own screen, otherwise the idle screen.
    """
    who = web.identity()
    if who is None:
        return redirect("/", code=303)
    with web.store().read_session() as session:
        return redirect(start_path(session, who), code=303)


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    blueprint.get("/manifest.webmanifest")(manifest)
    blueprint.get(START)(start)
