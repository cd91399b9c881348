"""Query API tokens and their calls."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.api.models import ApiCall, ApiToken
from kiosk.api.rules import ApiScope
from kiosk.errors import N_, NotFound


@dataclass(frozen=True)
class ApiCaller:
    """Another system with a valid token."""

    token_id: int
    name: str
    scopes: frozenset[ApiScope]
    made_at: dt.datetime
    expires_at: dt.datetime

    @property
    def label(self) -> str:
        """Return the short name for the journal."""
        return f"api:{self.token_id}"

    @property
    def sees_drafts(self) -> bool:
        """Tell whether it may read what is not published."""
        return ApiScope.DRAFTS in self.scopes


@dataclass(frozen=True)
class ApiTokenLine:
    """A token in the administrators' list, with its last call."""

    token: ApiToken
    scopes: frozenset[ApiScope]
    last_call: dt.datetime | None


def scopes_in(stored: str) -> frozenset[ApiScope]:
    """Return stored scopes; names of another version are left out."""
    known = set(ApiScope)
    return frozenset(ApiScope(name) for name in stored.split() if name in known)


def find_caller(
    session: Session, token_hash: str, now: dt.datetime
) -> ApiCaller | None:
    """Return the caller with this token; None: unknown, revoked or expired."""
    token = session.scalars(
        select(ApiToken).where(ApiToken.token_hash == token_hash)
    ).one_or_none()
    if token is None or token.revoked_at is not None or token.expires_at <= now:
        return None
    return ApiCaller(
        token.id, token.name, scopes_in(token.scopes), token.made_at, token.expires_at
    )


def get_api_token(session: Session, token_id: int) -> ApiToken:
    """Return a token.

    :raises NotFound: there is none of that id.
    """
    token = session.get(ApiToken, token_id)
    if token is None:
        raise NotFound(N_("Không có mã truy cập này. Xin tải lại trang."))
    return token


def api_tokens(session: Session) -> list[ApiTokenLine]:
    """Return all tokens: valid ones first, newest first."""
    last = (
        select(ApiCall.token_id, func.max(ApiCall.last_at).label("at"))
        .group_by(ApiCall.token_id)
        .subquery()
    )
    rows = session.execute(
        select(ApiToken, last.c.at)
        .outerjoin(last, last.c.token_id == ApiToken.id)
        .order_by(ApiToken.revoked_at.is_not(None), ApiToken.id.desc())
    )
    return [ApiTokenLine(token, scopes_in(token.scopes), at) for token, at in rows]


def latest_calls(session: Session, token_id: int, limit: int) -> list[ApiCall]:
    """Return the newest lines of a token's calls."""
    of_token = select(ApiCall).where(ApiCall.token_id == token_id)
    return list(session.scalars(of_token.order_by(ApiCall.id.desc()).limit(limit)))
