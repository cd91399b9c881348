"""`serve`: run the server process, or the parent of several."""

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import NoReturn

from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.managed_process import ManagedProcess
from kiosk.cli.parent_death_signal import end_with_parent
from kiosk.cli.supervisor import ProcessSupervisor, StopRequested
from kiosk.config import Config
from kiosk.live.startup_locks import StartupError, listen, lock_data_folder

ROOT = Path(__file__).parents[2]
# Shorter than the stop timeout of `run`, which kills this process.
WORKERS_STOP_TIMEOUT_SECONDS = 3.5


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Serve with the requested number of processes."""
    end_with_parent(arguments.with_parent)
    if arguments.listener is not None:
        _become_server("--listener", str(arguments.listener))
    if arguments.workers == 1:
        _become_server()
    logging.basicConfig(
        level=config.log_level,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    config.prepare_data_folder()
    try:
        with (
            lock_data_folder(config.server_lock),
            listen(config.host, config.port) as listener,
        ):
            return _supervise_servers(arguments.workers, listener.fileno())
    except StartupError as refusal:
        print(refusal, file=sys.stderr)
        return REFUSED_STATUS


def _become_server(*options: str) -> NoReturn:
    """Replace this process by `wsgi.py`, which patches before other imports."""
    command = [sys.executable, str(ROOT / "wsgi.py"), *options]
    os.execv(sys.executable, command)  # noqa: S606 our own file


def _supervise_servers(count: int, listener: int) -> int:
    """Run `count` processes on one socket; return the exit status.

    The socket stays open here, so connections wait while a process is restarted.
    """
    supervisor = ProcessSupervisor(WORKERS_STOP_TIMEOUT_SECONDS)
    supervisor.install_signal_handlers()
    try:
        for number in range(1, count + 1):
            command = ("serve", "--listener", str(listener))
            supervisor.supervise(
                ManagedProcess(f"server {number}", *command, handles=[listener])
            )
        while True:
            supervisor.poll()
    except StopRequested as wish:
        return wish.status
    finally:
        supervisor.stop()
