"""The export of the access log as CSV; the key is the account that asked for it."""

import datetime as dt
import secrets
from pathlib import Path

import msgspec
from sqlalchemy.orm import Session

from kiosk.accounts.access_csv import AccessLogSheet
from kiosk.accounts.access_filter import AccessFilter
from kiosk.accounts.models import Account
from kiosk.accounts.queries.access_log import AccessLogLine, all_lines
from kiosk.clock import VIETNAM
from kiosk.errors import N_
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.storage.store import Store

# A file of so many rows is what a spreadsheet opens; the newest are written.
MOST_ROWS = 1_000_000
ROWS_PER_REPORT = 10_000
# Rows on their way to the child process, in the scratch folder.
ROWS_FILES = "access-log-*.jsonl"


def is_of_administrator(session: Session, export: Export) -> bool:
    """Return whether the account that asked for an export is an open administrator."""
    account = session.get(Account, export.owner)
    return account is not None and account.is_administrator and not account.is_closed


def _cells(line: AccessLogLine) -> list[str]:
    return [
        line.at.astimezone(VIETNAM).isoformat(timespec="seconds"),
        line.username,
        line.full_name,
        line.address,
        "" if line.port is None else str(line.port),
        line.act,
        line.by or line.target,
        str(line.times),
    ]


def _write_rows(
    store: Store, wanted: AccessFilter, path: Path, on_progress: ProgressCallback
) -> tuple[int, int]:
    """Write the rows as JSON lines; return how many, and how many are left out."""
    written = left_out = 0
    with store.read_session() as session, path.open("wb") as file:
        for line in all_lines(session, wanted):
            if written == MOST_ROWS:
                left_out = 1
                break
            file.write(msgspec.json.encode(_cells(line)) + b"\n")
            written += 1
            if written % ROWS_PER_REPORT == 0:
                on_progress(written, written)
    return written, left_out


def _plan(
    store: Store, export: Export, on_progress: ProgressCallback
) -> ExportPlan | None:
    with store.read_session() as session:
        if not is_of_administrator(session, export):
            return None
    wanted = msgspec.json.decode(export.options or "{}", type=AccessFilter)
    store.files.scratch.mkdir(parents=True, exist_ok=True)
    path = store.files.scratch / ROWS_FILES.replace("*", secrets.token_hex(8))
    try:
        total, left_out = _write_rows(store, wanted, path, on_progress)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return ExportPlan(
        AccessLogSheet(total),
        total=total,
        left_out=left_out,
        suffixes=("csv",),
        readable=(path,),
        finish=path.unlink,
    )


ACCESS_LOG_EXPORT = ExportKind(
    name="access-log",
    module="kiosk.accounts.access_csv",
    plan=_plan,
    running=N_("Tệp nhật ký đang được tạo. Xin chờ giây lát."),
    missing=N_("Chưa có tệp nhật ký. Xin bấm “Xuất CSV”."),
    is_wanted=is_of_administrator,
    kept_for=dt.timedelta(hours=4),
    # Before the rendering of documents.
    priority=30,
)
