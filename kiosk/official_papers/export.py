"""What the exports of subjects that print official papers have in common."""

import hashlib
from pathlib import Path

import msgspec

from kiosk.errors import N_
from kiosk.exports.kinds import ExportPlan
from kiosk.official_papers.paper_files import (
    FONT_MISSING_STATUS,
    PaperFiles,
    template_status,
)
from kiosk.official_papers.rules import OfficialPaper
from kiosk.official_papers.templates import OWN_NAMES
from kiosk.processes.sandbox import ResourceLimits
from kiosk.storage.store import Store

PAPER_CHILD = "kiosk.official_papers.child"
# A list of 11,873 people takes three to four minutes of CPU time and 0.5 GB.
PAPER_LIMITS = ResourceLimits(
    memory=2_000_000_000, cpu_seconds=900, file_bytes=200_000_000
)
TEMPLATE_FOLDER = "paper_templates"
_BROKEN = {
    "dang.html": N_(
        "Mẫu riêng dang.html trong thư mục paper_templates có lỗi. Xin người quản trị"
        " máy chủ chạy “python -m kiosk paper-templates --check” để xem lỗi ở đâu, hoặc"
        " xoá tệp đó để dùng mẫu chuẩn dang.html của Kiosk."
    ),
    "nd30.html": N_(
        "Mẫu riêng nd30.html trong thư mục paper_templates có lỗi. Xin người quản trị"
        " máy chủ chạy “python -m kiosk paper-templates --check” để xem lỗi ở đâu, hoặc"
        " xoá tệp đó để dùng mẫu chuẩn nd30.html của Kiosk."
    ),
    "blocks.html": N_(
        "Mẫu riêng blocks.html trong thư mục paper_templates có lỗi. Xin người quản trị"
        " máy chủ chạy “python -m kiosk paper-templates --check” để xem lỗi ở đâu, hoặc"
        " xoá tệp đó để dùng mẫu chuẩn blocks.html của Kiosk."
    ),
    "continued.html": N_(
        "Mẫu riêng continued.html trong thư mục paper_templates có lỗi. Xin người quản"
        " trị máy chủ chạy “python -m kiosk paper-templates --check” để xem lỗi ở đâu,"
        " hoặc xoá tệp đó để dùng mẫu chuẩn continued.html của Kiosk."
    ),
    "paper.css": N_(
        "Mẫu riêng paper.css trong thư mục paper_templates có lỗi. Xin người quản trị"
        " máy chủ chạy “python -m kiosk paper-templates --check” để xem lỗi ở đâu, hoặc"
        " xoá tệp đó để dùng mẫu chuẩn paper.css của Kiosk."
    ),
    "dang.docx": N_(
        "Tệp dang.docx trong thư mục paper_templates không dùng làm mẫu DOCX được. Xin"
        " người quản trị máy chủ chạy “python -m kiosk paper-templates --check” để xem"
        " lỗi, hoặc xoá tệp dang.docx để dùng mẫu của Kiosk."
    ),
    "nd30.docx": N_(
        "Tệp nd30.docx trong thư mục paper_templates không dùng làm mẫu DOCX được. Xin"
        " người quản trị máy chủ chạy “python -m kiosk paper-templates --check” để xem"
        " lỗi, hoặc xoá tệp nd30.docx để dùng mẫu của Kiosk."
    ),
}
# For the `refusals` of each export of papers.
PAPER_REFUSALS = {
    FONT_MISSING_STATUS: N_(
        "Máy chủ thiếu phông chữ có đủ chữ Việt. Xin người quản trị máy chủ cài gói"
        " fonts-liberation2 (apt install fonts-liberation2) rồi tạo lại."
    ),
    **{template_status(name): _BROKEN[name] for name in OWN_NAMES},
}


def own_templates(store: Store) -> Path | None:
    """Return the folder of the office's own templates, if there is one."""
    folder = store.config.data / TEMPLATE_FOLDER
    return folder if folder.is_dir() else None


def readable_paths(store: Store) -> tuple[Path, ...]:
    """Return what a child that renders papers may read, besides the system's fonts.

    It is passed to the child after plan and output folder: own templates, or nothing.
    """
    folder = own_templates(store)
    return (folder.resolve(),) if folder else ()


def templates_signature(store: Store) -> str:
    """Return what changes with the office's own templates."""
    folder = own_templates(store)
    digest = hashlib.sha256()
    for name in OWN_NAMES:
        path = folder / name if folder else None
        if path and path.is_file():
            digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()


def paper_plan(
    store: Store, paper: OfficialPaper, suffixes: tuple[str, ...] = ("pdf", "docx")
) -> ExportPlan:
    """Return the plan of a paper as files; a subject's kind has `PAPER_CHILD`.

    Its signature changes with the paper and with the own templates.
    """
    content = PaperFiles(paper, suffixes)
    digest = hashlib.sha256(msgspec.json.encode(content))
    digest.update(templates_signature(store).encode())
    return ExportPlan(
        content,
        digest.hexdigest(),
        total=len(suffixes),
        suffixes=suffixes,
        readable=readable_paths(store),
    )
