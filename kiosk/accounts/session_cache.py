"""Who is signed in, kept in memory for the door of the live channel.

When a hall's access point comes back, thousands of tablets knock within seconds.
Asking the database for each would keep the last of them waiting. The session_cache is read
once at the start, grows with each newcomer and shrinks with the events that end
sign-ins; what another process commits reaches it with its event, a moment later, and
the same event closes the connections that slipped in before it. Requests that read or
change something still ask the database each time.
"""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts import queries
from kiosk.accounts.models import SignIn
from kiosk.identity import Actor, Identity
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import ADMITTING_STATES
from kiosk.roles import Permission, Role

ReadSession = Callable[[], AbstractContextManager[Session]]


@dataclass(slots=True)
class _CachedSignIn:
    identity: Identity
    expires_at: dt.datetime
    # The part played in each meeting, as far as it was asked for.
    actors: dict[int, Actor] = field(default_factory=dict)


class SessionCache:
    """The open sign-ins that this process has met."""

    def __init__(self, read_session: ReadSession) -> None:
        """Start with an empty session_cache; `read_session` gives sessions of the database."""
        self._read_session = read_session
        self._lines: dict[str, _CachedSignIn] = {}
        self._hashes: dict[int, str] = {}

    def __len__(self) -> int:
        """Return how many sign-ins are on the session_cache."""
        return len(self._lines)

    def load(self) -> None:
        """Read all open badge sign-ins of the meetings that admit."""
        with self._read_session() as session:
            rows = session.execute(
                select(
                    SignIn.token_hash,
                    SignIn.id,
                    SignIn.expires_at,
                    Member.id,
                    Member.full_name,
                    Member.role,
                    Member.meeting_id,
                )
                .join(Member, SignIn.member_id == Member.id)
                .join(Meeting, Member.meeting_id == Meeting.id)
                .where(
                    SignIn.ended_at.is_(None),
                    SignIn.expires_at > clock.now(),
                    Meeting.state.in_(ADMITTING_STATES),
                )
            )
            for token_hash, sign_in, expires_at, member, name, role, meeting in rows:
                line = _CachedSignIn(
                    Identity(sign_in, name, member_id=member), expires_at
                )
                actor = Actor(meeting, Role(role), name, sign_in, member)
                line.actors[meeting] = actor
                self._keep(token_hash, line)

    def _keep(self, token_hash: str, line: _CachedSignIn) -> None:
        self._lines[token_hash] = line
        self._hashes[line.identity.sign_in_id] = token_hash

    def _line(self, token_hash: str) -> _CachedSignIn | None:
        line = self._lines.get(token_hash)
        if line is None:
            with self._read_session() as session:
                identity = queries.identify(session, token_hash)
                if identity is None:
                    return None
                expires_at = session.scalars(
                    select(SignIn.expires_at).where(SignIn.id == identity.sign_in_id)
                ).one()
            line = _CachedSignIn(identity, expires_at)
            self._keep(token_hash, line)
        if line.expires_at <= clock.now():
            self.forget(line.identity.sign_in_id)
            return None
        return line

    def sign_in(self, token_hash: str) -> int | None:
        """Return the sign-in under this token's hash, if it is open."""
        line = self._line(token_hash)
        return line.identity.sign_in_id if line else None

    def has(self, token_hash: str) -> bool:
        """Tell whether this token's hash is on the session_cache; asks no database."""
        return self.met(token_hash) is not None

    def met(self, token_hash: str) -> tuple[int, bool] | None:
        """Return the sign-in under this hash, and whether it may lead pages somewhere.

        Only what is on the session_cache counts; asks no database.
        """
        line = self._lines.get(token_hash)
        if line is None or line.expires_at <= clock.now():
            return None
        may_lead = any(
            actor.may(Permission.LEAD_PAGES) for actor in line.actors.values()
        )
        return line.identity.sign_in_id, may_lead

    def is_signed_in(self, token_hash: str) -> bool:
        """Tell whether somebody is signed in under this token's hash."""
        return self.sign_in(token_hash) is not None

    def actor(self, token_hash: str, meeting_id: int) -> Actor | None:
        """Return the part the holder of this token has in the meeting, if any."""
        line = self._line(token_hash)
        if line is None:
            return None
        found = line.actors.get(meeting_id)
        if found is None:
            with self._read_session() as session:
                found = queries.actor_in(session, line.identity, meeting_id)
            if found is not None:
                line.actors[meeting_id] = found
        return found

    def forget(self, sign_in_id: int) -> None:
        """Strike a sign-in that has ended off the session_cache."""
        token_hash = self._hashes.pop(sign_in_id, None)
        if token_hash is not None:
            self._lines.pop(token_hash, None)

    def forget_all(self) -> None:
        """Strike everybody off: very many have ended, or rights have changed."""
        self._lines.clear()
        self._hashes.clear()
