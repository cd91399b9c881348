"""The export of a record; the key is meeting and vote."""

import datetime as dt

from sqlalchemy.orm import Session

from kiosk.errors import N_
from kiosk.exports.kinds import (
    ExportKind,
    ExportPlan,
    ProgressCallback,
    is_meeting_there,
)
from kiosk.exports.rules import Export
from kiosk.meetings.models import Meeting
from kiosk.official_papers.export import PAPER_REFUSALS, readable_paths
from kiosk.official_papers.queries import new_paper
from kiosk.official_papers.rules import PaperFamily
from kiosk.printing.rules import is_party_body
from kiosk.processes.sandbox import ResourceLimits
from kiosk.storage.store import Store
from kiosk.vietnamese import exact_time, long_date
from kiosk.voting.models import Vote
from kiosk.voting.queries.votes import COUNTED_STATES
from kiosk.voting.record.rules import ResultRecord, paper_kind
from kiosk.voting.result_file import counted_vote, result_content
from kiosk.voting.rules.kinds import VoteKind, VoteState

SUFFIXES = ("pdf", "xlsx", "csv", "json")


def record_key(meeting_id: int, vote_id: int) -> str:
    """Return the key of a vote's record."""
    return f"{meeting_id}-{vote_id}"


def _vote_id(export: Export) -> int:
    return int(export.key.partition("-")[2])


def record_signature(vote: Vote) -> str:
    """Return what changes when the record would be another one."""
    return f"{vote.state} {vote.revision}"


def record_content(
    session: Session,
    meeting_id: int,
    vote_id: int,
    *,
    family: PaperFamily | None = None,
) -> ResultRecord:
    """Return the record of a counted vote.

    :param family: whose rules of form are followed; None: by the meeting's body.
    :raises NotFound: the meeting has no such vote.
    :raises Conflict: there is no result yet.
    """
    vote = counted_vote(session, meeting_id, vote_id)
    meeting = session.get_one(Meeting, meeting_id)
    own = PaperFamily.PARTY if is_party_body(meeting.body_name) else PaperFamily.STATE
    kind = paper_kind(VoteKind(vote.kind), is_secret=vote.is_secret)
    return ResultRecord(
        place=meeting.place,
        day=long_date(meeting.starts_at),
        opened=_moment(vote.opened_at),
        closed=_moment(vote.closed_at),
        is_announced=vote.state == VoteState.ANNOUNCED,
        published=result_content(session, meeting_id, vote_id),
        form=new_paper(session, family or own, kind, meeting_id),
    )


def _moment(moment: dt.datetime | None) -> str:
    return f"{exact_time(moment)}, {long_date(moment)}" if moment else ""


def _is_wanted(session: Session, export: Export) -> bool:
    vote = session.get(Vote, _vote_id(export))
    return vote is not None and vote.state in COUNTED_STATES


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    with store.read_session() as session:
        if not is_meeting_there(session, export) or not _is_wanted(session, export):
            return None
        content = record_content(session, export.owner, _vote_id(export))
    signature = export.signature
    return ExportPlan(
        content,
        signature,
        total=len(SUFFIXES),
        suffixes=SUFFIXES,
        readable=readable_paths(store),
    )


VOTE_RECORD = ExportKind(
    name="vote_record",
    module="kiosk.voting.record.render",
    plan=_plan,
    running=N_("Biên bản đang được tạo. Xin chờ giây lát."),
    missing=N_("Chưa có biên bản. Xin bấm “Tạo biên bản”."),
    is_wanted=_is_wanted,
    limits=ResourceLimits(
        memory=2_000_000_000, cpu_seconds=300, file_bytes=100_000_000
    ),
    timeout_seconds=400.0,
    refusals=PAPER_REFUSALS,
)
