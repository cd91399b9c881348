"""Add, change and close units; give them accounts."""

from msgspec.structs import asdict
from sqlalchemy import delete, func, select

from kiosk.accounts.actions.staff import get_open_account
from kiosk.accounts.rules import check_manages_accounts
from kiosk.errors import N_, ChangedMeanwhile, Conflict
from kiosk.identity import Identity
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.units.links import end_unit_sign_ins
from kiosk.units.models import Unit, UnitAccount
from kiosk.units.queries import get_unit
from kiosk.units.rules import (
    UnitDetails,
    check_parent,
    check_room,
    name_key,
    normalised_unit,
)
from kiosk.vietnamese import fold


def add_unit(work: UnitOfWork, *, by: str, details: UnitDetails) -> Unit:
    """Add a unit; `by` is the name of who adds it.

    The caller checks the permission: an administrator, or who makes tasks.

    :raises Invalid: the details are not allowed.
    :raises Conflict: there is one of this name, or there are too many.
    """
    details = normalised_unit(details)
    check_room(work.session.scalar(select(func.count()).select_from(Unit)) or 0)
    _check_name_free(work, details, None)
    check_parent(None, details.parent_id, _parents(work))
    unit = Unit(changed_by=by, changed_at=work.now, revision=1, is_closed=False)
    _write(unit, details)
    work.session.add(unit)
    work.session.flush()
    return unit


def change_unit(
    work: UnitOfWork,
    *,
    identity: Identity,
    unit_id: int,
    revision: int,
    details: UnitDetails,
) -> int:
    """Replace a unit's details and return its new revision.

    :raises Forbidden: the requester is no administrator.
    :raises NotFound: there is no such unit.
    :raises Invalid: the details are not allowed.
    :raises ChangedMeanwhile: it was changed since `revision`.
    :raises Conflict: another unit has this name.
    """
    check_manages_accounts(identity)
    unit = get_unit(work.session, unit_id)
    details = normalised_unit(details)
    stored = UnitDetails(unit.name, unit.symbol, unit.email, unit.parent_id)
    if details == stored:
        return unit.revision
    if unit.revision != revision:
        raise ChangedMeanwhile(
            theirs=asdict(stored),
            changed_by=unit.changed_by,
            changed_at=unit.changed_at,
            revision=unit.revision,
        )
    _check_name_free(work, details, unit_id)
    check_parent(unit_id, details.parent_id, _parents(work))
    _write(unit, details)
    unit.revision += 1
    unit.changed_by, unit.changed_at = identity.name, work.now
    return unit.revision


def set_closed(
    work: UnitOfWork, *, identity: Identity, unit_id: int, is_closed: bool
) -> None:
    """Close a unit, which signs its devices out, or open it again.

    :raises Forbidden: the requester is no administrator.
    :raises NotFound: there is no such unit.
    """
    check_manages_accounts(identity)
    unit = get_unit(work.session, unit_id)
    if unit.is_closed == is_closed:
        return
    unit.is_closed = is_closed
    unit.revision += 1
    unit.changed_by, unit.changed_at = identity.name, work.now
    if is_closed:
        end_unit_sign_ins(work, unit_id)


def place_account(
    work: UnitOfWork, *, identity: Identity, account_id: int, unit_id: int | None
) -> None:
    """Make an account belong to a unit, or to none.

    :raises Forbidden: the requester is no administrator.
    :raises NotFound: there is no such open account or unit.
    """
    check_manages_accounts(identity)
    get_open_account(work, account_id)
    if unit_id is not None:
        get_unit(work.session, unit_id)
    own = UnitAccount.account_id == account_id
    work.session.execute(delete(UnitAccount).where(own))
    if unit_id is not None:
        work.session.add(UnitAccount(account_id=account_id, unit_id=unit_id))
        work.session.flush()


def _write(unit: Unit, details: UnitDetails) -> None:
    for name, value in asdict(details).items():
        setattr(unit, name, value)
    unit.name_key, unit.folded_name = name_key(details.name), fold(details.name)


def _check_name_free(work: UnitOfWork, details: UnitDetails, own: int | None) -> None:
    same = select(Unit.id).where(Unit.name_key == name_key(details.name))
    found = work.session.scalar(same)
    if found is not None and found != own:
        raise Conflict(
            N_("Đã có đơn vị “{name}” trong danh sách."),
            code="name_taken",
            name=details.name,
        )


def _parents(work: UnitOfWork) -> dict[int, int | None]:
    rows = work.session.execute(select(Unit.id, Unit.parent_id))
    return dict(rows.all())
