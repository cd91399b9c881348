"""Check the meeting's documents: ready, published and intact on disk."""

import hashlib
from collections.abc import Iterator

from kiosk.documents.document_remarks import page_faults
from kiosk.documents.models import Document
from kiosk.documents.rules import UNFINISHED, DocumentState, PageFault, Publication
from kiosk.errors import N_
from kiosk.readiness import queries
from kiosk.readiness.context import CheckContext
from kiosk.readiness.rules import CheckResult, bad, good, list_names, warn
from kiosk.storage.files import FileStore

# Pages named per document.
MAX_PAGES_LISTED = 5


def check_documents(context: CheckContext, meeting_id: int) -> Iterator[CheckResult]:
    """Check that every document can be read by its audience."""
    with context.store.read_session() as session:
        papers = queries.documents_in_use(session, meeting_id)
        faults = page_faults(session, meeting_id)
    undrawn = _documents_with_fault(papers, faults, PageFault.NOT_DRAWN)
    lossy = _documents_with_fault(papers, faults, PageFault.LOST_LETTERS)
    refused = [p.title for p in papers if p.state == DocumentState.REFUSED]
    unfinished = [p.title for p in papers if p.state in UNFINISHED]
    drafts = [
        p.title
        for p in papers
        if p.state == DocumentState.READY and p.publication == Publication.DRAFT
    ]
    if refused:
        yield bad(
            N_("Tài liệu bị từ chối: {titles}."),
            N_("Mở màn hình thư ký xem lý do, rồi thay tệp hoặc bỏ đi."),
            titles=list_names(refused),
        )
    if unfinished:
        yield bad(
            N_("Tài liệu chưa xử lý xong: {titles}."),
            N_("Chờ xử lý xong rồi phát hành."),
            titles=list_names(unfinished),
        )
    if undrawn:
        yield bad(
            N_("Có trang không vẽ được, chỉ hiện ô xám: {titles}."),
            N_("Bấm “Thử lại” ở màn hình thư ký, hoặc in lại tệp thành PDF rồi thay."),
            titles=list_names(undrawn),
        )
    if lossy:
        yield warn(
            N_("Có trang mất chữ trên hình: {titles}."),
            N_("Mở trang ấy xem; xin xuất lại PDF có nhúng phông chữ rồi thay tệp."),
            titles=list_names(lossy),
        )
    if drafts:
        yield warn(
            N_("Tài liệu chưa phát hành, đại biểu không thấy: {titles}."),
            N_("Bấm “Phát hành” ở màn hình thư ký, nếu cần dùng."),
            titles=list_names(drafts),
        )
    if not papers:
        yield warn(N_("Chưa có tài liệu nào."), N_("Tải tài liệu lên nếu cần."))
    elif not (refused or unfinished or undrawn or lossy or drafts):
        yield good(
            N_("{count} tài liệu đều sẵn sàng và đã phát hành."), count=len(papers)
        )


def _documents_with_fault(
    papers: list[Document], faults: dict[int, list[tuple[int, str]]], fault: PageFault
) -> list[str]:
    """Return the titles of documents with this fault, with their pages."""
    found = []
    for paper in papers:
        pages = [str(number) for number, kind in faults[paper.id] if kind == fault]
        if pages:
            found.append(f"{paper.title} ({', '.join(pages[:MAX_PAGES_LISTED])})")
    return found


def is_intact(files: FileStore, sha256: str) -> bool:
    """Return whether the file exists and matches its SHA-256."""
    try:
        with files.path(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def check_files(context: CheckContext, meeting_id: int) -> Iterator[CheckResult]:
    """Check every file of every document against its SHA-256."""
    with context.store.read_session() as session:
        titles = {p.id: p.title for p in queries.documents_in_use(session, meeting_id)}
        needed = queries.files_by_document(session, meeting_id)
    files = context.store.files
    every = set().union(*needed.values())
    broken = {sha256 for sha256 in every if not is_intact(files, sha256)}
    hurt = [titles[paper] for paper, names in needed.items() if names & broken]
    if hurt:
        yield bad(
            N_("{count} tệp mất hoặc hỏng trên đĩa, của: {titles}."),
            N_("Lấy lại từ bản sao lưu, hoặc tải tài liệu ấy lên lại."),
            count=len(broken),
            titles=list_names(hurt),
        )
    else:
        yield good(N_("{count} tệp đều nguyên vẹn (đã so SHA-256)."), count=len(every))
