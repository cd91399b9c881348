"""MessageBus between processes on any machines, by Redis' publish and subscribe.

Redis keeps nothing of them, and may come and go: whoever misses a hint finds the
event in the journal. Its loss is said once in the log, and its return.
"""

import hmac
import logging
import time
from typing import Any

import msgspec
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from kiosk.live.message_bus import TOPICS
from kiosk.live.queued_bus import QueuedBus

log = logging.getLogger(__name__)

# A Redis that says nothing for so long is away, in seconds.
REDIS_TIMEOUT_SECONDS = 3.0
# Pause before a lost Redis is looked for again, in seconds.
RETRY_SECONDS = 0.5
_SEAL_BYTES = 16


class RedisBus(QueuedBus):
    """The bus of several server processes that share a Redis."""

    def __init__(self, url: str, installation: str, key: bytes) -> None:
        """Speak in channels that begin with `installation`, sealed with `key`.

        A hint is believed without asking the database, so others who can write to
        the Redis must not be able to make one.
        """
        super().__init__()
        self._installation, self._key = installation, key
        self._redis = Redis.from_url(
            url,
            socket_timeout=REDIS_TIMEOUT_SECONDS,
            socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
            health_check_interval=REDIS_TIMEOUT_SECONDS,
            # One more try: the connection may be from before Redis was restarted.
            retry=Retry(NoBackoff(), 1),
        )
        self._hears: bool | None = None
        self._is_closed = False

    def close(self) -> None:
        """Let the listener end, within `REDIS_TIMEOUT_SECONDS`."""
        self._is_closed = True

    @property
    def receives_all(self) -> bool:
        """Whether Redis is there."""
        return bool(self._hears)

    def _channel(self, topic: str) -> str:
        return f"{self._installation}.{topic}"

    def seal(self, channel: str, message: bytes) -> bytes:
        """Return what travels: a seal, the sender's name and the message."""
        body = msgspec.msgpack.encode((self.name, message))
        return self._seal(channel, body) + body

    def unseal(self, channel: str, sealed: bytes) -> tuple[str, bytes] | None:
        """Return sender and message, or None if the seal is not ours."""
        seal, body = sealed[:_SEAL_BYTES], sealed[_SEAL_BYTES:]
        if not hmac.compare_digest(seal, self._seal(channel, body)):
            return None
        return msgspec.msgpack.decode(body, type=tuple[str, bytes])

    def _seal(self, channel: str, body: bytes) -> bytes:
        sealed = channel.encode() + b"\0" + body
        return hmac.digest(self._key, sealed, "sha256")[:_SEAL_BYTES]

    def _send(self, topic: str, message: bytes) -> None:
        if not self._hears:
            return  # Redis is away, and the listener looks for it.
        channel = self._channel(topic)
        try:
            self._redis.publish(channel, self.seal(channel, message))
        except RedisError as error:
            log.debug("a hint was lost: %s", error)

    def _listen(self) -> None:
        while not self._is_closed:
            try:
                self._listen_while_it_lasts()
            except (RedisError, OSError) as error:
                self._note(hears=False, why=error)
            time.sleep(RETRY_SECONDS)

    def _listen_while_it_lasts(self) -> None:
        with self._redis.pubsub() as ear:  # type: ignore[no-untyped-call]
            ear.subscribe(*map(self._channel, TOPICS))
            while not self._is_closed:
                heard = ear.get_message(timeout=REDIS_TIMEOUT_SECONDS)
                if heard is None:
                    continue
                if heard["type"] == "subscribe":
                    self._note(hears=True)
                elif heard["type"] == "message":
                    self._receive(heard)

    def _receive(self, heard: dict[str, Any]) -> None:
        channel = heard["channel"].decode()
        words = self.unseal(channel, heard["data"])
        if words is None:
            log.warning("a hint in Redis whose seal is not ours was dropped")
            return
        self._hand_over(channel.rpartition(".")[2], *words)

    def _note(self, *, hears: bool, why: object = "") -> None:
        if hears and self._hears is False:
            log.warning("Redis is back: server processes hear each other again")
        elif not hears and self._hears is not False:
            log.warning(
                "Redis is away (%s): server processes find each other's events in the"
                " database meanwhile",
                why,
            )
        self._hears = hears
