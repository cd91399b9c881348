"""The certificates of a data folder: where they lie, put there whole or not at all.

A file holds a certificate and its key together (mode 0600). So they change in one
moment, and nginx, which reads both from it, never meets one without the other.
"""

import contextlib
import os
import tempfile
from pathlib import Path

from kiosk.certificates.key_pair import CertificateKeyPair, read_key_pair
from kiosk.config import Config


class CertificateStore:
    """The own root, if there is one, and the server's certificate."""

    def __init__(self, config: Config) -> None:
        """Keep them in the data folder of `config`."""
        self._folder = config.data / "tls"
        self.root_path = self._folder / "root.pem"
        self.server_path = self._folder / "server.pem"

    def root(self) -> CertificateKeyPair | None:
        """Return the own root.

        :raises CertificateError: the file is damaged.
        """
        return _read(self.root_path)

    def server(self) -> CertificateKeyPair | None:
        """Return the server's certificate.

        :raises CertificateError: the file is damaged.
        """
        return _read(self.server_path)

    def root_of_server(self) -> CertificateKeyPair | None:
        """Return the own root if the server's certificate hangs on it.

        :raises CertificateError: a file is damaged.
        """
        root, server = self.root(), self.server()
        return root if root and server and server.is_signed_by(root) else None

    def keep(self, path: Path, pair: CertificateKeyPair) -> None:
        """Put `pair` at one of the two paths."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private_file(path, pair.whole())


def _read(path: Path) -> CertificateKeyPair | None:
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    return read_key_pair(text, text)


def write_private_file(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    # `mkstemp` makes it 0600 from the first moment.
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(draft).unlink()
