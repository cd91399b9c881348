"""Stored sign-ins and askers for the tests of accounts."""

import datetime as dt

from sqlalchemy import select

from kiosk.accounts.devices import Device
from kiosk.accounts.models import SignIn
from kiosk.identity import Identity, Requester

HOUR = dt.timedelta(hours=1)
TABLET = Device("192.168.1.7", "tablet-7", HOUR)
BOSS = Requester(Identity(1, "A", account_id=99, is_administrator=True))
SECRETARY_REQUESTER = Requester(Identity(2, "B", account_id=98))


def all_of(store, model) -> list:
    """Return all rows of a table, in the order of their ids."""
    with store.read_session() as session:
        return list(session.scalars(select(model).order_by(model.id)))


def sign_in_of(store, token_hash: str) -> SignIn:
    with store.read_session() as session:
        wanted = select(SignIn).where(SignIn.token_hash == token_hash)
        return session.scalars(wanted).one()


def ended(store) -> dict[int, str]:
    """Return the reason of each ended sign-in, by id."""
    with store.read_session() as session:
        wanted = select(SignIn).where(SignIn.ended_at.is_not(None))
        return {one.id: one.end_reason for one in session.scalars(wanted)}
