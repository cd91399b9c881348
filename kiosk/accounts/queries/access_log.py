"""Search the access log for administrators, newest first, page by page."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select, tuple_, union_all
from sqlalchemy.orm import Session

from kiosk.accounts.access_actions import (
    ACCESS_ACTION_LABELS,
    ACCESS_DETAIL_LABELS,
    DETAIL_WORDS,
    REFUSED_ACTIONS,
)
from kiosk.accounts.access_filter import AccessFilter, PageKey
from kiosk.accounts.models import AccessEntry, Account
from kiosk.meetings.models import Member
from kiosk.roles import Role
from kiosk.vietnamese import fold

PAGE_LENGTH = 100
# People with the wanted name whose entries are searched; more are cut, and it is said.
# Each costs about a millisecond among a million entries.
MOST_PEOPLE = 40
# Addresses that begin alike are searched one by one up to this number.
MOST_ADDRESSES = 40
# After every character of an address.
AFTER_ADDRESS = "\uffff"
# Rows read at once when all are written into a file.
ROWS_AT_ONCE = 2000
MEMBER_PREFIX = "member:"

# Of `_COLUMNS`.
EntrySelect = Select[int, dt.datetime, str, str, int | None, str, str, int]
EntryRows = Sequence[Row[*tuple[Any, ...]]]
_COLUMNS = (
    *(AccessEntry.id, AccessEntry.at, AccessEntry.username, AccessEntry.address),
    *(AccessEntry.port, AccessEntry.act, AccessEntry.detail, AccessEntry.times),
)


@dataclass(frozen=True)
class AccessLogLine:
    """An entry of the access log for display."""

    id: int
    at: dt.datetime
    username: str
    # Empty: nobody has this user name, or the name was erased.
    full_name: str
    address: str
    port: int | None
    act: str
    is_refused: bool
    times: int
    # The credential's label, to be translated; or the account concerned.
    by: str
    target: str

    @property
    def target_parts(self) -> list[tuple[str, str]]:
        """Return the target as pairs of a label, to be translated, and a value."""
        parts = [part.partition(":") for part in self.target.split(" ") if part]
        if any(name not in DETAIL_WORDS for name, _, _ in parts):
            return [("", self.target)]
        return [(DETAIL_WORDS[name], value) for name, _, value in parts]


@dataclass(frozen=True)
class AccessLogPage:
    """A page of the access log."""

    lines: list[AccessLogLine]
    # The key of the next (older) page; empty: this is the last page.
    older: str
    # More people have the wanted name than are searched for.
    is_cut: bool = False


def access_page(
    session: Session, wanted: AccessFilter, before: PageKey | None = None
) -> AccessLogPage:
    """Return the newest entries before `before` that the filter lets through."""
    search = _plan_search(session, wanted)
    rows = _rows(session, search, before, PAGE_LENGTH + 1)
    shown = rows[:PAGE_LENGTH]
    older = str(_key(shown[-1])) if len(rows) > PAGE_LENGTH else ""
    return AccessLogPage(_lines(session, shown), older, search.is_cut)


def all_lines(session: Session, wanted: AccessFilter) -> Iterator[AccessLogLine]:
    """Yield every entry that the filter lets through, newest first."""
    search = _plan_search(session, wanted)
    before: PageKey | None = None
    while rows := _rows(session, search, before, ROWS_AT_ONCE):
        yield from _lines(session, rows)
        before = _key(rows[-1])


@dataclass(frozen=True)
class _Search:
    """Conditions of one search; entries meet all of them and one of `each`."""

    conditions: list[ColumnElement[bool]]
    # Each is answered by an index; None: no such condition.
    each: list[ColumnElement[bool]] | None = None
    is_cut: bool = False


def _plan_search(session: Session, wanted: AccessFilter) -> _Search:
    conditions = _conditions(wanted)
    if wanted.words:
        names = _user_names(session, wanted)
        each = [AccessEntry.username == name for name in names[:MOST_PEOPLE]]
        return _Search(conditions, each, is_cut=len(names) > MOST_PEOPLE)
    prefix = wanted.address.strip()
    if prefix and wanted.whole_address is None:
        addresses = _addresses(session, prefix)
        if len(addresses) <= MOST_ADDRESSES:
            return _Search(conditions, [AccessEntry.address == a for a in addresses])
    return _Search(conditions)


def _addresses(session: Session, prefix: str) -> list[str]:
    """Return addresses with this beginning, `MOST_ADDRESSES` and one more at most.

    Each is found by one step in the index, however many entries it has.
    """
    found: list[str] = []
    after = AccessEntry.address >= prefix
    while len(found) <= MOST_ADDRESSES:
        within = AccessEntry.address < prefix + AFTER_ADDRESS
        address = session.scalar(
            select(func.min(AccessEntry.address)).where(after, within)
        )
        if address is None:
            break
        found.append(address)
        after = AccessEntry.address > address
    return found


def _key(row: Row[*tuple[Any, ...]]) -> PageKey:
    return PageKey(row.at, row.id)


def _rows(
    session: Session, search: _Search, before: PageKey | None, most: int
) -> EntryRows:
    conditions = [*search.conditions]
    if before is not None:
        here = tuple_(AccessEntry.at, AccessEntry.id)
        conditions.append(here < tuple_(before.at, before.id))
    if search.each is None:
        return session.execute(_newest(conditions, most)).all()
    if not search.each:
        return []
    # The newest of each by its index, then the newest of all.
    parts = [
        select(_newest([*conditions, one], most).subquery()) for one in search.each
    ]
    found = union_all(*parts).subquery()
    merged = select(found).order_by(found.c.at.desc(), found.c.id.desc()).limit(most)
    return session.execute(merged).all()


def _newest(conditions: list[ColumnElement[bool]], most: int) -> EntrySelect:
    order = (AccessEntry.at.desc(), AccessEntry.id.desc())
    return select(*_COLUMNS).where(*conditions).order_by(*order).limit(most)


def _conditions(wanted: AccessFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if action := wanted.action:
        conditions.append(AccessEntry.act == action)
    if address := wanted.whole_address:
        conditions.append(AccessEntry.address == address)
    elif prefix := wanted.address.strip():
        conditions.append(AccessEntry.address.startswith(prefix, autoescape=True))
    if begins := wanted.begins:
        conditions.append(AccessEntry.at >= begins)
    if ends := wanted.ends:
        conditions.append(AccessEntry.at < ends)
    return conditions


def _user_names(session: Session, wanted: AccessFilter) -> list[str]:
    """Return the user names meant, `MOST_PEOPLE` and some more at most."""
    typed, plain = wanted.words.lower(), fold(wanted.words)
    accounts = session.execute(select(Account.username, Account.full_name))
    names = [
        username
        for username, full_name in accounts
        if plain in fold(full_name) or typed in username
    ]
    members = (
        select(Member.id)
        .where(
            Member.folded_name.contains(plain, autoescape=True),
            Member.role != Role.WALL,
        )
        .order_by(Member.id.desc())
        .limit(MOST_PEOPLE + 1)
    )
    names += [f"{MEMBER_PREFIX}{found}" for found in session.scalars(members)]
    # What was typed itself: an unknown name, the operator, or `member:12`.
    return list(dict.fromkeys([typed, *names]))


def _lines(session: Session, rows: EntryRows) -> list[AccessLogLine]:
    names = _full_names(session, {row.username for row in rows})
    return [
        AccessLogLine(
            id=row.id,
            at=row.at,
            username=row.username,
            full_name=names.get(row.username, ""),
            address=row.address,
            port=row.port,
            # An action written by a newer version has no label.
            act=ACCESS_ACTION_LABELS.get(row.act, row.act),
            is_refused=row.act in REFUSED_ACTIONS,
            times=row.times,
            by=ACCESS_DETAIL_LABELS.get(row.detail, ""),
            target="" if row.detail in ACCESS_DETAIL_LABELS else row.detail,
        )
        for row in rows
    ]


def _full_names(session: Session, usernames: set[str]) -> dict[str, str]:
    """Return the present names of accounts and members by user name."""
    accounts = select(Account.username, Account.full_name).where(
        Account.username.in_(usernames)
    )
    names: dict[str, str] = dict(session.execute(accounts).all())
    ids = [
        int(number)
        for name in usernames
        if (number := name.removeprefix(MEMBER_PREFIX)) != name and number.isdecimal()
    ]
    members = select(Member.id, Member.full_name).where(Member.id.in_(ids))
    for member_id, full_name in session.execute(members):
        names[f"{MEMBER_PREFIX}{member_id}"] = full_name
    return names
