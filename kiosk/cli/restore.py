"""`restore`: make a new data folder of a backup."""

import argparse
from pathlib import Path

from kiosk.backup.restoring import restore
from kiosk.backup.rules import CannotBackUp
from kiosk.cli.keeper import REFUSED_STATUS, complain
from kiosk.config import Config


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Fill KIOSK_DATA, which must be new or empty, from a backup."""
    if config.database_url:
        complain("KIOSK_DATABASE_URL đang đặt; khôi phục chỉ dành cho SQLite.")
        return REFUSED_STATUS
    backup = Path(arguments.backup).expanduser().absolute()
    try:
        words = restore(backup, config.data)
    except CannotBackUp as refusal:
        complain(str(refusal))
        return REFUSED_STATUS
    except OSError as error:
        complain(f"Không ghi được {error.filename or config.data}: {error.strerror}.")
        return REFUSED_STATUS
    print(f"Đã khôi phục {words.files} tệp và cơ sở dữ liệu vào {config.data}.")
    print("Tiếp theo: python -m kiosk migrate; python -m kiosk doctor")
    return 0
