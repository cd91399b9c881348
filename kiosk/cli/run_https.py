"""`run --https`: nginx as TLS reverse proxy on the same machine."""

import argparse
import os
from urllib.parse import urlsplit

from kiosk import clock
from kiosk.certificates.rules import CertificateError, as_address, is_covered
from kiosk.certificates.store import CertificateStore
from kiosk.cli.addresses import own_names
from kiosk.cli.certificate import make_or_renew
from kiosk.cli.managed_process import ManagedProcess
from kiosk.cli.nginx import find_nginx
from kiosk.config import Config, read_config


def _ensure_certificate(config: Config) -> str:
    """Ensure a certificate; return the host name that browsers use."""
    given = CertificateStore(config).server()
    public = urlsplit(config.public_url).hostname
    if given and not given.is_ours:
        return public or given.names().dns[0]
    # An IP address works without a name server.
    own = [name for name in own_names() if as_address(name)]
    name = public or next(iter(own), "localhost")
    wanted = argparse.Namespace(name=[], renew=False, new_root=False)
    _, server, _ = make_or_renew(config, wanted, clock.now())
    names = server.names()
    if not is_covered(name, names):
        # The address of this machine has changed.
        wanted.name = [*names.dns, *map(str, names.addresses), name]
        make_or_renew(config, wanted, clock.now())
    return name


def prepare_https(config: Config, port: int) -> tuple[Config, ManagedProcess]:
    """Prepare https on `port`; return the server's settings and the nginx process.

    nginx also listens on the server's usual port, for the page that installs the root
    certificate, and redirects everything else to https. The server itself listens on
    the next port, on loopback only.

    :raises CertificateError: there is no nginx, or no certificate can be made.
    """
    if not find_nginx():
        raise CertificateError(
            "--https cần nginx đứng trước. Cài nó: apt install nginx (không cần bật)."
        )
    name = _ensure_certificate(config)
    folder = config.data / "nginx"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    host = f"[{config.host}]" if ":" in config.host else config.host
    os.environ |= {
        "HOST": "127.0.0.1",
        "PORT": str(config.port + 1),
        "KIOSK_BEHIND_PROXY": "yes",
        "KIOSK_PUBLIC_URL": f"https://{name}:{port}",
    }
    listening = [
        ("--listen", f"{host}:{port}"),
        ("--redirect", f"{host}:{config.port}"),
    ]
    front = ManagedProcess(
        "nginx",
        *("nginx", "--run", "--folder", str(folder)),
        *(word for pair in listening for word in pair),
    )
    return read_config(), front
