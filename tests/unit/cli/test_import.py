"""`import-delegates`, as a script calls it."""

import json
from pathlib import Path

import pytest

from kiosk.cli.main import main
from kiosk.meetings.models import Member
from kiosk.storage.store import Store
from tests.people_lists import as_csv, people


def count(store: Store) -> int:
    with store.read_session() as session:
        return session.query(Member).count()


@pytest.fixture
def bring(tmp_path: Path, meeting: str, capsys: pytest.CaptureFixture[str]):
    def run(data: bytes, *words: str):
        path = tmp_path / "danh sách.csv"
        path.write_bytes(data)
        status = main(["import-delegates", meeting, str(path), "--json", *words])
        return status, json.loads(capsys.readouterr().out)

    return run


@pytest.mark.process
def test_a_dry_run_writes_nothing(store, bring):
    status, reported = bring(as_csv(people(5)), "--dry-run", "--create-sites")
    assert (status, reported["new"], reported["written"]) == (0, 5, False)
    assert reported["encoding"] == "unicode"
    assert count(store) == 0


@pytest.mark.process
def test_it_writes_once(store, bring):
    data = as_csv(people(5))
    assert bring(data, "--create-sites")[1]["written"]
    status, reported = bring(data)
    assert (status, reported["new"], reported["same"], count(store)) == (0, 0, 5, 5)


@pytest.mark.process
def test_errors_keep_it_from_writing_unless_told_otherwise(store, bring):
    data = as_csv([["1", "Lê Ánh"], ["2", "=1+1"]])
    status, reported = bring(data)
    assert (status, reported["written"], reported["errors"][0]["row"]) == (2, False, 3)
    assert count(store) == 0
    status, reported = bring(data, "--skip-errors")
    assert (status, reported["written"], count(store)) == (0, True, 1)


@pytest.mark.process
def test_text_encoding_must_be_chosen(store, bring):
    data = "Hä vµ tªn\nTrÇn ThÞ Ngäc ¸nh\n".encode("latin-1")
    status, reported = bring(data)
    assert (status, reported["encoding"], count(store)) == (2, None, 0)
    assert reported["samples"]["tcvn3"] == ["Trần Thị Ngọc Ánh"]
    assert bring(data, "--encoding", "tcvn3")[1]["written"]


def test_missing_file(meeting, capsys):
    assert main(["import-delegates", meeting, "/không/có.csv"]) == 1
    assert "Không đọc được" in capsys.readouterr().err


def test_missing_meeting(store, bring, capsys, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(as_csv(people(1)))
    assert main(["import-delegates", "77", str(path)]) == 2
    assert "Không có hội nghị" in capsys.readouterr().err
