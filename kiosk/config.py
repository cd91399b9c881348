"""Read every setting once from the environment, typed, with default and reason.

`docs/settings.md` lists the same; a test compares the two.
"""

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kiosk.keys import RECORD_KEY_FILE, load_or_create_key
from kiosk.languages import LANGUAGES
from kiosk.mail_settings import MailSettings
from kiosk.parsing import (
    choice,
    database_address,
    folder,
    host_name,
    languages,
    redis_address,
    time_scale,
    web_address,
    whole_number,
    yes_no,
)
from kiosk.private_folder import make_private
from kiosk.setting import setting
from kiosk.sign_in_settings import SignInSettings


class InvalidSetting(Exception):  # noqa: N818
    """A setting has an invalid value; the message says what is allowed."""


@dataclass(frozen=True)
class Config(MailSettings, SignInSettings):
    """The settings of one server."""

    host: str = setting(
        "HOST",
        "0.0.0.0",  # noqa: S104 tablets must reach it
        host_name,
        "Address to listen on; all tablets must reach it.",
    )
    port: int = setting(
        "PORT", "8000", whole_number(1, 65535), "TCP port to listen on."
    )
    public_url: str = setting(
        "KIOSK_PUBLIC_URL",
        "",
        lambda text: web_address(text) if text else "",
        "Address typed and on badges; empty: this machine's. https: Secure cookies.",
    )
    data: Path = setting(  # noqa: RUF009 it only describes the field
        "KIOSK_DATA",
        "meetings_data",
        folder,
        "Folder of the database, the files, the job queue and the server's key.",
    )
    database_url: str = setting(
        "KIOSK_DATABASE_URL",
        "",
        lambda text: database_address(text) if text else "",
        "Database address; empty: SQLite (WAL) inside KIOSK_DATA.",
    )
    redis_url: str = setting(
        "KIOSK_REDIS_URL",
        "",
        lambda text: redis_address(text) if text else "",
        "Redis address, for jobs and for servers on several machines; empty: none.",
    )
    async_mode: str = setting(
        "KIOSK_ASYNC_MODE",
        "eventlet",
        choice("eventlet", "threading"),
        "How the live channel runs; threading is for tests and for leaving eventlet.",
    )
    transport: str = setting(
        "KIOSK_TRANSPORT", "own", choice("own", "stock"), "Carrier of HTTP and sockets."
    )
    language: str = setting(
        "KIOSK_LANGUAGE",
        "vi",
        choice(*LANGUAGES),
        "Language of screens and e-mails nobody has chosen one for.",
    )
    max_upload_mb: int = setting(
        "KIOSK_MAX_UPLOAD_MB", "300", whole_number(1, 4000), "Largest document, in MB."
    )
    max_pages: int = setting(
        "KIOSK_MAX_PAGES", "2000", whole_number(1, 10000), "Most pages of one document."
    )
    convert_seconds: int = setting(
        "KIOSK_CONVERT_SECONDS", "50", whole_number(5, 900), "LibreOffice, per file."
    )
    worker_processes: int = setting(
        "KIOSK_WORKER_PROCESSES",
        str(max(1, os.cpu_count() or 1)),
        whole_number(1, 64),
        "Page-rendering processes at once; default: the number of cores.",
    )
    low_priority: bool = setting(
        "KIOSK_LOW_PRIORITY", "yes", yes_no, "yes: the worker gives way; no: in tests."
    )
    ocr: bool = setting(
        "KIOSK_OCR", "yes", yes_no, "yes: scans are read, by Tesseract, here."
    )
    ocr_languages: str = setting(
        "KIOSK_OCR_LANGUAGES", "vie+eng", languages, "Languages scans are read in."
    )
    marks_mb: int = setting(
        "KIOSK_MARKS_MB", "2000", whole_number(50, 1_000_000), "MB for marked pages."
    )
    max_connections: int = setting(
        "KIOSK_MAX_CONNECTIONS", "20000", whole_number(10, 200000), "Of one process."
    )
    behind_proxy: bool = setting(
        "KIOSK_BEHIND_PROXY",
        "no",
        yes_no,
        "yes only when a proxy of ours overwrites X-Forwarded-For and -Proto.",
    )
    session_hours: int = setting(
        "KIOSK_SESSION_HOURS",
        "14",
        whole_number(1, 24 * 14),
        "Longest time a sign-in lasts, in hours; a badge also ends with its meeting.",
    )
    staff_idle_minutes: int = setting(
        "KIOSK_STAFF_IDLE_MINUTES",
        "480",
        whole_number(0, 24 * 60),
        "A staff sign-in that has not been used for so long ends; 0: never.",
    )
    access_log_months: int = setting(
        "KIOSK_ACCESS_LOG_MONTHS", "12", whole_number(12, 600), "Access log is kept."
    )
    retention_months: int = setting(
        "KIOSK_RETENTION_MONTHS", "0", whole_number(0, 1200), "Meetings' data; 0: ever."
    )
    public_pages: bool = setting(
        "KIOSK_PUBLIC_PAGES", "no", yes_no, "yes: what is marked public, at /public."
    )
    public_indexing: bool = setting(
        "KIOSK_PUBLIC_INDEXING", "no", yes_no, "yes: search engines may list it."
    )
    idle_minutes: int = setting(
        "KIOSK_IDLE_MINUTES",
        "0",
        whole_number(0, 24 * 60),
        "An enrolled tablet untouched for so long is handed back; 0: never.",
    )
    preload_mbps: int = setting(
        "KIOSK_PRELOAD_MBPS",
        "200",
        whole_number(1, 100000),
        "Network that loading papers ahead may take, in Mbit/s; no tablet does so yet.",
    )
    log_level: str = setting(
        "KIOSK_LOG_LEVEL",
        "INFO",
        choice("DEBUG", "INFO", "WARNING", "ERROR"),
        "How much is written to the log (standard error).",
    )
    cpu_scale: float = setting(
        "KIOSK_CPU_SCALE", "1", time_scale, "Factor of processor limits, for tests."
    )
    time_scale: float = setting(
        "KIOSK_TIME_SCALE",
        "1",
        time_scale,
        "Factor of the live channel's durations, 0.05 to 1; below 1 only for tests.",
    )
    unbundled: bool = setting(
        "KIOSK_UNBUNDLED",
        "no",
        yes_no,
        "yes: screens load static/ as it is written, for development; no: its bundles.",
    )
    demo: bool = setting(
        "KIOSK_DEMO", "yes", yes_no, "yes: `make run` starts with the demo conference."
    )

    @property
    def database_address(self) -> str:
        """Return the database URL in use."""
        return self.database_url or f"sqlite:///{self.data / 'kiosk.db'}"

    @property
    def server_lock(self) -> Path:
        """Return the path of the running server's lock file.

        Machines that share PostgreSQL also share the data folder: one server each.
        """
        is_shared = self.database_url.startswith("postgresql")
        name = f"server.{socket.gethostname()}.lock" if is_shared else "server.lock"
        return self.data / name

    @property
    def local_host(self) -> str:
        """Return the address at which this machine reaches its own server."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    @property
    def secure(self) -> bool:
        """Tell whether clients reach the server over TLS."""
        return self.public_url.startswith("https://")

    def environment(self) -> dict[str, str]:
        """Return the environment variables that give another process these settings."""
        words = {"True": "yes", "False": "no"}
        values = ((one, str(getattr(self, one.name))) for one in fields(self))
        return {one.metadata["name"]: words.get(text, text) for one, text in values}

    def server_key(self) -> bytes:
        """Return the data folder's 32-byte key, created at first use."""
        self.prepare_data_folder()
        return load_or_create_key(self.data / "server.key")

    def record_key(self) -> bytes:
        """Return the 32-byte secret key that signs the record, created at first use."""
        return load_or_create_key(self.data / RECORD_KEY_FILE)

    def prepare_data_folder(self) -> None:
        """Create the data folder if needed, for its owner only."""
        make_private(self.data)


def read_config(environment: Mapping[str, str] | None = None) -> Config:
    """Read every setting from `environment` (default: `os.environ`).

    :raises InvalidSetting: a value is invalid; the message says what is allowed.
    """
    source = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for item in fields(Config):
        name, parse = item.metadata["name"], item.metadata["parse"]
        text = source.get(name, "").strip() or item.metadata["default"]
        try:
            values[item.name] = parse(text)
        except ValueError as error:
            raise InvalidSetting(f"{name}={text!r}: must be {error}.") from None
    return Config(**values)
