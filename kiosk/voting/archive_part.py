"""The results of votes in a meeting's archive, and their printed records."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.exports.archive_part import ArchiveExport, ArchiveFile, ArchivePart
from kiosk.storage.files import FileStore
from kiosk.voting.models import Vote
from kiosk.voting.queries.votes import COUNTED_STATES
from kiosk.voting.record.export import VOTE_RECORD, record_key, record_signature
from kiosk.voting.result_file import result_content, result_text


def result_stem(vote_id: int) -> str:
    """Return the path of a result in the archive, without its suffix."""
    return f"results/vote-{vote_id}"


def counted_votes(session: Session, meeting_id: int) -> list[Vote]:
    """Return the votes that have a result, in the order of their ids."""
    of_meeting = select(Vote).where(
        Vote.meeting_id == meeting_id,
        Vote.state.in_(COUNTED_STATES),
        Vote.result != "",
    )
    return list(session.scalars(of_meeting.order_by(Vote.id)))


def _files(session: Session, _: FileStore, meeting_id: int) -> Iterator[ArchiveFile]:
    for vote in counted_votes(session, meeting_id):
        content = result_content(session, meeting_id, vote.id)
        yield ArchiveFile(f"{result_stem(vote.id)}.json", result_text(content).encode())


def _exports(session: Session, meeting_id: int) -> Iterator[ArchiveExport]:
    for vote in counted_votes(session, meeting_id):
        yield ArchiveExport(
            VOTE_RECORD,
            record_key(meeting_id, vote.id),
            f"{result_stem(vote.id)}-record",
            signature=record_signature(vote),
        )


ARCHIVE_PART = ArchivePart(files=_files, exports=_exports)
