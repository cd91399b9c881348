"""The export of the book as PDF and XLSX; the key is the account that asked for it."""

import datetime as dt
from typing import Annotated

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.accounts.models import Account
from kiosk.errors import N_
from kiosk.exports.kinds import ExportKind, ExportPlan, ProgressCallback
from kiosk.exports.rules import Export
from kiosk.identity import Identity
from kiosk.issued_documents.access import keeps_register
from kiosk.issued_documents.book import BookContent, BookRow
from kiosk.issued_documents.document_types import TYPE_LABELS, IssuedType, number_text
from kiosk.issued_documents.models import IssuedDocument
from kiosk.issued_documents.queries.gaps import NumberGap, gaps_of_year
from kiosk.issued_documents.queries.inbox import named_recipients
from kiosk.issued_documents.queries.register import shown_number
from kiosk.issued_documents.rules import EARLIEST_YEAR, LATEST_YEAR, IssuedState
from kiosk.official_papers.export import PAPER_REFUSALS, readable_paths
from kiosk.official_papers.queries import office
from kiosk.official_papers.rules import OfficialPaper, PaperFamily, PaperKind
from kiosk.processes.sandbox import ResourceLimits
from kiosk.storage.store import Store

# What a line says besides its note.
_STATE_NOTES = {
    IssuedState.RESERVED: "Chưa phát hành",
    IssuedState.GIVEN_UP: "Bỏ số",
    IssuedState.RECALLED: "Đã thu hồi",
}


class BookOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which book: the documents of a family and a year, in the order of numbers."""

    family: PaperFamily
    year: Annotated[int, msgspec.Meta(ge=EARLIEST_YEAR, le=LATEST_YEAR)]


def is_of_register_staff(session: Session, export: Export) -> bool:
    """Return whether the account that asked for a book still keeps the register."""
    account = session.get(Account, export.owner)
    if account is None or account.is_closed:
        return False
    identity = Identity(
        sign_in_id=0,
        name=account.full_name,
        account_id=account.id,
        is_administrator=account.is_administrator,
    )
    return keeps_register(session, identity)


def book_content(session: Session, options: BookOptions) -> BookContent:
    """Return the book in the order of numbers, with those that no line explains."""
    own = office(session, options.family)
    first = dt.date(options.year, 1, 1)
    of_book = (
        IssuedDocument.family == options.family,
        IssuedDocument.date >= first,
        IssuedDocument.date < dt.date(options.year + 1, 1, 1),
    )
    lines = session.scalars(select(IssuedDocument).where(*of_book)).all()
    recipients = named_recipients(session, select(IssuedDocument.id).where(*of_book))
    numbered = [
        ((line.symbol, line.period, line.number), _row(line, recipients.get(line.id)))
        for line in lines
    ] + [
        ((gap.symbol, gap.period, gap.first), _gap_row(options.family, gap))
        for gap in gaps_of_year(session, options.family, options.year)
    ]
    rows = [row for _, row in sorted(numbered, key=lambda one: one[0])]
    paper = OfficialPaper(
        family=options.family,
        # The kind without number and symbol.
        kind=PaperKind.ATTENDANCE_LIST,
        parent_body=own.parent_body,
        issuing_body=own.issuing_body,
        type_name="SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        summary=f"Năm {options.year}",
        spelling=own.spelling,
        is_landscape=True,
    )
    return BookContent(paper, rows)


def _row(line: IssuedDocument, units: str | None) -> BookRow:
    state = _STATE_NOTES.get(IssuedState(line.state), "")
    ended = f"{state}: {line.reason}" if line.reason else state
    return BookRow(
        number=shown_number(line),
        date=line.date.strftime("%d/%m/%Y"),
        summary=f"{TYPE_LABELS[IssuedType(line.type)]}: {line.summary}",
        signer=line.signer,
        recipients=line.recipients or units or "",
        keeping_unit=line.keeping_unit,
        copies=line.copies,
        note=". ".join(filter(None, (ended, line.note))),
    )


def _gap_row(family: PaperFamily, gap: NumberGap) -> BookRow:
    number = number_text(family, gap.first, gap.symbol)
    if gap.last > gap.first:
        number += f" đến {number_text(family, gap.last, gap.symbol)}"
    return BookRow(
        number=number,
        date="",
        summary="Không có văn bản trong sổ",
        signer="",
        recipients="",
        keeping_unit="",
        copies=None,
        note="Chưa giải thích",
    )


def _plan(store: Store, export: Export, _: ProgressCallback) -> ExportPlan | None:
    options = msgspec.json.decode(export.options, type=BookOptions)
    with store.read_session() as session:
        if not is_of_register_staff(session, export):
            return None
        content = book_content(session, options)
    return ExportPlan(
        content, total=2, suffixes=("pdf", "xlsx"), readable=readable_paths(store)
    )


ISSUED_BOOK = ExportKind(
    name="issued-book",
    module="kiosk.issued_documents.book_child",
    plan=_plan,
    running=N_("Sổ văn bản đi đang được tạo. Xin chờ giây lát."),
    missing=N_("Chưa có sổ văn bản đi. Xin bấm “Tạo sổ”."),
    is_wanted=is_of_register_staff,
    limits=ResourceLimits(
        memory=3_000_000_000, cpu_seconds=1200, file_bytes=200_000_000
    ),
    timeout_seconds=1500.0,
    kept_for=dt.timedelta(days=1),
    refusals=PAPER_REFUSALS,
    priority=30,
)
