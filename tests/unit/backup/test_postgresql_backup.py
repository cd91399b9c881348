"""Backup and restore with PostgreSQL, by Debian's pg_dump and pg_restore."""

import dataclasses
import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from kiosk import clock
from kiosk.backup.create import create_backup
from kiosk.backup.file_copy import sha256_of
from kiosk.backup.restore import restore
from kiosk.backup.rules import ARCHIVE_FILE, BackupError
from kiosk.cli.main import main
from kiosk.meetings.models import Meeting
from kiosk.readiness.backups import check_backup
from kiosk.readiness.context import CheckContext
from kiosk.readiness.rules import Level
from kiosk.storage import postgresql_tools
from kiosk.storage.database import Database
from kiosk.storage.errors import DatabaseCopyError
from kiosk.storage.postgresql_tools import find_tool, run_tool, tool_version
from kiosk.storage.schema_revision import newest_revision
from tests.generated_rows import ROWS, content_of, fill, rows_of
from tests.scene import Scene
from tests.services import PostgreSQL

pytestmark = pytest.mark.process
PASSWORD = "mat-khau-cua-may-chu"


@pytest.fixture
def database_url(postgresql_url) -> str:
    """Use PostgreSQL, also if other tests run on SQLite."""
    return postgresql_url


@pytest.fixture
def meeting(scene) -> int:
    """A meeting with a document of two pages."""
    meeting = scene.make_meeting("Hội nghị Ban Chấp hành")
    scene.make_document(meeting, scene.make_item(meeting), [b"one", b"two"])
    return meeting


@pytest.fixture
def empty(postgresql: PostgreSQL) -> Iterator[Database]:
    """An empty database."""
    database = Database(postgresql.url(postgresql.new_database()))
    yield database
    database.close()


def tables_of(database: Database) -> list[str]:
    with database.engine.connect() as connection:
        return sorted(sa.inspect(connection).get_table_names())


def make_tool(folder: Path, name: str, script: str) -> Path:
    """Install a program of this name in place of Debian's."""
    tool = folder / "99" / "bin" / name
    tool.parent.mkdir(parents=True, exist_ok=True)
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o700)
    return tool


class TestThereAndBack:
    def test_a_server_made_of_it_has_everything(self, store, meeting, empty, tmp_path):
        folder, manifest = create_backup(store, tmp_path / "out")
        assert (manifest.database, manifest.revision) == (
            "postgresql",
            newest_revision(),
        )
        assert (manifest.files, manifest.damaged) == (4, [])
        assert stat.S_IMODE((folder / ARCHIVE_FILE).stat().st_mode) == 0o600
        restore(folder, tmp_path / "new", empty)
        with empty.read_session() as session:
            assert session.get_one(Meeting, meeting).title == "Hội nghị Ban Chấp hành"
        assert tables_of(empty) == tables_of(store.database)
        assert len(list((tmp_path / "new").glob("files/??/*"))) == 4
        key = (tmp_path / "new" / "server.key").read_bytes()
        assert key == store.config.server_key()

    def test_database_and_files_are_of_one_moment(
        self, store, scene, meeting, empty, tmp_path, monkeypatch
    ):
        """What is added while pg_dump runs is in neither."""

        def dump_late(tool, arguments, engine) -> None:
            scene.make_document(meeting, None, [b"three"], title="Bản mới")
            run_tool(tool, arguments, engine)

        monkeypatch.setattr("kiosk.storage.database_copy.run_tool", dump_late)
        folder, manifest = create_backup(store, tmp_path / "out")
        monkeypatch.undo()
        assert manifest.files == 4
        restore(folder, tmp_path / "new", empty)
        with empty.read_session() as session:
            count = session.execute(sa.text("SELECT count(*) FROM documents")).scalar()
        assert count == 1

    def test_every_row_of_every_table_comes_back(self, store, empty, tmp_path):
        for row in range(1, ROWS + 1):
            store.files.store_bytes(content_of(row))
        with store.database.writing_engine.begin() as connection:
            fill(connection)
        folder, _ = create_backup(store, tmp_path / "out")
        restore(folder, tmp_path / "new", empty)
        before, after = rows_of(store.database), rows_of(empty)
        assert before.keys() == after.keys()
        for table, rows in before.items():
            assert sorted(rows, key=repr) == sorted(after[table], key=repr)
        # And the numbering goes on.
        Scene(dataclasses.replace(store, database=empty)).make_meeting()

    @pytest.mark.usefixtures("meeting")
    def test_the_commands(self, store, empty, tmp_path, monkeypatch, capsys):
        monkeypatch.setenv("KIOSK_DATA", str(store.config.data))
        monkeypatch.setenv("KIOSK_DATABASE_URL", store.config.database_url)
        out = tmp_path / "out"
        assert main(["backup", "--out", str(out), "--keep-last", "3"]) == 0
        assert "PostgreSQL" in capsys.readouterr().out
        (folder,) = out.glob("2*")
        monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "new"))
        address = empty.engine.url.render_as_string(hide_password=False)
        monkeypatch.setenv("KIOSK_DATABASE_URL", address)
        assert main(["restore", str(folder)]) == 0
        assert main(["migrate"]) == 0
        shutil.rmtree(tmp_path / "new")
        assert main(["restore", str(folder)]) == 2
        assert "đã có bảng; không có gì bị ghi đè" in capsys.readouterr().err
        assert not (tmp_path / "new").exists()


