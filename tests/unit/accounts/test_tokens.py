"""ID tokens: verified by signature, issuer, audience, time and nonce."""

import base64
import datetime as dt
import hashlib
import hmac
import json

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from kiosk.accounts.oidc.tokens import BadToken, Expected, UnknownKey, verify_token

NOW = dt.datetime(2026, 11, 29, 8, tzinfo=dt.UTC)
SECONDS = int(NOW.timestamp())
EXPECTED = Expected("https://a.vn", "kiosk", "nonce", NOW)
CLAIMS = {
    "iss": "https://a.vn",
    "aud": "kiosk",
    "sub": "7",
    "nonce": "nonce",
    "iat": SECONDS - 5,
    "exp": SECONDS + 300,
}


@pytest.fixture(scope="module")
def key():
    return RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


@pytest.fixture(scope="module")
def keys(key):
    return KeySet([RSAKey.import_key(key.as_dict(private=False))])


def signed(key, **changes):
    claims = {
        name: value for name, value in (CLAIMS | changes).items() if value is not None
    }
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"aud": ["kiosk"]},
        {"aud": ["kiosk", "other"], "azp": "kiosk"},
        {"exp": SECONDS - 30},
        {"iat": SECONDS + 30},
    ],
)
def test_good_ones(key, keys, changes):
    assert verify_token(signed(key, **changes), keys, EXPECTED)["sub"] == "7"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://a.vn/"},
        {"aud": "other"},
        {"aud": ["kiosk", "other"]},
        {"azp": "other"},
        {"nonce": "another"},
        {"nonce": 7},
        {"nonce": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": None},
        {"exp": SECONDS - 61},
        {"exp": "soon"},
        {"exp": None},
        {"iat": SECONDS + 61},
        {"iat": None},
        {"aud": None},
        {"iss": None},
    ],
)
def test_each_wrong_claim_is_refused(key, keys, changes):
    with pytest.raises(BadToken):
        verify_token(signed(key, **changes), keys, EXPECTED)


def test_another_key_of_the_same_name_is_refused(keys):
    other = RSAKey.generate_key(2048, {"kid": "one"})
    with pytest.raises(BadToken):
        verify_token(signed(other), keys, EXPECTED)


def test_a_key_of_another_name_is_unknown(keys):
    other = RSAKey.generate_key(2048, {"kid": "two"})
    with pytest.raises(UnknownKey):
        verify_token(signed(other), keys, EXPECTED)


def part(content) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def test_no_signature_and_shared_secrets_are_refused(key, keys):
    """The public key as a shared secret, and no signature: the classic attacks."""
    unsigned = f"{part({'alg': 'none', 'kid': 'one'})}.{part(CLAIMS)}."
    head = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(CLAIMS)}"
    mac = hmac.new(key.as_pem(private=False), head.encode(), hashlib.sha256).digest()
    shared = f"{head}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"
    for token in (unsigned, shared):
        with pytest.raises(BadToken):
            verify_token(token, keys, EXPECTED)


@pytest.mark.parametrize(
    "token",
    [
        *("", "a", "a.b", "a.b.c", "a.b.c.d.e", "é.é.é", "." * 9),
        f"{part([])}.{part(CLAIMS)}.AAAA",
        f"{part({'alg': ['RS256']})}.{part(CLAIMS)}.AAAA",
        f"{part({'alg': 'RS256', 'kid': ['one']})}.{part(CLAIMS)}.AAAA",
        f"{part({'alg': 'RS256', 'kid': 'one', 'crit': ['b64'], 'b64': False})}.x.AAAA",
    ],
)
def test_odd_ones_are_no_defect(keys, token):
    with pytest.raises(BadToken):
        verify_token(token, keys, EXPECTED)
