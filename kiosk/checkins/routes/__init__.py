"""Routes of checking in: the gate, the roll, the attendance lists."""

from flask import Blueprint

from kiosk.checkins.routes import gate, lists, roll, scans

blueprint = Blueprint("checkins", __name__)
for part in (gate, scans, roll, lists):
    part.add_to(blueprint)
