"""A screen that is installed on a tablet: its name and icons, and where it starts."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from kiosk.badges.queries import start_path
from kiosk.web import request as web

START = "/start"
_NAVY, _PAPER = "#14446b", "#f6f4ef"


def _icon(name: str, size: int, purpose: str = "any") -> dict[str, str]:
    return {
        "src": url_for("static", filename=f"img/{name}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


def manifest() -> Response:
    """Describe the screen to whoever installs it."""
    told: dict[str, Any] = {
        # Not its address: it may move, and stays the same screen.
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
        "background_color": _PAPER,
        "icons": [
            _icon("icon-192", 192),
            _icon("icon-512", 512),
            _icon("icon-maskable-512", 512, "maskable"),
        ],
    }
    reply = jsonify(told)
    reply.mimetype = "application/manifest+json"
    reply.headers["Cache-Control"] = "no-cache"
    return reply


def start() -> ResponseReturnValue:
    """Go where a tablet belongs that has just been switched on.

    Whoever is signed in finds the screen again; everybody else the idle screen.
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
