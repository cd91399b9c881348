import csv
import json
import stat
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.accounts.models import Account, SetupLink
from kiosk.cli.demo import write_badges
from kiosk.cli.main import main
from kiosk.cli.setup_link import has_administrator
from kiosk.config import read_config
from kiosk.demo import agenda, conference
from kiosk.meetings.models import Meeting
from kiosk.storage.store import Store, open_store


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("KIOSK_DATA", str(folder))
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.delenv("KIOSK_PUBLIC_URL", raising=False)
    return folder


def test_migrate_makes_the_database(data: Path):
    assert main(["migrate"]) == 0
    assert (data / "kiosk.db").exists()


def test_a_setup_link_is_printed_once_and_only_its_hash_is_kept(
    data: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["setup-link"]) == 0
    address = capsys.readouterr().out.strip()
    assert address.startswith("http://localhost:8123/setup#")
    token = address.partition("#")[2]
    store = open_store(read_config())
    with store.read_session() as session:
        kept = session.scalars(select(SetupLink)).one()
    assert not has_administrator(store)
    store.database.close()
    assert token not in kept.token_hash
    assert len(token) >= 22


@pytest.mark.process
def test_demo_makes_and_then_finds_the_same_conference(
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    # What its files look like is seen in demo/test_files; making them takes long.
    run_maker = conference._run_maker

    def make_one_for_all(folder: Path, names: list[str]) -> None:
        run_maker(folder, [agenda.PROGRAMME.file_name])
        for name in names:
            (folder / name).write_bytes(
                (folder / agenda.PROGRAMME.file_name).read_bytes()
            )

    monkeypatch.setattr(conference, "_run_maker", make_one_for_all)
    badges = tmp_path / "badges.csv"
    assert main(["demo", "--json", "--delegates", "12", "--badges", str(badges)]) == 0
    first = json.loads(capsys.readouterr().out)
    assert stat.S_IMODE(badges.stat().st_mode) == 0o600
    with badges.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["role"] for row in rows[:12]].count("official_delegate") == 11
    assert rows[0]["url"] == first["delegates"][0]["url"]
    store = open_store(read_config())
    assert store.prompt_jobs.waiting() == 7 + 15
    store.database.close()

    assert main(["demo", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == first


def test_demo_keeps_out_of_a_folder_with_real_work(
    store: Store, capsys: pytest.CaptureFixture[str]
):
    with store.unit_of_work("test") as work:
        work.session.add(
            Meeting(
                title="Hội nghị thật",
                starts_at=work.now,
                changed_at=work.now,
                created_at=work.now,
            )
        )
    assert main(["demo"]) == 1
    assert str(store.config.data) in capsys.readouterr().err
    with store.read_session() as session:
        assert session.scalars(select(Account)).all() == []


def test_a_badge_file_never_inherits_open_rights(store: Store, tmp_path: Path):
    path = tmp_path / "badges.csv"
    path.write_text("old")
    path.chmod(0o644)
    assert write_badges(path, store, meeting_id=1) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "old" not in path.read_text()
