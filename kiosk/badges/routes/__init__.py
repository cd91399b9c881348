"""Routes of badges: showing one, the people of a meeting, the desk."""

from flask import Blueprint

from kiosk.badges.routes import care, desk, showing

blueprint = Blueprint("badges", __name__)
for part in (showing, care, desk):
    part.add_to(blueprint)
