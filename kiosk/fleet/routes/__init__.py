"""Routes of the fleet: its screen, commands, and what tablets say and hear."""

from flask import Blueprint, Flask

from kiosk.fleet.board import Board
from kiosk.fleet.routes import care, commanding, screen, tablet
from kiosk.fleet.watch import Watch
from kiosk.live.hints import Hints
from kiosk.web import device
from kiosk.web.static_files import static_version

blueprint = Blueprint("fleet", __name__)
for part in (tablet, screen, care, commanding):
    part.add_to(blueprint)


def install(app: Flask, hints: Hints) -> None:
    """Give the app its watch over the tablets."""
    watch = Watch(hints)
    app.extensions["kiosk.watch"] = watch
    presence = app.extensions["kiosk.presence"]
    app.extensions["kiosk.board"] = Board(watch, presence, static_version())
    app.jinja_env.globals["is_tablet_of_house"] = lambda: bool(device.tablet_secret())
