"""Taking a tablet's word, and answering what it is to do.

Most words change nothing that is stored: they cost two or three questions to the
database and stay in memory.
"""

from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from sqlalchemy.orm import Session

from kiosk.badges.rules import home_of
from kiosk.clock import now
from kiosk.fleet import actions, queries, rules
from kiosk.fleet.models import Command, Tablet
from kiosk.fleet.queries import Seated
from kiosk.fleet.rules import CommandKind
from kiosk.fleet.watch import Report, Watch, Word
from kiosk.identity import Identity
from kiosk.storage.store import Store

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class Spoken(msgspec.Struct, forbid_unknown_fields=True):
    """What a tablet says: how it is, and which orders it has carried out."""

    report: Report
    done: Annotated[list[Id], msgspec.Meta(max_length=50)] = []


@dataclass(frozen=True)
class _Known:
    """What the database says of the tablet that speaks."""

    tablet: Tablet
    seated: Seated | None
    has_orders: bool
    count: int

    @property
    def is_misseated(self) -> bool:
        return self.seated is not None and rules.is_wrong_seat(
            self.tablet.seat, self.seated.seat
        )


def hear_tablet(
    store: Store, watch: Watch, secret_hash: str, spoken: Spoken, who: Identity | None
) -> dict[str, Any] | None:
    """Take a tablet's word; return the answer, or None if it is none of the house.

    `who` is signed in on it.
    """
    with store.reading() as session:
        known = _look_up(session, secret_hash, who)
    if known is None:
        return None
    word = _word(known, spoken.report, who)
    watch.hear(word)
    orders: list[Command] = []
    tells_desk = (
        known.is_misseated
        and who is not None
        and known.tablet.misseated_sign_in != who.sign_in_id
    )
    if known.has_orders or tells_desk:
        with store.work(f"tablet:{known.tablet.id}") as work:
            if tells_desk and who is not None and who.member_id is not None:
                actions.tell_wrong_seat(
                    work,
                    known.tablet.id,
                    sign_in_id=who.sign_in_id,
                    member_id=who.member_id,
                )
            orders = actions.take_answers(
                work, known.tablet.id, done=spoken.done, holder=word.holder
            )
        with store.reading() as session:
            known = _look_up(session, secret_hash, who) or known
    return _answer(known, orders, store.config.idle_minutes)


def _look_up(session: Session, secret_hash: str, who: Identity | None) -> _Known | None:
    tablet = queries.tablet_of(session, secret_hash)
    if tablet is None:
        return None
    member_id = who.member_id if who else None
    found = queries.seated(session, [member_id] if member_id else [])
    return _Known(
        tablet=tablet,
        seated=found.get(member_id or 0),
        has_orders=queries.has_orders(session, tablet.id),
        count=queries.count_tablets(session),
    )


def _word(known: _Known, report: Report, who: Identity | None) -> Word:
    is_staff = who is not None and known.seated is None
    return Word(
        tablet_id=known.tablet.id,
        report=report,
        clock=report.at / 1000 - now().timestamp(),
        sign_in_id=who.sign_in_id if who else None,
        member_id=known.seated.member_id if known.seated else None,
        meeting_id=known.seated.meeting_id if known.seated else None,
        staff_name=who.name if who and is_staff else "",
    )


def _answer(known: _Known, orders: list[Command], idle_minutes: int) -> dict[str, Any]:
    tablet, seated = known.tablet, known.seated
    wrong = known.is_misseated and seated is not None
    return {
        "number": tablet.number,
        "name": tablet.name,
        "seat": tablet.seat,
        "is_locked": tablet.is_locked,
        "is_held": seated is not None,
        "own_seat": seated.seat if wrong and seated else "",
        "idle_minutes": idle_minutes,
        "pause": rules.pause_seconds(known.count),
        "orders": [_spell(order, seated) for order in orders],
    }


def _spell(order: Command, seated: Seated | None) -> dict[str, Any]:
    told: dict[str, Any] = {"id": order.id, "kind": order.kind}
    if order.kind == CommandKind.OPEN and order.target_id is not None:
        told["go"] = (
            home_of(seated.role, order.target_id)
            if seated
            else f"/m/{order.target_id}/sign-in"
        )
    return told
