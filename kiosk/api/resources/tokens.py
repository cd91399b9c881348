"""The token itself: what it may do, and until when."""

import datetime as dt

import msgspec
from sqlalchemy.orm import Session

from kiosk.api.requests import ApiRequest
from kiosk.api.rules import ApiScope


class ApiTokenBody(msgspec.Struct):
    """A token as its bearer sees it."""

    id: int
    name: str
    scopes: list[ApiScope]
    made_at: dt.datetime
    expires_at: dt.datetime


def read_own_token(_session: Session, request: ApiRequest) -> ApiTokenBody:
    """Return the token of the call."""
    caller = request.caller
    return ApiTokenBody(
        caller.token_id,
        caller.name,
        sorted(caller.scopes),
        caller.made_at,
        caller.expires_at,
    )
