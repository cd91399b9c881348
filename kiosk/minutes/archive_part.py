"""The minutes in a meeting's archive: finalised, signed, and as last made to edit."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.exports.archive_part import ArchiveExport, ArchiveFile, ArchivePart
from kiosk.minutes.models.review import SignedFile
from kiosk.minutes.models.text import Minutes
from kiosk.minutes.printing.export import MINUTES_PAPER, minutes_key
from kiosk.official_papers.rules import PaperFamily
from kiosk.storage.files import FileStore

_FAMILIES = {PaperFamily.PARTY: "Đảng", PaperFamily.STATE: "Nhà nước"}


def _files(
    session: Session, files: FileStore, meeting_id: int
) -> Iterator[ArchiveFile]:
    of_meeting = select(Minutes).where(Minutes.meeting_id == meeting_id)
    for minutes in session.scalars(of_meeting.order_by(Minutes.id)).all():
        stem = f"papers/minutes-{minutes.id}"
        if minutes.pdf_sha256:
            label = f"Biên bản đã khoá, số {minutes.id}"
            source = files.path(minutes.pdf_sha256)
            yield ArchiveFile(f"{stem}.pdf", source, label)
        signed = select(SignedFile).where(SignedFile.minutes_id == minutes.id)
        for file in session.scalars(signed.order_by(SignedFile.id)).all():
            path = f"{stem}-signed-{file.id}.pdf"
            label = f"Biên bản đã ký, số {minutes.id}"
            yield ArchiveFile(path, files.path(file.sha256), label)


def _exports(_session: Session, meeting_id: int) -> Iterator[ArchiveExport]:
    for family, name in _FAMILIES.items():
        yield ArchiveExport(
            MINUTES_PAPER,
            minutes_key(meeting_id, family),
            f"papers/minutes-{family}",
            label=f"Biên bản, tệp tạo để đọc và sửa ({name})",
        )


ARCHIVE_PART = ArchivePart(
    heading="Biên bản",
    stored=(Minutes.pdf_sha256, SignedFile.sha256),
    files=_files,
    exports=_exports,
)
