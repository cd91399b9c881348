"""`restore`: create a data folder, and fill its database, from a backup."""

import argparse
from pathlib import Path

from kiosk.backup.restore import restore
from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.operator_identity import print_error
from kiosk.config import Config
from kiosk.storage.database import Database
from kiosk.storage.errors import DatabaseCopyError


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Fill KIOSK_DATA, which must be new or empty, from a backup.

    PostgreSQL's are loaded into KIOSK_DATABASE_URL, which must be empty too.
    """
    if config.database_url.startswith("sqlite"):
        print_error("KIOSK_DATABASE_URL đang đặt tới SQLite; bỏ nó rồi chạy lại.")
        return REFUSED_STATUS
    backup = Path(arguments.backup).expanduser().absolute()
    database = Database(config.database_url) if config.database_url else None
    try:
        manifest = restore(backup, config.data, database)
    except DatabaseCopyError as refusal:
        print_error(str(refusal))
        return REFUSED_STATUS
    except OSError as error:
        print_error(
            f"Không ghi được {error.filename or config.data}: {error.strerror}."
        )
        return REFUSED_STATUS
    finally:
        if database:
            database.close()
    print(f"Đã khôi phục {manifest.files} tệp và cơ sở dữ liệu vào {config.data}.")
    print("Tiếp theo: python -m kiosk migrate; python -m kiosk doctor")
    return 0
