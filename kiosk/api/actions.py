"""Make and revoke API tokens; write the log of calls and remove its old lines."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from kiosk.api.models import ApiCall, ApiToken
from kiosk.api.queries import get_api_token
from kiosk.api.rules import (
    CALLS_GROUPED,
    MAX_API_TOKENS,
    ApiTokenForm,
    check_api_token,
)
from kiosk.errors import N_, Invalid
from kiosk.identity import Endpoint
from kiosk.storage.secrets import hash_secret, new_secret
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.vietnamese import nfc

# What the hash of a token is bound to.
API_PURPOSE = "api"
# Lines removed per transaction.
CALL_REMOVAL_BATCH = 1000


@dataclass(frozen=True)
class MadeToken:
    """A new token: the only time that its secret is known."""

    id: int
    secret: str
    expires_at: dt.datetime


def make_api_token(
    work: UnitOfWork, *, key: bytes, form: ApiTokenForm, made_by: str
) -> MadeToken:
    """Make a token.

    :raises Invalid: it has no name, no scope or no sensible end, or there are too many.
    """
    name = " ".join(nfc(form.name).split())
    check_api_token(name, form.scopes, form.expires_days)
    valid = select(func.count(ApiToken.id)).where(
        ApiToken.revoked_at.is_(None), ApiToken.expires_at > work.now
    )
    if work.session.scalars(valid).one() >= MAX_API_TOKENS:
        raise Invalid(
            N_("Đã có {limit} mã truy cập còn hạn. Xin thu hồi bớt."),
            code="too_many",
            limit=MAX_API_TOKENS,
        )
    secret = new_secret()
    token = ApiToken(
        name=name,
        token_hash=hash_secret(key, API_PURPOSE, secret),
        scopes=" ".join(sorted(set(form.scopes))),
        made_by=made_by,
        made_at=work.now,
        expires_at=work.now + dt.timedelta(days=form.expires_days),
    )
    work.session.add(token)
    work.session.flush()
    return MadeToken(token.id, secret, token.expires_at)


def revoke_api_token(work: UnitOfWork, *, token_id: int, revoked_by: str) -> None:
    """Revoke a token; one that is revoked stays as it is.

    :raises NotFound: there is no such token.
    """
    token = get_api_token(work.session, token_id)
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by = work.now, revoked_by


@dataclass(frozen=True)
class AnsweredCall:
    """A call as it is logged."""

    token_id: int
    method: str
    route: str
    path: str
    status: int
    endpoint: Endpoint


def log_call(work: UnitOfWork, call: AnsweredCall, times: int = 1) -> None:
    """Write a line for a call, or count it on the line of like ones of this minute."""
    like = update(ApiCall).where(
        ApiCall.token_id == call.token_id,
        ApiCall.at > work.now - CALLS_GROUPED,
        ApiCall.method == call.method,
        ApiCall.path == call.path,
        ApiCall.status == call.status,
        ApiCall.address == call.endpoint.address,
    )
    counted = work.session.execute(
        like.values(times=ApiCall.times + times, last_at=work.now),
        execution_options={"synchronize_session": False},
    )
    if counted.rowcount:  # type: ignore[attr-defined]
        return
    work.session.add(
        ApiCall(
            token_id=call.token_id,
            at=work.now,
            last_at=work.now,
            method=call.method,
            route=call.route,
            path=call.path,
            status=call.status,
            address=call.endpoint.address,
            port=call.endpoint.port,
            times=times,
        )
    )


def remove_old_calls(work: UnitOfWork, keeping: dt.timedelta) -> int:
    """Remove a batch of lines older than `keeping`; return their number."""
    old = (
        select(ApiCall.id)
        .where(ApiCall.at < work.now - keeping)
        .order_by(ApiCall.at)
        .limit(CALL_REMOVAL_BATCH)
    )
    ids = list(work.session.scalars(old))
    if ids:
        work.session.execute(
            delete(ApiCall).where(ApiCall.id.in_(ids)),
            execution_options={"synchronize_session": False},
        )
    return len(ids)
