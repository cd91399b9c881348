"""`export` and `import` on the command line."""

import os
import zipfile

import pytest
from sqlalchemy import select

from kiosk.cli import export_meeting
from kiosk.cli.main import main
from kiosk.config import read_config
from kiosk.live.startup_locks import lock_data_folder
from kiosk.meetings.models import Meeting
from kiosk.storage.store import open_store
from tests.migrated_database import new_data_folder
from tests.unit.meeting_archive.archive_scene import write_zip


@pytest.fixture
def data(tmp_path, monkeypatch):
    """An empty data folder that the commands use."""
    folder = new_data_folder(tmp_path, "commanded")
    monkeypatch.setenv("KIOSK_DATA", str(folder))
    monkeypatch.delenv("KIOSK_DATABASE_URL", raising=False)
    return folder


def titles(data):
    store = open_store(read_config({"KIOSK_DATA": str(data)}))
    with store.read_session() as session:
        found = session.scalars(select(Meeting.title)).all()
    store.database.close()
    return found


class TestImport:
    def test_it_says_what_was_imported_and_how_people_sign_in_again(
        self, data, files, tmp_path, capsys
    ):
        path = write_zip(tmp_path / "x.zip", files)
        assert main(["import", str(path)]) == 0
        said = capsys.readouterr().out
        assert titles(data)[0] in said
        assert "Dấu của khoá đã ký" in said
        assert "thẻ mới" in said
        assert main(["import", str(path)]) == 2
        assert "đã có cuộc họp số 1" in capsys.readouterr().err

    def test_altered_or_missing_files_are_refused(self, data, files, tmp_path, capsys):
        path = write_zip(tmp_path / "x.zip", files | {"people/roll.csv": b"x"})
        assert main(["import", str(path)]) == 2
        assert "bị sửa" in capsys.readouterr().err
        assert main(["import", str(tmp_path / "none.zip")]) == 1
        assert "Không đọc" in capsys.readouterr().err
        assert titles(data) == []

    def test_another_key_is_refused(self, data, files, tmp_path, capsys):
        path = write_zip(tmp_path / "x.zip", files)
        assert main(["import", str(path), "--key", "0" * 32]) == 2
        assert "không phải khoá" in capsys.readouterr().err
        assert titles(data) == []

    def test_it_waits_for_the_server_to_stop(self, data, files, tmp_path, capsys):
        path = write_zip(tmp_path / "x.zip", files)
        with lock_data_folder(read_config().server_lock):
            assert main(["import", str(path)]) == 2
        assert "dừng máy chủ" in capsys.readouterr().err
        assert titles(data) == []


@pytest.mark.process
@pytest.mark.usefixtures("data")
class TestExport:
    @pytest.fixture
    def out(self, files, tmp_path):
        path = write_zip(tmp_path / "x.zip", files)
        assert main(["import", str(path)]) == 0
        return tmp_path / "written.zip"

    def test_it_writes_a_private_file_and_replaces_none(self, out, capsys):
        assert main(["export", "1", "--out", str(out)]) == 0
        assert "Dấu của khoá ký" in capsys.readouterr().out
        assert out.stat().st_mode & 0o777 == 0o600
        assert zipfile.ZipFile(out).testzip() is None
        out.write_bytes(b"mine")
        assert main(["export", "1", "--out", str(out)]) == 2
        assert "--force" in capsys.readouterr().err
        assert out.read_bytes() == b"mine"
        assert main(["export", "1", "--out", str(out), "--force"]) == 0
        assert zipfile.is_zipfile(out)

    def test_while_the_server_runs(self, out):
        with lock_data_folder(read_config().server_lock):
            assert main(["export", "1", "--out", str(out)]) == 0

    def test_an_error_leaves_nothing_half_written(self, out, monkeypatch, capsys):
        def fail(_handle):
            raise OSError(28, os.strerror(28))

        monkeypatch.setattr(export_meeting.os, "fsync", fail)
        assert main(["export", "1", "--out", str(out)]) == 1
        assert "Không ghi được" in capsys.readouterr().err
        assert [one.name for one in out.parent.glob("*written*")] == []

    def test_what_cannot_be_written_is_said(self, out, capsys):
        assert main(["export", "7", "--out", str(out)]) == 2
        assert main(["export", "1", "--out", str(out / "no" / "x.zip")]) == 2
        assert "Không có thư mục" in capsys.readouterr().err
        assert main(["export", "1", "--out", str(out.parent), "--force"]) == 2
