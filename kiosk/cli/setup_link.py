"""`setup-link`: a new one-time link by which an administrator is made."""

import argparse

from sqlalchemy import select

from kiosk.accounts.actions.links import make_setup_link
from kiosk.accounts.models import Account
from kiosk.cli.addresses import base_url
from kiosk.config import Config
from kiosk.storage.migrate import migrate
from kiosk.storage.store import Store, open_store


def create_setup_link(store: Store) -> str:
    """Make a one-time link and return its address; earlier ones are dead."""
    with store.unit_of_work("keeper") as work:
        path = make_setup_link(work, store.config.server_key())
    return base_url(store.config) + path


def has_administrator(store: Store) -> bool:
    """Tell whether somebody is administrator already."""
    with store.read_session() as session:
        found = select(Account.id).where(
            Account.is_administrator, Account.is_closed.is_(False)
        )
        return session.scalar(found.limit(1)) is not None


def run(config: Config, _arguments: argparse.Namespace) -> int:
    """Print a fresh link."""
    store = open_store(config)
    migrate(store.database)
    print(create_setup_link(store))
    store.database.close()
    return 0
