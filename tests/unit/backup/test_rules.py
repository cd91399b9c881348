"""File names in a backup."""

import datetime as dt

from kiosk.backup.rules import (
    BACKUP_MAX_AGE,
    BACKUP_NAME_FORMAT,
    DATABASE_FILE,
    FILES_FOLDER,
    MANIFEST,
    SECRET_FILES,
)


def test_names_of_a_backup_stay_what_older_backups_have():
    assert (DATABASE_FILE, MANIFEST, FILES_FOLDER) == (
        "kiosk.db",
        "backup.json",
        "files",
    )
    assert SECRET_FILES == ("server.key", "tls/root.pem", "tls/server.pem")
    moment = dt.datetime(2026, 11, 27, 1, 2, 3, tzinfo=dt.UTC)
    assert moment.strftime(BACKUP_NAME_FORMAT) == "20261127-010203"
    assert dt.timedelta(days=1) == BACKUP_MAX_AGE
