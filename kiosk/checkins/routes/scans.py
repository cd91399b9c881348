"""Uploads of gates: scans, undone scans, marks and conflict resolutions."""

import datetime as dt
from typing import Annotated

import msgspec
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from kiosk.accounts.devices import Device
from kiosk.accounts.routes.staff_sign_in import requesting_device
from kiosk.checkins import actions
from kiosk.checkins.queries import conflicts as queries
from kiosk.checkins.rules import (
    MAX_REASON_LENGTH,
    AttendanceState,
    CheckInMethod,
    ConflictResolution,
    GateDirection,
)
from kiosk.errors import NotFound
from kiosk.identity import Actor
from kiosk.roles import Permission
from kiosk.storage.unit_of_work import UnitOfWork
from kiosk.web import device_cookies
from kiosk.web import request as web

# In one change, some thirty milliseconds; a gate that was long away sends many.
MAX_SCANS_PER_REQUEST = 20
MAX_MARKS_PER_REQUEST = 200
# Nothing waits on a gate's device for longer, in milliseconds.
MAX_SCAN_AGE_MS = 14 * 24 * 3600 * 1000

Id = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
ScanId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9-]{16,40}$")]
Said = Annotated[str, msgspec.Meta(max_length=400)]


class ScanForm(msgspec.Struct, forbid_unknown_fields=True):
    """One scan, as a gate's device has written it down."""

    id: ScanId
    gate: Id
    direction: GateDirection = GateDirection.IN
    method: CheckInMethod = CheckInMethod.QR
    # How long ago by the device's clock, in milliseconds.
    age: Annotated[int, msgspec.Meta(ge=0, le=MAX_SCAN_AGE_MS)] = 0
    secret: Said | None = None
    token: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")] | None = None
    code: Said | None = None
    member: Id | None = None
    decided: bool = False
    insists: bool = False

    def scan(self) -> actions.Scan:
        """Return it as the action takes it."""
        return actions.Scan(
            id=self.id,
            gate_id=self.gate,
            direction=self.direction,
            method=self.method,
            age=dt.timedelta(milliseconds=self.age),
            secret=self.secret,
            token=self.token,
            code=self.code,
            member_id=self.member,
            is_decided=self.decided,
            insists=self.insists,
        )


class ScanBatch(msgspec.Struct, forbid_unknown_fields=True):
    """What a gate has written down, and what it took back afterwards."""

    scans: Annotated[list[ScanForm], msgspec.Meta(max_length=MAX_SCANS_PER_REQUEST)]
    undone: Annotated[list[ScanId], msgspec.Meta(max_length=MAX_SCANS_PER_REQUEST)] = []


class MarkForm(msgspec.Struct, forbid_unknown_fields=True):
    """Where some members are."""

    members: Annotated[
        list[Id], msgspec.Meta(min_length=1, max_length=MAX_MARKS_PER_REQUEST)
    ]
    state: AttendanceState
    reason: Annotated[str, msgspec.Meta(max_length=2 * MAX_REASON_LENGTH)] = ""


class ConflictForm(msgspec.Struct, forbid_unknown_fields=True):
    """How a conflict is settled."""

    resolution: ConflictResolution


def take_scans(meeting_id: int) -> ResponseReturnValue:
    """Keep what a gate sends, each scan once; answer with what became of each."""
    actor = web.actor(meeting_id, Permission.CHECK_IN)
    form = web.body(ScanBatch)
    asking = requesting_device()
    with web.store().unit_of_work(actor.label) as work:
        results = [_record(work, actor, one.scan(), asking) for one in form.scans]
        for scan_id in form.undone:
            _undo(work, actor, scan_id)
    return jsonify(results=results)


def _record(
    work: UnitOfWork, actor: Actor, scan: actions.Scan, asking: Device
) -> dict[str, object]:
    key = device_cookies.server_key()
    try:
        outcome = actions.record_scan(work, key, actor=actor, scan=scan, device=asking)
    except NotFound:
        # One gate that is gone must not hold up the scans of the others.
        return {"id": scan.id, "verdict": "no_gate"}
    said: dict[str, object] = {"id": outcome.id, "verdict": outcome.verdict}
    if outcome.member:
        said["member"] = {
            "id": outcome.member.id,
            "name": outcome.member.full_name,
            "role": outcome.member.role,
            "seat": outcome.member.seat,
            "site": outcome.member.site_id,
            "unit": outcome.member.unit,
        }
    status = outcome.status
    if status and status.last_at:
        said["at"] = round(status.last_at.timestamp() * 1000)
        said["gate"], said["reason"] = status.gate_id, status.reason
    return said


def _undo(work: UnitOfWork, actor: Actor, scan_id: str) -> None:
    try:
        actions.undo_scan(work, actor=actor, scan_id=scan_id)
    except NotFound:
        # It was refused, or never arrived: there is nothing to take back.
        return


def mark(meeting_id: int) -> ResponseReturnValue:
    """Note of members that they are online, or absent, or not confirmed after all."""
    actor = web.actor(meeting_id, Permission.CHECK_IN)
    form = web.body(MarkForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.mark_members(
            work,
            actor=actor,
            member_ids=form.members,
            state=form.state,
            reason=form.reason,
        )
    return "", 204


def conflicts(meeting_id: int) -> ResponseReturnValue:
    """List what waits for a person."""
    actor = web.actor(meeting_id, Permission.READ_ROLL)
    with web.store().read_session() as session:
        found = queries.open_conflicts(session, actor)
    return jsonify(conflicts=[_conflict(one) for one in found])


def _conflict(one: queries.OpenConflict) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "name": one.name,
        "seat": one.seat,
        "first": {"gate": one.first_gate, "at": one.first_at.isoformat()},
        "second": one.second_at
        and {"gate": one.second_gate, "at": one.second_at.isoformat()},
    }


def settle(meeting_id: int, conflict_id: int) -> ResponseReturnValue:
    """Settle a conflict."""
    actor = web.actor(meeting_id, Permission.CHECK_IN)
    form = web.body(ConflictForm)
    with web.store().unit_of_work(actor.label) as work:
        actions.resolve_conflict(
            work, actor=actor, conflict_id=conflict_id, resolution=form.resolution
        )
    return "", 204


def add_to(blueprint: Blueprint) -> None:
    """Add these routes."""
    base = "/m/<int:meeting_id>"
    blueprint.post(f"{base}/check-ins")(take_scans)
    blueprint.post(f"{base}/attendance")(mark)
    blueprint.get(f"{base}/check-ins/conflicts")(conflicts)
    blueprint.post(f"{base}/check-ins/conflicts/<int:conflict_id>")(settle)
