"""Routes of badges: signing in, the members of a meeting, the welcome desk."""

from flask import Blueprint

from kiosk.badges.routes import admin, desk, sign_in

blueprint = Blueprint("badges", __name__)
for part in (sign_in, admin, desk):
    part.add_to(blueprint)
