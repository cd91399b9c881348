"""Names and manifest of backups."""

import datetime as dt

import msgspec

# Folder name of a backup: the time (UTC) its database copy began.
BACKUP_NAME_FORMAT = "%Y%m%d-%H%M%S"
DATABASE_FILE, MANIFEST, FILES_FOLDER = "kiosk.db", "backup.json", "files"
# Also copied: without the server key no badge can sign in.
SECRET_FILES = ("server.key", "tls/root.pem", "tls/server.pem")
# `kiosk doctor` warns of an older last backup.
BACKUP_MAX_AGE = dt.timedelta(hours=24)


class BackupError(Exception):
    """A backup cannot be made or restored; the message says why."""


class BackupManifest(msgspec.Struct, frozen=True):
    """Manifest of a backup; `damaged` files were damaged in the original."""

    at: dt.datetime
    database_sha256: str
    files: int
    bytes: int
    damaged: list[str]


class LastBackup(msgspec.Struct, frozen=True):
    """The last backup, stored in the data folder for `kiosk doctor`."""

    at: dt.datetime
    folder: str
    damaged: int
