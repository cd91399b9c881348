"""Slow queries do not block the event loop."""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from kiosk.config import read_config
from kiosk.storage.database import fetch_slow_query
from kiosk.storage.store import Store, open_store


@pytest.fixture
def asked_in() -> list[str]:
    return []


@pytest.fixture
def store(migrated_data: Path, database_url: str, asked_in: list[str]):
    def run_blocking(action: Callable[..., Any], *values: Any) -> Any:
        def noted() -> Any:
            asked_in.append(threading.current_thread().name)
            return action(*values)

        with ThreadPoolExecutor(1, thread_name_prefix="run_blocking") as pool:
            return pool.submit(noted).result()

    config = read_config(
        {"KIOSK_DATA": str(migrated_data), "KIOSK_DATABASE_URL": database_url}
    )
    store = open_store(config, run_blocking=run_blocking)
    yield store
    store.database.close()


def test_sqlite_is_asked_aside_and_postgresql_is_a_program_of_its_own(
    store: Store, asked_in: list[str]
):
    with store.read_session() as session:
        rows = fetch_slow_query(session, "SELECT 1, :word", {"word": "đường"})
    assert rows == [(1, "đường")]
    assert asked_in == (["run_blocking_0"] if store.database.is_sqlite else [])


def test_what_is_no_question_is_an_error_and_the_next_one_is_answered(store: Store):
    with store.read_session() as session, pytest.raises((DBAPIError, sqlite3.Error)):
        fetch_slow_query(session, "SELECT nothing FROM nowhere", {})
    with store.read_session() as session:
        assert fetch_slow_query(session, "SELECT 2", {}) == [(2,)]