@pytest.mark.usefixtures("meeting")
class TestRefusals:
    def test_of_the_other_database(self, store, empty, tmp_path):
        folder, _ = create_backup(store, tmp_path / "out")
        with pytest.raises(BackupError, match="của PostgreSQL"):
            restore(folder, tmp_path / "new")
        content = json.loads((folder / "backup.json").read_text())
        content["database"] = "sqlite"
        shutil.copy(folder / ARCHIVE_FILE, folder / "kiosk.db")
        (folder / "backup.json").write_text(json.dumps(content))
        with pytest.raises(BackupError, match="của SQLite"):
            restore(folder, tmp_path / "new", empty)

    def test_a_server_older_than_the_backups(self, store, empty, tmp_path):
        folder, _ = create_backup(store, tmp_path / "out")
        content = json.loads((folder / "backup.json").read_text())
        content["server_version"] = 99
        (folder / "backup.json").write_text(json.dumps(content))
        with pytest.raises(BackupError, match="bản 99 trở"):
            restore(folder, tmp_path / "new", empty)

    def test_an_archive_that_cannot_be_loaded_leaves_nothing(
        self, store, empty, tmp_path
    ):
        folder, _ = create_backup(store, tmp_path / "out")
        archive = folder / ARCHIVE_FILE
        archive.write_bytes(archive.read_bytes()[:-5000])
        content = json.loads((folder / "backup.json").read_text())
        content["database_sha256"] = sha256_of(archive)
        (folder / "backup.json").write_text(json.dumps(content))
        with pytest.raises(DatabaseCopyError, match="pg_restore không làm được"):
            restore(folder, tmp_path / "new", empty)
        assert tables_of(empty) == []
        assert not (tmp_path / "new").exists()
        assert list(tmp_path.glob(".new*")) == []

    def test_missing_files_are_found_before_the_database_is_touched(
        self, store, empty, tmp_path
    ):
        folder, _ = create_backup(store, tmp_path / "out")
        shutil.rmtree(tmp_path / "out" / "files")
        with pytest.raises(BackupError, match="4 tệp"):
            restore(folder, tmp_path / "new", empty)
        assert tables_of(empty) == []


