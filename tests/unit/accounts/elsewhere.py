"""Servers of the tests whose settings name a provider or a directory."""

import dataclasses

from sqlalchemy import select

from kiosk.accounts.models import AccessEntry
from kiosk.accounts.routes.oidc import install_provider
from kiosk.app import Server
from kiosk.storage.store import Store


def configure(server: Server, **settings: object) -> Store:
    """Give a server these settings; return its store."""
    store: Store = server.app.extensions["kiosk.store"]
    config = dataclasses.replace(store.config, **settings)
    changed = dataclasses.replace(store, config=config)
    server.app.extensions["kiosk.store"] = changed
    install_provider(server.app)
    return changed


def logged(store: Store) -> list[tuple[str, str, str]]:
    """Return user name, act and detail of the whole access log."""
    rows = select(AccessEntry.username, AccessEntry.act, AccessEntry.detail)
    with store.read_session() as session:
        found = session.execute(rows.order_by(AccessEntry.id)).all()
        return [(row.username, row.act, row.detail) for row in found]
