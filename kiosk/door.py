"""The door of the live channel: whose cookie this is, and what he may hear."""

from typing import Any

from werkzeug.http import parse_cookie

from kiosk.accounts.roll import Roll
from kiosk.config import Config
from kiosk.identity import Actor
from kiosk.storage.journal import Fact
from kiosk.storage.secrets import hash_secret
from kiosk.web.request import cookie_name_for

Environ = dict[str, Any]


class Door:
    """Knows everybody on the roll by the cookie of the request."""

    def __init__(self, config: Config, roll: Roll) -> None:
        """Look cookies up on `roll`."""
        self._cookie = cookie_name_for(config)
        self._key = config.server_key()
        self._roll = roll

    def _token_hash(self, environ: Environ) -> str | None:
        token = parse_cookie(environ.get("HTTP_COOKIE", "")).get(self._cookie)
        return hash_secret(self._key, "sign-in", token) if token else None

    def is_signed_in(self, environ: Environ) -> bool:
        """Tell whether the request comes from a signed-in device."""
        token_hash = self._token_hash(environ)
        return token_hash is not None and self._roll.is_signed_in(token_hash)

    def admit(self, environ: Environ, meeting_id: int) -> Actor | None:
        """Return the part the request's device has in the meeting, if any."""
        token_hash = self._token_hash(environ)
        return (token_hash and self._roll.actor(token_hash, meeting_id)) or None

    def heed(self, fact: Fact) -> None:
        """Strike off the roll whom a fact signs out."""
        if fact.ended_sign_in is not None:
            self._roll.forget(fact.ended_sign_in)
        if fact.body.get("kind") == "meeting_stepped":
            # Who may be there depends on the meeting's state.
            self._roll.forget_all()
