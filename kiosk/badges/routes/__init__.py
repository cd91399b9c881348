"""Routes of badges: showing one, the people of a meeting, the desk."""

from flask import Blueprint

from kiosk.badges.routes import admin, desk, sign_in

blueprint = Blueprint("badges", __name__)
for part in (sign_in, admin, desk):
    part.add_to(blueprint)
