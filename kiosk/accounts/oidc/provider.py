"""The configured OpenID provider: where it is found, its keys, and its tokens."""

import base64
import hashlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode

from kiosk.accounts.oidc.fetching import FetchError, IssuerClient, origin_of
from kiosk.accounts.oidc.tokens import BadToken, Expected, UnknownKey, verify_token
from kiosk.sign_in_settings import SignInSettings

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

# Keys and addresses are read anew so often, and keys for an unknown one: a forged
# token must not make the provider be asked for ever.
REREAD_SECONDS = 3600.0
FEWEST_SECONDS = 10.0
_OK = 200
_REFUSED = range(400, 500)


class Refused(Exception):  # noqa: N818
    """The provider does not take the code; the message is for the log."""


@dataclass(frozen=True)
class Begun:
    """What a browser's sign-in was begun with, and must come back with."""

    state: str
    nonce: str
    verifier: str
    redirect: str


@dataclass(frozen=True)
class _Read:
    metadata: dict[str, Any]
    keys: "KeySet"
    at: float


class Provider:
    """One provider, as the settings name it; its answers are cached."""

    def __init__(self, settings: SignInSettings) -> None:
        """Ask nothing yet."""
        self._settings = settings
        self._issuer = settings.oidc_issuer
        self._client = IssuerClient(self._issuer, settings.oidc_ca_file)
        self._read: _Read | None = None

    def authorization_address(self, begun: Begun) -> str:
        """Return where the browser is sent to sign in.

        The code comes back in the fragment: no server's log has it.

        :raises FetchError: the provider does not answer, or not as it should.
        """
        question = {
            "response_type": "code",
            "response_mode": "fragment",
            "client_id": self._settings.oidc_client_id,
            "redirect_uri": begun.redirect,
            "scope": self._settings.oidc_scopes,
            "state": begun.state,
            "nonce": begun.nonce,
            "code_challenge": _challenge(begun.verifier),
            "code_challenge_method": "S256",
        }
        address = self._address("authorization_endpoint")
        return f"{address}{'&' if '?' in address else '?'}{urlencode(question)}"

    def sign_out_address(self, back: str) -> str:
        """Return where a browser signs out of the provider; empty: nowhere.

        :raises FetchError: the provider does not answer.
        """
        if "end_session_endpoint" not in self._metadata():
            return ""
        address = self._address("end_session_endpoint")
        question = {
            "client_id": self._settings.oidc_client_id,
            "post_logout_redirect_uri": back,
        }
        return f"{address}?{urlencode(question)}"

    def claims_for(self, code: str, begun: Begun, expected: Expected) -> dict[str, Any]:
        """Exchange a code for the verified claims of who has signed in.

        :raises FetchError: the provider does not answer, or not as it should.
        :raises Refused: it does not take the code.
        :raises BadToken: its token does not verify.
        """
        tokens = self._exchange(code, begun)
        claims = self._verified(str(tokens.get("id_token", "")), expected)
        name = "email" if self._settings.oidc_link == "email" else "preferred_username"
        if not {self._settings.oidc_groups_claim, name, "name"} <= claims.keys():
            claims = {**self._more_claims(tokens, claims), **claims}
        return claims

    def _exchange(self, code: str, begun: Begun) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": begun.redirect,
            "code_verifier": begun.verifier,
        }
        headers = self._authenticate(form)
        address = self._address("token_endpoint")
        answer = self._client.fetch(address, form=form, headers=headers)
        if answer.status in _REFUSED:
            raise Refused(f"the token endpoint answered {answer.status}")
        if answer.status != _OK:
            raise FetchError(f"the token endpoint answered {answer.status}")
        return answer.content

    def _authenticate(self, form: dict[str, str]) -> dict[str, str]:
        """Return the header that proves who asks, or put it into the form."""
        own_id, secret = self._settings.oidc_client_id, self._secret()
        methods = self._metadata().get("token_endpoint_auth_methods_supported")
        form["client_id"] = own_id
        if not secret:
            return {}
        if methods is None or "client_secret_basic" in methods:
            del form["client_id"]
            pair = f"{quote_plus(own_id)}:{quote_plus(secret)}"
            return {
                "Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"
            }
        form["client_secret"] = secret
        return {}

    def _secret(self) -> str:
        path = self._settings.oidc_secret_file
        try:
            return Path(path).read_text("utf-8").strip() if path else ""
        except (OSError, ValueError) as error:
            raise FetchError("the file of the client's secret is unreadable") from error

    def _verified(self, token: str, expected: Expected) -> dict[str, Any]:
        try:
            return verify_token(token, self._current().keys, expected)
        except UnknownKey:
            if not self._is_older_than(FEWEST_SECONDS):
                raise
        self._read = None
        return verify_token(token, self._current().keys, expected)

    def _more_claims(
        self, tokens: dict[str, Any], claims: dict[str, Any]
    ) -> dict[str, Any]:
        """Return what the provider sends only when it is asked for the person."""
        access = tokens.get("access_token")
        if "userinfo_endpoint" not in self._metadata() or not isinstance(access, str):
            return {}
        answer = self._client.fetch(
            self._address("userinfo_endpoint"),
            headers={"Authorization": f"Bearer {access}"},
        )
        # Section 5.3.2: it may be about somebody else.
        if answer.status != _OK or answer.content.get("sub") != claims["sub"]:
            return {}
        return answer.content

    def _address(self, name: str) -> str:
        address = self._metadata().get(name)
        if not isinstance(address, str) or not address:
            raise FetchError(f"the provider names no {name}")
        if origin_of(address) != origin_of(self._issuer):
            raise FetchError(f"{name} is of another origin than the issuer")
        return address

    def _metadata(self) -> dict[str, Any]:
        return self._current().metadata

    def _is_older_than(self, seconds: float) -> bool:
        return self._read is None or time.monotonic() - self._read.at > seconds

    def _current(self) -> _Read:
        """Return addresses and keys, read anew once in an hour."""
        if self._read is None or self._is_older_than(REREAD_SECONDS):
            metadata = self._fetch(
                f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
            )
            if metadata.get("issuer") != self._issuer:
                raise FetchError("the provider calls itself by another name")
            keys = self._fetch(str(metadata.get("jwks_uri", "")))
            self._read = _Read(metadata, _key_set(keys), time.monotonic())
        return self._read

    def _fetch(self, address: str) -> dict[str, Any]:
        answer = self._client.fetch(address)
        if answer.status != _OK:
            raise FetchError(f"the provider answered {answer.status}")
        return answer.content


def _key_set(content: dict[str, Any]) -> "KeySet":
    """Return the usable keys; those of unknown kinds are left out."""
    # Loaded with the first sign-in: most servers have no provider.
    from joserfc.errors import JoseError  # noqa: PLC0415
    from joserfc.jwk import KeySet  # noqa: PLC0415

    usable = []
    listed = content.get("keys")
    for one in listed if isinstance(listed, list) else []:
        try:
            usable += KeySet.import_key_set({"keys": [one]}).keys
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            continue
    return KeySet(usable)


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


__all__ = ["BadToken", "Begun", "Expected", "FetchError", "Provider", "Refused"]
