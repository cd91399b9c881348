"""Choose the message bus of a server."""

import socket

from kiosk.config import Config
from kiosk.live.message_bus import MessageBus, NullBus
from kiosk.live.redis_bus import RedisBus
from kiosk.live.unix_socket_bus import UnixSocketBus
from kiosk.storage.store import redis_name


def create_bus(config: Config, *, one_of_several: bool) -> MessageBus:
    """Return the Redis bus if configured, else one on this machine, else none."""
    if config.redis_url:
        return RedisBus(config.redis_url, redis_name(config), config.server_key())
    if one_of_several:
        # Other machines may share the folder; their sockets are not reachable here.
        return UnixSocketBus(config.data / "bus" / socket.gethostname())
    return NullBus()
