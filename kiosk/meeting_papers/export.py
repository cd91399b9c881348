"""The export of a meeting's papers; the key is meeting, family and paper."""

import msgspec
from sqlalchemy.orm import Session

from kiosk.errors import N_, KioskError
from kiosk.exports.kinds import (
    ExportKind,
    ExportPlan,
    ProgressCallback,
    is_meeting_there,
)
from kiosk.exports.rules import Export
from kiosk.meeting_papers.compose import compose
from kiosk.meeting_papers.rules import PaperOptions, paper_of_key
from kiosk.official_papers.export import PAPER_REFUSALS, readable_paths
from kiosk.processes.sandbox import ResourceLimits
from kiosk.storage.store import Store
from kiosk.voting.queries.votes import get_vote


def _is_wanted(session: Session, export: Export) -> bool:
    try:
        name = paper_of_key(export.key)
        if name.vote_id:
            get_vote(session, name.meeting_id, name.vote_id)
    except (KioskError, ValueError):
        return False
    return is_meeting_there(session, export)


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    options = msgspec.json.decode(export.options, type=PaperOptions)
    with store.read_session() as session:
        if not _is_wanted(session, export):
            return None
        name = paper_of_key(export.key)
        order = compose(session, store.files.root, name, options)
    return ExportPlan(
        order,
        export.signature,
        total=order.total,
        suffixes=order.suffixes,
        readable=readable_paths(store),
    )


MEETING_PAPER = ExportKind(
    name="meeting_papers",
    module="kiosk.meeting_papers.files",
    plan=_plan,
    running=N_("Văn bản đang được tạo. Xin chờ giây lát, hoặc bấm Huỷ."),
    missing=N_("Chưa có văn bản. Xin bấm “Tạo văn bản”."),
    is_wanted=_is_wanted,
    # 11,873 people on 145 papers: some three minutes.
    limits=ResourceLimits(
        memory=2_000_000_000, cpu_seconds=1200, file_bytes=300_000_000
    ),
    timeout_seconds=1500.0,
    # It may be cancelled instead.
    waiting_seconds=float("inf"),
    refusals=PAPER_REFUSALS,
)
