"""Under which addresses people reach this server."""

import socket

from kiosk.config import Config

_ANY = {"0.0.0.0", "::"}  # noqa: S104 compared with, not bound to


def base_url(config: Config) -> str:
    """Return the public address, or the one for browsers on this machine.

    Browsers trust localhost without TLS: the camera works there.
    """
    return config.public_url or f"http://localhost:{config.port}"


def lan_url(config: Config) -> str:
    """Return the address for other devices in the same network, or nothing."""
    host = config.host if config.host not in _ANY else _lan_address()
    if config.public_url or host.startswith("127.") or host in {"", "localhost", "::1"}:
        return ""
    return (
        f"http://[{host}]:{config.port}"
        if ":" in host
        else f"http://{host}:{config.port}"
    )


def local_host(config: Config) -> str:
    """Return where this machine itself reaches the server."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(config.host, config.host)  # noqa: S104


def _lan_address() -> str:
    # Connecting a datagram socket sends nothing; it only chooses the interface.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])
