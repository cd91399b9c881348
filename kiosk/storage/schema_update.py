"""Update the schema of an installation: copy the database, migrate it, or say why not.

The copy is for going back to the version of the program that was used before; a failed
or killed migration needs none, since it changes nothing.
"""

import logging
import re
import shutil
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from kiosk import clock
from kiosk.config import Config
from kiosk.private_folder import make_private
from kiosk.storage.database import Database, is_unavailable
from kiosk.storage.database_copy import copy_sqlite, dump_postgresql
from kiosk.storage.errors import (
    DatabaseCopyError,
    DatabaseUnavailable,
    SchemaUpdateError,
)
from kiosk.storage.migrate import migrate
from kiosk.storage.process_lock import is_locked
from kiosk.storage.schema_revision import known_revisions, newest_revision

log = logging.getLogger(__name__)

# In the data folder: copies made before updates, the newest `COPIES_KEPT` of them.
COPIES_FOLDER = "before-update"
COPIES_KEPT = 3
# kiosk-<revision>-<time, UTC>.<db or dump>
COPY_NAME = re.compile(r"kiosk-\d{4}-(\d{8}-\d{6})\.(db|dump)")
# In the folder of copies while a migration runs.
RUNNING_FILE = "running"
# SQLite needs room for the copy and for its log, each as large as the database.
_ROOM_FACTOR = 2


def database_revision(database: Database) -> str:
    """Return the revision of the database, empty if it has no schema.

    :raises DatabaseUnavailable: the database is unavailable.
    """
    with database.read_session() as session:
        try:
            found = session.execute(text("SELECT version_num FROM alembic_version"))
            return str(found.scalar() or "")
        except SQLAlchemyError as error:
            if is_unavailable(error):
                raise
            return ""


def update_schema(
    config: Config, database: Database, *, makes_copy: bool = True
) -> Path | None:
    """Bring the schema to the newest revision; return the copy made before, if any.

    :raises SchemaUpdateError: it cannot be, or failed; nothing was changed.
    :raises DatabaseUnavailable: the database is unavailable; nothing was changed.
    """
    found = database_revision(database)
    if found == newest_revision():
        return None
    if found and found not in known_revisions():
        raise SchemaUpdateError(_too_new(config, found))
    if found and is_locked(config.server_lock):
        raise SchemaUpdateError(
            f"Máy chủ còn đang chạy phiên bản cũ trên {config.data}; chưa có gì thay"
            " đổi. Dừng máy chủ (systemctl stop kiosk kiosk-worker) rồi chạy lại."
        )
    folder = config.data / COPIES_FOLDER
    if (folder / RUNNING_FILE).exists():
        log.warning("the last update was interrupted and changed nothing; once more")
    copy = _copy_before(database, folder, found) if found and makes_copy else None
    make_private(folder)
    (folder / RUNNING_FILE).touch()
    try:
        migrate(database)
    except DatabaseUnavailable:
        raise
    # A migration may raise anything; whatever it was, its transaction is undone.
    except Exception as error:
        log.exception("the update failed")
        raise SchemaUpdateError(_failed(error, found)) from error
    finally:
        (folder / RUNNING_FILE).unlink(missing_ok=True)
    prune_copies(config)
    return copy


def copies(data: Path) -> list[Path]:
    """Return the copies made before updates, the oldest first."""
    found = [
        (name[1], path)
        for path in (data / COPIES_FOLDER).glob("kiosk-*")
        if (name := COPY_NAME.fullmatch(path.name))
    ]
    return [path for _, path in sorted(found)]


def prune_copies(config: Config) -> None:
    """Delete all copies but the newest ones."""
    for path in copies(config.data)[:-COPIES_KEPT]:
        path.unlink(missing_ok=True)


def _copy_before(database: Database, folder: Path, revision: str) -> Path:
    make_private(folder)
    suffix = "db" if database.is_sqlite else "dump"
    target = folder / f"kiosk-{revision}-{clock.now():%Y%m%d-%H%M%S}.{suffix}"
    # A killed update may have left drafts.
    for left in folder.glob(".kiosk-*"):
        left.unlink(missing_ok=True)
    draft = folder / f".{target.name}"
    try:
        _copy(database, draft)
        draft.replace(target)
    except (DatabaseCopyError, OSError) as error:
        why = str(error) if isinstance(error, DatabaseCopyError) else error.strerror
        raise SchemaUpdateError(
            f"Chưa nâng cấp, chưa có gì thay đổi: không chép được cơ sở dữ liệu trước"
            f" khi nâng cấp. {why} Sửa xong thì chạy lại; đã tự sao lưu rồi thì chạy:"
            " python -m kiosk migrate --no-copy"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return target


def _copy(database: Database, target: Path) -> None:
    if database.is_sqlite:
        source = Path(database.engine.url.database or "").absolute()
        _check_room(source, target.parent)
        copy_sqlite(source, target)
        return
    with database.read_session() as session:
        dump_postgresql(database, session, target)


def _check_room(database: Path, folder: Path) -> None:
    log_file = database.with_name(f"{database.name}-wal")
    size = database.stat().st_size
    size += log_file.stat().st_size if log_file.exists() else 0
    free = shutil.disk_usage(folder).free
    if free < size * _ROOM_FACTOR:
        megabyte = 1_000_000
        raise DatabaseCopyError(
            f"Ổ đĩa của {folder} còn {free // megabyte} MB trống, cần"
            f" {size * _ROOM_FACTOR // megabyte + 1} MB."
        )


def _too_new(config: Config, found: str) -> str:
    return (
        f"Dữ liệu có cấu trúc bản {found}, mới hơn phiên bản này của chương trình"
        f" (bản {newest_revision()}); chưa có gì thay đổi. Dùng phiên bản mới hơn, hoặc"
        f" trở lại bản chép trước khi nâng cấp trong {config.data / COPIES_FOLDER}:"
        " python -m kiosk roll-back TỆP"
    )


def _failed(error: Exception, found: str) -> str:
    lines = str(getattr(error, "orig", None) or error).splitlines()
    why = lines[0] if lines else type(error).__name__
    return (
        f"Không nâng cấp được cơ sở dữ liệu: {why}. Chưa có gì thay đổi: cấu trúc vẫn"
        f" là bản {found or 'trống'}, phiên bản cũ của chương trình vẫn mở được. Xem"
        " nhật ký, sửa nguyên nhân (đĩa đầy?) rồi chạy lại; hoặc chạy tiếp phiên bản"
        " cũ."
    )
