"""Which way of hinting suits this server."""

import socket

from kiosk.config import Config
from kiosk.live.hints import Alone, Hints
from kiosk.live.hints_local import LocalHints
from kiosk.live.hints_redis import RedisHints
from kiosk.storage.store import redis_name


def choose_hints(config: Config, *, one_of_several: bool) -> Hints:
    """Return Redis' way if there is one, else the machine's own, else none."""
    if config.redis_url:
        return RedisHints(config.redis_url, redis_name(config), config.server_key())
    if one_of_several:
        # Other machines may share the folder; their sockets are none of this one's.
        return LocalHints(config.data / "hints" / socket.gethostname())
    return Alone()
