"""Query control tokens."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.control.models import ControlToken
from kiosk.control.rules import ControlScope, permissions_of
from kiosk.errors import N_, NotFound
from kiosk.identity import Actor
from kiosk.meetings.models import Meeting
from kiosk.roles import Permission


@dataclass(frozen=True)
class ControlActor(Actor):
    """A device with a token: only the permissions of its scopes, whatever its role."""

    token_id: int = 0
    permissions: frozenset[Permission] = frozenset()

    @property
    def label(self) -> str:
        """Return the short name for the journal."""
        return f"control:{self.token_id}"

    def may(self, permission: Permission) -> bool:
        """Tell whether the token has `permission`."""
        return permission in self.permissions


@dataclass(frozen=True)
class FoundToken:
    """A token as it was when a request with it came."""

    id: int
    meeting_id: int
    name: str
    scopes: frozenset[ControlScope]
    is_revoked: bool
    last_used_at: dt.datetime | None
    meeting_state: str

    @property
    def permissions(self) -> frozenset[Permission]:
        """Return what its scopes allow."""
        return permissions_of(self.scopes)


def tokens_of(session: Session, meeting_id: int) -> list[ControlToken]:
    """Return the meeting's tokens: valid ones first, newest first."""
    return list(
        session.scalars(
            select(ControlToken)
            .where(ControlToken.meeting_id == meeting_id)
            .order_by(ControlToken.revoked_at.is_not(None), ControlToken.id.desc())
        )
    )


def get_token(session: Session, meeting_id: int, token_id: int) -> ControlToken:
    """Return a token of the meeting.

    :raises NotFound: the meeting has none of that id.
    """
    token = session.get(ControlToken, token_id)
    if token is None or token.meeting_id != meeting_id:
        raise NotFound(N_("Không có thiết bị điều khiển này. Xin tải lại trang."))
    return token


def find_token(session: Session, token_hash: str) -> FoundToken | None:
    """Return the token with this hash, None if there is none."""
    row = session.execute(
        select(ControlToken, Meeting.state)
        .join(Meeting, Meeting.id == ControlToken.meeting_id)
        .where(ControlToken.token_hash == token_hash)
    ).one_or_none()
    if row is None:
        return None
    token, state = row
    return FoundToken(
        token.id,
        token.meeting_id,
        token.name,
        scopes_of(token.scopes),
        token.revoked_at is not None,
        token.last_used_at,
        state,
    )


def scopes_of(stored: str) -> frozenset[ControlScope]:
    """Return stored scopes; names of another version are left out."""
    return frozenset(
        ControlScope(name) for name in stored.split() if name in set(ControlScope)
    )
