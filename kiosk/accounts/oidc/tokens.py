"""Verify ID tokens; pure, by `joserfc` (OpenID Connect Core 1.0, section 3.1.3.7)."""

import datetime as dt
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

# Signatures by a key pair; never `none`, never a shared secret.
ALGORITHMS = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
]
# Clocks differ.
LEEWAY_SECONDS = 60


class BadToken(Exception):  # noqa: N818
    """A token does not verify; the message is for the log and holds no claim."""


class UnknownKey(BadToken):
    """It is signed by a key that is not known: keys may have been renewed."""


@dataclass(frozen=True)
class Expected:
    """What the claims of a token must say."""

    issuer: str
    client_id: str
    nonce: str
    now: dt.datetime


def verify_token(token: str, keys: "KeySet", expected: Expected) -> dict[str, Any]:
    """Return the claims of an ID token.

    :raises UnknownKey: none of `keys` is the one it names.
    :raises BadToken: signature, issuer, audience, time or nonce is wrong.
    """
    # Loaded with the first sign-in: most servers have no provider.
    from joserfc import jwt  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    _check_key(token, keys)
    try:
        decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
        jwt.JWTClaimsRegistry(
            now=int(expected.now.timestamp()),
            leeway=LEEWAY_SECONDS,
            iss={"essential": True, "value": expected.issuer},
            aud={"essential": True, "value": expected.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        ).validate(decoded.claims)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise BadToken(type(error).__name__) from error
    _check_party(decoded.claims, expected)
    return decoded.claims


def _check_key(token: str, keys: "KeySet") -> None:
    from joserfc import jws  # noqa: PLC0415
    from joserfc.errors import JoseError  # noqa: PLC0415

    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, TypeError) as error:
        raise BadToken("malformed") from error
    algorithm, kid = header.get("alg"), header.get("kid")
    if algorithm not in ALGORITHMS or not isinstance(kid, str | None):
        raise BadToken("header")
    if kid is not None and kid not in {key.kid for key in keys.keys}:
        raise UnknownKey("key")
    if kid is None and not keys.keys:
        raise UnknownKey("key")


def _check_party(claims: dict[str, Any], expected: Expected) -> None:
    audience = claims["aud"]
    is_shared = isinstance(audience, list) and len(audience) > 1
    party = claims.get("azp")
    if (is_shared or party is not None) and party != expected.client_id:
        raise BadToken("azp")
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not claims["sub"]:
        raise BadToken("nonce or sub")
    if not hmac.compare_digest(nonce.encode(), expected.nonce.encode()):
        raise BadToken("nonce")
