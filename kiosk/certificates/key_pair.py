"""A certificate with its chain and private key, as stored in one file."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization

from kiosk.certificates.rules import CertificateError, HostNames, IPNetwork

# Prefix of the common name of roots that Kiosk has issued.
ROOT_PREFIX = "Kiosk"


@dataclass(frozen=True)
class CertificateKeyPair:
    """A certificate, its issuers in order, and its private key."""

    chain: tuple[x509.Certificate, ...]
    # Of any type; keys of issued certificates are on the curve P-256.
    key: Any

    @property
    def certificate(self) -> x509.Certificate:
        """Return the certificate itself."""
        return self.chain[0]

    @property
    def since(self) -> dt.datetime:
        """Return the start of its validity."""
        return self.certificate.not_valid_before_utc

    @property
    def until(self) -> dt.datetime:
        """Return the end of its validity."""
        return self.certificate.not_valid_after_utc

    @property
    def fingerprint(self) -> str:
        """Return its SHA-256 as tablets display it: pairs of hex digits."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":").upper()

    @property
    def is_matching(self) -> bool:
        """Return whether the key belongs to the certificate."""
        return bool(self.key.public_key() == self.certificate.public_key())

    @property
    def is_ours(self) -> bool:
        """Return whether a root issued by Kiosk, possibly an old one, signed it."""
        return self.chain[-1].subject.rfc4514_string().startswith(f"CN={ROOT_PREFIX} ")

    def names(self) -> HostNames:
        """Return the host names it is valid for."""
        found = self._extension(x509.SubjectAlternativeName)
        if found is None:
            return HostNames((), ())
        return HostNames(
            tuple(name.lower() for name in found.get_values_for_type(x509.DNSName)),
            tuple(found.get_values_for_type(x509.IPAddress)),
        )

    def limits(self) -> tuple[HostNames, tuple[IPNetwork, ...]]:
        """Return the names and networks in a root's name constraints."""
        found = self._extension(x509.NameConstraints)
        subtrees = (found.permitted_subtrees if found else None) or []
        names = [tree.value for tree in subtrees if isinstance(tree, x509.DNSName)]
        networks = [tree.value for tree in subtrees if isinstance(tree, x509.IPAddress)]
        # The library's type is wider: a constraint is always a network.
        return HostNames(tuple(names), ()), cast(tuple[IPNetwork, ...], tuple(networks))

    def is_signed_by(self, other: "CertificateKeyPair") -> bool:
        """Return whether `other` has signed it."""
        return is_issued(self.certificate, other.certificate)

    def pem(self) -> bytes:
        """Return the chain without the key, as PEM."""
        return b"".join(map(_pem, self.chain))

    def der(self) -> bytes:
        """Return the certificate only, as DER, which every device installs."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def whole(self) -> bytes:
        """Return chain and key as PEM for one file, so that both change together."""
        secret: bytes = self.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return self.pem() + secret

    def _extension(self, kind: Any) -> Any:
        try:
            return self.certificate.extensions.get_extension_for_class(kind).value
        except x509.ExtensionNotFound:
            return None


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def is_issued(below: x509.Certificate, above: x509.Certificate) -> bool:
    """Return whether `above` has signed `below`."""
    try:
        below.verify_directly_issued_by(above)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def read_key_pair(certificates: bytes, key: bytes) -> CertificateKeyPair:
    """Parse a chain and its key, both PEM, possibly of the same file.

    :raises CertificateError: one of them cannot be read.
    """
    try:
        chain = tuple(x509.load_pem_x509_certificates(certificates))
    except ValueError:
        raise CertificateError("Tệp chứng thư không phải PEM hoặc đã hỏng.") from None
    try:
        secret = serialization.load_pem_private_key(_key_in(key), None)
    except TypeError:
        raise CertificateError(
            "Khoá có mật khẩu; máy chủ không thể tự khởi động với khoá như vậy."
        ) from None
    except ValueError:
        raise CertificateError("Tệp khoá không phải PEM hoặc đã hỏng.") from None
    return CertificateKeyPair(chain, secret)


def _key_in(text: bytes) -> bytes:
    """Return a PEM file from its first private key on."""
    lines = text.splitlines(keepends=True)
    starts = [
        number
        for number, line in enumerate(lines)
        if line.startswith(b"-----BEGIN ") and b"PRIVATE_NETWORKS KEY" in line
    ]
    return b"".join(lines[starts[0] :]) if starts else text
