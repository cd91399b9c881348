"""Routes of accounts: signing in with a password, one-time links, the list."""

from flask import Blueprint

from kiosk.accounts.routes import care, setup, staff

blueprint = Blueprint("accounts", __name__)
for part in (staff, setup, care):
    part.add_to(blueprint)
