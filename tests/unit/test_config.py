import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path

import pytest

from kiosk.config import Config, InvalidSetting, read_config

NAMES = [field.metadata["name"] for field in fields(Config)]


class TestReadConfig:
    def test_an_empty_environment_gives_the_defaults(self):
        config = read_config({})
        assert (config.host, config.port, config.language) == ("0.0.0.0", 8000, "vi")
        assert config.async_mode == "eventlet"
        assert not config.behind_proxy
        assert not config.secure

    def test_blank_means_default(self):
        assert read_config({"PORT": "  "}).port == 8000

    def test_values_are_typed(self):
        config = read_config(
            {
                "PORT": "8123",
                "KIOSK_DATA": "/tmp/somewhere/new",
                "KIOSK_DEMO": "NO",
                "KIOSK_PUBLIC_URL": "https://hop.tinh.vn/",
            }
        )
        assert config.port == 8123
        assert config.data == Path("/tmp/somewhere/new")
        assert config.demo is False
        assert config.public_url == "https://hop.tinh.vn"
        assert config.secure

    def test_postgresql_is_always_spoken_to_by_the_driver_that_does_not_block(self):
        for address in ("postgresql://k@db/k", "postgresql+psycopg2://k@db/k"):
            config = read_config({"KIOSK_DATABASE_URL": address})
            assert config.database_address == "postgresql+psycopg2://k@db/k"

    @pytest.mark.parametrize(
        ("name", "value", "allowed"),
        [
            ("HOST", "a host", "a host name or address"),
            ("PORT", "0", "a whole number from 1 to 65535"),
            ("PORT", "65536", "a whole number from 1 to 65535"),
            ("PORT", "eighty", "a whole number from 1 to 65535"),
            ("PORT", "-1", "a whole number from 1 to 65535"),
            ("PORT", "80.0", "a whole number from 1 to 65535"),
            ("KIOSK_PUBLIC_URL", "hop.tinh.vn", "an address such as"),
            ("KIOSK_PUBLIC_URL", "ftp://hop.tinh.vn", "an address such as"),
            ("KIOSK_DATA", "/etc/passwd", "a folder"),
            ("KIOSK_DATABASE_URL", "mysql://x", "sqlite:///"),
            ("KIOSK_DATABASE_URL", "postgresql+psycopg://x", "postgresql://"),
            ("KIOSK_REDIS_URL", "http://127.0.0.1", "a Redis address"),
            ("KIOSK_ASYNC_MODE", "gevent", "one of eventlet, threading"),
            ("KIOSK_TRANSPORT", "other", "one of own, stock"),
            ("KIOSK_LANGUAGE", "fr", "one of vi, en"),
            ("KIOSK_MAX_UPLOAD_MB", "0", "a whole number from 1 to 4000"),
            ("KIOSK_MAX_PAGES", "1e9", "a whole number from 1 to 10000"),
            ("KIOSK_CONVERT_SECONDS", "1", "a whole number from 5 to 900"),
            ("KIOSK_WORKER_PROCESSES", "999", "a whole number from 1 to 64"),
            ("KIOSK_MAX_CONNECTIONS", "9", "a whole number from 10 to 200000"),
            ("KIOSK_BEHIND_PROXY", "maybe", "yes or no"),
            ("KIOSK_SESSION_HOURS", "0", "a whole number from 1 to 336"),
            ("KIOSK_LOG_LEVEL", "loud", "one of DEBUG, INFO, WARNING, ERROR"),
            ("KIOSK_DEMO", "2", "yes or no"),
        ],
    )
    def test_a_wrong_value_names_the_setting_and_what_is_allowed(
        self, name, value, allowed
    ):
        with pytest.raises(InvalidSetting) as refusal:
            read_config({name: value})
        assert str(refusal.value).startswith(f"{name}=")
        assert allowed in str(refusal.value)

    def test_every_setting_gives_its_reason(self):
        assert len(NAMES) == len(set(NAMES))
        assert all(field.metadata["reason"] for field in fields(Config))


class TestServerKey:
    @pytest.fixture
    def config(self, tmp_path: Path) -> Config:
        return read_config({"KIOSK_DATA": str(tmp_path / "new" / "data")})

    def test_it_is_made_once_and_stays(self, config):
        assert len(config.server_key()) == 32
        assert config.server_key() == config.server_key()

    def test_its_owner_alone_may_read_it(self, config):
        config.server_key()
        mode = (config.data / "server.key").stat().st_mode
        assert stat.S_IMODE(mode) == 0o600

    def test_all_who_ask_first_at_once_get_the_same_whole_key(self, tmp_path):
        together = threading.Barrier(8)

        def ask(folder: Path) -> bytes:
            together.wait()
            return read_config({"KIOSK_DATA": str(folder)}).server_key()

        with ThreadPoolExecutor(8) as processes:
            for turn in range(20):
                folder = tmp_path / str(turn)
                keys = set(processes.map(ask, [folder] * 8))
                assert [len(key) for key in keys] == [32]
                assert [file.name for file in folder.iterdir()] == ["server.key"]

    def test_two_folders_have_two_keys(self, config, tmp_path):
        other = read_config({"KIOSK_DATA": str(tmp_path / "other")})
        assert config.server_key() != other.server_key()


def test_sqlite_is_in_the_data_folder_by_default(tmp_path):
    config = read_config({"KIOSK_DATA": str(tmp_path)})
    assert config.database_address == f"sqlite:///{tmp_path / 'kiosk.db'}"
    other = read_config({"KIOSK_DATABASE_URL": "sqlite:////elsewhere/kiosk.db"})
    assert other.database_address == "sqlite:////elsewhere/kiosk.db"


def test_one_server_for_a_folder_or_on_postgresql_one_on_each_machine(monkeypatch):
    def lock_on(machine: str, **settings: str) -> Path:
        monkeypatch.setattr("socket.gethostname", lambda: machine)
        return read_config({"KIOSK_DATA": "/srv/kiosk", **settings}).server_lock

    assert lock_on("a") == lock_on("b") == Path("/srv/kiosk/server.lock")
    shared = {"KIOSK_DATABASE_URL": "postgresql://kiosk@db/kiosk"}
    assert lock_on("a", **shared) == Path("/srv/kiosk/server.a.lock")
    assert lock_on("b", **shared) != lock_on("a", **shared)