class TestTools:
    @pytest.fixture(autouse=True)
    def debian(self, tmp_path, monkeypatch) -> Path:
        """A folder in place of Debian's, without programs."""
        folder = tmp_path / "postgresql"
        monkeypatch.setattr(postgresql_tools, "VERSIONS", folder)
        monkeypatch.setenv("PATH", "/bin-of-nobody")
        return folder

    def test_a_missing_one_is_named_with_its_package(self, store, tmp_path):
        with pytest.raises(DatabaseCopyError, match=r"không có pg_dump.*apt-get"):
            create_backup(store, tmp_path / "out")
        assert [path.name for path in (tmp_path / "out").iterdir()] == [".lock"]
        findings = list(self.look(store))
        assert [one.level for one in findings] == [Level.WARN] * 3
        assert "postgresql-client-" in findings[0].advice

    def test_an_older_one_is_refused_and_the_newest_chosen(
        self, store, tmp_path, debian
    ):
        old = make_tool(debian, "pg_dump", "echo 'pg_dump (PostgreSQL) 9.6.24'")
        with pytest.raises(DatabaseCopyError, match="là bản 9"):
            create_backup(store, tmp_path / "out")
        new = debian / "100" / "bin" / "pg_dump"
        new.parent.mkdir(parents=True)
        shutil.copy(old, new)
        assert find_tool("pg_dump") == new

    @pytest.mark.parametrize("script", ["echo no number", "sleep 60", "exit 1"])
    def test_one_that_does_not_say_its_version_is_refused(
        self, debian, script, monkeypatch
    ):
        monkeypatch.setattr(postgresql_tools, "_VERSION_SECONDS", 0.3)
        monkeypatch.setenv("PATH", "/usr/bin:/bin")
        assert tool_version(make_tool(debian, "pg_dump", script)) == 0

    def test_the_password_is_on_no_command_line_and_in_no_message(
        self, store, debian, monkeypatch, tmp_path
    ):
        """Nor are the settings with passwords passed on."""
        monkeypatch.setenv("PATH", "/usr/bin:/bin")
        monkeypatch.setenv("KIOSK_DATABASE_URL", f"postgresql://x:{PASSWORD}@y/z")
        tool = make_tool(
            debian,
            "pg_dump",
            f'echo "$@" >{tmp_path}/arguments; env >{tmp_path}/environment\n'
            'echo "cannot connect with $PGPASSWORD" >&2; exit 1',
        )
        url = store.database.engine.url.set(password=PASSWORD)
        engine = sa.create_engine(url)
        with pytest.raises(DatabaseCopyError) as refusal:
            run_tool(tool, ["--format=custom"], engine)
        assert str(refusal.value).endswith("cannot connect with …")
        arguments = (tmp_path / "arguments").read_text().split()
        assert arguments == ["--no-password", "--format=custom"]
        environment = (tmp_path / "environment").read_text().splitlines()
        assert [line for line in environment if PASSWORD in line] == [
            f"PGPASSWORD={PASSWORD}"
        ]
        assert f"PGPORT={url.port}" in environment

    def test_one_that_complains_without_end_is_heard_to_its_end(self, store, debian):
        tool = make_tool(
            debian, "pg_dump", "/usr/bin/head -c 30000000 /dev/zero >&2; exit 3"
        )
        with pytest.raises(DatabaseCopyError) as refusal:
            run_tool(tool, [], store.database.engine)
        assert "(mã 3)" in str(refusal.value)
        assert len(str(refusal.value)) < 3000

    def test_one_that_does_not_end_is_ended(self, store, debian):
        tool = make_tool(debian, "pg_dump", "exec /bin/sleep 60")
        with pytest.raises(DatabaseCopyError, match="mã -9"):
            run_tool(tool, [], store.database.engine, seconds=0.2)

    def look(self, store) -> list:
        now = clock.now()
        return list(
            check_backup(CheckContext(store.config, store, now, lambda _: None))
        )


def test_the_doctor_is_content_with_debians(store, tmp_path):
    create_backup(store, tmp_path / "out")
    context = CheckContext(store.config, store, clock.now(), lambda _: None)
    (said,) = check_backup(context)
    # The test's folders are on one disk, of which the doctor warns.
    assert "cùng ổ đĩa" in said.advice
