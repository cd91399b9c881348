"""Resolve the session cookie's token to an identity."""

from sqlalchemy.orm import Session

from kiosk.accounts.queries import identity
from kiosk.accounts.rules import SIGNED_OUT_MESSAGES
from kiosk.accounts.session_usage import idle_limit
from kiosk.config import Config
from kiosk.errors import SignedOut
from kiosk.identity import Identity
from kiosk.storage.secrets import hash_secret
from kiosk.web.request import IdentityResolver


def make_cookie_identity(config: Config) -> IdentityResolver:
    """Return how to know who asks, with this server's key and time-out."""
    key, limit = config.server_key(), idle_limit(config.staff_idle_minutes)

    def identify(session: Session, token: str) -> Identity | None:
        return identity.identify(session, hash_secret(key, "sign-in", token), limit)

    def why_ended(session: Session, token: str) -> SignedOut | None:
        hashed = hash_secret(key, "sign-in", token)
        reason = identity.why_ended(session, hashed, limit)
        sentence = SIGNED_OUT_MESSAGES.get(reason)
        return SignedOut(sentence, code=reason) if sentence else None

    return IdentityResolver(identify, identity.actor_in, why_ended)
