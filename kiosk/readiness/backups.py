"""Check the last backup: its age, its disk, and the tools it needs."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from kiosk.backup.create import last_backup
from kiosk.backup.rules import BACKUP_MAX_AGE, LastBackup
from kiosk.errors import N_
from kiosk.readiness.context import CheckContext
from kiosk.readiness.machine import GB, MIN_FREE_DISK
from kiosk.readiness.rules import CheckResult, good, warn
from kiosk.storage.database_copy import server_version
from kiosk.storage.postgresql_tools import find_tool, tool_version
from kiosk.vietnamese import clock_time, short_date

_COMMAND = "python -m kiosk backup --out …"
_TOOLS = ("pg_dump", "pg_restore")


def check_backup(context: CheckContext) -> Iterator[CheckResult]:
    """Check for a complete, recent backup on another disk."""
    yield from _check_tools(context)
    last = last_backup(context.config.data)
    if last is None:
        yield warn(N_("Chưa có bản sao lưu nào."), _COMMAND)
        return
    yield _judge(context, last)
    if last.prune_failure:
        yield warn(
            N_("Không xoá được bản sao lưu cũ: {why}"),
            N_("Ổ đĩa sẽ đầy. Sửa xong thì sao lưu lại."),
            why=last.prune_failure,
        )


def _check_tools(context: CheckContext) -> Iterator[CheckResult]:
    """Check that pg_dump and pg_restore are there and no older than the server."""
    if context.store.database.is_sqlite:
        return
    with context.store.read_session() as session:
        server = server_version(session)
    for name in _TOOLS:
        tool = find_tool(name)
        version = tool_version(tool) if tool else 0
        if version < server:
            yield warn(
                N_(
                    "{name} có bản {version}, PostgreSQL là bản {server}: không sao lưu"
                    " được."
                ),
                f"apt-get install postgresql-client-{server}",
                name=name,
                version=version or "–",
                server=server,
            )


def _judge(context: CheckContext, last: LastBackup) -> CheckResult:
    data, folder = context.config.data, Path(last.folder)
    details = {
        "when": f"{clock_time(last.at)} {short_date(last.at)}",
        "folder": last.folder,
    }
    sentence = N_("Bản gần nhất: {when}, {folder}.")
    if context.now - last.at > BACKUP_MAX_AGE:
        return warn(sentence, _COMMAND, **details)
    if last.damaged:
        return warn(
            sentence, N_("Bản này thiếu tệp: xem dòng “Tệp trên đĩa”."), **details
        )
    if not folder.exists():
        return good(sentence, **details)
    if folder.stat().st_dev == data.stat().st_dev:
        return warn(
            sentence,
            N_("Bản này ở cùng ổ đĩa với dữ liệu. Chép thêm sang máy khác."),
            **details,
        )
    if (free := shutil.disk_usage(folder).free) < MIN_FREE_DISK:
        return warn(
            N_("Ổ đĩa sao lưu {folder} chỉ còn {free} GB trống."),
            N_("Thêm đĩa, hoặc giữ ít bản hơn: backup --keep-last, --keep-days."),
            free=free // GB,
            **details,
        )
    return good(sentence, **details)
