"""Message bus between processes on any machines, by Redis publish/subscribe.

Redis stores none of the messages and may be unavailable: events are then found in the
journal. Its loss and its return are logged once.
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
from kiosk.storage.jobs import REDIS_TIMEOUT_SECONDS

log = logging.getLogger(__name__)

# Pause before Redis is tried again, in seconds.
BUS_RETRY_SECONDS = 0.5
_SIGNATURE_BYTES = 16


class RedisBus(QueuedBus):
    """The bus of server processes that share a Redis."""

    def __init__(self, url: str, installation: str, key: bytes) -> None:
        """Use channels that begin with `installation`, and sign messages with `key`.

        Messages are trusted without a query to the database, so other users of the
        Redis must not be able to forge them.
        """
        super().__init__()
        self._installation, self._key = installation, key
        self._redis = Redis.from_url(
            url,
            socket_timeout=REDIS_TIMEOUT_SECONDS,
            socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
            health_check_interval=REDIS_TIMEOUT_SECONDS,
            # One retry: the connection may be older than Redis's last restart.
            retry=Retry(NoBackoff(), 1),
        )
        self._is_available: bool | None = None
        self._is_closed = False

    def close(self) -> None:
        """Let the receiver return, within `REDIS_TIMEOUT_SECONDS`."""
        self._is_closed = True

    @property
    def receives_all(self) -> bool:
        """Whether Redis is available."""
        return bool(self._is_available)

    def _channel(self, topic: str) -> str:
        return f"{self._installation}.{topic}"

    def sign(self, channel: str, message: bytes) -> bytes:
        """Return signature, sender and message as bytes."""
        body = msgspec.msgpack.encode((self.name, message))
        return self._signature(channel, body) + body

    def verify(self, channel: str, signed: bytes) -> tuple[str, bytes] | None:
        """Return sender and message; None if the signature is invalid."""
        sign, body = signed[:_SIGNATURE_BYTES], signed[_SIGNATURE_BYTES:]
        if not hmac.compare_digest(sign, self._signature(channel, body)):
            return None
        return msgspec.msgpack.decode(body, type=tuple[str, bytes])

    def _signature(self, channel: str, body: bytes) -> bytes:
        signed = channel.encode() + b"\0" + body
        return hmac.digest(self._key, signed, "sha256")[:_SIGNATURE_BYTES]

    def _send(self, topic: str, message: bytes) -> None:
        if not self._is_available:
            return  # unavailable; the receiver reconnects
        channel = self._channel(topic)
        try:
            self._redis.publish(channel, self.sign(channel, message))
        except RedisError as error:
            log.debug("a hint was lost: %s", error)

    def _listen(self) -> None:
        while not self._is_closed:
            try:
                self._receive_until_lost()
            except (RedisError, OSError) as error:
                self._set_available(is_available=False, why=error)
            time.sleep(BUS_RETRY_SECONDS)

    def _receive_until_lost(self) -> None:
        with self._redis.pubsub() as pubsub:  # type: ignore[no-untyped-call]
            pubsub.subscribe(*map(self._channel, TOPICS))
            while not self._is_closed:
                message = pubsub.get_message(timeout=REDIS_TIMEOUT_SECONDS)
                if message is None:
                    continue
                if message["type"] == "subscribe":
                    self._set_available(is_available=True)
                elif message["type"] == "message":
                    self._handle(message)

    def _handle(self, message: dict[str, Any]) -> None:
        channel = message["channel"].decode()
        found = self.verify(channel, message["data"])
        if found is None:
            log.warning("a hint in Redis whose sign is not ours was dropped")
            return
        self._dispatch(channel.rpartition(".")[2], *found)

    def _set_available(self, *, is_available: bool, why: object = "") -> None:
        if is_available and self._is_available is False:
            log.warning(
                "Redis is back: server processes receive each other's messages again"
            )
        elif not is_available and self._is_available is not False:
            log.warning(
                "Redis is away (%s): server processes find each other's events in the"
                " database meanwhile",
                why,
            )
        self._is_available = is_available
