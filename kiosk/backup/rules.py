"""What a backup consists of, and the words for what is wrong with one."""

import datetime as dt

import msgspec

# So is a backup named, after the moment its copy of the database was begun (UTC).
BACKUP_NAME_FORMAT = "%Y%m%d-%H%M%S"
DATABASE_FILE, MANIFEST, FILES_FOLDER = "kiosk.db", "backup.json", "files"
# What else of the data folder is copied: without the key no badge opens anything.
SECRET_FILES = ("server.key", "tls/root.pem", "tls/server.pem")
# Older than this, and the doctor asks for another one.
BACKUP_MAX_AGE = dt.timedelta(hours=24)


class BackupError(Exception):
    """There is no good backup of this, or no way back from it; the text says why."""


class BackupManifest(msgspec.Struct, frozen=True):
    """What a backup says of itself; `damaged` files were so in the original too."""

    at: dt.datetime
    database_sha256: str
    files: int
    bytes: int
    damaged: list[str]


class LastBackup(msgspec.Struct, frozen=True):
    """What the data folder remembers of the last backup, for the doctor."""

    at: dt.datetime
    folder: str
    damaged: int
