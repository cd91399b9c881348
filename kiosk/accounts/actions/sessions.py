"""Sessions of staff: ended from elsewhere, kept in use, ended when long unused."""

import datetime as dt

from sqlalchemy import select, update

from kiosk.accounts.actions.access_log import log_access, log_act_of
from kiosk.accounts.actions.sign_ins import end_sign_in, end_sign_ins_of_account
from kiosk.accounts.actions.staff import open_account
from kiosk.accounts.acts import Act
from kiosk.accounts.models import Account, SignIn
from kiosk.accounts.rules import IDLE_SLACK, check_manages_accounts
from kiosk.errors import N_, NotFound
from kiosk.identity import NOWHERE, Asker
from kiosk.storage.unit_of_work import UnitOfWork

# Why a session ended, as the idle screen explains it.
ENDED_REMOTELY, IDLE = "ended_remotely", "idle"


def sign_out(work: UnitOfWork, *, asker: Asker) -> None:
    """End the asker's own sign-in, badge or account."""
    log_act_of(work, Act.SIGNED_OUT, asker)
    end_sign_in(work, asker.identity.sign_in_id, "signed_out")


def end_own_session(work: UnitOfWork, *, asker: Asker, sign_in_id: int) -> None:
    """End one of the asker's own sessions, on whatever device.

    :raises NotFound: it is nobody's, somebody else's, or has ended.
    """
    sign_in = work.session.get(SignIn, sign_in_id)
    own = asker.identity.account_id
    if sign_in is None or sign_in.account_id != own or sign_in.ended_at is not None:
        raise NotFound(N_("Phiên đăng nhập này đã kết thúc rồi."))
    log_act_of(work, Act.SESSION_ENDED, asker, sign_in.browser)
    end_sign_in(work, sign_in_id, ENDED_REMOTELY)


def end_other_sessions(work: UnitOfWork, *, asker: Asker) -> int:
    """End all sessions of the asker's account but this one; return how many."""
    others = select(SignIn).where(
        SignIn.account_id == asker.identity.account_id,
        SignIn.id != asker.identity.sign_in_id,
        SignIn.ended_at.is_(None),
        SignIn.expires_at > work.now,
    )
    found = work.session.scalars(others).all()
    for sign_in in found:
        log_act_of(work, Act.SESSION_ENDED, asker, sign_in.browser)
        end_sign_in(work, sign_in.id, ENDED_REMOTELY)
    return len(found)


def end_sessions_of(work: UnitOfWork, *, asker: Asker, account_id: int) -> int:
    """End all sessions of an account, as administrator; return how many.

    :raises NotFound: there is no such open account.
    """
    check_manages_accounts(asker.identity)
    account = open_account(work, account_id)
    log_act_of(work, Act.SESSION_ENDED, asker, account.username)
    return end_sign_ins_of_account(work, account_id, ENDED_REMOTELY)


def note_uses(work: UnitOfWork, uses: dict[int, dt.datetime]) -> None:
    """Write down when these sign-ins were last used."""
    for sign_in_id, at in uses.items():
        work.session.execute(
            update(SignIn).where(SignIn.id == sign_in_id).values(last_used_at=at)
        )


def end_idle_sessions(
    work: UnitOfWork, sign_in_ids: list[int], limit: dt.timedelta
) -> None:
    """End those of these staff sessions that have really not been used for `limit`."""
    for sign_in_id in sign_in_ids:
        sign_in = work.session.get(SignIn, sign_in_id)
        if sign_in is None or sign_in.account_id is None:
            continue
        used = sign_in.last_used_at or sign_in.started_at
        account = work.session.get(Account, sign_in.account_id)
        if account is not None and used < work.now - limit - IDLE_SLACK:
            log_access(work, Act.IDLE_ENDED, account, NOWHERE, sign_in.browser)
            end_sign_in(work, sign_in_id, IDLE)
