"""The longest script note."""

import pytest

from kiosk.errors import Invalid
from kiosk.script_notes.rules import MAX_NOTE_LENGTH, check_note
from tests.expected_errors import refused


@pytest.mark.parametrize("length", [0, 1, MAX_NOTE_LENGTH])
def test_a_note_up_to_the_limit_is_stored(length):
    check_note("ữ" * length)


def test_a_longer_note_is_refused():
    with refused(Invalid, "long_note", limit=MAX_NOTE_LENGTH):
        check_note("ữ" * (MAX_NOTE_LENGTH + 1))
