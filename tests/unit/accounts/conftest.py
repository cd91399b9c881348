"""Accounts that can sign in."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from kiosk.accounts.models import Account
from kiosk.accounts.passwords import hash_password
from kiosk.storage.store import Store
from tests.scene import Scene

PASSWORD = "mùa xuân về trên bản"


@dataclass
class Staff:
    """A member of staff with a known password."""

    id: int
    username: str
    password: str = PASSWORD


MakeStaff = Callable[..., Staff]


@pytest.fixture(scope="session")
def password_hash() -> str:
    return hash_password(PASSWORD)


@pytest.fixture
def make_staff(scene: Scene, store: Store, password_hash: str) -> MakeStaff:
    def make(username: str = "thuky", **options: bool) -> Staff:
        account_id = scene.make_account(username, **options)
        with store.unit_of_work("test") as work:
            account = work.session.get_one(Account, account_id)
            account.password_hash = password_hash
        return Staff(account_id, username)

    return make


@pytest.fixture
def sign_in() -> Callable[..., object]:
    def post(client: FlaskClient, username: str, password: str = PASSWORD):
        return client.post(
            "/staff/sign-in", json={"username": username, "password": password}
        )

    return post
