"""Data folder set in the environment of the commands."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.config import read_config
from kiosk.storage.store import Store, open_store
from tests.scene import Scene


@pytest.fixture
def store(migrated_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("KIOSK_DATA", str(migrated_data))
    store = open_store(read_config())
    yield store
    store.database.close()


@pytest.fixture
def meeting(store: Store) -> str:
    return str(Scene(store).make_meeting())
