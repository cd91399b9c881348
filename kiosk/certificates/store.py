"""Store certificates in the data folder, written atomically.

A file (mode 0600) holds a certificate and its key together, so that nginx never reads
one without the other.
"""

from pathlib import Path

from kiosk.certificates.key_pair import CertificateKeyPair, read_key_pair
from kiosk.config import Config
from kiosk.private_folder import write_private_file


class CertificateStore:
    """The installation's root certificate, if any, and the server's certificate."""

    def __init__(self, config: Config) -> None:
        """Use the data folder of `config`."""
        self._folder = config.data / "tls"
        self.root_path = self._folder / "root.pem"
        self.server_path = self._folder / "server.pem"

    def root(self) -> CertificateKeyPair | None:
        """Return the installation's root, if any.

        :raises CertificateError: the file is damaged.
        """
        return _read(self.root_path)

    def server(self) -> CertificateKeyPair | None:
        """Return the server's certificate, if any.

        :raises CertificateError: the file is damaged.
        """
        return _read(self.server_path)

    def root_of_server(self) -> CertificateKeyPair | None:
        """Return the installation's root if it signed the server's certificate.

        :raises CertificateError: a file is damaged.
        """
        root, server = self.root(), self.server()
        return root if root and server and server.is_signed_by(root) else None

    def keep(self, path: Path, pair: CertificateKeyPair) -> None:
        """Store `pair` at one of the two paths."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private_file(path, pair.whole())


def _read(path: Path) -> CertificateKeyPair | None:
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    return read_key_pair(text, text)
