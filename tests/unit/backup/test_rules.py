"""File names in a backup."""

import datetime as dt

import pytest

from kiosk.backup.rules import (
    BACKUP_MAX_AGE,
    BACKUP_NAME_FORMAT,
    DATABASE_FILE,
    FILES_FOLDER,
    MANIFEST,
    SECRET_FILES,
    FinishedBackup,
    KeepRule,
    backups_to_remove,
    is_safe_path,
)


def test_names_of_a_backup_stay_what_older_backups_have():
    assert (DATABASE_FILE, MANIFEST, FILES_FOLDER) == (
        "kiosk.db",
        "backup.json",
        "files",
    )
    assert (
        *("server.key", "record.key"),
        *("tls/root.pem", "tls/server.pem"),
    ) == SECRET_FILES
    moment = dt.datetime(2026, 11, 27, 1, 2, 3, tzinfo=dt.UTC)
    assert moment.strftime(BACKUP_NAME_FORMAT) == "20261127-010203"
    assert dt.timedelta(days=1) == BACKUP_MAX_AGE


NOW = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)


def backups(*ages: float, damaged: tuple[float, ...] = ()) -> list[FinishedBackup]:
    """Return backups of these ages in days, each named after its age."""
    return [
        FinishedBackup(str(age), NOW - dt.timedelta(days=age), age not in damaged)
        for age in ages
    ]


@pytest.mark.parametrize(
    ("rule", "removed"),
    [
        (KeepRule(), []),
        (KeepRule(last=2), ["40", "10", "8"]),
        (KeepRule(last=99), []),
        (KeepRule(days=9), ["40", "10"]),
        (KeepRule(days=9, last=4), ["40"]),
        (KeepRule(days=1), ["40", "10", "8"]),
    ],
)
def test_the_last_ones_and_those_of_the_last_days_are_kept(rule, removed):
    assert backups_to_remove(backups(0, 8, 40, 1, 10), rule, NOW) == removed


def test_the_newest_and_the_newest_whole_one_are_always_kept():
    rule = KeepRule(last=1)
    assert backups_to_remove(backups(50, 60), KeepRule(days=1), NOW) == ["60"]
    found = backups(1, 2, 3, 4, damaged=(1, 2))
    assert backups_to_remove(found, rule, NOW) == ["4", "2"]
    assert backups_to_remove(backups(1, 2, damaged=(1, 2)), rule, NOW) == ["2"]
    assert backups_to_remove([], rule, NOW) == []


@pytest.mark.parametrize("path", ["../key", "/etc/passwd", "a/../../b", ""])
def test_a_path_that_leaves_the_folder_is_not_safe(path):
    assert not is_safe_path(path)
    assert is_safe_path("hall_screens/ab/abc")
