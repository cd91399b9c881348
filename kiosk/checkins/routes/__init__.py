"""Routes of checking in: the gate, the roll, the attendance lists."""

from flask import Blueprint

from kiosk.checkins.routes import gate, roll, scans

blueprint = Blueprint("checkins", __name__)
for part in (gate, scans, roll):
    part.add_to(blueprint)
