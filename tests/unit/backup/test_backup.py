"""Backup and restore."""

import datetime as dt
import json
import shutil
import sqlite3
import stat
import threading
import time

import pytest

from kiosk import clock
from kiosk.backup.create import create_backup, last_backup
from kiosk.backup.folder import backup_lock
from kiosk.backup.restore import restore
from kiosk.backup.rules import FILES_FOLDER, BackupError
from kiosk.cli.main import main
from kiosk.config import read_config
from kiosk.documents.unrestricted_queries import files_in_use
from kiosk.meetings.models import Meeting
from kiosk.readiness import backups
from kiosk.readiness.context import CheckContext
from kiosk.readiness.documents import check_files
from kiosk.readiness.rules import Level
from kiosk.storage.database import Database
from kiosk.storage.files import path_of
from kiosk.storage.migrate import migrate
from kiosk.storage.store import open_store
from tests.scene import Scene


@pytest.fixture
def database_url() -> str:
    """Use SQLite, also if other tests run on PostgreSQL."""
    return ""


@pytest.fixture(autouse=True)
def meeting(scene) -> int:
    """A meeting with a document of two pages."""
    meeting = scene.make_meeting("Hội nghị Ban Chấp hành")
    scene.make_document(meeting, scene.make_item(meeting), [b"one", b"two"])
    return meeting


def reopen(data):
    """Open a data folder as a new server does."""
    return open_store(read_config({"KIOSK_DATA": str(data)}))


def as_before(folder) -> None:
    """Make a backup what versions before lists of files wrote."""
    (folder / "files.json").unlink()
    manifest = json.loads((folder / "backup.json").read_text())
    known = ("at", "database_sha256", "files", "bytes", "damaged")
    kept = {name: manifest[name] for name in known}
    (folder / "backup.json").write_text(json.dumps(kept))


