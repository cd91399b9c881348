"""Ask browsers for passkeys and verify their answers; pure, by `fido2`.

W3C Web Authentication, level 3, sections 7.1 and 7.2. No attestation is asked for: any
passkey will do beside the password.
"""

import ipaddress
import logging
import struct
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import msgspec
from fido2.cose import CoseKey, UnsupportedKey
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

# It writes a line for each success.
logging.getLogger("fido2").setLevel(logging.WARNING)
# What malformed answers raise in its parsers.
_MALFORMED = (
    *(ValueError, KeyError, TypeError, IndexError, AttributeError),
    *(struct.error, NotImplementedError, RecursionError, OverflowError),
)
_LOCAL = {"localhost"}
_PREFERRED = UserVerificationRequirement.PREFERRED


class WrongAnswer(Exception):  # noqa: N818
    """A browser's answer does not verify."""


@dataclass(frozen=True)
class PasskeySite:
    """Where passkeys are made and used: the RP ID, and the pages' origin."""

    host: str
    origin: str


@dataclass(frozen=True)
class NewPasskey:
    """A verified new passkey, its parts in base64url, and its counter."""

    credential_id: str
    credential: str
    uses: int


@dataclass(frozen=True)
class UsedPasskey:
    """A verified use of a passkey, and the counter it sent."""

    credential_id: str
    uses: int


class AnswerParts(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    """Parts of an answer, base64url; which are there depends on the question."""

    client_data: str = msgspec.field(name="clientDataJSON")
    attestation_object: str = ""
    authenticator_data: str = ""
    signature: str = ""


class PasskeyAnswer(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    """What the browser's `navigator.credentials` answered."""

    id: str
    raw_id: str
    type: str
    response: AnswerParts


def passkey_site(address: str) -> PasskeySite | None:
    """Return the site of a server's address; None: browsers offer no passkeys there.

    They need a secure context, and a name instead of a numeric address.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    try:
        ipaddress.ip_address(host)
    except ValueError:
        is_name = bool(host)
    else:
        is_name = False
    is_secure = parts.scheme == "https" or host in _LOCAL
    if not is_name or not is_secure:
        return None
    return PasskeySite(host, f"{parts.scheme}://{parts.netloc.lower()}")


def _server(site: PasskeySite) -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(name="Kiosk", id=site.host)
    return Fido2Server(entity, verify_origin=lambda origin: origin == site.origin)


def _state(challenge: str) -> dict[str, Any]:
    return {"challenge": challenge, "user_verification": _PREFERRED}


def _stored(credential: str) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(credential))


def creation_options(
    site: PasskeySite, *, user: bytes, username: str, existing: list[str]
) -> tuple[dict[str, Any], str]:
    """Return what `credentials.create` takes, as JSON, and the challenge.

    :param existing: credentials of the account, which are not added again.
    """
    options, state = _server(site).register_begin(
        PublicKeyCredentialUserEntity(name=username, display_name=username, id=user),
        credentials=[_stored(one) for one in existing],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=_PREFERRED,
    )
    return dict(options), str(state["challenge"])


def verify_creation(
    site: PasskeySite, challenge: str, answer: PasskeyAnswer
) -> NewPasskey:
    """Return the new passkey.

    :raises WrongAnswer: origin, challenge, host or content is wrong.
    """
    try:
        response = RegistrationResponse.from_dict(_as_dict(answer))
        data = _server(site).register_complete(_state(challenge), response)
        made = data.credential_data
        if made is None or not _is_supported(made.public_key):
            raise WrongAnswer
        return NewPasskey(
            websafe_encode(made.credential_id), websafe_encode(made), data.counter
        )
    except _MALFORMED as error:
        raise WrongAnswer from error


def _is_supported(key: CoseKey) -> bool:
    return not isinstance(key, UnsupportedKey)


def request_options(
    site: PasskeySite, credentials: list[str]
) -> tuple[dict[str, Any], str]:
    """Return what `credentials.get` takes, as JSON, and the challenge."""
    options, state = _server(site).authenticate_begin(
        [_stored(one) for one in credentials], user_verification=_PREFERRED
    )
    return dict(options), str(state["challenge"])


def verify_use(
    site: PasskeySite, challenge: str, credentials: list[str], answer: PasskeyAnswer
) -> UsedPasskey:
    """Return which of these credentials answered.

    :raises WrongAnswer: origin, challenge, host, signature or content is wrong.
    """
    try:
        response = AuthenticationResponse.from_dict(_as_dict(answer))
        used = _server(site).authenticate_complete(
            _state(challenge), [_stored(one) for one in credentials], response
        )
    except _MALFORMED as error:
        raise WrongAnswer from error
    counter = response.response.authenticator_data.counter
    return UsedPasskey(websafe_encode(used.credential_id), counter)


def is_copied(stored_uses: int, sent_uses: int) -> bool:
    """Return whether a counter did not go on: there are two of this passkey.

    Those that do not count send 0 always (section 6.1.1).
    """
    return (stored_uses > 0 or sent_uses > 0) and sent_uses <= stored_uses


def _as_dict(answer: PasskeyAnswer) -> dict[str, Any]:
    parts = {
        name: text
        for name, text in msgspec.to_builtins(answer.response).items()
        if text
    }
    return {
        "id": answer.id,
        "rawId": answer.raw_id,
        "type": answer.type,
        "response": parts,
    }
