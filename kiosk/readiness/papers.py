"""The meeting's papers: ready, published, and whole on the disk."""

import hashlib
from collections.abc import Iterator

from kiosk.documents.models import Document
from kiosk.documents.rules import UNFINISHED, DocumentState, PageFault, Publication
from kiosk.documents.scans import faults_of
from kiosk.errors import N_
from kiosk.readiness import queries
from kiosk.readiness.house import House
from kiosk.readiness.rules import Said, bad, good, some_of, warn
from kiosk.storage.files import FileStore

# So many pages of a paper are named.
MOST_PAGES = 5


def look_at_papers(house: House, meeting_id: int) -> Iterator[Said]:
    """Look whether every paper can be read by those it is meant for."""
    with house.store.reading() as session:
        papers = queries.papers_in_use(session, meeting_id)
        faults = faults_of(session, meeting_id)
    undrawn = _with(papers, faults, PageFault.NOT_DRAWN)
    lossy = _with(papers, faults, PageFault.LOST_LETTERS)
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
            titles=some_of(refused),
        )
    if unfinished:
        yield bad(
            N_("Tài liệu chưa xử lý xong: {titles}."),
            N_("Chờ xử lý xong rồi phát hành."),
            titles=some_of(unfinished),
        )
    if undrawn:
        yield bad(
            N_("Có trang không vẽ được, chỉ hiện ô xám: {titles}."),
            N_("Bấm “Thử lại” ở màn hình thư ký, hoặc in lại tệp thành PDF rồi thay."),
            titles=some_of(undrawn),
        )
    if lossy:
        yield warn(
            N_("Có trang mất chữ trên hình: {titles}."),
            N_("Mở trang ấy xem; xin xuất lại PDF có nhúng phông chữ rồi thay tệp."),
            titles=some_of(lossy),
        )
    if drafts:
        yield warn(
            N_("Tài liệu chưa phát hành, đại biểu không thấy: {titles}."),
            N_("Bấm “Phát hành” ở màn hình thư ký, nếu cần dùng."),
            titles=some_of(drafts),
        )
    if not papers:
        yield warn(N_("Chưa có tài liệu nào."), N_("Tải tài liệu lên nếu cần."))
    elif not (refused or unfinished or undrawn or lossy or drafts):
        yield good(
            N_("{count} tài liệu đều sẵn sàng và đã phát hành."), count=len(papers)
        )


def _with(
    papers: list[Document], faults: dict[int, list[tuple[int, str]]], fault: PageFault
) -> list[str]:
    """Name the papers with such a fault, and their pages."""
    found = []
    for paper in papers:
        pages = [str(number) for number, kind in faults[paper.id] if kind == fault]
        if pages:
            found.append(f"{paper.title} ({', '.join(pages[:MOST_PAGES])})")
    return found


def is_whole(files: FileStore, sha256: str) -> bool:
    """Tell whether the file is there, and still what its name says."""
    try:
        with files.path(sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False


def look_at_files(house: House, meeting_id: int) -> Iterator[Said]:
    """Look whether every file of every paper is on the disk, to the last byte."""
    with house.store.reading() as session:
        titles = {p.id: p.title for p in queries.papers_in_use(session, meeting_id)}
        needed = queries.files_by_paper(session, meeting_id)
    files = house.store.files
    every = set().union(*needed.values())
    broken = {sha256 for sha256 in every if not is_whole(files, sha256)}
    hurt = [titles[paper] for paper, names in needed.items() if names & broken]
    if hurt:
        yield bad(
            N_("{count} tệp mất hoặc hỏng trên đĩa, của: {titles}."),
            N_("Lấy lại từ bản sao lưu, hoặc tải tài liệu ấy lên lại."),
            count=len(broken),
            titles=some_of(hurt),
        )
    else:
        yield good(N_("{count} tệp đều nguyên vẹn (đã so SHA-256)."), count=len(every))
