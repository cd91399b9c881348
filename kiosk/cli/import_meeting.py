"""`import`: restore a meeting from its archive."""

import argparse
from contextlib import ExitStack
from pathlib import Path

from kiosk.cli.exit_status import FAILED_STATUS, REFUSED_STATUS
from kiosk.cli.operator_identity import print_error
from kiosk.cli.progress import Progress
from kiosk.config import Config
from kiosk.live.startup_locks import StartupError, lock_data_folder
from kiosk.meeting_archive.restore import ImportReport, import_archive
from kiosk.meeting_archive.rules import ArchiveError
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import Store, open_store

_RUNNING = (
    "Máy chủ đang chạy trên thư mục dữ liệu này. Xin dừng máy chủ, nhập hồ sơ, rồi chạy"
    " lại: nhập trong khi chạy sẽ gửi lại mọi việc cũ tới các màn hình."
)


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Import the archive completely, or not at all."""
    config.prepare_data_folder()
    with ExitStack() as stack:
        store = open_store(config)
        stack.callback(store.database.close)
        # Before the lock: an update looks for a running server itself.
        update_schema(config, store.database)
        try:
            stack.enter_context(lock_data_folder(config.server_lock))
        except StartupError:
            print_error(_RUNNING)
            return REFUSED_STATUS
        return _import(store, Path(arguments.file).expanduser(), arguments.key)


def _import(store: Store, path: Path, key: str) -> int:
    try:
        report = import_archive(
            store,
            path,
            actor="operator",
            expected_key=key,
            on_progress=Progress("tệp"),
        )
    except ArchiveError as refusal:
        print_error(str(refusal))
        return REFUSED_STATUS
    except OSError as error:
        print_error(
            f"Không đọc hay ghi được {error.filename or path}: {error.strerror}"
        )
        return FAILED_STATUS
    _print_report(report)
    return 0


def _print_report(report: ImportReport) -> None:
    manifest = report.manifest
    meeting = manifest.meeting
    print(f"Đã nhập cuộc họp số {meeting['id']}: {meeting['title']}")
    print(f"  {report.rows} dòng dữ liệu, {report.files} tệp")
    print(f"  Nhật ký {manifest.journal.last} dòng, mã cuối {manifest.journal.root}")
    print(f"  Dấu của khoá đã ký: {manifest.key}")
    print("  So mã cuối và dấu của khoá với biên bản đã ký.")
    if manifest.missing:
        print(f"  Hồ sơ thiếu sẵn {len(manifest.missing)} tệp, xem index.html.")
    print(
        "Thẻ, mã PIN và mật khẩu không nằm trong hồ sơ: người dự đăng nhập lại bằng thẻ"
        " mới, cấp ở trang “Đại biểu và thẻ”; cán bộ cần được thêm lại vào cuộc họp."
    )
