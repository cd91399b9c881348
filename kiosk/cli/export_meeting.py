"""`export`: write the archive of a meeting, without the worker."""

import argparse
import os
import shutil
from pathlib import Path

from kiosk.cli.exit_status import FAILED_STATUS, REFUSED_STATUS
from kiosk.cli.operator_identity import operator_actor, print_error
from kiosk.cli.progress import Progress
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.exports.generate import make_files
from kiosk.exports.kinds import ExportPlan
from kiosk.exports.rules import Export
from kiosk.meeting_archive.export import (
    MEETING_ARCHIVE,
    archive_plan,
    prepare_archive,
)
from kiosk.processes.sandbox import Sandbox
from kiosk.record.signing import fingerprint, public_key
from kiosk.storage.schema_update import update_schema
from kiosk.storage.store import Store, open_store


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Write the archive; an existing file is replaced only with `--force`."""
    out = Path(arguments.out).expanduser().absolute()
    if out.exists() and not (arguments.force and out.is_file()):
        print_error(f"{out} đã có. Chọn tên khác, hoặc thêm --force để ghi đè.")
        return REFUSED_STATUS
    if not out.parent.is_dir():
        print_error(f"Không có thư mục {out.parent}.")
        return REFUSED_STATUS
    store = open_store(config)
    try:
        update_schema(config, store.database)
        operator_actor(store, arguments.meeting)
        plan = _write(store, arguments.meeting, out)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    except ValueError:
        print_error("Không lập được hồ sơ. Xin xem nhật ký.")
        return FAILED_STATUS
    except OSError as error:
        print_error(f"Không ghi được {error.filename or out}: {error.strerror}")
        return FAILED_STATUS
    finally:
        store.database.close()
    print(f"{out}: {plan.total // 2} tệp")
    if plan.left_out:
        print(f"Thiếu {plan.left_out} tệp đã mất hoặc hỏng từ trước.")
    print(f"Dấu của khoá ký: {fingerprint(public_key(config.record_key()))}")
    return 0


def _write(store: Store, meeting_id: int, out: Path) -> ExportPlan:
    sandbox, progress = Sandbox(lower_priority=False), Progress("tệp")
    prepare_archive(store, sandbox, Export(str(meeting_id)), progress)
    plan = archive_plan(store, meeting_id, progress)
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with make_files(store, sandbox, MEETING_ARCHIVE, plan, progress) as made:
            _copy_durably(made.files["zip"], part)
        part.replace(out)
    finally:
        plan.discard()
        part.unlink(missing_ok=True)
    return plan


def _copy_durably(source: Path, target: Path) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with source.open("rb") as read, os.fdopen(handle, "wb") as write:
        shutil.copyfileobj(read, write, 1 << 20)
        write.flush()
        os.fsync(write.fileno())
