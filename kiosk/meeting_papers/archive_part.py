"""The meeting's papers in its archive, as they were last made."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from kiosk.exports.archive_part import ArchiveExport, ArchivePart
from kiosk.meeting_papers.export import MEETING_PAPER
from kiosk.meeting_papers.rules import LISTED_KINDS, PaperName
from kiosk.official_papers.rules import PaperFamily
from kiosk.voting.archive_part import counted_votes


def _names(session: Session, meeting_id: int) -> Iterator[PaperName]:
    for family in PaperFamily:
        for kind in LISTED_KINDS:
            yield PaperName(meeting_id, family, kind)
        for vote in counted_votes(session, meeting_id):
            yield PaperName(meeting_id, family, vote_id=vote.id)


def _exports(session: Session, meeting_id: int) -> Iterator[ArchiveExport]:
    for name in _names(session, meeting_id):
        what = name.kind or f"vote-{name.vote_id}"
        yield ArchiveExport(
            MEETING_PAPER,
            name.key,
            f"papers/{what}-{name.family}",
            label=f"{name.file_name} ({name.family})",
        )


ARCHIVE_PART = ArchivePart(heading="Văn bản của cuộc họp", exports=_exports)
