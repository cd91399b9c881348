"""The names others find a backup by."""

import datetime as dt

from kiosk.backup.rules import DATABASE, FILES, FRESH, SECRETS, STAMP, WORDS


def test_names_of_a_backup_stay_what_older_backups_have():
    assert (DATABASE, WORDS, FILES) == ("kiosk.db", "backup.json", "files")
    assert SECRETS == ("server.key", "tls/root.pem", "tls/server.pem")
    moment = dt.datetime(2026, 11, 27, 1, 2, 3, tzinfo=dt.UTC)
    assert moment.strftime(STAMP) == "20261127-010203"
    assert dt.timedelta(days=1) == FRESH
