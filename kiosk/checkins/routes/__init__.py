"""Routes of checking in: the gate, the roll, the attendance lists."""

from flask import Blueprint

from kiosk.checkins.routes import gate, scans

blueprint = Blueprint("checkins", __name__)
for part in (gate, scans):
    part.add_to(blueprint)
