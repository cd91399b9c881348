"""A real nginx in front of a real server, configured by `python -m kiosk nginx`."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from tests.servers import ROOT, RealServer, free_port
from tests.services import is_listening
from tests.waiting import TIMEOUT_SECONDS

NGINX = "/usr/sbin/nginx"
START_SECONDS = 20


def make_certificate(
    folder: Path, name: str = "localhost", password: str = ""
) -> tuple[Path, Path]:
    """Make a self-signed certificate for this machine; return it and its key."""
    certificate, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-days", "2"),
            *(("-passout", f"pass:{password}") if password else ("-nodes",)),
            *("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-subj", f"/CN={name}"),
            *("-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key


def write_front(
    settings: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """Call `python -m kiosk nginx`."""
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "nginx", *arguments],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def is_accepted(configuration: Path) -> str:
    """Let nginx test a configuration; return its error message or ""."""
    done = subprocess.run(
        [NGINX, "-t", "-q", "-c", str(configuration), "-p", str(configuration.parent)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr if done.returncode else ""


class Nginx:
    """nginx on free ports, with all its files in one folder.

    Create it before the server behind it, and start it after that server: each needs
    the other's port. `settings` are for that server.
    """

    def __init__(self, folder: Path, *, secure: bool = True) -> None:
        """Prepare folder, ports and, if `secure`, a certificate for localhost."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port, self.plain_port = free_port(), free_port()
        self.certificate: Path | None = None
        self._tls: list[str] = []
        if secure:
            self.certificate, key = make_certificate(folder)
            self._tls = [
                *("--certificate", str(self.certificate), "--key", str(key)),
                *("--redirect", f"127.0.0.1:{self.plain_port}"),
            ]
        scheme = "https" if secure else "http"
        self.url = f"{scheme}://localhost:{self.port}"
        self.settings = {"KIOSK_BEHIND_PROXY": "yes", "KIOSK_PUBLIC_URL": self.url}
        self.configuration = folder / "nginx.conf"
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def access_log(self) -> str:
        """The access log so far."""
        return (self.folder / "access.log").read_text("utf-8")

    @property
    def error_log(self) -> str:
        """The error log so far."""
        return (self.folder / "error.log").read_text("utf-8")

    def write(self, server: RealServer, *arguments: str, **settings: str) -> None:
        """Write the configuration; `settings` replace the server's own."""
        done = write_front(
            server.settings | settings,
            *("--listen", f"127.0.0.1:{self.port}", *self._tls),
            *("--folder", str(self.folder), "--out", str(self.configuration)),
            *arguments,
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start and wait until it listens."""
        # As root, nginx runs its workers as www-data, which may not enter the temporary
        # folders of the tests.
        user = "user root;" if os.geteuid() == 0 else ""
        with (self.folder / "start.log").open("wb") as said:
            self.process = subprocess.Popen(
                [
                    *(NGINX, "-c", str(self.configuration), "-p", str(self.folder)),
                    *("-g", f"daemon off; {user}"),
                ],
                stdout=said,
                stderr=said,
            )
        deadline = time.monotonic() + START_SECONDS
        while not is_listening(self.port):
            if self.process.poll() is not None or time.monotonic() > deadline:
                why = (self.folder / "start.log").read_text("utf-8")
                raise AssertionError(f"nginx did not start:\n{why}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop at once."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(TIMEOUT_SECONDS)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_what: object) -> None:
        self.stop()
