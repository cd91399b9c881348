"""The server process: `python wsgi.py`.

As one of several it gets the listening socket from its parent, which has claimed
the port and the data folder for all: `python wsgi.py --listener FD`.

Green threads must be in place before anything else is imported.
"""

import gc
import os
import warnings

# Nothing that is loaded is garbage: looking for some takes a tenth of the start.
# `kiosk.live.garbage` begins to look once the server is put together.
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
from kiosk.config import BadSetting, read_config  # noqa: E402
from kiosk.live.claims import CannotServe, inherit, listen, lock_data  # noqa: E402
from kiosk.live.hints_choice import choose_hints  # noqa: E402
from kiosk.live.hosting import Accepting, serve  # noqa: E402
from kiosk.live.limits import ADDRESS_NEWCOMERS, MOST_NEWCOMERS  # noqa: E402
from kiosk.live.newcomers import Newcomers  # noqa: E402


def main() -> int:
    """Serve until told to stop; return the exit status."""
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
            claimed.enter_context(lock_data(config.server_lock))
            listener = listen(config.host, config.port)
        else:
            listener = inherit(inherited)
    except (BadSetting, CannotServe) as error:
        print(error, file=sys.stderr)  # noqa: T201 said to the person who started it
        return 2
    hints = choose_hints(config, one_of_several=inherited is not None)
    server = create_server(config, hints)
    server.start_background()

    def say_goodbye() -> None:
        server.socketio.emit("restarting", {})

    def count_held() -> int:
        return len(server.socketio.server.eio.sockets)

    # Behind a proxy of ours all connections are the proxy's.
    most = MOST_NEWCOMERS if config.behind_proxy else ADDRESS_NEWCOMERS
    with claimed:
        serve(
            listener,
            server.app,
            loop=server.loop,
            max_connections=config.max_connections,
            on_stop=say_goodbye,
            accepting=Accepting(
                held=count_held if inherited is not None else None,
                newcomers=Newcomers(most, server.door.has_met),
            ),
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
