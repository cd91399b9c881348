"""`run`: everything in one terminal, until Ctrl-C."""

import argparse
import fcntl
import http.client
import itertools
import logging
import socket
import time

from kiosk.cli.addresses import base_url, lan_url, local_host
from kiosk.cli.child import Child
from kiosk.cli.screens import print_badge, print_screens
from kiosk.cli.setup_link import has_administrator, new_link
from kiosk.cli.supervisor import REFUSAL_STATUS, Stopping, Supervisor
from kiosk.config import Config
from kiosk.demo.addresses import describe
from kiosk.demo.conference import find_demo, is_empty
from kiosk.storage.migrate import migrate
from kiosk.storage.store import Store, open_store

_HTTP_SECONDS = 2.0
_HTTP_OK = 200


def _is_free(config: Config) -> bool:
    """Tell whether no other server has the data folder or the port.

    Only a first look, so that nothing is touched in vain: the server itself
    claims both, and says what is wrong.
    """
    config.data.mkdir(parents=True, exist_ok=True)
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    with (config.data / "server.lock").open("a") as lock, socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            door.bind((config.host, config.port))
        except OSError:
            return False
    return True


def _answers(config: Config) -> bool:
    link = http.client.HTTPConnection(
        local_host(config), config.port, timeout=_HTTP_SECONDS
    )
    try:
        link.request("GET", "/healthz")
        return link.getresponse().status == _HTTP_OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def _wait_for(supervisor: Supervisor, server: Child, config: Config) -> None:
    """Wait until the server answers.

    :raises Stopping: it ended instead, or the keeper wants to stop.
    """
    while not _answers(config):
        if server.status() is not None:
            raise Stopping(server.status() or 1)
        supervisor.look()


def _make_demo(supervisor: Supervisor, store: Store) -> None:
    """Let a process of its own make the demo conference, if the folder is empty."""
    if not store.config.demo or not is_empty(store):
        return
    print("Đang tạo hội nghị demo …", flush=True)
    maker = Child("demo", "demo", is_silent=True)
    maker.start()
    try:
        while maker.status() is None:
            supervisor.look()
    finally:
        maker.kill()


def _tell(store: Store) -> None:
    """Print where everything is."""
    config = store.config
    meeting_id = find_demo(store)
    lan = lan_url(config)
    if meeting_id is not None:
        addresses = describe(store, meeting_id, base_url(config))
        print_screens(addresses)
        for badge in itertools.islice(addresses["delegates"], 1):
            print_badge(badge, lan)
    if not has_administrator(store):
        print("\nTạo người quản trị (đường dẫn dùng một lần, đừng đưa cho ai):")
        print(f"  {new_link(store)}")
    if lan:
        print(f"\nTừ máy khác trong mạng: {lan}")
    print(f"\nReady: {base_url(config)}", flush=True)


def run(config: Config, _arguments: argparse.Namespace) -> int:
    """Migrate, start server and worker, make the demo, and stay in front."""
    logging.basicConfig(
        level=config.log_level,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    # Which revision it comes from and goes to is of no use in daily work.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    server = Child("server", "serve")
    if not _is_free(config):
        return _let_it_refuse(server)
    store = open_store(config)
    migrate(store.database)
    supervisor = Supervisor([server, Child("worker", "worker")])
    supervisor.heed_signals()
    try:
        supervisor.start()
        _wait_for(supervisor, server, config)
        _make_demo(supervisor, store)
        _tell(store)
        while True:
            supervisor.look()
    except Stopping as wish:
        print("Đang dừng …", flush=True)
        return wish.status
    finally:
        supervisor.stop()
        store.database.close()


def _let_it_refuse(server: Child) -> int:
    """Start the server where it cannot start: it says itself why."""
    server.start()
    try:
        while server.status() is None:
            time.sleep(0.05)
    finally:
        server.kill()
    return server.status() or REFUSAL_STATUS
