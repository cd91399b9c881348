"""`run`: server, worker and demo in one terminal, until Ctrl-C.

To be ready within seconds, slow imports happen while the server starts, or not at all.
"""

import argparse
import fcntl
import logging
import socket
import sys
import time
from importlib import import_module

from kiosk.certificates.rules import CertificateError
from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.managed_process import ManagedProcess
from kiosk.cli.supervisor import ProcessSupervisor, StopRequested
from kiosk.client.http_client import HttpClient
from kiosk.config import Config
from kiosk.storage.schema_revision import is_current

_HTTP_SECONDS = 2.0


def _is_free(config: Config) -> bool:
    """Return whether data folder and port seem to be free.

    Only a first check: the server itself locks both and prints what is wrong.
    """
    config.prepare_data_folder()
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with config.server_lock.open("a") as lock, socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            door.bind((config.host, config.port))
        except OSError:
            return False
    return True


def _is_migrated(config: Config) -> bool:
    return not config.database_url and is_current(config.data / "kiosk.db")


def _wait_for(
    supervisor: ProcessSupervisor, server: ManagedProcess, config: Config
) -> None:
    """Wait until the server answers.

    :raises StopRequested: it ended instead, or a stop was requested.
    """
    client = HttpClient(config.port, host=config.local_host)
    while not client.is_healthy(_HTTP_SECONDS):
        if server.status() is not None:
            raise StopRequested(server.status() or 1)
        supervisor.poll()


def _server(workers: int) -> ManagedProcess:
    return ManagedProcess("server", "serve", "--workers", str(workers))


def _start(
    supervisor: ProcessSupervisor,
    config: Config,
    workers: int,
    front: ManagedProcess | None,
) -> None:
    """Start all processes and print the URLs."""
    if not _is_migrated(config):
        supervisor.run_to_completion(
            ManagedProcess("migrate", "migrate", is_silent=True)
        )
    server = _server(workers)
    supervisor.supervise(server)
    startup_message = import_module("kiosk.cli.startup_message")
    _wait_for(supervisor, server, config)
    if front:
        supervisor.supervise(front)
    supervisor.supervise(ManagedProcess("worker", "worker"))
    if startup_message.wants_demo(config):
        print("Đang tạo hội nghị demo …", flush=True)
        supervisor.run_to_completion(ManagedProcess("demo", "demo", is_silent=True))
    startup_message.print_startup_message(config)


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Migrate, start server and worker, create the demo, and supervise them."""
    logging.basicConfig(
        level=config.log_level,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    # Its messages are not useful here.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    front: ManagedProcess | None = None
    if arguments.https:
        run_https = import_module("kiosk.cli.run_https")
        try:
            config, front = run_https.prepare_https(config, arguments.https)
        except CertificateError as refusal:
            print(refusal, file=sys.stderr)
            return REFUSED_STATUS
    if not _is_free(config):
        return _let_it_refuse(arguments.workers)
    supervisor = ProcessSupervisor()
    supervisor.install_signal_handlers()
    try:
        _start(supervisor, config, arguments.workers, front)
        while True:
            supervisor.poll()
    except StopRequested as wish:
        print("Đang dừng …", flush=True)
        return wish.status
    finally:
        supervisor.stop()


def _let_it_refuse(workers: int) -> int:
    """Start the server where it cannot start: it prints the reason."""
    server = _server(workers)
    server.start()
    try:
        while server.status() is None:
            time.sleep(0.05)
    finally:
        server.kill()
    return server.status() or REFUSED_STATUS
