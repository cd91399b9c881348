"""Handle a tablet's heartbeat and answer with its pending commands.

Most heartbeats change nothing that is stored: two or three queries, then memory only.
"""

from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from sqlalchemy.orm import Session

from kiosk.badges.rules import start_screen_of
from kiosk.clock import now
from kiosk.fleet import actions, queries, rules
from kiosk.fleet.heartbeats import (
    TabletHeartbeat,
    TabletHeartbeatRegistry,
    TabletReport,
)
from kiosk.fleet.models import Command, Tablet
from kiosk.fleet.queries import SignedInMember
from kiosk.fleet.rules import CommandKind
from kiosk.identity import Identity
from kiosk.storage.store import Store

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class TabletHeartbeatForm(msgspec.Struct, forbid_unknown_fields=True):
    """A heartbeat: state of the tablet and ids of the commands carried out."""

    report: TabletReport
    done: Annotated[list[Id], msgspec.Meta(max_length=50)] = []


@dataclass(frozen=True)
class _TabletState:
    """What the database holds about the reporting tablet."""

    tablet: Tablet
    member: SignedInMember | None
    has_pending_commands: bool
    count: int

    @property
    def has_wrong_seat(self) -> bool:
        return self.member is not None and rules.is_seat_mismatch(
            self.tablet.seat, self.member.seat
        )


def handle_heartbeat(
    store: Store,
    watch: TabletHeartbeatRegistry,
    secret_hash: str,
    form: TabletHeartbeatForm,
    who: Identity | None,
) -> dict[str, Any] | None:
    """Handle a heartbeat; return the answer, None for an unknown tablet.

    `who` is the identity signed in on the tablet.
    """
    with store.read_session() as session:
        known = _look_up(session, secret_hash, who)
    if known is None:
        return None
    heartbeat = _heartbeat_of(known, form.report, who)
    watch.receive(heartbeat)
    orders: list[Command] = []
    alerts_desk = (
        known.has_wrong_seat
        and who is not None
        and known.tablet.misseated_sign_in != who.sign_in_id
    )
    if known.has_pending_commands or alerts_desk:
        with store.unit_of_work(f"tablet:{known.tablet.id}") as work:
            if alerts_desk and who is not None and who.member_id is not None:
                actions.alert_wrong_seat(
                    work,
                    known.tablet.id,
                    sign_in_id=who.sign_in_id,
                    member_id=who.member_id,
                )
            orders = actions.acknowledge_commands(
                work, known.tablet.id, done=form.done, holder=heartbeat.holder
            )
        with store.read_session() as session:
            known = _look_up(session, secret_hash, who) or known
    return _answer(known, orders, store.config.idle_minutes)


def _look_up(
    session: Session, secret_hash: str, who: Identity | None
) -> _TabletState | None:
    tablet = queries.get_tablet(session, secret_hash)
    if tablet is None:
        return None
    member_id = who.member_id if who else None
    found = queries.signed_in_members(session, [member_id] if member_id else [])
    return _TabletState(
        tablet=tablet,
        member=found.get(member_id or 0),
        has_pending_commands=queries.has_pending_commands(session, tablet.id),
        count=queries.count_tablets(session),
    )


def _heartbeat_of(
    known: _TabletState, report: TabletReport, who: Identity | None
) -> TabletHeartbeat:
    is_staff = who is not None and known.member is None
    return TabletHeartbeat(
        tablet_id=known.tablet.id,
        report=report,
        clock=report.at / 1000 - now().timestamp(),
        sign_in_id=who.sign_in_id if who else None,
        member_id=known.member.member_id if known.member else None,
        meeting_id=known.member.meeting_id if known.member else None,
        staff_name=who.name if who and is_staff else "",
    )


def _answer(
    known: _TabletState, orders: list[Command], idle_minutes: int
) -> dict[str, Any]:
    tablet, member = known.tablet, known.member
    wrong = known.has_wrong_seat and member is not None
    return {
        "number": tablet.number,
        "name": tablet.name,
        "seat": tablet.seat,
        "is_locked": tablet.is_locked,
        "is_held": member is not None,
        "own_seat": member.seat if wrong and member else "",
        "idle_minutes": idle_minutes,
        "pause": rules.report_interval_seconds(known.count),
        "orders": [_command_json(order, member) for order in orders],
    }


def _command_json(order: Command, member: SignedInMember | None) -> dict[str, Any]:
    data: dict[str, Any] = {"id": order.id, "kind": order.kind}
    if order.kind == CommandKind.OPEN and order.target_id is not None:
        data["go"] = (
            start_screen_of(member.role, order.target_id)
            if member
            else f"/m/{order.target_id}/sign-in"
        )
    return data
