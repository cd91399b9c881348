"""The check of the key that signs the record."""

import pytest

from kiosk import clock
from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_access, sign_access_log
from kiosk.identity import NO_ENDPOINT
from kiosk.readiness.context import CheckContext
from kiosk.readiness.record import check_record_key
from kiosk.readiness.rules import Level


@pytest.fixture
def look(store):
    def check():
        context = CheckContext(store.config, store, clock.now(), lambda _meeting: None)
        (found,) = check_record_key(context)
        return found.level, found.sentence

    return check


@pytest.fixture
def path(store):
    return store.config.data / "record.key"


def sign(store) -> None:
    with store.unit_of_work("test") as work:
        log_access(work, AccessAction.SIGNED_IN, "x", NO_ENDPOINT)
        sign_access_log(work, store.config.record_key())


def test_before_its_first_use_there_is_none_and_nothing_is_made(look, path):
    assert look()[0] is Level.GOOD
    assert not path.exists()


def test_it_is_good_as_long_as_it_is_the_same(look, store):
    sign(store)
    assert look()[0] is Level.GOOD


def test_a_lost_key_must_come_from_a_backup(look, store, path):
    sign(store)
    path.unlink()
    level, sentence = look()
    assert (level, "Mất khoá" in sentence) == (Level.BAD, True)


def test_another_key_is_noticed(look, store, path):
    sign(store)
    path.write_bytes(bytes(32))
    level, sentence = look()
    assert (level, "đã đổi" in sentence) == (Level.WARN, True)


@pytest.mark.parametrize(("mode", "content"), [(0o640, bytes(32)), (0o600, b"short")])
def test_one_that_others_can_read_or_that_is_no_key_is_bad(look, path, mode, content):
    path.write_bytes(content)
    path.chmod(mode)
    assert look()[0] is Level.BAD
