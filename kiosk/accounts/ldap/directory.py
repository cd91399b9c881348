"""Ask the directory: bind as the person over TLS, then read their entry and groups.

`ldap3` is written in Python, so under eventlet it waits in its own green thread. The
name of the server is resolved outside the event loop, and the numeric address is used.
"""

import contextlib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import ldap3
from ldap3.core.exceptions import LDAPException, LDAPSASLPrepError
from pyasn1.error import PyAsn1Error

from kiosk.accounts.ldap import names
from kiosk.accounts.people_elsewhere import PersonElsewhere
from kiosk.accounts.rules import is_username
from kiosk.sign_in_settings import SignInSettings

WAIT_SECONDS = 5
_PORTS = {"ldap": 389, "ldaps": 636}
_MOST_GROUPS = names.MOST_GROUPS
# RFC 4511, A.2: the directory itself is in trouble; all else refuses the person.
_BUSY, _UNAVAILABLE = 51, 52
_TROUBLES = {1, 2, 3, _BUSY, _UNAVAILABLE, 80}
_SUCCESS = 0

# Returns the numeric addresses of a host, or raises OSError.
Resolver = Callable[[str, int], list[str]]


class DirectoryUnavailable(Exception):  # noqa: N818
    """The directory does not answer; the message is for the log."""


class CheckedTls(ldap3.Tls):  # type: ignore[misc]
    """TLS with the certificate's name compared by Python itself.

    The library's own comparison uses what newer versions of Python no longer have, and
    would compare the numeric address.
    """

    def __init__(self, host: str, ca_file: str) -> None:
        """Trust the certificates in `ca_file`; empty: the system's."""
        super().__init__(validate=ssl.CERT_REQUIRED)
        self._host = host
        self._context = ssl.create_default_context(cafile=ca_file or None)

    def wrap_socket(self, connection: Any, do_handshake: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 as in the library
        """Put TLS over the open connection, with a whole handshake."""
        connection.socket = self._context.wrap_socket(
            connection.socket, server_hostname=self._host
        )


@dataclass(frozen=True)
class _Place:
    is_tls: bool
    host: str
    port: int


def find_person(
    settings: SignInSettings, username: str, password: str, resolve: Resolver
) -> PersonElsewhere | None:
    """Return the person with this name and password; None: there is none.

    :raises DirectoryUnavailable: the directory does not answer.
    """
    # An empty password would bind as nobody, successfully (RFC 4513, 5.1.2).
    if not password or not is_username(username):
        return None
    name = names.bind_name(settings.ldap_bind, username)
    with _connection(settings, name, password, resolve) as connection:
        if not _is_bound(connection):
            return None
        return _read_person(connection, settings, username)


def _is_bound(connection: Any) -> bool:
    try:
        if connection.bind():
            return True
    except LDAPSASLPrepError:
        # No password has control characters.
        return False
    result = connection.result or {}
    if result.get("result") in _TROUBLES:
        raise DirectoryUnavailable(str(result.get("description")))
    return False


@contextlib.contextmanager
def _connection(
    settings: SignInSettings, name: str, password: str, resolve: Resolver
) -> Iterator[Any]:
    """Open a connection over TLS, not bound yet."""
    try:
        connection = _open(settings, name, password, resolve)
        try:
            yield connection
        finally:
            connection.unbind()
    except (LDAPException, PyAsn1Error, OSError) as error:
        # Messages of the library may hold names; its kind says enough.
        raise DirectoryUnavailable(type(error).__name__) from error


def _open(settings: SignInSettings, name: str, password: str, resolve: Resolver) -> Any:
    place = _place(settings.ldap_url)
    trust = CheckedTls(place.host, settings.ldap_ca_file)
    failed: Exception = OSError("the name has no address")
    for address in resolve(place.host, place.port):
        server = ldap3.Server(
            address,
            port=place.port,
            use_ssl=place.is_tls,
            tls=trust,
            get_info=ldap3.NONE,
            connect_timeout=WAIT_SECONDS,
        )
        connection = ldap3.Connection(
            server,
            user=name,
            password=password,
            authentication=ldap3.SIMPLE,
            receive_timeout=WAIT_SECONDS,
            auto_referrals=False,
            read_only=True,
        )
        try:
            connection.open(read_server_info=False)
            if not place.is_tls:
                _begin_tls(connection)
        except (LDAPException, DirectoryUnavailable) as error:
            _close(connection)
            failed = error
            continue
        return connection
    raise failed


def _begin_tls(connection: Any) -> None:
    """Turn an open line into a safe one; nothing has been sent over it yet."""
    if not connection.start_tls(read_server_info=False):
        raise DirectoryUnavailable("StartTLS is refused")


def _close(connection: Any) -> None:
    if connection.socket is not None:
        connection.socket.close()


def _place(url: str) -> _Place:
    parts = urlsplit(url)
    port = parts.port or _PORTS[parts.scheme]
    return _Place(parts.scheme == "ldaps", parts.hostname or "", port)


def _read_person(
    connection: Any, settings: SignInSettings, username: str
) -> PersonElsewhere | None:
    """Return the person's own entry, read with their own rights."""
    wanted = names.person_filter(settings.ldap_user_attribute, username)
    attributes = [*names.UNIQUE_IDS, *names.FULL_NAMES, names.GROUPS]
    entries = _search(connection, settings.ldap_base, wanted, attributes, most=2)
    if len(entries) != 1:
        return None
    [entry] = entries
    listing = names.groups_filter(entry["dn"], username)
    groups = _search(connection, settings.ldap_base, listing, ["cn"], most=_MOST_GROUPS)
    own = [group["dn"] for group in groups]
    return names.person_of(settings.ldap_url, username, entry, own)


def _search(
    connection: Any, base: str, wanted: str, attributes: list[str], *, most: int
) -> list[dict[str, Any]]:
    connection.search(
        base,
        wanted,
        attributes=attributes,
        size_limit=most,
        time_limit=WAIT_SECONDS,
    )
    if (connection.result or {}).get("result") in _TROUBLES - {3}:
        raise DirectoryUnavailable("a search failed")
    found = connection.response or []
    return [one for one in found if one.get("type") == "searchResEntry"]
