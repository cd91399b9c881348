"""Run one server process: `python wsgi.py`.

As one of several it inherits the listening socket from its parent, which holds the
locks on port and data folder: `python wsgi.py --listener FD`.

eventlet must patch the standard library before anything else is imported.
"""

import gc
import os
import warnings

# Garbage collection during imports finds nothing and takes a tenth of the start-up
# time; `kiosk.live.gc_tuning` turns it on again.
gc.disable()
os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

import argparse  # noqa: E402
import contextlib  # noqa: E402
import logging  # noqa: E402
import sys  # noqa: E402

from kiosk.app import create_server  # noqa: E402
from kiosk.config import InvalidSetting, read_config  # noqa: E402
from kiosk.live.limits import MAX_UNAUTHENTICATED, MAX_UNAUTHENTICATED_PER_ADDRESS  # noqa: E402
from kiosk.live.message_bus_factory import create_bus  # noqa: E402
from kiosk.live.startup_locks import (  # noqa: E402
    StartupError,
    inherit_listener,
    listen,
    lock_data_folder,
)
from kiosk.live.transport import (  # noqa: E402
    AcceptOptions,
    UnauthenticatedConnections,
    serve,
)


def main() -> int:
    """Serve until stopped; return the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--listener", type=int, help="an inherited listening socket")
    inherited: int | None = parser.parse_args().listener
    claimed = contextlib.ExitStack()
    try:
        config = read_config()
        logging.basicConfig(
            level=config.log_level,
            format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        )
        if inherited is None:
            config.prepare_data_folder()
            claimed.enter_context(lock_data_folder(config.server_lock))
            listener = listen(config.host, config.port)
        else:
            listener = inherit_listener(inherited)
    except (InvalidSetting, StartupError) as error:
        print(error, file=sys.stderr)  # noqa: T201 said to the person who started it
        return 2
    bus = create_bus(config, one_of_several=inherited is not None)
    server = create_server(config, bus)
    server.start_background()

    def announce_restart() -> None:
        server.socketio.emit("restarting", {})

    def count_held() -> int:
        return len(server.socketio.server.eio.sockets)

    # Behind a proxy all connections come from its address.
    most = (
        MAX_UNAUTHENTICATED if config.behind_proxy else MAX_UNAUTHENTICATED_PER_ADDRESS
    )
    with claimed:
        serve(
            listener,
            server.app,
            loop=server.loop,
            max_connections=config.max_connections,
            on_stop=announce_restart,
            accepting=AcceptOptions(
                is_stock=config.transport == "stock",
                connection_count=count_held if inherited is not None else None,
                unauthenticated=UnauthenticatedConnections(
                    most, server.authenticator.is_known_device
                ),
            ),
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
