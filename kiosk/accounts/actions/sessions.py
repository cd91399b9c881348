"""End sign-ins from the same or another device, and idle ones of staff."""

import datetime as dt

from sqlalchemy import select, update

from kiosk.accounts.access_actions import AccessAction
from kiosk.accounts.actions.access_log import log_access, log_action_of
from kiosk.accounts.actions.sign_ins import end_sign_in, end_sign_ins_of_account
from kiosk.accounts.actions.staff import get_open_account
from kiosk.accounts.models import Account, SignIn
from kiosk.accounts.rules import IDLE_TOLERANCE, check_manages_accounts
from kiosk.errors import N_, NotFound
from kiosk.identity import NO_ENDPOINT, Requester
from kiosk.storage.unit_of_work import UnitOfWork

# Reasons stored with an ended sign-in; keys of `rules.SIGNED_OUT_MESSAGES`.
REASON_ENDED_REMOTELY, REASON_IDLE = "ended_remotely", "idle"


def sign_out(work: UnitOfWork, *, requester: Requester) -> str:
    """End the requester's own sign-in, badge or account; return how it was made."""
    sign_in = work.session.get(SignIn, requester.identity.sign_in_id)
    log_action_of(work, AccessAction.SIGNED_OUT, requester)
    end_sign_in(work, requester.identity.sign_in_id, "signed_out")
    return sign_in.passed_by if sign_in else ""


def end_own_session(work: UnitOfWork, *, requester: Requester, sign_in_id: int) -> None:
    """End one of the requester's own sign-ins, on any device.

    :raises NotFound: it is unknown, another account's, or has ended.
    """
    sign_in = work.session.get(SignIn, sign_in_id)
    own = requester.identity.account_id
    if sign_in is None or sign_in.account_id != own or sign_in.ended_at is not None:
        raise NotFound(N_("Phiên đăng nhập này đã kết thúc rồi."))
    log_action_of(work, AccessAction.SESSION_ENDED, requester, sign_in.browser)
    end_sign_in(work, sign_in_id, REASON_ENDED_REMOTELY)


def end_other_sessions(work: UnitOfWork, *, requester: Requester) -> int:
    """End the requester's sign-ins on other devices; return their number."""
    others = select(SignIn).where(
        SignIn.account_id == requester.identity.account_id,
        SignIn.id != requester.identity.sign_in_id,
        SignIn.is_open_at(work.now),
    )
    found = work.session.scalars(others).all()
    for sign_in in found:
        log_action_of(work, AccessAction.SESSION_ENDED, requester, sign_in.browser)
        end_sign_in(work, sign_in.id, REASON_ENDED_REMOTELY)
    return len(found)


def end_sessions_of(work: UnitOfWork, *, requester: Requester, account_id: int) -> int:
    """End all sign-ins of an account, as administrator; return their number.

    :raises NotFound: there is no such open account.
    """
    check_manages_accounts(requester.identity)
    account = get_open_account(work, account_id)
    log_action_of(work, AccessAction.SESSION_ENDED, requester, account.username)
    return end_sign_ins_of_account(work, account_id, REASON_ENDED_REMOTELY)


def record_last_uses(work: UnitOfWork, uses: dict[int, dt.datetime]) -> None:
    """Store when these sign-ins (by id) were last used."""
    for sign_in_id, at in uses.items():
        work.session.execute(
            update(SignIn).where(SignIn.id == sign_in_id).values(last_used_at=at)
        )


def end_idle_sessions(
    work: UnitOfWork, sign_in_ids: list[int], limit: dt.timedelta
) -> None:
    """End those of these staff sign-ins that were not used for `limit`."""
    for sign_in_id in sign_in_ids:
        sign_in = work.session.get(SignIn, sign_in_id)
        if sign_in is None or sign_in.account_id is None:
            continue
        used = sign_in.last_used_at or sign_in.started_at
        account = work.session.get(Account, sign_in.account_id)
        if account is not None and used < work.now - limit - IDLE_TOLERANCE:
            log_access(
                work, AccessAction.IDLE_ENDED, account, NO_ENDPOINT, sign_in.browser
            )
            end_sign_in(work, sign_in_id, REASON_IDLE)
