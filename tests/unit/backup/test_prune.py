"""Old backups are removed, and only the files that no other needs."""

import datetime as dt
from pathlib import Path

import pytest

from kiosk import clock
from kiosk.backup import prune
from kiosk.backup.create import create_backup, installation_id
from kiosk.backup.folder import finished_backups
from kiosk.backup.prune import Pruned, prune_backups
from kiosk.backup.restore import restore
from kiosk.backup.rules import FILES_FOLDER, BackupError, KeepRule
from tests.unit.backup.test_backup import as_before

NOW = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)
LAST_ONE = KeepRule(last=1)


@pytest.fixture
def database_url() -> str:
    """Use SQLite, also if other tests run on PostgreSQL."""
    return ""


@pytest.fixture
def out(store, scene, tmp_path) -> Path:
    """Three backups; of the first one's two documents only one is left in the last."""
    meeting = scene.make_meeting()
    scene.make_document(meeting, None, [b"kept"], title="Giữ")
    removed = scene.make_document(meeting, None, [b"gone"], title="Bỏ")
    for day in (3, 2, 1):
        if day == 1:
            with store.database.writing_engine.begin() as connection:
                connection.exec_driver_sql(f"DELETE FROM documents WHERE id={removed}")
        with clock.frozen(NOW - dt.timedelta(days=day)):
            create_backup(store, tmp_path / "out")
    return tmp_path / "out"


def names(out: Path) -> list[str]:
    return [path.name for path in finished_backups(out)]


def count_files(out: Path) -> int:
    return len(list(out.glob(f"{FILES_FOLDER}/??/*")))


def test_the_rest_is_whole_and_only_unneeded_files_are_gone(store, out, tmp_path):
    all_files = count_files(out)
    first, second, third = names(out)
    pruned = prune_backups(out, KeepRule(last=2), installation_id(store), NOW)
    assert pruned == Pruned([first], 0)
    assert count_files(out) == all_files
    pruned = prune_backups(out, LAST_ONE, installation_id(store), NOW)
    assert pruned.backups == [second]
    assert pruned.files == all_files - count_files(out) > 0
    assert restore(out / third, tmp_path / "again").damaged == []


def test_those_of_another_installation_and_their_files_stay(store, out):
    files = count_files(out)
    assert prune_backups(out, LAST_ONE, "another", NOW) == Pruned([], 0)
    assert (len(names(out)), count_files(out)) == (3, files)


@pytest.mark.parametrize("fails_at", ["rename", "rmtree", "sweep"])
def test_interrupted_it_leaves_whole_backups_and_goes_on_next_time(
    store, out, tmp_path, monkeypatch, fails_at
):
    def interrupt(*_arguments, **_options) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        if fails_at == "rename":
            patch.setattr(Path, "rename", interrupt)
        elif fails_at == "rmtree":
            patch.setattr(prune.shutil, "rmtree", interrupt)
        else:
            patch.setattr(Path, "unlink", interrupt)
        with pytest.raises(KeyboardInterrupt):
            prune_backups(out, LAST_ONE, installation_id(store), NOW)
    for name in names(out):
        restore(out / name, tmp_path / f"of-{name}")
    prune_backups(out, LAST_ONE, installation_id(store), NOW)
    assert len(names(out)) == 1
    assert list(out.glob(".removed*")) == []
    restore(out / names(out)[0], tmp_path / "again")


def test_where_one_cannot_be_read_no_file_is_removed(store, out):
    first, second, _ = names(out)
    (out / second / "backup.json").write_text("{")
    files = count_files(out)
    with pytest.raises(BackupError, match=second):
        prune_backups(out, LAST_ONE, installation_id(store), NOW)
    # The unreadable one stays for the operator to judge.
    assert second in names(out)
    assert first not in names(out)
    assert count_files(out) == files


def test_backups_of_a_version_before_keep_their_files(store, out, tmp_path):
    _, second, third = names(out)
    as_before(out / second)
    with clock.frozen(NOW):
        rule = KeepRule(days=1)
        pruned = prune_backups(out, KeepRule(last=2), installation_id(store), NOW)
    assert len(pruned.backups) == 1
    assert pruned.files == 0
    restore(out / second, tmp_path / "again")
    pruned = prune_backups(out, rule, installation_id(store), NOW)
    assert names(out) == [third]
    assert pruned.files > 0
