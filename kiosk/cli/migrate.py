"""`migrate`: create or upgrade the database."""

import argparse

from kiosk.cli.parent_death_signal import end_with_parent
from kiosk.cli.setup_lock import setup_lock
from kiosk.config import Config
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import open_store


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Upgrade the schema to the newest revision."""
    end_with_parent(arguments.with_parent)
    store = open_store(config)
    with setup_lock(config):
        copy = update_schema(config, store.database, makes_copy=not arguments.no_copy)
    store.database.close()
    if copy:
        print(f"Bản chép trước khi nâng cấp: {copy}")
    print(f"Cơ sở dữ liệu đã sẵn sàng trong {config.data}.")
    return 0
