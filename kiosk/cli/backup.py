"""`backup`: copy all data that cannot be generated again, while the server runs."""

import argparse
from pathlib import Path

from kiosk.backup.create import create_backup
from kiosk.backup.rules import BackupError
from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.operator_identity import print_error
from kiosk.config import Config
from kiosk.storage.store import open_store

DAMAGED_STATUS = 1
MB = 1_000_000


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Take a backup and print its content; the status is 1 if files are damaged."""
    store = open_store(config)
    out = Path(arguments.out).expanduser().absolute()
    try:
        folder, words = create_backup(store, out)
    except BackupError as refusal:
        print_error(str(refusal))
        return REFUSED_STATUS
    except OSError as error:
        print_error(f"Không ghi được {error.filename or out}: {error.strerror}.")
        return REFUSED_STATUS
    finally:
        store.database.close()
    print(f"Đã sao lưu vào {folder}")
    print(f"  {words.files} tệp, {words.bytes // MB} MB, đã so SHA-256 từng tệp")
    if out.stat().st_dev == config.data.stat().st_dev:
        print("  Cùng ổ đĩa với dữ liệu: hỏng ổ là mất cả hai. Nên chép sang máy khác.")
    if words.damaged:
        print_error(
            f"{len(words.damaged)} tệp đã mất hoặc hỏng từ trước, không sao lưu được."
            " Chạy `python -m kiosk doctor` để biết là của tài liệu nào."
        )
        return DAMAGED_STATUS
    return 0
