"""Routes of checking in: the gate and its word, the roll, the attendance lists."""

from flask import Blueprint, Flask

from kiosk.checkins.routes import gate, lists, roll, scans, standing
from kiosk.live.hints import Hints

blueprint = Blueprint("checkins", __name__)
for part in (gate, standing, scans, roll, lists):
    part.add_to(blueprint)


def install(app: Flask, hints: Hints) -> None:
    """Give the app its watch over the gates."""
    standing.install(app, hints)
