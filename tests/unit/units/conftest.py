"""Units, and an administrator."""

import pytest


@pytest.fixture
def make_unit(scene):
    """Return a function that adds a unit and returns its id."""
    return scene.make_unit


@pytest.fixture
def admin(scene, client_for):
    """A signed-in administrator's client."""
    return client_for(account_id=scene.make_account(is_administrator=True))