class TestThereAndBack:
    def test_a_server_made_of_it_has_everything(self, store, scene, meeting, tmp_path):
        badge = scene.make_badge(scene.make_member(meeting))
        folder, words = create_backup(store, tmp_path / "out")
        assert (words.files, words.damaged) == (4, [])
        data = tmp_path / "new" / "data"
        restore(folder, data)
        again = reopen(data)
        migrate(again.database)
        assert again.config.server_key() == store.config.server_key()
        with again.read_session() as session:
            assert session.get_one(Meeting, meeting).title == "Hội nghị Ban Chấp hành"
        context = CheckContext(again.config, again, clock.now(), lambda _: None)
        (found,) = check_files(context, meeting)
        assert (found.level, found.details["count"]) == (Level.GOOD, 4)
        # Badges issued before sign in: the backup has their hashes and the key.
        assert Scene(again).key == scene.key
        assert badge.encode() not in (folder / "kiosk.db").read_bytes()
        again.database.close()

    def test_only_the_owner_may_read_it(self, store, tmp_path):
        folder, _ = create_backup(store, tmp_path / "out")
        for path in (folder / "kiosk.db", folder / "server.key"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        names = {path.name for path in folder.iterdir()}
        assert names == {"kiosk.db", "server.key", "backup.json", "files.json"}

    def test_the_second_one_copies_only_what_is_new(
        self, store, scene, meeting, tmp_path
    ):
        out = tmp_path / "out"
        create_backup(store, out)
        before = {
            path: path.stat().st_mtime_ns for path in out.glob(f"{FILES_FOLDER}/*/*")
        }
        scene.make_document(meeting, None, [b"three"], title="Bản mới")
        with clock.frozen(clock.now() + dt.timedelta(days=1)):
            folder, words = create_backup(store, out)
        after = {
            path: path.stat().st_mtime_ns for path in out.glob(f"{FILES_FOLDER}/*/*")
        }
        assert before.items() < after.items()
        assert (words.files, len(after)) == (6, 6)
        restore(folder, tmp_path / "data2")

    def test_pictures_of_screens_and_logos_come_along(self, store, tmp_path):
        for name in ("handouts/1/logo", "hall_screens/ab/abc"):
            path = store.files.root / name
            path.parent.mkdir(parents=True)
            path.write_bytes(name.encode())
        folder, manifest = create_backup(store, tmp_path / "out")
        assert manifest.files == 6
        restore(folder, tmp_path / "data2")
        for name in ("handouts/1/logo", "hall_screens/ab/abc"):
            path = tmp_path / "data2" / "files" / name
            assert path.read_bytes() == name.encode()

    def test_files_of_every_subject_come_along_and_are_not_swept(
        self, store, tmp_path, monkeypatch
    ):
        signed = store.files.store_bytes(b"a signed paper").sha256
        place = "kiosk.documents.unrestricted_queries.load_named"
        monkeypatch.setattr(place, lambda _field: [lambda _session, _among: {signed}])
        _, manifest = create_backup(store, tmp_path / "out")
        assert manifest.files == 5
        assert (tmp_path / "out" / FILES_FOLDER / path_of(signed)).exists()
        with store.read_session() as session:
            assert signed in files_in_use(session, [signed])

    def test_templates_of_the_operator_come_along(self, store, tmp_path):
        own = store.config.data / "paper_templates"
        own.mkdir()
        (own / "dang.html").write_text("<h1>own</h1>")
        folder, _ = create_backup(store, tmp_path / "out")
        restore(folder, tmp_path / "data2")
        restored = tmp_path / "data2" / "paper_templates" / "dang.html"
        assert restored.read_text() == "<h1>own</h1>"

    def test_keys_of_open_secret_votes_do_not_come_along(self, store, tmp_path):
        keys = store.config.data / "ballot_keys"
        keys.mkdir()
        (keys / "7").write_bytes(b"the private key of a vote")
        (store.config.data / "record.key").write_bytes(b"the key of the record")
        folder, _ = create_backup(store, tmp_path / "out")
        assert (folder / "record.key").read_bytes() == b"the key of the record"
        copied = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
        assert not [one for one in copied if b"private key of a" in one.read_bytes()]

    def test_a_database_before_its_migration_is_backed_up_with_its_files(
        self, store, tmp_path
    ):
        with store.database.writing_engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num='0030'")
        folder, manifest = create_backup(store, tmp_path / "out")
        assert (manifest.revision, manifest.files) == ("0030", 4)
        assert restore(folder, tmp_path / "data2").damaged == []

    def test_one_of_a_version_before_is_restored(self, store, tmp_path):
        folder, _ = create_backup(store, tmp_path / "out")
        as_before(folder)
        restore(folder, tmp_path / "data2")
        assert len(list((tmp_path / "data2").glob("files/??/*"))) == 4

    def test_it_is_of_one_moment_while_others_write(self, store, scene, tmp_path):
        """Two rows that are always changed together are equal in every backup."""
        pair = scene.make_meeting("0"), scene.make_meeting("0")
        stopped = threading.Event()

        def write() -> None:
            link = sqlite3.connect(store.config.data / "kiosk.db", timeout=10)
            count = 0
            while not stopped.is_set():
                count += 1
                with link:
                    for number in pair:
                        link.execute(
                            "UPDATE meetings SET title=? WHERE id=?",
                            (str(count), number),
                        )
            link.close()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(5):
                folder, _ = create_backup(store, tmp_path / f"out{number}")
                database = Database(f"sqlite:///{folder / 'kiosk.db'}")
                with database.read_session() as session:
                    titles = {session.get_one(Meeting, one).title for one in pair}
                database.close()
                assert len(titles) == 1
                time.sleep(0.02)
        finally:
            stopped.set()
            writer.join()
        assert titles != {"0"}


class TestDamage:
    def test_a_file_damaged_before_is_named_and_the_rest_kept(self, store, tmp_path):
        lost = store.files.store_bytes(b"two").sha256
        store.files.path(lost).write_bytes(b"tw")
        folder, words = create_backup(store, tmp_path / "out")
        assert words.damaged == [lost]
        assert not (tmp_path / "out" / FILES_FOLDER / path_of(lost)).exists()
        assert restore(folder, tmp_path / "data2").damaged == [lost]

    def test_a_damaged_copy_is_replaced_by_the_next_backup(self, store, tmp_path):
        out, one = tmp_path / "out", store.files.store_bytes(b"one").sha256
        folder, _ = create_backup(store, out)
        (out / FILES_FOLDER / path_of(one)).write_bytes(b"on")
        with pytest.raises(BackupError, match="1 tệp"):
            restore(folder, tmp_path / "data2")
        assert not (tmp_path / "data2").exists()
        assert not list(tmp_path.glob(".data2*"))
        with clock.frozen(clock.now() + dt.timedelta(hours=1)):
            folder, _ = create_backup(store, out)
        restore(folder, tmp_path / "data2")

    @pytest.mark.parametrize("which", ["kiosk.db", "backup.json"])
    def test_what_is_not_whole_is_not_restored(self, store, tmp_path, which):
        folder, _ = create_backup(store, tmp_path / "out")
        path = folder / which
        path.write_bytes(path.read_bytes()[:-40])
        with pytest.raises(BackupError, match=r"hỏng|đầy đủ"):
            restore(folder, tmp_path / "data2")
        assert not (tmp_path / "data2").exists()

    def test_a_changed_list_of_files_is_not_restored(self, store, tmp_path):
        folder, _ = create_backup(store, tmp_path / "out")
        (folder / "files.json").write_text('{"stored":[],"placed":{}}')
        with pytest.raises(BackupError, match="Danh sách tệp"):
            restore(folder, tmp_path / "data2")

    def test_two_at_once_are_refused(self, store, tmp_path):
        (tmp_path / "out").mkdir()
        with (
            backup_lock(tmp_path / "out"),
            pytest.raises(BackupError, match="khác đang ghi"),
        ):
            create_backup(store, tmp_path / "out")

    def test_nothing_is_overwritten(self, store, tmp_path):
        folder, _ = create_backup(store, tmp_path / "out")
        with pytest.raises(BackupError, match="đã có dữ liệu"):
            restore(folder, store.config.data)
        (tmp_path / "empty").mkdir()
        restore(folder, tmp_path / "empty")

    def test_not_into_itself(self, store):
        with pytest.raises(BackupError, match="chính thư mục dữ liệu"):
            create_backup(store, store.config.data / "copies")
        assert not (store.config.data / "copies").exists()

    def test_a_disk_that_is_full_leaves_no_half_of_one(
        self, store, tmp_path, monkeypatch
    ):
        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("kiosk.backup.file_copy.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            create_backup(store, tmp_path / "out")
        left = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
        assert [path.name for path in left] == [".lock"]
        assert last_backup(store.config.data) is None


class TestCommands:
    @pytest.fixture(autouse=True)
    def settings(self, store, monkeypatch):
        monkeypatch.setenv("KIOSK_DATA", str(store.config.data))
        monkeypatch.delenv("KIOSK_DATABASE_URL", raising=False)

    def test_there_and_back(self, tmp_path, monkeypatch, capsys):
        assert main(["backup", "--out", str(tmp_path / "out")]) == 0
        assert "4 tệp" in capsys.readouterr().out
        folder = next((tmp_path / "out").glob("2*"))
        monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "again"))
        assert main(["restore", str(folder)]) == 0
        assert main(["restore", str(folder)]) == 2
        assert "đã có dữ liệu" in capsys.readouterr().err
        assert (tmp_path / "again" / "kiosk.db").exists()

    def test_damaged_files_are_reported_with_status_1(self, store, tmp_path, capsys):
        store.files.delete(store.files.store_bytes(b"one").sha256)
        assert main(["backup", "--out", str(tmp_path / "out")]) == 1
        assert "1 tệp đã mất" in capsys.readouterr().err

    def test_what_cannot_be_written_or_read(self, tmp_path, capsys):
        (tmp_path / "file").write_text("")
        assert main(["backup", "--out", str(tmp_path / "file" / "out")]) == 2
        assert "Không ghi được" in capsys.readouterr().err
        assert main(["restore", str(tmp_path)]) == 2

    def test_a_postgresql_that_is_away_is_named(self, monkeypatch, tmp_path, capsys):
        password = "bi-mat"
        address = f"postgresql://x:{password}@127.0.0.1:1/x"
        monkeypatch.setenv("KIOSK_DATABASE_URL", address)
        assert main(["backup", "--out", str(tmp_path / "out")]) == 1
        said = capsys.readouterr().err
        assert "Connection refused" in said
        assert password not in said

    def test_nothing_yet_to_back_up(self, tmp_path, monkeypatch, capsys):
        monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "empty"))
        assert main(["backup", "--out", str(tmp_path / "out")]) == 2
        assert "Chưa có dữ liệu" in capsys.readouterr().err

    def test_old_ones_are_removed_on_request(self, tmp_path, capsys):
        out = tmp_path / "out"
        for day in (20, 10, 0):
            with clock.frozen(clock.now() - dt.timedelta(days=day)):
                main(["backup", "--out", str(out), "--keep-days", "15"])
        assert len(list(out.glob("2*"))) == 2
        assert "Đã xoá bản cũ" in capsys.readouterr().out
        with pytest.raises(SystemExit):
            main(["backup", "--out", str(out), "--keep-last", "0"])

    def test_none_is_removed_if_the_new_one_lacks_files(self, store, tmp_path, capsys):
        out = tmp_path / "out"
        with clock.frozen(clock.now() - dt.timedelta(days=1)):
            main(["backup", "--out", str(out)])
        store.files.delete(store.files.store_bytes(b"one").sha256)
        shutil.rmtree(out / FILES_FOLDER)
        assert main(["backup", "--out", str(out), "--keep-last", "1"]) == 1
        assert "Không xoá bản cũ nào" in capsys.readouterr().err
        assert len(list(out.glob("2*"))) == 2


class TestDoctor:
    def look(self, store, now) -> list[tuple[Level, str]]:
        context = CheckContext(store.config, store, now, lambda _: None)
        return [(one.level, one.advice) for one in backups.check_backup(context)]

    def test_none_fresh_old_and_damaged(self, store, tmp_path):
        now = clock.now()
        assert self.look(store, now)[0][0] is Level.WARN
        create_backup(store, tmp_path / "out")
        ((level, advice),) = self.look(store, now)
        # The test's folders are on one disk, of which the doctor warns.
        assert (level, "cùng ổ đĩa" in advice) == (Level.WARN, True)
        remembered = store.config.data / "backup.json"
        content = json.loads(remembered.read_text())
        remembered.write_text(json.dumps({**content, "folder": "/another/machine"}))
        assert self.look(store, now) == [(Level.GOOD, "")]
        ((level, advice),) = self.look(store, now + dt.timedelta(hours=25))
        assert (level, "backup" in advice) == (Level.WARN, True)
        remembered.write_text("{")
        assert self.look(store, now)[0][0] is Level.WARN
