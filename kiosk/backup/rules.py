"""Names, manifest and pruning of backups."""

import datetime as dt
import re
from pathlib import PurePosixPath

import msgspec

from kiosk.storage.errors import DatabaseCopyError

# Folder name of a backup: the time (UTC) its database copy began.
BACKUP_NAME_FORMAT = "%Y%m%d-%H%M%S"
BACKUP_NAME = re.compile(r"\d{8}-\d{6}")
DATABASE_FILE, MANIFEST, FILES_FOLDER = "kiosk.db", "backup.json", "files"
# The database of a backup of PostgreSQL: an archive of pg_dump.
ARCHIVE_FILE = "kiosk.dump"
# The files of a backup, by SHA-256; backups of earlier versions have none.
FILE_LIST = "files.json"
# Also copied: without the server key no badge can sign in, and without the record's
# nothing is signed any more. Never `ballot_keys/`.
SECRET_FILES = ("server.key", "record.key", "tls/root.pem", "tls/server.pem")
# Folders of small files that the operator has written, copied as they are: templates of
# official papers.
OWN_FOLDERS = ("paper_templates", "notice_templates")
# Folders of files that were uploaded but are named by something else than their hash.
PLACED_FOLDERS = ("handouts", "hall_screens")
# `kiosk doctor` warns of an older last backup.
BACKUP_MAX_AGE = dt.timedelta(hours=24)
SQLITE, POSTGRESQL = "sqlite", "postgresql"


class BackupError(DatabaseCopyError):
    """A backup cannot be made or restored; the message says why."""


class BackupManifest(msgspec.Struct, frozen=True):
    """Manifest of a backup; `damaged` files were damaged in the original."""

    at: dt.datetime
    database_sha256: str
    files: int
    bytes: int
    damaged: list[str]
    # Which database, and the major version of its server (PostgreSQL).
    database: str = SQLITE
    server_version: int = 0
    revision: str = ""
    # SHA-256 of the list of files, empty if there is none.
    list_sha256: str = ""
    # Distinguishes the backups of several installations in one folder.
    installation: str = ""

    @property
    def database_file(self) -> str:
        """Return the name of the database's copy."""
        return ARCHIVE_FILE if self.database == POSTGRESQL else DATABASE_FILE


class FileList(msgspec.Struct, frozen=True):
    """The SHA-256 of the files in the store, and of others by path below `files`."""

    stored: list[str]
    placed: dict[str, str] = {}


class LastBackup(msgspec.Struct, frozen=True):
    """The last backup, stored in the data folder for `kiosk doctor`."""

    at: dt.datetime
    folder: str
    damaged: int
    # Why old backups could not be pruned, empty if they could.
    prune_failure: str = ""


class KeepRule(msgspec.Struct, frozen=True):
    """Which backups are kept: those of the last days, and the last ones; 0: none."""

    days: int = 0
    last: int = 0

    @property
    def prunes(self) -> bool:
        """Tell whether anything is ever removed."""
        return bool(self.days or self.last)


class FinishedBackup(msgspec.Struct, frozen=True):
    """A backup: its folder's name, its time, and whether no file is missing."""

    name: str
    at: dt.datetime
    is_whole: bool


def backups_to_remove(
    backups: list[FinishedBackup], rule: KeepRule, now: dt.datetime
) -> list[str]:
    """Return the names of the backups that need not be kept, the oldest first.

    The newest one and the newest whole one are always kept.
    """
    if not rule.prunes:
        return []
    newest = sorted(backups, key=lambda one: (one.at, one.name), reverse=True)
    whole = next((one.name for one in newest if one.is_whole), "")
    kept = {whole} | {one.name for one in newest[: max(rule.last, 1)]}
    if rule.days:
        since = now - dt.timedelta(days=rule.days)
        kept |= {one.name for one in newest if one.at >= since}
    return [one.name for one in reversed(newest) if one.name not in kept]


def is_safe_path(path: str) -> bool:
    """Tell whether a relative path stays below the folder it is joined to."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts
