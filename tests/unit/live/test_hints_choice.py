import pytest

from kiosk.config import read_config
from kiosk.live.hints import Alone
from kiosk.live.hints_choice import choose_hints
from kiosk.live.hints_local import LocalHints
from kiosk.live.hints_redis import RedisHints


@pytest.mark.parametrize(
    ("settings", "one_of_several", "way"),
    [
        ({}, False, Alone),
        ({}, True, LocalHints),
        ({"KIOSK_REDIS_URL": "redis://127.0.0.1:9/0"}, False, RedisHints),
        ({"KIOSK_REDIS_URL": "redis://127.0.0.1:9/0"}, True, RedisHints),
    ],
)
def test_each_server_speaks_in_the_way_it_can(tmp_path, settings, one_of_several, way):
    config = read_config({"KIOSK_DATA": str(tmp_path), **settings})
    chosen = choose_hints(config, one_of_several=one_of_several)
    assert type(chosen) is way
    if isinstance(chosen, LocalHints):
        chosen.close()
