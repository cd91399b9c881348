"""Query units, their accounts, and who is signed in as a unit."""

import datetime as dt
from collections.abc import Iterable

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.accounts.models import Account
from kiosk.errors import N_, NotFound
from kiosk.units.models import Unit, UnitAccount, UnitLink
from kiosk.units.rules import name_key, one_line
from kiosk.vietnamese import collation_key, fold


class UnitPerson(msgspec.Struct, frozen=True):
    """An account of a unit."""

    account_id: int
    full_name: str
    username: str


class UnitLine(msgspec.Struct, frozen=True):
    """A unit as the administrator sees it."""

    id: int
    name: str
    symbol: str
    email: str
    parent_id: int | None
    is_closed: bool
    revision: int
    # Devices that are signed in by a link.
    devices: int
    people: list[UnitPerson]


def get_unit(session: Session, unit_id: int) -> Unit:
    """Return a unit.

    :raises NotFound: there is none with this id.
    """
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise NotFound(N_("Không có đơn vị này."), code="no_unit")
    return unit


def find_unit(session: Session, name: str) -> Unit | None:
    """Return the unit that this text names; None: none, or several.

    By the name as typed, then without marks, then by the symbol; closed units too.
    """
    name = one_line(name)
    key = name_key(name)
    if not key:
        return None
    exact = session.scalar(select(Unit).where(Unit.name_key == key))
    if exact is not None:
        return exact
    for condition in (
        Unit.folded_name == fold(name),
        func.lower(Unit.symbol) == name.lower(),
    ):
        found = session.scalars(select(Unit).where(condition).limit(2)).all()
        if len(found) == 1:
            return found[0]
    return None


def unit_names(session: Session, unit_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of units by id."""
    wanted = select(Unit.id, Unit.name).where(Unit.id.in_(set(unit_ids)))
    return dict(session.execute(wanted).all())


def open_units(session: Session) -> list[Unit]:
    """Return the units that are not closed, in Vietnamese order."""
    found = session.scalars(select(Unit).where(Unit.is_closed.is_(False)))
    return sorted(found, key=lambda unit: (collation_key(unit.name), unit.id))


def unit_of_account(session: Session, account_id: int) -> Unit | None:
    """Return the open unit of an account, if it has one."""
    return session.scalar(
        select(Unit)
        .join(UnitAccount, UnitAccount.unit_id == Unit.id)
        .where(UnitAccount.account_id == account_id, Unit.is_closed.is_(False))
    )


def link_of_cookie(
    session: Session, cookie_hash: str, now: dt.datetime
) -> tuple[UnitLink, Unit] | None:
    """Return the link whose device sends this cookie, and its open unit."""
    found = session.execute(
        select(UnitLink, Unit)
        .join(Unit, UnitLink.unit_id == Unit.id)
        .where(
            UnitLink.cookie_hash == cookie_hash,
            UnitLink.ended_at.is_(None),
            UnitLink.expires_at > now,
            Unit.is_closed.is_(False),
        )
    ).one_or_none()
    return (found[0], found[1]) if found else None


def unit_lines(session: Session, now: dt.datetime) -> list[UnitLine]:
    """Return all units with their people and devices, in Vietnamese order."""
    people: dict[int, list[UnitPerson]] = {}
    rows = session.execute(
        select(UnitAccount.unit_id, Account)
        .join(Account, UnitAccount.account_id == Account.id)
        .where(Account.is_closed.is_(False))
        .order_by(Account.username)
    )
    for unit_id, account in rows:
        person = UnitPerson(account.id, account.full_name, account.username)
        people.setdefault(unit_id, []).append(person)
    signed_in = (
        select(UnitLink.unit_id, func.count())
        .where(
            UnitLink.cookie_hash.is_not(None),
            UnitLink.ended_at.is_(None),
            UnitLink.expires_at > now,
        )
        .group_by(UnitLink.unit_id)
    )
    devices = dict(session.execute(signed_in).all())
    units = sorted(
        session.scalars(select(Unit)), key=lambda unit: collation_key(unit.name)
    )
    return [
        UnitLine(
            id=unit.id,
            name=unit.name,
            symbol=unit.symbol,
            email=unit.email,
            parent_id=unit.parent_id,
            is_closed=unit.is_closed,
            revision=unit.revision,
            devices=devices.get(unit.id, 0),
            people=people.get(unit.id, []),
        )
        for unit in units
    ]


def accounts_without_unit(session: Session) -> list[UnitPerson]:
    """Return the open accounts that belong to no unit."""
    taken = select(UnitAccount.account_id)
    rows = session.scalars(
        select(Account)
        .where(Account.is_closed.is_(False), Account.id.not_in(taken))
        .order_by(Account.username)
    )
    return [UnitPerson(row.id, row.full_name, row.username) for row in rows]
