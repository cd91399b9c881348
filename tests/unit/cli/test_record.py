"""`python -m kiosk record`: root, fingerprint, and the chains of the database."""

import contextlib
import sqlite3

import pytest

from kiosk.cli.main import main
from kiosk.config import read_config
from kiosk.meetings.events import MeetingChanged
from kiosk.record.actions import make_checkpoint, sign_removal
from kiosk.record.rules import RemovalReason
from kiosk.record.signing import fingerprint, in_groups, public_key
from kiosk.storage.store import open_store
from tests.migrated_database import new_data_folder
from tests.scene import Scene


@pytest.fixture
def data(tmp_path, monkeypatch):
    folder = new_data_folder(tmp_path)
    monkeypatch.setenv("KIOSK_DATA", str(folder))
    return folder


@pytest.fixture
def meeting(data):
    store = open_store(read_config())
    meeting = Scene(store).make_meeting()
    key = store.config.record_key()
    with store.unit_of_work("test") as work:
        for _ in range(3):
            work.record(MeetingChanged(meeting_id=meeting))
        make_checkpoint(work, meeting, key)
        make_checkpoint(work, meeting, bytes(32))
        sign_removal(work, 999, key, RemovalReason.LOAD_TEST)
    store.database.close()
    return meeting


def change(data, *statements: str) -> None:
    with contextlib.closing(sqlite3.connect(data / "kiosk.db")) as link, link:
        link.execute("DROP TRIGGER journal_refuses_update")
        link.execute("DROP TRIGGER record_removals_refuses_update")
        for statement in statements:
            link.execute(statement)


def test_it_prints_root_and_fingerprint_of_a_whole_record(data, meeting, capsys):
    assert main(["record", str(meeting)]) == 0
    said = capsys.readouterr().out
    own = fingerprint(public_key((data / "record.key").read_bytes()))
    assert f"Dấu của khoá: {in_groups(own)}" in said
    assert "Mã bản ghi (mục 3): " in said
    assert "Nhật ký của hội nghị: nguyên vẹn, 3 mục." in said
    assert "Nhật ký truy cập: nguyên vẹn, 0 mục." in said
    other = in_groups(fingerprint(public_key(bytes(32))))
    assert f"Có mốc do khoá khác ký (máy chủ trước đây): {other}" in said


def test_it_names_what_was_altered(data, meeting, capsys):
    change(data, "UPDATE journal SET actor = 'x' WHERE number = 2")
    assert main(["record", str(meeting)]) == 1
    assert "Mục số 2 không khớp mã" in capsys.readouterr().out


def test_it_names_a_forged_note_of_a_removed_meeting(data, meeting, capsys):
    change(data, "UPDATE record_removals SET number = 1")
    assert main(["record", str(meeting)]) == 1
    assert "hội nghị số 999 có chữ ký không đúng" in capsys.readouterr().out


@pytest.mark.usefixtures("data")
def test_no_such_meeting(capsys):
    assert main(["record", "77"]) == 2
    assert capsys.readouterr().err.strip()
