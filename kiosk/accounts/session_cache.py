"""Cache of open sign-ins for authenticating live connections.

Thousands of tablets reconnect within seconds when an access point recovers; one
database query each would delay the last of them. The cache is loaded at start, filled
on demand, and invalidated by the events that end sign-ins. An event of another process
arrives a moment after its commit and also closes connections accepted in between. HTTP
requests do not use the cache.
"""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk import clock
from kiosk.accounts.models import SignIn
from kiosk.accounts.queries.identity import actor_in, identify
from kiosk.identity import Actor, Identity
from kiosk.meetings.models import Meeting, Member
from kiosk.meetings.rules import ADMITTING_STATES
from kiosk.roles import Permission, Role

ReadSession = Callable[[], AbstractContextManager[Session]]


@dataclass(slots=True)
class _CachedSignIn:
    identity: Identity
    expires_at: dt.datetime
    # By meeting id, filled on demand.
    actors: dict[int, Actor] = field(default_factory=dict)


class SessionCache:
    """Open sign-ins by their token's hash."""

    def __init__(self, read_session: ReadSession) -> None:
        """Start empty; `read_session` opens database sessions."""
        self._read_session = read_session
        self._lines: dict[str, _CachedSignIn] = {}
        self._hashes: dict[int, str] = {}

    def __len__(self) -> int:
        """Return the number of cached sign-ins."""
        return len(self._lines)

    def load(self) -> None:
        """Load all open badge sign-ins of meetings that admit delegates."""
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
                    SignIn.is_open_at(clock.now()), Meeting.state.in_(ADMITTING_STATES)
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
                identity = identify(session, token_hash)
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
        """Return the id of the open sign-in with this token's hash, if any."""
        line = self._line(token_hash)
        return line.identity.sign_in_id if line else None

    def has(self, token_hash: str) -> bool:
        """Tell whether this token's hash is cached; asks no database."""
        return self.met(token_hash) is not None

    def met(self, token_hash: str) -> tuple[int, bool] | None:
        """Return the sign-in under this hash, and whether it may lead pages somewhere.

        Asks no database: only cached sign-ins count.
        """
        line = self._lines.get(token_hash)
        if line is None or line.expires_at <= clock.now():
            return None
        may_lead = any(
            actor.may(Permission.LEAD_PAGES) for actor in line.actors.values()
        )
        return line.identity.sign_in_id, may_lead

    def is_signed_in(self, token_hash: str) -> bool:
        """Return whether somebody is signed in with this token's hash."""
        return self.sign_in(token_hash) is not None

    def actor(self, token_hash: str, meeting_id: int) -> Actor | None:
        """Return the holder's actor in the meeting, if they have access."""
        line = self._line(token_hash)
        if line is None:
            return None
        found = line.actors.get(meeting_id)
        if found is None:
            with self._read_session() as session:
                found = actor_in(session, line.identity, meeting_id)
            if found is not None:
                line.actors[meeting_id] = found
        return found

    def forget(self, sign_in_id: int) -> None:
        """Remove a sign-in that has ended."""
        token_hash = self._hashes.pop(sign_in_id, None)
        if token_hash is not None:
            self._lines.pop(token_hash, None)

    def forget_all(self) -> None:
        """Remove all: many sign-ins have ended, or roles have changed."""
        self._lines.clear()
        self._hashes.clear()
