"""Save the settings of the office, and give papers their numbers."""

import datetime as dt

import msgspec

from kiosk.accounts.rules import check_manages_accounts
from kiosk.errors import N_, Conflict
from kiosk.identity import Identity
from kiosk.official_papers.models import OfficeSettings, PaperCounter
from kiosk.official_papers.numbering import counting_period
from kiosk.official_papers.queries import office
from kiosk.official_papers.rules import Numbering, Office, PaperFamily
from kiosk.storage.unit_of_work import UnitOfWork


def save_office(
    work: UnitOfWork, *, identity: Identity, settings: Office, seen: int
) -> int:
    """Save the settings of one family; return their new revision.

    `seen` is the revision that the administrator saw.

    :raises Forbidden: the requester is no administrator.
    :raises Conflict: somebody else has saved others.
    """
    check_manages_accounts(identity)
    stored = work.session.get(OfficeSettings, settings.family)
    if (stored.revision if stored else 0) != seen:
        raise Conflict(
            N_("Người khác vừa lưu thể thức này. Xin tải lại trang rồi sửa tiếp."),
            code="changed_meanwhile",
        )
    if stored is None:
        stored = OfficeSettings(family=settings.family, revision=0)
        work.session.add(stored)
    stored.settings = msgspec.json.encode(settings).decode()
    stored.revision += 1
    stored.changed_by, stored.changed_at = identity.name, work.now
    work.session.flush()
    return stored.revision


def take_number(
    work: UnitOfWork, *, family: PaperFamily, symbol: str, day: dt.date
) -> str:
    """Return the next number of papers with this symbol; empty if given by hand.

    Counted by year, or by the committee's term, as the office has set.
    """
    own = office(work.session, family)
    if own.numbering is Numbering.BY_HAND or not symbol:
        return ""
    period = counting_period(own, day)
    key = (family, symbol, period)
    counter = work.session.get(PaperCounter, key)
    if counter is None:
        counter = PaperCounter(family=family, symbol=symbol, period=period, last=0)
        work.session.add(counter)
    counter.last += 1
    work.session.flush()
    return str(counter.last)
