"""The demo conference in a data folder, with originals of a few bytes each."""

from dataclasses import dataclass

import pytest

from kiosk.accounts.passwords import hash_password
from kiosk.demo.agenda import AGENDA
from kiosk.demo.conference import file_names
from kiosk.demo.fill import Filled, fill
from kiosk.demo.people import delegates
from kiosk.demo.secrets import secretary_password
from kiosk.storage.store import Store

COUNT = 430


@dataclass
class Demo:
    store: Store
    filled: Filled

    @property
    def key(self) -> bytes:
        return self.store.config.server_key()


@pytest.fixture
def demo(store: Store) -> Demo:
    """A demo with 430 delegates."""
    key = store.config.server_key()
    originals = {
        name: store.files.keep_bytes(name.encode()) for name in file_names(AGENDA)
    }
    with store.work("demo") as work:
        filled = fill(
            work,
            key,
            originals=originals,
            people=delegates(COUNT),
            password_hash=hash_password(secretary_password(key)),
        )
    return Demo(store, filled)
