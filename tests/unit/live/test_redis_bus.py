import logging
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import redis as client

from kiosk.live import redis_bus
from kiosk.live.message_bus import EVENTS_TOPIC
from kiosk.live.redis_bus import RedisBus
from tests.services import Redis
from tests.waiting import wait_until

pytestmark = pytest.mark.process

KEY = b"k" * 32


@pytest.fixture
def redis() -> Iterator[Redis]:
    with Redis() as service:
        yield service


@pytest.fixture
def new_process(monkeypatch) -> Iterator[Callable[..., RedisBus]]:
    """Start a process that subscribes; its messages are recorded in `received`."""
    monkeypatch.setattr(redis_bus, "BUS_RETRY_SECONDS", 0.05)
    processes: list[RedisBus] = []

    def make(redis: Redis, name: str = "kiosk-a", key: bytes = KEY) -> RedisBus:
        process = RedisBus(redis.url, name, key)
        process.received = []
        process.subscribe(
            EVENTS_TOPIC, lambda _sender, message: process.received.append(message)
        )
        threading.Thread(target=process.run, daemon=True).start()
        processes.append(process)
        return process

    yield make
    for process in processes:
        process.close()


@pytest.fixture
def pair(redis, new_process) -> tuple[RedisBus, RedisBus]:
    pair = new_process(redis), new_process(redis)
    assert wait_until(lambda: all(process.receives_all for process in pair))
    return pair


def test_the_other_process_receives_in_order_and_the_sender_does_not(pair):
    found = [b"%d" % number for number in range(100)]
    for word in found:
        pair[0].publish(EVENTS_TOPIC, word)
    assert wait_until(lambda: pair[1].received == found)
    assert pair[0].received == []


def test_messages_of_other_installations_are_rejected(redis, pair, new_process, caplog):
    other = new_process(redis, name="kiosk-b")
    forger = new_process(redis, key=b"f" * 32)
    assert wait_until(lambda: other.receives_all and forger.receives_all)
    other.publish(EVENTS_TOPIC, b"of another conference")
    forger.publish(EVENTS_TOPIC, b"forged")
    # A message recorded on another channel is rejected on this one.
    replayed = pair[0].sign("kiosk-a.presence", b"moved")
    client.Redis.from_url(redis.url).publish("kiosk-a.events", replayed)
    client.Redis.from_url(redis.url).publish("kiosk-a.events", b"short")
    pair[0].publish(EVENTS_TOPIC, b"ours")
    assert wait_until(lambda: pair[1].received == [b"ours"])
    time.sleep(0.2)
    assert pair[1].received == [b"ours"]
    assert "whose sign is not ours" in caplog.text


def test_a_lost_redis_is_said_once_and_found_again(redis, pair, caplog):
    with caplog.at_level(logging.INFO, logger="kiosk"):
        redis.stop()
        assert wait_until(lambda: not any(p.receives_all for p in pair))
        began = time.monotonic()
        for _ in range(200):
            pair[0].publish(EVENTS_TOPIC, b"into the void")
        # One timeout per message would take minutes.
        assert time.monotonic() - began < 30
        redis.start()
        assert wait_until(lambda: all(p.receives_all for p in pair))
    pair[0].publish(EVENTS_TOPIC, b"heard again")
    assert wait_until(lambda: pair[1].received[-1:] == [b"heard again"])
    assert caplog.text.count("Redis is away") == 2
    assert caplog.text.count("Redis is back") == 2


def test_a_server_may_start_before_its_redis(redis, new_process, caplog):
    redis.stop()
    early = new_process(redis)
    time.sleep(0.3)
    assert not early.receives_all
    redis.start()
    assert wait_until(lambda: early.receives_all)
