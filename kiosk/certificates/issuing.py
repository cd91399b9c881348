"""Issue a root certificate and the server's certificate signed by it."""

import datetime as dt
import ipaddress

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from kiosk.certificates.key_pair import ROOT_PREFIX, CertificateKeyPair
from kiosk.certificates.rules import (
    BACKDATE,
    PRIVATE_NETWORKS,
    ROOT_DAYS,
    SERVER_DAYS,
    CertificateError,
    HostNames,
    IPNetwork,
    outside,
)


def _name(text: str) -> x509.Name:
    # A common name has at most 64 characters (X.520).
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _limits(names: HostNames) -> x509.NameConstraints:
    """Return the root's name constraints: these names, and private addresses."""
    public: list[IPNetwork] = [
        ipaddress.ip_network(address)
        for address in names.addresses
        if not any(address in network for network in PRIVATE_NETWORKS)
    ]
    return x509.NameConstraints(
        permitted_subtrees=[
            *(x509.DNSName(name) for name in names.dns),
            *(x509.IPAddress(network) for network in (*PRIVATE_NETWORKS, *public)),
        ],
        excluded_subtrees=None,
    )


def _begin(
    subject: x509.Name, key: ec.EllipticCurvePrivateKey, now: dt.datetime
) -> x509.CertificateBuilder:
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATE)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)  # noqa: FBT003 the library's own
    )


def make_root(names: HostNames, now: dt.datetime) -> CertificateKeyPair:
    """Issue a root constrained to `names` and private addresses."""
    key = ec.generate_private_key(ec.SECP256R1())
    # The date distinguishes an installation's roots in a tablet's list.
    subject = _name(f"{ROOT_PREFIX} {now:%Y-%m-%d} {names.dns[0]}")
    certificate = (
        _begin(subject, key, now)
        .issuer_name(subject)
        .not_valid_after(now + dt.timedelta(days=ROOT_DAYS))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(_limits(names), critical=True)
        .sign(key, hashes.SHA256())
    )
    return CertificateKeyPair((certificate,), key)


def make_server(
    root: CertificateKeyPair, names: HostNames, now: dt.datetime
) -> CertificateKeyPair:
    """Issue a certificate for `names`, signed by `root`.

    :raises CertificateError: the root's constraints exclude one of them.
    """
    if stranger := outside(names, *root.limits()):
        raise CertificateError(
            f"Chứng thư gốc đang có không được ký cho {stranger}. Thêm --new-root để"
            " tạo gốc mới; khi đó mọi máy tính bảng phải cài lại chứng thư gốc."
        )
    signer = root.key
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(names.dns[0])
    until = min(now + dt.timedelta(days=SERVER_DAYS), root.until)
    identifier = root.certificate.extensions.get_extension_for_class(
        x509.SubjectKeyIdentifier
    ).value
    signed = (
        _begin(subject, key, now)
        .issuer_name(root.certificate.subject)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False
        )
        .add_extension(
            x509.SubjectAlternativeName(
                [
                    *(x509.DNSName(name) for name in names.dns),
                    *(x509.IPAddress(address) for address in names.addresses),
                ]
            ),
            critical=False,
        )
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier),
            critical=False,
        )
        .sign(signer, hashes.SHA256())
    )
    return CertificateKeyPair((signed, *root.chain), key)
