"""URLs of this server."""

import fcntl
import re
import socket
import struct

from kiosk.config import Config

_IFACE_ADDRESS = 0x8915  # Linux's SIOCGIFADDR
_PLAIN_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]*")

_ANY = {"0.0.0.0", "::"}  # noqa: S104 compared with, not bound to


def base_url(config: Config) -> str:
    """Return the public URL, or the one for browsers on this machine.

    Browsers trust localhost without TLS: the camera works there.
    """
    return config.public_url or f"http://localhost:{config.port}"


def lan_url(config: Config) -> str:
    """Return the URL for other devices in the network, or an empty string."""
    host = config.host if config.host not in _ANY else _lan_address()
    if config.public_url or host.startswith("127.") or host in {"", "localhost", "::1"}:
        return ""
    return (
        f"http://[{host}]:{config.port}"
        if ":" in host
        else f"http://{host}:{config.port}"
    )


def own_names() -> list[str]:
    """Return this machine's host name and IPv4 addresses."""
    name = socket.gethostname()
    names = [name] if _PLAIN_NAME.fullmatch(name) and name != "localhost" else []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, interface in socket.if_nameindex():
            asked = struct.pack("256s", interface.encode()[:15])
            try:
                request = fcntl.ioctl(probe.fileno(), _IFACE_ADDRESS, asked)
            except OSError:
                # It has no address.
                continue
            names.append(socket.inet_ntoa(request[20:24]))
    return [name for name in names if not name.startswith("127.")]


def _lan_address() -> str:
    # Connecting a datagram socket sends nothing; it only chooses the interface.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])
