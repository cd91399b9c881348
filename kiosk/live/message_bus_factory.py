"""Which way of hinting suits this server."""

import socket

from kiosk.config import Config
from kiosk.live.message_bus import MessageBus, NullBus
from kiosk.live.redis_bus import RedisBus
from kiosk.live.unix_socket_bus import UnixSocketBus
from kiosk.storage.store import redis_name


def create_bus(config: Config, *, one_of_several: bool) -> MessageBus:
    """Return Redis' way if there is one, else the machine's own, else none."""
    if config.redis_url:
        return RedisBus(config.redis_url, redis_name(config), config.server_key())
    if one_of_several:
        # Other machines may share the folder; their sockets are none of this one's.
        return UnixSocketBus(config.data / "bus" / socket.gethostname())
    return NullBus()
