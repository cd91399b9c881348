"""The documents in a meeting's archive: originals and the text of their pages."""

from collections.abc import Iterator
from pathlib import PurePath

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.documents.models import Document, Page, PageImage
from kiosk.documents.unrestricted_queries import texts_of
from kiosk.exports.archive_part import ArchiveFile, ArchivePart
from kiosk.exports.rules import file_slug
from kiosk.storage.files import FileStore


def original_path(document: Document) -> str:
    """Return where the archive has the original."""
    suffix = PurePath(document.file_name).suffix.lower()
    is_plain = suffix[1:].isalnum() and suffix.isascii()
    name = file_slug(document.title)
    return f"documents/{document.id}-{name}{suffix if is_plain else ''}"


def text_path(document_id: int) -> str:
    """Return where the archive has the text of the pages."""
    return f"documents/{document_id}/text.txt"


def page_texts(session: Session, document_id: int) -> str:
    """Return the text of all pages, each under its number."""
    texts = enumerate(texts_of(session, document_id), 1)
    return "".join(f"--- Trang {number} ---\n{text}\n\n" for number, text in texts)


def _files(
    session: Session, files: FileStore, meeting_id: int
) -> Iterator[ArchiveFile]:
    documents = session.scalars(
        select(Document).where(Document.meeting_id == meeting_id).order_by(Document.id)
    )
    for document in documents.all():
        yield ArchiveFile(original_path(document), files.path(document.original_sha256))
        text = page_texts(session, document.id)
        yield ArchiveFile(text_path(document.id), text.encode())


ARCHIVE_PART = ArchivePart(
    stored=(
        Document.original_sha256,
        Document.pdf_sha256,
        Page.words_sha256,
        PageImage.sha256,
    ),
    files=_files,
)
