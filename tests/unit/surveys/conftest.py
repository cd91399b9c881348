"""A hall with surveys: made by the office, answered in several ways."""

import pytest

from kiosk.surveys.rules.proof import ORDINARY_BITS, find_proof
from tests.unit.surveys.survey_scene import SurveyRoom


@pytest.fixture
def room(scene, store, client_for):
    return SurveyRoom(scene, store, client_for)


@pytest.fixture(scope="session")
def proven():
    """Return answers' bodies with a proof of work; each is computed once."""
    known = {}

    def make(code, retry_key, bits=ORDINARY_BITS):
        key = (code, retry_key, bits)
        if key not in known:
            known[key] = find_proof(*key)
        return known[key]

    return make
