"""The server process: `python wsgi.py`.

Green threads must be in place before anything else is imported.
"""

import os
import warnings

os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402

eventlet.monkey_patch()

import logging  # noqa: E402
import sys  # noqa: E402

from kiosk.app import create_server  # noqa: E402
from kiosk.config import BadSetting, read_config  # noqa: E402
from kiosk.live.hosting import CannotServe, listen, lock_data, serve  # noqa: E402


def main() -> int:
    """Serve until told to stop; return the exit status."""
    try:
        config = read_config()
        logging.basicConfig(
            level=config.log_level,
            format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        )
        config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = lock_data(config.data)
        listener = listen(config.host, config.port)
    except (BadSetting, CannotServe) as error:
        print(error, file=sys.stderr)  # noqa: T201 said to the person who started it
        return 2
    server = create_server(config)
    server.start_background()

    def say_goodbye() -> None:
        server.socketio.emit("restarting", {})

    with lock:
        serve(
            listener,
            server.app,
            loop=server.loop,
            max_connections=config.max_connections,
            on_stop=say_goodbye,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
