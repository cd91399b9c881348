"""`setup-link`: create a one-time link to create an administrator."""

import argparse

from sqlalchemy import select

from kiosk.accounts.actions.links import make_setup_link
from kiosk.accounts.models import Account
from kiosk.cli.addresses import base_url
from kiosk.config import Config
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import Store, open_store


def create_setup_link(store: Store) -> str:
    """Create a one-time link and return its URL; earlier links expire."""
    with store.unit_of_work("keeper") as work:
        path = make_setup_link(work, store.config.server_key())
    return base_url(store.config) + path


def has_administrator(store: Store) -> bool:
    """Return whether there is an administrator."""
    with store.read_session() as session:
        found = select(Account.id).where(
            Account.is_administrator, Account.is_closed.is_(False)
        )
        return session.scalar(found.limit(1)) is not None


def run(config: Config, _arguments: argparse.Namespace) -> int:
    """Print a new link."""
    store = open_store(config)
    update_schema(store.config, store.database)
    print(create_setup_link(store))
    store.database.close()
    return 0
