"""Check the last backup: its age, and whether it is on another disk."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.backup.create import last_backup
from kiosk.backup.rules import BACKUP_MAX_AGE
from kiosk.errors import N_
from kiosk.readiness.context import CheckContext
from kiosk.readiness.rules import CheckResult, good, warn
from kiosk.vietnamese import clock_time, short_date

_COMMAND = "python -m kiosk backup --out …"


def check_backup(context: CheckContext) -> Iterator[CheckResult]:
    """Check for a complete, recent backup on another disk."""
    data = context.config.data
    if not context.store.database.is_sqlite:
        yield warn(
            N_("Kiosk không sao lưu PostgreSQL nên không biết bản sao lưu cũ mới."),
            N_("Hỏi người giữ PostgreSQL: pg_dump mỗi đêm, và thư mục {folder}."),
            folder=str(data),
        )
        return
    last = last_backup(data)
    if last is None:
        yield warn(N_("Chưa có bản sao lưu nào."), _COMMAND)
        return
    folder = Path(last.folder)
    details = {
        "when": f"{clock_time(last.at)} {short_date(last.at)}",
        "folder": last.folder,
    }
    sentence = N_("Bản gần nhất: {when}, {folder}.")
    if context.now - last.at > BACKUP_MAX_AGE:
        yield warn(sentence, _COMMAND, **details)
    elif last.damaged:
        yield warn(
            sentence, N_("Bản này thiếu tệp: xem dòng “Tệp trên đĩa”."), **details
        )
    elif folder.exists() and folder.stat().st_dev == data.stat().st_dev:
        yield warn(
            sentence,
            N_("Bản này ở cùng ổ đĩa với dữ liệu. Chép thêm sang máy khác."),
            **details,
        )
    else:
        yield good(sentence, **details)
