"""Authenticate the requests of the live channel by their cookies."""

from collections.abc import Callable

from werkzeug.http import parse_cookie

from kiosk.accounts.session_cache import SessionCache
from kiosk.config import Config
from kiosk.fleet.queries import get_tablet
from kiosk.identity import Actor
from kiosk.live.limiter import LiveClient
from kiosk.live.transport import (
    ARRIVING,
    HEALTH_CHECK,
    Priority,
    Rank,
    is_health_check,
    read_head,
)
from kiosk.storage.database import ReadSession
from kiosk.storage.journal import MeetingEvent
from kiosk.storage.secrets import hash_secret
from kiosk.web.device_cookies import address_of, tablet_cookie_for
from kiosk.web.request import cookie_name_for
from kiosk.wsgi_types import Environ


class LiveAuthenticator:
    """Resolve session and tablet cookies to devices and actors."""

    def __init__(
        self, config: Config, session_cache: SessionCache, read_session: ReadSession
    ) -> None:
        """Look up sign-ins in `session_cache`, tablets in the database."""
        self._read_session = read_session
        self._tablet_cookie = tablet_cookie_for(config)
        self._behind_proxy = config.behind_proxy
        self._cookie = cookie_name_for(config)
        self._key = config.server_key()
        self._session_cache = session_cache

    def _token_hash(self, environ: Environ) -> str | None:
        token = parse_cookie(environ.get("HTTP_COOKIE", "")).get(self._cookie)
        return hash_secret(self._key, "sign-in", token) if token else None

    def is_signed_in(self, environ: Environ) -> bool:
        """Tell whether the request comes from a signed-in device."""
        token_hash = self._token_hash(environ)
        return token_hash is not None and self._session_cache.is_signed_in(token_hash)

    def is_known_device(self, environ: Environ) -> bool:
        """Like `is_signed_in`, but from memory only, without a query."""
        token_hash = self._token_hash(environ)
        return token_hash is not None and self._session_cache.has(token_hash)

    def rank(self, head: bytes, is_connected: Callable[[str], bool]) -> Rank:
        """Return how urgent a request is; never waits.

        `is_connected` tells whether a device has a live connection.
        """
        if is_health_check(head):
            return HEALTH_CHECK
        said = read_head(head)
        token_hash = self._token_hash({"HTTP_COOKIE": said.cookies})
        met = self._session_cache.met(token_hash) if token_hash else None
        if met is None:
            return ARRIVING
        sign_in_id, may_lead = met
        device = _device_of(sign_in_id)
        if said.changes and may_lead:
            return Rank(Priority.LEADING, device)
        if said.changes or said.is_live or is_connected(device):
            return Rank(Priority.PRESENT, device)
        return Rank(Priority.ARRIVING, device)

    def client_of(self, environ: Environ) -> LiveClient | None:
        """Return the device's key and address for rate limits; None: unknown."""
        token_hash = self._token_hash(environ)
        sign_in_id = self._session_cache.sign_in(token_hash) if token_hash else None
        if sign_in_id is not None:
            device = _device_of(sign_in_id)
        elif (tablet_id := self.tablet_id_of(environ)) is not None:
            device = f"tablet:{tablet_id}"
        else:
            return None
        address = address_of(environ, behind_proxy=self._behind_proxy)
        return LiveClient(device, address)

    def tablet_id_of(self, environ: Environ) -> int | None:
        """Return the id of the enrolled tablet that sent the request, or None."""
        secret = parse_cookie(environ.get("HTTP_COOKIE", "")).get(self._tablet_cookie)
        if not secret:
            return None
        with self._read_session() as session:
            tablet = get_tablet(session, hash_secret(self._key, "tablet", secret))
        return tablet.id if tablet else None

    def authenticate(self, environ: Environ, meeting_id: int) -> Actor | None:
        """Return the device's actor in the meeting; None if it has no role there."""
        token_hash = self._token_hash(environ)
        return (
            token_hash and self._session_cache.actor(token_hash, meeting_id)
        ) or None

    def on_event(self, event: MeetingEvent) -> None:
        """Drop cached sign-ins that the event ends."""
        if event.ended_sign_in is not None:
            self._session_cache.forget(event.ended_sign_in)
        if event.body.get("kind") == "meeting_stepped":
            # Access depends on the meeting's state.
            self._session_cache.forget_all()


def _device_of(sign_in_id: int) -> str:
    return f"sign-in:{sign_in_id}"
