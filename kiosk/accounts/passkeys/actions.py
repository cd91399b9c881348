"""Add, use and remove passkeys."""

from typing import Any

from sqlalchemy import delete, select

from kiosk.accounts import errors
from kiosk.accounts.access_actions import AccessAction, AccessDetail
from kiosk.accounts.actions.access_log import log_action_of
from kiosk.accounts.actions.second_factor import (
    has_second_factor,
    issue_recovery_codes,
    remove_unneeded_codes,
)
from kiosk.accounts.actions.staff import get_open_account
from kiosk.accounts.actions.staff_sign_in import StepResult, open_step
from kiosk.accounts.devices import Device
from kiosk.accounts.models import Account, Passkey, PasskeyOffer, PendingSignIn
from kiosk.accounts.passkeys import webauthn
from kiosk.accounts.passkeys.webauthn import PasskeyAnswer, PasskeySite, WrongAnswer
from kiosk.accounts.rules import SECOND_STEP_LIFETIME, check_manages_accounts
from kiosk.errors import N_, Conflict, NotFound
from kiosk.identity import Requester
from kiosk.storage.secrets import hash_secret
from kiosk.storage.unit_of_work import UnitOfWork

MOST_PASSKEYS = 10


def _passkeys(work: UnitOfWork, account_id: int, site: PasskeySite) -> list[Passkey]:
    wanted = select(Passkey).where(
        Passkey.account_id == account_id, Passkey.host == site.host
    )
    return list(work.session.scalars(wanted.order_by(Passkey.id)))


def offer_passkey(
    work: UnitOfWork, key: bytes, *, requester: Requester, site: PasskeySite
) -> dict[str, Any]:
    """Return what the browser needs to make a passkey; the caller knows who asks.

    :raises Conflict: the account has `MOST_PASSKEYS` already.
    """
    account = get_open_account(work, requester.identity.account_id or 0)
    own = _passkeys(work, account.id, site)
    if len(own) >= MOST_PASSKEYS:
        raise Conflict(
            N_("Đã có đủ {most} khoá truy cập. Xin gỡ bớt một khoá."),
            most=MOST_PASSKEYS,
        )
    # Says nothing about the account to whoever reads the passkey.
    handle = bytes.fromhex(hash_secret(key, "passkey-user", str(account.id)))
    options, challenge = webauthn.creation_options(
        site,
        user=handle,
        username=account.username,
        existing=[one.credential for one in own],
    )
    offer = PasskeyOffer(
        sign_in_id=requester.identity.sign_in_id, challenge=challenge, made_at=work.now
    )
    work.session.merge(offer)
    return options


def add_passkey(
    work: UnitOfWork,
    key: bytes,
    *,
    requester: Requester,
    site: PasskeySite,
    answer: PasskeyAnswer,
    name: str,
) -> list[str] | None:
    """Store the passkey that was offered; the challenge is used up either way.

    Returns recovery codes if it is the first second factor of the account, otherwise
    an empty list; None: the answer is wrong.
    """
    account = get_open_account(work, requester.identity.account_id or 0)
    offer = work.session.get(PasskeyOffer, requester.identity.sign_in_id)
    if offer is None:
        return None
    work.session.delete(offer)
    work.session.flush()
    if offer.made_at < work.now - SECOND_STEP_LIFETIME:
        return None
    try:
        made = webauthn.verify_creation(site, offer.challenge, answer)
    except WrongAnswer:
        return None
    same = select(Passkey.id).where(Passkey.credential_id == made.credential_id)
    if work.session.scalar(same) is not None:
        return None
    is_first = not has_second_factor(work, account.id)
    passkey = Passkey(
        account_id=account.id,
        credential_id=made.credential_id,
        credential=made.credential,
        host=site.host,
        name=name,
        uses=made.uses,
        added_at=work.now,
    )
    work.session.add(passkey)
    log_action_of(work, AccessAction.PASSKEY_ADDED, requester, passkey.name)
    return issue_recovery_codes(work, key, account.id) if is_first else []


def ask_for_passkey(
    work: UnitOfWork, key: bytes, *, token: str, device: Device, site: PasskeySite
) -> dict[str, Any]:
    """Return what the browser needs to use a passkey in the second step.

    :raises Forbidden: no password was entered here within `SECOND_STEP_LIFETIME`.
    :raises Conflict: the account has no passkey for this address.
    """
    pending, account = open_step(work, key, token=token, device=device)
    own = [one.credential for one in _passkeys(work, account.id, site)]
    if not own:
        raise errors.no_passkeys_here()
    options, pending.challenge = webauthn.request_options(site, own)
    return options


def check_passkey(
    work: UnitOfWork,
    account: Account,
    pending: PendingSignIn,
    *,
    site: PasskeySite,
    answer: PasskeyAnswer,
) -> StepResult:
    """Verify an answer in the second step; its challenge is used up either way."""
    challenge, pending.challenge = pending.challenge, ""
    own = _passkeys(work, account.id, site)
    wrong = StepResult(is_right=False, by=AccessDetail.PASSKEY)
    if not challenge:
        return wrong
    try:
        used = webauthn.verify_use(
            site, challenge, [one.credential for one in own], answer
        )
    except WrongAnswer:
        return wrong
    passkey = next(one for one in own if one.credential_id == used.credential_id)
    if webauthn.is_copied(passkey.uses, used.uses):
        return StepResult(is_right=False, by=AccessDetail.COPIED_PASSKEY)
    passkey.uses, passkey.used_at = used.uses, work.now
    return StepResult(is_right=True, by=AccessDetail.PASSKEY)


def remove_own_passkey(
    work: UnitOfWork, *, requester: Requester, passkey_id: int
) -> None:
    """Remove one of the requester's passkeys; the caller has proof of who asks.

    :raises NotFound: the account has no such passkey.
    """
    _remove(work, requester, requester.identity.account_id or 0, passkey_id)


def remove_passkey_of(
    work: UnitOfWork, *, requester: Requester, account_id: int, passkey_id: int
) -> None:
    """Remove a passkey of another account, as administrator.

    :raises Forbidden: the requester is no administrator.
    :raises NotFound: there is no such passkey.
    """
    check_manages_accounts(requester.identity)
    if account_id == requester.identity.account_id:
        # One's own needs the password.
        raise _unknown()
    _remove(work, requester, account_id, passkey_id)


def _remove(
    work: UnitOfWork, requester: Requester, account_id: int, passkey_id: int
) -> None:
    account = get_open_account(work, account_id)
    passkey = work.session.get(Passkey, passkey_id)
    if passkey is None or passkey.account_id != account.id:
        raise _unknown()
    is_own = account_id == requester.identity.account_id
    detail = passkey.name if is_own else account.username
    log_action_of(work, AccessAction.PASSKEY_REMOVED, requester, detail)
    work.session.execute(delete(Passkey).where(Passkey.id == passkey.id))
    remove_unneeded_codes(work, account.id)


def _unknown() -> NotFound:
    return NotFound(N_("Khoá truy cập này không còn. Xin tải lại trang."))
