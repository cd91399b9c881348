import pytest

from kiosk.config import read_config
from kiosk.live.message_bus import NullBus
from kiosk.live.message_bus_factory import create_bus
from kiosk.live.redis_bus import RedisBus
from kiosk.live.unix_socket_bus import UnixSocketBus


@pytest.mark.parametrize(
    ("settings", "one_of_several", "way"),
    [
        ({}, False, NullBus),
        ({}, True, UnixSocketBus),
        ({"KIOSK_REDIS_URL": "redis://127.0.0.1:9/0"}, False, RedisBus),
        ({"KIOSK_REDIS_URL": "redis://127.0.0.1:9/0"}, True, RedisBus),
    ],
)
def test_each_server_speaks_in_the_way_it_can(tmp_path, settings, one_of_several, way):
    config = read_config({"KIOSK_DATA": str(tmp_path), **settings})
    chosen = create_bus(config, one_of_several=one_of_several)
    assert type(chosen) is way
    if isinstance(chosen, UnixSocketBus):
        chosen.close()
