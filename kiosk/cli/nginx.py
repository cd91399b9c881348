"""`nginx`: write the configuration of nginx as TLS reverse proxy."""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.nginx_options import (
    BadNginxOption,
    NginxOptions,
    quote,
    read_nginx_options,
)
from kiosk.cli.parent_death_signal import end_with_parent
from kiosk.config import Config
from kiosk.web.security_headers import page_security_headers
from kiosk.web.static_files import STATIC, TYPES, static_version
from kiosk.web.x_accel import X_ACCEL_PREFIX

ROOT = Path(__file__).parents[2]
# A tablet needs two connections (to nginx, and from it to Kiosk); files need more.
SPARE_CONNECTIONS = 2000
# Security headers lost on `X-Accel-Redirect`, except those that nginx keeps.
_NOT_KEPT = ("ETag", "Last-Modified", "Cache-Control")


def write_configuration(config: Config, front: NginxOptions) -> str:
    """Return the text of the configuration."""
    environment = Environment(
        loader=FileSystemLoader(ROOT / "deploy"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 it is no HTML; `quote` guards what is put in
    )
    connections = 2 * config.max_connections + SPARE_CONNECTIONS
    shield = page_security_headers()
    return environment.get_template("nginx.conf.jinja").render(
        vars(front),
        quote=quote,
        connections=connections,
        open_files=2 * connections,
        logs=front.folder or "/var/log/nginx",
        upload_mb=config.max_upload_mb,
        data=str(config.data),
        files=X_ACCEL_PREFIX,
        kept=[name for name in shield if name not in _NOT_KEPT],
        page_security_headers=shield,
        static=str(STATIC),
        restarting=str(STATIC / "away.html"),
        types={ending.lstrip("."): kind for ending, kind in TYPES.items()},
        version=static_version(),
    )


def _put(path: Path, text: str) -> None:
    # Atomic: nginx never reads an incomplete file.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _advice(config: Config, front: NginxOptions) -> list[str]:
    """Return the settings of Kiosk that do not match this nginx."""
    scheme = "https" if front.certificate else "http"
    lines = []
    if not config.behind_proxy:
        lines.append("KIOSK_BEHIND_PROXY=yes")
    if config.secure != bool(front.certificate):
        lines.append(f"KIOSK_PUBLIC_URL={scheme}://{front.name or '<tên máy chủ>'}")
    if not front.is_elsewhere and config.host not in {"127.0.0.1", "::1", "localhost"}:
        lines.append("HOST=127.0.0.1")
    return lines


def find_nginx() -> str | None:
    """Return the path of nginx; on Debian it may be in root's PATH only."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _become(nginx: str, configuration: Path, folder: str) -> NoReturn:
    """Replace this process by nginx in the foreground."""
    # As root, nginx would run its workers as a user without access to the data folder.
    user = " user root;" if os.geteuid() == 0 else ""
    words = [nginx, "-c", str(configuration), "-p", folder]
    # Errors before the configuration is read go to the folder too.
    words += ["-e", f"{folder}/error.log", "-g", f"daemon off;{user}"]
    os.execv(nginx, words)  # noqa: S606 nginx itself


def _run_it(text: str, folder: str) -> int:
    nginx = find_nginx()
    if not (folder and nginx):
        print("--run cần nginx đã cài và --folder.", file=sys.stderr)
        return REFUSED_STATUS
    configuration = Path(folder) / "nginx.conf"
    _put(configuration, text)
    _become(nginx, configuration, folder)


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Print or write the configuration, and list the settings it needs."""
    end_with_parent(arguments.with_parent)
    try:
        front = read_nginx_options(config, arguments)
        text = write_configuration(config, front)
        if arguments.run:
            return _run_it(text, front.folder)
        if arguments.out:
            _put(Path(arguments.out), text)
    except BadNginxOption as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED_STATUS
    except OSError as error:
        print(
            f"Không ghi được {arguments.out or front.folder}: {error.strerror}.",
            file=sys.stderr,
        )
        return REFUSED_STATUS
    if not arguments.out:
        print(text, end="")
        return 0
    print(f"Đã ghi {arguments.out}. Tiếp theo: nginx -t && systemctl reload nginx")
    if advice := _advice(config, front):
        print("Máy chủ Kiosk cần thêm cấu hình:")
        print("\n".join(f"  {line}" for line in advice))
    return 0
