"""`restore`: create a data folder from a backup."""

import argparse
from pathlib import Path

from kiosk.backup.restore import restore
from kiosk.backup.rules import BackupError
from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.operator_identity import print_error
from kiosk.config import Config


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Fill KIOSK_DATA, which must be new or empty, from a backup."""
    if config.database_url:
        print_error("KIOSK_DATABASE_URL đang đặt; khôi phục chỉ dành cho SQLite.")
        return REFUSED_STATUS
    backup = Path(arguments.backup).expanduser().absolute()
    try:
        words = restore(backup, config.data)
    except BackupError as refusal:
        print_error(str(refusal))
        return REFUSED_STATUS
    except OSError as error:
        print_error(
            f"Không ghi được {error.filename or config.data}: {error.strerror}."
        )
        return REFUSED_STATUS
    print(f"Đã khôi phục {words.files} tệp và cơ sở dữ liệu vào {config.data}.")
    print("Tiếp theo: python -m kiosk migrate; python -m kiosk doctor")
    return 0
