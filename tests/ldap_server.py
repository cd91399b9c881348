"""Run OpenLDAP's slapd with a few people and groups, on TLS with a root of its own."""

import datetime as dt
import subprocess
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.services import Service, free_port, is_listening

SLAPD = "/usr/sbin/slapd"
BASE = "dc=tinh,dc=vn"
BIND = f"uid={{}},ou=people,{BASE}"
PASSWORD = "mật khẩu ở danh bạ (*)"

CONFIGURATION = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/slapd.pid
TLSCACertificateFile {folder}/root.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
# No password over an open line.
security simple_bind=128
database mdb
suffix "{base}"
directory {folder}/data
access to attrs=userPassword by anonymous auth by * none
access to * by users read by * none
"""
TREE = """
dn: {base}
objectClass: domain
dc: tinh

dn: ou=people,{base}
objectClass: organizationalUnit
ou: people

dn: ou=groups,{base}
objectClass: organizationalUnit
ou: groups
"""
PERSON = """
dn: uid={name},ou=people,{base}
objectClass: inetOrgPerson
uid: {name}
cn: {full_name}
sn: {name}
userPassword: {password}
"""
GROUP = """
dn: cn={name},ou=groups,{base}
objectClass: groupOfNames
cn: {name}
"""


class LdapServer(Service):
    """slapd with a database of its own."""

    def __init__(self) -> None:
        """Choose a second port, for TLS from the first byte."""
        super().__init__()
        self.tls_port = free_port()

    @property
    def root_file(self) -> str:
        """The root certificate that clients must trust."""
        return str(self.folder / "root.pem")

    def prepare(self) -> None:
        """Write certificates, settings and people."""
        make_certificates(self.folder)
        (self.folder / "data").mkdir()
        settings = CONFIGURATION.format(folder=self.folder, base=BASE)
        (self.folder / "slapd.conf").write_text(settings)
        people = [("khai", "Ngô Khải"), ("chief", "Lê Chánh"), ("none", "Ngoài Nhóm")]
        parts = [TREE.format(base=BASE)]
        parts += [
            PERSON.format(base=BASE, name=name, full_name=full, password=PASSWORD)
            for name, full in people
        ]
        for group, members in {"Van phong": ["khai"], "Quan tri": ["chief"]}.items():
            lines = [f"member: uid={name},ou=people,{BASE}" for name in members]
            parts.append(GROUP.format(base=BASE, name=group) + "\n".join(lines) + "\n")
        subprocess.run(
            [SLAPD, "-T", "add", "-f", self.folder / "slapd.conf"],
            input="\n".join(parts).encode(),
            check=True,
            capture_output=True,
        )

    def command(self) -> Sequence[str]:
        """Stay in the foreground, at loopback only."""
        places = f"ldap://127.0.0.1:{self.port} ldaps://127.0.0.1:{self.tls_port}"
        # A level of the log keeps it in the foreground; 0 writes nothing.
        return [SLAPD, "-d", "0", "-f", f"{self.folder}/slapd.conf", "-h", places]

    def is_up(self) -> bool:
        """Tell whether both ports answer."""
        return is_listening(self.port) and is_listening(self.tls_port)


def make_certificates(folder: Path) -> None:
    """Write a root, and a certificate of `localhost` signed by it."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    now = dt.datetime.now(dt.UTC)

    def builder(
        name: str, public: ec.EllipticCurvePublicKey
    ) -> x509.CertificateBuilder:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Root of a test")])
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1))
            .not_valid_after(now + dt.timedelta(days=2))
        )

    root = builder("Root of a test", root_key.public_key()).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    names = [x509.DNSName("localhost")]
    server = builder("localhost", key.public_key()).add_extension(
        x509.SubjectAlternativeName(names), critical=False
    )
    pem = serialization.Encoding.PEM
    for name, unsigned in (("root.pem", root), ("server.pem", server)):
        made = unsigned.sign(root_key, hashes.SHA256())
        (folder / name).write_bytes(made.public_bytes(pem))
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.key").write_bytes(private)
