"""Every setting, read once from the environment, typed, with default and reason.

`docs/settings.md` lists the same; a test holds the two together.
"""

import os
import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kiosk.keys import kept_key


class BadSetting(Exception):  # noqa: N818 read by the keeper of the server
    """A setting has a value that cannot be used; the text says what is allowed."""


def _whole(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(f"a whole number from {low} to {high}")
        return int(text)

    return parse


def _choice(*allowed: str) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text not in allowed:
            raise ValueError("one of " + ", ".join(allowed))
        return text

    return parse


def _folder(text: str) -> Path:
    path = Path(text).expanduser()
    if not text.strip() or (path.exists() and not path.is_dir()):
        raise ValueError("a folder that exists or can be made")
    return path.resolve()


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ValueError("an address such as https://hop.tinh.vn")
    return f"{parts.scheme}://{parts.netloc}"


def _host(text: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z.:_-]{1,253}", text):
        raise ValueError("a host name or address to listen on, such as 0.0.0.0")
    return text


def _database(text: str) -> str:
    if not re.match(r"(sqlite|postgresql(\+psycopg2)?)://", text):
        raise ValueError("a database address: sqlite:///… or postgresql://…")
    # Without a word SQLAlchemy would take psycopg 3, which stops the event loop.
    return re.sub(r"^postgresql://", "postgresql+psycopg2://", text)


def _redis(text: str) -> str:
    if not re.match(r"(rediss?|unix)://", text):
        raise ValueError("a Redis address such as redis://127.0.0.1:6379/0")
    return text


def _yes_no(text: str) -> bool:
    allowed = {"yes": True, "no": False, "1": True, "0": False}
    if text.lower() not in allowed:
        raise ValueError("yes or no")
    return allowed[text.lower()]


def _languages(text: str) -> str:
    if not re.fullmatch(r"[a-z]{3}(_[a-z]{2,8})?(\+[a-z]{3}(_[a-z]{2,8})?){0,5}", text):
        raise ValueError("languages as Tesseract names them, such as vie+eng")
    return text


def _setting(name: str, default: str, parse: Callable[[str], Any], reason: str) -> Any:
    return field(
        metadata={"name": name, "default": default, "parse": parse, "reason": reason}
    )


@dataclass(frozen=True)
class Config:
    """The settings of one server."""

    host: str = _setting(
        "HOST",
        "0.0.0.0",  # noqa: S104 tablets must reach it
        _host,
        "Address to listen on; all tablets must reach it.",
    )
    port: int = _setting("PORT", "8000", _whole(1, 65535), "TCP port to listen on.")
    public_url: str = _setting(
        "KIOSK_PUBLIC_URL",
        "",
        lambda text: _address(text) if text else "",
        "Address that people type and badges carry; empty: this machine's LAN address."
        " With https:// cookies are marked Secure.",
    )
    data: Path = _setting(  # noqa: RUF009 it only describes the field
        "KIOSK_DATA",
        "meetings_data",
        _folder,
        "Folder of the database, the files, the job queue and the server's key.",
    )
    database_url: str = _setting(
        "KIOSK_DATABASE_URL",
        "",
        lambda text: _database(text) if text else "",
        "Database address; empty: SQLite (WAL) inside KIOSK_DATA.",
    )
    redis_url: str = _setting(
        "KIOSK_REDIS_URL",
        "",
        lambda text: _redis(text) if text else "",
        "Redis address, for the job queue and for server processes on several"
        " machines to find each other's facts at once; empty: none.",
    )
    async_mode: str = _setting(
        "KIOSK_ASYNC_MODE",
        "eventlet",
        _choice("eventlet", "threading"),
        "How the live channel runs; threading is for tests and for leaving eventlet.",
    )
    language: str = _setting(
        "KIOSK_LANGUAGE",
        "vi",
        _choice("vi", "en"),
        "Language of a screen nobody has chosen one for.",
    )
    max_upload_mb: int = _setting(
        "KIOSK_MAX_UPLOAD_MB",
        "300",
        _whole(1, 4000),
        "Largest document that may be uploaded, in megabytes.",
    )
    max_pages: int = _setting(
        "KIOSK_MAX_PAGES", "2000", _whole(1, 10000), "Most pages of one document."
    )
    convert_seconds: int = _setting(
        "KIOSK_CONVERT_SECONDS",
        "90",
        _whole(5, 900),
        "Longest time LibreOffice may take for one document, in seconds.",
    )
    worker_processes: int = _setting(
        "KIOSK_WORKER_PROCESSES",
        str(max(1, os.cpu_count() or 1)),
        _whole(1, 64),
        "Page-rendering processes at once; default: the number of cores.",
    )
    ocr: bool = _setting(
        "KIOSK_OCR", "yes", _yes_no, "yes: scans are read, by Tesseract, here."
    )
    ocr_languages: str = _setting(
        "KIOSK_OCR_LANGUAGES", "vie+eng", _languages, "Languages scans are read in."
    )
    max_connections: int = _setting(
        "KIOSK_MAX_CONNECTIONS",
        "20000",
        _whole(10, 200000),
        "Connections one server process accepts at once.",
    )
    behind_proxy: bool = _setting(
        "KIOSK_BEHIND_PROXY",
        "no",
        _yes_no,
        "yes only when a proxy of ours overwrites X-Forwarded-For and -Proto.",
    )
    session_hours: int = _setting(
        "KIOSK_SESSION_HOURS",
        "14",
        _whole(1, 24 * 14),
        "Longest time a sign-in lasts, in hours; a badge also ends with its meeting.",
    )
    preload_mbps: int = _setting(
        "KIOSK_PRELOAD_MBPS",
        "200",
        _whole(1, 100000),
        "Network that loading papers ahead may take, in megabits a second.",
    )
    log_level: str = _setting(
        "KIOSK_LOG_LEVEL",
        "INFO",
        _choice("DEBUG", "INFO", "WARNING", "ERROR"),
        "How much is written to the log (standard error).",
    )
    demo: bool = _setting(
        "KIOSK_DEMO",
        "yes",
        _yes_no,
        "yes: `make run` fills an empty data folder with the demo conference.",
    )

    @property
    def database_address(self) -> str:
        """Return the database address in force."""
        return self.database_url or f"sqlite:///{self.data / 'kiosk.db'}"

    @property
    def server_lock(self) -> Path:
        """Return the file that the running server holds locked.

        Machines that share PostgreSQL share the data folder too: one server each.
        """
        is_shared = self.database_url.startswith("postgresql")
        name = f"server.{socket.gethostname()}.lock" if is_shared else "server.lock"
        return self.data / name

    @property
    def secure(self) -> bool:
        """Tell whether people reach the server over TLS."""
        return self.public_url.startswith("https://")

    def server_key(self) -> bytes:
        """Return the 32-byte key of this data folder, made at first use (mode 0600)."""
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        return kept_key(self.data / "server.key")


def read_config(environment: Mapping[str, str] | None = None) -> Config:
    """Read every setting from `environment` (default: the process's).

    :raises BadSetting: a value cannot be used; the text names it and what is allowed.
    """
    source = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for item in fields(Config):
        name, parse = item.metadata["name"], item.metadata["parse"]
        text = source.get(name, "").strip() or item.metadata["default"]
        try:
            values[item.name] = parse(text)
        except ValueError as error:
            raise BadSetting(f"{name}={text!r}: must be {error}.") from None
    return Config(**values)
