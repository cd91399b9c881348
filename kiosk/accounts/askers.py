"""How the web edge learns who asks: from a cookie's token to an identity."""

from sqlalchemy.orm import Session

from kiosk.accounts import queries
from kiosk.accounts.usage import idle_limit
from kiosk.config import Config
from kiosk.identity import Identity
from kiosk.storage.secrets import hash_secret
from kiosk.web.request import Askers


def make_askers(config: Config) -> Askers:
    """Return how to know who asks, with this server's key and time-out."""
    key, limit = config.server_key(), idle_limit(config.staff_idle_minutes)

    def identify(session: Session, token: str) -> Identity | None:
        return queries.identify(session, hash_secret(key, "sign-in", token), limit)

    def was_idle(session: Session, token: str) -> bool:
        return queries.was_idle(session, hash_secret(key, "sign-in", token), limit)

    return Askers(identify, queries.actor_in, was_idle)
