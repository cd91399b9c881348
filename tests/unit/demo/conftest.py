"""The demo conference in a data folder, with originals of a few bytes each."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.accounts.passwords import hash_password
from kiosk.config import read_config
from kiosk.demo.agenda import AGENDA
from kiosk.demo.conference import file_names
from kiosk.demo.people import delegates
from kiosk.demo.populate import CreatedDemo, populate
from kiosk.demo.secrets import secretary_password
from kiosk.storage.store import Store, open_store
from tests.migrated_database import new_data_folder

COUNT = 430


@dataclass
class Demo:
    store: Store
    filled: CreatedDemo

    @property
    def key(self) -> bytes:
        return self.store.config.server_key()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CreatedDemo]:
    """A data folder with a demo of 430 delegates, to be copied."""
    data = new_data_folder(tmp_path_factory.mktemp("demo"))
    store = open_store(read_config({"KIOSK_DATA": str(data)}))
    key = store.config.server_key()
    originals = {
        name: store.files.store_bytes(name.encode()) for name in file_names(AGENDA)
    }
    with store.unit_of_work("demo") as work:
        filled = populate(
            work,
            key,
            originals=originals,
            people=delegates(COUNT),
            password_hash=hash_password(secretary_password(key)),
        )
    store.database.close()
    return data, filled


@pytest.fixture
def demo(filled: tuple[Path, CreatedDemo], tmp_path: Path) -> Iterator[Demo]:
    """A demo with 430 delegates."""
    shutil.copytree(filled[0], tmp_path / "demo")
    store = open_store(read_config({"KIOSK_DATA": str(tmp_path / "demo")}))
    yield Demo(store, filled[1])
    store.database.close()
