"""`backup`: copy all data that cannot be generated again, while the server runs."""

import argparse
from pathlib import Path

import msgspec

from kiosk import clock
from kiosk.backup.create import (
    create_backup,
    installation_id,
    last_backup,
    remember_backup,
)
from kiosk.backup.prune import prune_backups
from kiosk.backup.rules import BackupManifest, KeepRule
from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.operator_identity import print_error
from kiosk.config import Config
from kiosk.storage.errors import DatabaseCopyError
from kiosk.storage.store import Store, open_store

DAMAGED_STATUS = 1
MB = 1_000_000
_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Take a backup and print its content; the status is 1 if files are damaged.

    It is 1 too if old backups could not be removed.
    """
    store = open_store(config)
    out = Path(arguments.out).expanduser().absolute()
    rule = KeepRule(arguments.keep_days or 0, arguments.keep_last or 0)
    try:
        folder, manifest = create_backup(store, out)
        _report(config, folder, manifest)
        return _finish(store, out, manifest, rule)
    except DatabaseCopyError as refusal:
        print_error(str(refusal))
        return REFUSED_STATUS
    except OSError as error:
        print_error(f"Không ghi được {error.filename or out}: {error.strerror}.")
        return REFUSED_STATUS
    finally:
        store.database.close()


def _report(config: Config, folder: Path, manifest: BackupManifest) -> None:
    print(f"Đã sao lưu vào {folder}")
    print(f"  Cơ sở dữ liệu {_DATABASES[manifest.database]}, bản {manifest.revision}")
    megabytes = manifest.bytes // MB
    print(f"  {manifest.files} tệp, {megabytes} MB, đã so SHA-256 từng tệp")
    if folder.stat().st_dev == config.data.stat().st_dev:
        print("  Cùng ổ đĩa với dữ liệu: hỏng ổ là mất cả hai. Nên chép sang máy khác.")


def _finish(store: Store, out: Path, manifest: BackupManifest, rule: KeepRule) -> int:
    """Remove old backups, unless the new one lacks files."""
    if manifest.damaged:
        print_error(
            f"{len(manifest.damaged)} tệp đã mất hoặc hỏng từ trước, không sao lưu"
            " được. Chạy `python -m kiosk doctor` để biết là của tài liệu nào."
        )
        if rule.prunes:
            print_error("Không xoá bản cũ nào: bản mới thiếu tệp.")
        return DAMAGED_STATUS
    if not rule.prunes:
        return 0
    try:
        pruned = prune_backups(out, rule, installation_id(store), clock.now())
    except (DatabaseCopyError, OSError) as error:
        print_error(f"Không xoá được bản cũ: {error}")
        _remember_failure(store.config.data, str(error))
        return DAMAGED_STATUS
    if pruned.backups or pruned.files:
        names = ", ".join(pruned.backups) or "–"
        print(f"  Đã xoá bản cũ: {names}; {pruned.files} tệp không còn bản nào cần")
    return 0


def _remember_failure(data: Path, why: str) -> None:
    last = last_backup(data)
    if last:
        remember_backup(data, msgspec.structs.replace(last, prune_failure=why))
