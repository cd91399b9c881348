"""`roll-back`: go back to the database as it was before an update."""

import argparse
from pathlib import Path

from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.operator_identity import print_error
from kiosk.cli.setup_lock import setup_lock
from kiosk.config import Config
from kiosk.storage.errors import DatabaseCopyError
from kiosk.storage.roll_back import roll_back
from kiosk.storage.store import open_store


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Make the copy the database, and say what to do next."""
    store = open_store(config)
    copy = Path(arguments.copy).expanduser().absolute()
    try:
        with setup_lock(config):
            aside = roll_back(config, store.database, copy)
    except DatabaseCopyError as refusal:
        print_error(str(refusal))
        return REFUSED_STATUS
    except OSError as error:
        print_error(f"Không ghi được {error.filename}: {error.strerror}.")
        return REFUSED_STATUS
    finally:
        store.database.close()
    print(f"Cơ sở dữ liệu nay là {copy}.")
    if aside:
        print(f"  Cơ sở dữ liệu vừa thay nằm ở {aside}.")
    print("Tiếp theo: khởi động phiên bản cũ của chương trình; chạy doctor.")
    return 0
