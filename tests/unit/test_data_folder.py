"""The data folder is accessible to its owner only, whatever the caller's umask."""

import os
from pathlib import Path

import pytest

from kiosk.config import read_config
from kiosk.storage.store import open_store


@pytest.fixture(autouse=True)
def common_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_folder_files_and_folders_are_made_for_the_owner_alone(tmp_path):
    config = read_config({"KIOSK_DATA": str(tmp_path / "data")})
    store = open_store(config)
    config.server_key()
    store.files.store_bytes(b"a paper")
    with store.read_session() as session:
        session.connection()
    store.database.close()
    found = list(config.data.rglob("*"))
    assert len(found) > 3
    assert [path for path in found if mode_of(path) & 0o077] == []
    assert mode_of(config.data) == 0o700


@pytest.mark.parametrize(
    ("before", "after"),
    [(0o755, 0o710), (0o777, 0o710), (0o700, 0o700), (0o710, 0o710), (0o744, 0o700)],
)
def test_a_folder_that_is_open_already_is_closed_but_for_passing(
    tmp_path, before, after
):
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(before)
    read_config({"KIOSK_DATA": str(data)}).prepare_data_folder()
    assert mode_of(data) == after
