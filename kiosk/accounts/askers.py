"""How the web edge learns who asks: from a cookie's token to an identity."""

from sqlalchemy.orm import Session

from kiosk.accounts import queries
from kiosk.accounts.rules import RETURN_SENTENCES
from kiosk.accounts.usage import idle_limit
from kiosk.config import Config
from kiosk.errors import SignedOut
from kiosk.identity import Identity
from kiosk.storage.secrets import hash_secret
from kiosk.web.request import Askers


def make_askers(config: Config) -> Askers:
    """Return how to know who asks, with this server's key and time-out."""
    key, limit = config.server_key(), idle_limit(config.staff_idle_minutes)

    def identify(session: Session, token: str) -> Identity | None:
        return queries.identify(session, hash_secret(key, "sign-in", token), limit)

    def why_ended(session: Session, token: str) -> SignedOut | None:
        hashed = hash_secret(key, "sign-in", token)
        reason = queries.why_ended(session, hashed, limit)
        sentence = RETURN_SENTENCES.get(reason)
        return SignedOut(sentence, code=reason) if sentence else None

    return Askers(identify, queries.actor_in, why_ended)
