"""The export of handouts; the key is meeting and kind of handout."""

import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import msgspec
from sqlalchemy.orm import Session

from kiosk.badges.actions import (
    issue_missing_badges,
    mark_printed,
    reissue_seedless_badges,
)
from kiosk.errors import N_, Conflict
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.exports.store import ExportStore
from kiosk.handouts.logos import logo_path
from kiosk.handouts.queries import PlannedHandout, plan_handout
from kiosk.handouts.rules import (
    BAD_LOGO_STATUS,
    FILE_LIFETIME,
    KINDS_WITH_BADGE,
    RECIPIENT_ROLES,
    HandoutKind,
    HandoutOrder,
    HandoutSpec,
    InvitationText,
)
from kiosk.meetings.queries import pin_mode
from kiosk.meetings.rules import PinMode
from kiosk.processes.sandbox import ResourceLimits
from kiosk.storage.store import Store

# Badges issued per transaction: some 10 ms in which nobody else can write.
BADGES_PER_TRANSACTION = 100
BATCH_PAUSE_SECONDS = 0.05


def issue_badges(
    store: Store, meeting_id: int, order: HandoutOrder, on_progress: ProgressCallback
) -> None:
    """Issue missing badges in batches, so that other writers are not blocked."""
    key, roles = store.config.server_key(), RECIPIENT_ROLES[order.spec.kind]
    renewing = (reissue_seedless_badges,) if order.spec.renew_old else ()
    for issue in (*renewing, issue_missing_badges):
        issued = BADGES_PER_TRANSACTION
        while issued == BADGES_PER_TRANSACTION:
            with store.unit_of_work(order.by) as work:
                issued = issue(
                    work,
                    key,
                    meeting_id=meeting_id,
                    roles=roles,
                    most=BADGES_PER_TRANSACTION,
                )
            # The total is not known yet: only a sign of life, which may cancel.
            on_progress(0, 0)
            time.sleep(BATCH_PAUSE_SECONDS if issued == BADGES_PER_TRANSACTION else 0)


def handout_plan(
    store: Store, meeting_id: int, order: HandoutOrder, on_progress: ProgressCallback
) -> ExportPlan:
    """Issue missing badges and return what is to be printed.

    :raises Conflict: there is nobody to print, or the meeting prints no PINs.
    """
    spec = order.spec
    if spec.kind in KINDS_WITH_BADGE:
        issue_badges(store, meeting_id, order, on_progress)
    with store.read_session() as session:
        _check_pins(session, meeting_id, spec)
        key = store.config.server_key()
        planned = plan_handout(session, key, meeting_id, spec, order.base)
    if not planned.member_ids:
        raise Conflict(_nobody_sentence(planned, spec))
    logo = logo_path(store.files.root, meeting_id)
    plan = ExportPlan(
        planned.plan,
        total=planned.plan.total,
        left_out=planned.left_out,
        suffixes=("zip",) if spec.by_site else ("pdf",),
        readable=(logo,) if logo.is_file() else (),
    )
    if spec.kind is HandoutKind.BADGES:
        finish = partial(_mark_badges_printed, store, order.by, planned.member_ids)
        return replace(plan, finish=finish)
    return plan


def _check_pins(session: Session, meeting_id: int, spec: HandoutSpec) -> None:
    printed = pin_mode(session, meeting_id) is PinMode.PRINTED
    if spec.kind is HandoutKind.PINS and not printed:
        raise Conflict(
            N_(
                "Hội nghị không dùng mã PIN in sẵn. Xin chọn “In sẵn” trong thông tin"
                " hội nghị."
            )
        )


def _nobody_sentence(planned: PlannedHandout, spec: HandoutSpec) -> str:
    if planned.left_out:
        return N_(
            "Thẻ của mọi người cấp từ trước nên không in lại được. Xin chọn “Cấp lại"
            " thẻ cấp từ trước” rồi tạo lại."
        )
    if spec.only_new:
        return N_("Mọi thẻ đều đã in. Bỏ chọn “Chỉ in thẻ chưa in” để in lại.")
    return N_("Danh sách chưa có ai để in.")


def _mark_badges_printed(store: Store, by: str, member_ids: list[int]) -> None:
    for first in range(0, len(member_ids), BADGES_PER_TRANSACTION):
        with store.unit_of_work(by) as work:
            mark_printed(work, member_ids[first : first + BADGES_PER_TRANSACTION])
        time.sleep(BATCH_PAUSE_SECONDS)


def _plan(store: Store, export: Export, on_progress: ProgressCallback) -> ExportPlan:
    order = msgspec.json.decode(export.options, type=HandoutOrder)
    return handout_plan(store, export.owner, order, on_progress)


def last_letter(files: Path, meeting_id: int) -> InvitationText:
    """Return the texts entered last for the meeting's invitations; empty before.

    :param files: the folder of the store's files.
    """
    return last_spec(files, meeting_id, HandoutKind.INVITATIONS).letter


def last_spec(files: Path, meeting_id: int, kind: HandoutKind) -> HandoutSpec:
    """Return what was chosen last for a handout."""
    try:
        options = ExportStore(files, HANDOUT).read(f"{meeting_id}-{kind}").options
        return msgspec.json.decode(options, type=HandoutOrder).spec
    except msgspec.DecodeError:
        # There is none, or another version wrote it.
        return HandoutSpec(kind)


HANDOUT = ExportKind(
    name="handouts",
    module="kiosk.handouts.render",
    plan=_plan,
    running=N_("Bản in đang được tạo. Xin chờ giây lát, hoặc bấm Huỷ."),
    missing=N_("Chưa có bản in, hoặc bản in đã được xoá. Xin tạo lại."),
    limits=ResourceLimits(
        memory=3_000_000_000, cpu_seconds=3600, file_bytes=2_000_000_000
    ),
    timeout_seconds=3600.0,
    # It may be cancelled instead.
    waiting_seconds=float("inf"),
    kept_for=FILE_LIFETIME,
    refusals={
        BAD_LOGO_STATUS: N_("Biểu trưng không phải ảnh đọc được. Xin chọn ảnh khác.")
    },
)
