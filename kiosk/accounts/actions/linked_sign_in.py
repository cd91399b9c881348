"""Sign in somebody a provider or directory vouches for, with their account here."""

from sqlalchemy import select

from kiosk.accounts.access_actions import AccessAction, AccessDetail
from kiosk.accounts.actions.access_log import log_access
from kiosk.accounts.actions.refusals import log_refusal
from kiosk.accounts.actions.sign_ins import end_sign_ins_of_account
from kiosk.accounts.actions.staff import new_account
from kiosk.accounts.actions.staff_sign_in import SignInResult, pass_first_step
from kiosk.accounts.devices import Device
from kiosk.accounts.models import Account, LinkedPerson
from kiosk.accounts.people_elsewhere import (
    GroupRole,
    LinkingRules,
    PersonElsewhere,
    role_of,
)
from kiosk.errors import Conflict, Invalid
from kiosk.storage.unit_of_work import UnitOfWork

# Stored with ended sign-ins; a key of `rules.SIGNED_OUT_MESSAGES`.
REASON_ROLE_CHANGED = "role_changed"


def sign_in_person(
    work: UnitOfWork,
    key: bytes,
    *,
    person: PersonElsewhere,
    rules: LinkingRules,
    device: Device,
) -> SignInResult | AccessDetail:
    """Sign the person in, or ask for the second factor of their account.

    Returns why it is refused instead of raising: the access log entry must be
    committed.
    """
    role = role_of(person.groups, rules.roles)
    account = _linked(work, person)
    if account is not None and account.is_closed:
        return _refuse(work, person, device, AccessDetail.NO_ACCOUNT)
    if role is not None and not role.is_member:
        if account is not None:
            end_sign_ins_of_account(work, account.id, REASON_ROLE_CHANGED)
        return _refuse(work, person, device, AccessDetail.NO_GROUP)
    account = account or _link(work, person, rules, role, device)
    if account is None:
        return _refuse(work, person, device, AccessDetail.NO_ACCOUNT)
    if role is not None:
        _set_role(work, account, role, device)
    return pass_first_step(work, key, account=account, device=device, by=person.by)


def _refuse(
    work: UnitOfWork, person: PersonElsewhere, device: Device, why: AccessDetail
) -> AccessDetail:
    who = _linked(work, person) or person.username
    log_refusal(work, AccessAction.SIGN_IN_REFUSED, who, device.endpoint, why)
    return why


def _linked(work: UnitOfWork, person: PersonElsewhere) -> Account | None:
    wanted = (
        select(Account)
        .join(LinkedPerson, LinkedPerson.account_id == Account.id)
        .where(
            LinkedPerson.source == person.source,
            LinkedPerson.subject == person.subject,
        )
    )
    return work.session.scalars(wanted).one_or_none()


def _link(
    work: UnitOfWork,
    person: PersonElsewhere,
    rules: LinkingRules,
    role: GroupRole | None,
    device: Device,
) -> Account | None:
    """Return the account of the person's name, now linked; None: there is none.

    Where groups give roles, whoever is in one gets an account if the name is free.
    """
    if not person.username:
        return None
    named = select(Account).where(Account.username == person.username)
    account = work.session.scalars(named).one_or_none()
    if account is None:
        account = _add(work, person, role, device)
    elif (
        not rules.may_link or account.is_closed or _is_of_another(work, account, person)
    ):
        return None
    if account is not None:
        person_here = LinkedPerson(
            account_id=account.id,
            source=person.source,
            subject=person.subject,
            linked_at=work.now,
        )
        work.session.add(person_here)
        by = person.by
        log_access(work, AccessAction.ACCOUNT_LINKED, account, device.endpoint, by)
    return account


def _is_of_another(work: UnitOfWork, account: Account, person: PersonElsewhere) -> bool:
    """Return whether the account is another person's there: names are given again."""
    other = select(LinkedPerson.id).where(
        LinkedPerson.account_id == account.id, LinkedPerson.source == person.source
    )
    return work.session.scalar(other) is not None


def _add(
    work: UnitOfWork, person: PersonElsewhere, role: GroupRole | None, device: Device
) -> Account | None:
    if role is None:
        return None
    try:
        account = new_account(
            work,
            person.username,
            person.full_name or person.username,
            is_administrator=role.is_administrator,
        )
    except (Invalid, Conflict):
        # No name that an account may have.
        return None
    action = AccessAction.ACCOUNT_ADDED
    log_access(work, action, account, device.endpoint, account.username)
    return account


def _set_role(
    work: UnitOfWork, account: Account, role: GroupRole, device: Device
) -> None:
    if account.is_administrator == role.is_administrator:
        return
    account.is_administrator = role.is_administrator
    detail = AccessDetail.ADMINISTRATOR if role.is_administrator else AccessDetail.STAFF
    log_access(work, AccessAction.ROLE_CHANGED, account, device.endpoint, detail)
    # Live connections have the old role.
    end_sign_ins_of_account(work, account.id, REASON_ROLE_CHANGED)
