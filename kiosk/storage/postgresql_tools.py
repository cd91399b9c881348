"""Run pg_dump and pg_restore, which Debian's package postgresql-client brings.

The password reaches them in the environment only: never on a command line, which every
user of the machine can read.
"""

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from sqlalchemy import URL, Engine

from kiosk.storage.errors import DatabaseCopyError

PACKAGE = "postgresql-client"
# Where Debian installs each version; `pg_dump` on the PATH chooses among them by rules
# of its own.
VERSIONS = Path("/usr/lib/postgresql")
# libpq's parameters, and the variables in which it looks for them.
VARIABLES = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "options": "PGOPTIONS",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "channel_binding": "PGCHANNELBINDING",
    "gssencmode": "PGGSSENCMODE",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}
# Settings with passwords, which the programs do not need.
_OWN_SECRETS = ("KIOSK_DATABASE_URL", "KIOSK_REDIS_URL")
CONNECT_SECONDS = 10
# A program that takes longer is ended.
TOOL_SECONDS = 4 * 3600.0
_VERSION_SECONDS = 20
_PIECE_BYTES = 8192
# Kept of what a program complains of.
_ERROR_BYTES = 2000
# A row of PostgreSQL's version number: 150018 is 15.18.
_MAJOR = 10_000


def find_tool(name: str) -> Path | None:
    """Return the newest installed program of this name, if there is one."""
    installed = [path for path in VERSIONS.glob(f"*/bin/{name}") if path.is_file()]
    if installed:
        return max(installed, key=_folder_version)
    found = shutil.which(name)
    return Path(found) if found else None


def _folder_version(tool: Path) -> float:
    name = tool.parents[1].name
    return float(name) if re.fullmatch(r"\d+(\.\d+)?", name) else 0.0


def tool_version(tool: Path) -> int:
    """Return the major version of a program, 0 if it does not say."""
    try:
        done = subprocess.run(
            [tool, "--version"],
            capture_output=True,
            text=True,
            timeout=_VERSION_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"(\d+)(\.\d+|devel|beta\d|rc\d)?", done.stdout)
    return int(found[1]) if found else 0


def major_version(number: int) -> int:
    """Return 15 for `server_version_num` 150018."""
    return number // _MAJOR


def checked_tool(name: str, server: int) -> Path:
    """Return a program that works with a server of this major version.

    :raises DatabaseCopyError: it is missing or older than the server.
    """
    tool = find_tool(name)
    if tool is None:
        raise DatabaseCopyError(
            f"Máy này không có {name} để sao lưu PostgreSQL. Cài: apt-get install"
            f" {PACKAGE}-{server}"
        )
    version = tool_version(tool)
    if version < server:
        raise DatabaseCopyError(
            f"{tool} là bản {version or '?'}, máy chủ PostgreSQL là bản {server}:"
            f" {name} cũ hơn không dùng được. Cài: apt-get install {PACKAGE}-{server}"
        )
    return tool


def connection_environment(url: URL, engine: Engine) -> dict[str, str]:
    """Return the environment in which libpq connects as the server itself does."""
    environment = {
        name: value for name, value in os.environ.items() if name not in _OWN_SECRETS
    }
    _, parameters = engine.dialect.create_connect_args(url)
    environment |= {
        VARIABLES[name]: str(value)
        for name, value in parameters.items()
        if name in VARIABLES
    }
    environment["PGCONNECT_TIMEOUT"] = str(CONNECT_SECONDS)
    environment["PGAPPNAME"] = "kiosk"
    environment["LC_ALL"] = "C.UTF-8"
    return environment


def run_tool(
    tool: Path, arguments: Sequence[str], engine: Engine, seconds: float = TOOL_SECONDS
) -> None:
    """Run a program on the database of `engine`; it never asks for a password.

    :raises DatabaseCopyError: it failed; the message has its last line.
    """
    environment = connection_environment(engine.url, engine)
    with subprocess.Popen(
        [tool, "--no-password", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        deadline = threading.Timer(seconds, process.kill)
        deadline.start()
        try:
            complaint = _last_line(process.stderr)
        except BaseException:
            process.kill()
            raise
        finally:
            deadline.cancel()
    if process.returncode:
        password = environment.get("PGPASSWORD", "")
        if password:
            complaint = complaint.replace(password, "…")
        raise DatabaseCopyError(
            f"{tool.name} không làm được (mã {process.returncode}): {complaint or '–'}"
        )


def _last_line(stream: IO[bytes] | None) -> str:
    """Read a stream to its end, keeping little of it; return its last line."""
    kept = b""
    while stream and (piece := stream.read1(_PIECE_BYTES)):  # type: ignore[attr-defined]
        kept = (kept + piece)[-_ERROR_BYTES:]
    lines = kept.decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
