"""`migrate`: make the database or bring it up to date."""

import argparse

from kiosk.cli.alone import alone
from kiosk.cli.parent import end_with
from kiosk.config import Config
from kiosk.storage.migrate import migrate
from kiosk.storage.store import open_store


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Bring the schema to the newest revision."""
    end_with(arguments.with_parent)
    store = open_store(config)
    with alone(config):
        migrate(store.database)
    store.database.close()
    print(f"Cơ sở dữ liệu đã sẵn sàng trong {config.data}.")
    return 0
