"""Tables of API tokens, and of the calls made with them."""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class ApiToken(Base):
    """The token of another system; it is never deleted, only revoked."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    # HMAC of the token, which is shown once.
    token_hash: Mapped[str] = mapped_column(unique=True)
    # Names of `rules.ApiScope`, separated by spaces.
    scopes: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    revoked_by: Mapped[str] = mapped_column(default="")
    revoked_at: Mapped[dt.datetime | None]


class ApiCall(Base):
    """Calls of one token to one address within a minute, answered alike."""

    __tablename__ = "api_calls"
    __table_args__ = (
        Index("ix_api_calls_token_id_id", "token_id", "id"),
        # Removed by it.
        Index("ix_api_calls_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token_id: Mapped[int] = mapped_column(ForeignKey("api_tokens.id"))
    # Of the first and of the last one.
    at: Mapped[dt.datetime]
    last_at: Mapped[dt.datetime]
    method: Mapped[str]
    # As in the OpenAPI document; empty: there is no such route.
    route: Mapped[str]
    # The path with its ids, without what was asked for in the query.
    path: Mapped[str]
    status: Mapped[int]
    address: Mapped[str]
    port: Mapped[int | None]
    times: Mapped[int] = mapped_column(default=1)
