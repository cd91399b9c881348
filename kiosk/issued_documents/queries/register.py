"""Query the register: search, one line, and the numbers without a line."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated

import msgspec
from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from kiosk.errors import N_, NotFound
from kiosk.issued_documents.document_types import number_text
from kiosk.issued_documents.models import IssuedDocument
from kiosk.issued_documents.rules import ROWS_PER_PAGE, IssuedState
from kiosk.issued_documents.search_words import SearchWord, search_words
from kiosk.official_papers.models import PaperCounter
from kiosk.official_papers.numbering import counting_period
from kiosk.official_papers.queries import office
from kiosk.official_papers.rules import PaperFamily

# Missing numbers shown of one symbol.
MOST_GAPS = 200


class RegisterFilter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is looked for; empty fields let everything through."""

    q: Annotated[str, msgspec.Meta(max_length=200)] = ""
    type: str = ""
    year: str = ""
    family: str = ""
    state: str = ""


class RegisterPage(msgspec.Struct, frozen=True):
    """A page of lines, and how many there are in all."""

    lines: Sequence[IssuedDocument]
    total: int
    number: int
    pages: int


class MissingNumbers(msgspec.Struct, frozen=True):
    """Numbers of one symbol that were taken, but not by a line of the register."""

    family: str
    symbol: str
    period: str
    numbers: list[int]


def get_issued(session: Session, issued_id: int) -> IssuedDocument:
    """Return a line of the register.

    :raises NotFound: there is none.
    """
    found = session.get(IssuedDocument, issued_id)
    if found is None:
        raise NotFound(N_("Không có văn bản này trong sổ."))
    return found


def _has_word(word: SearchWord) -> ColumnElement[bool]:
    return IssuedDocument.folded.like(f"% {word.folded}{word.ending}")


def _is_exact(words: Sequence[SearchWord]) -> ColumnElement[int]:
    as_typed = (
        IssuedDocument.marked.like(f"% {word.marked}{word.ending}") for word in words
    )
    return case((and_(*as_typed), 1), else_=0)


def _conditions(wanted: RegisterFilter) -> list[ColumnElement[bool]]:
    conditions = [_has_word(word) for word in search_words(wanted.q)]
    if wanted.type:
        conditions.append(IssuedDocument.type == wanted.type)
    if wanted.family:
        conditions.append(IssuedDocument.family == wanted.family)
    if wanted.state:
        conditions.append(IssuedDocument.state == wanted.state)
    if wanted.year.isascii() and wanted.year.isdecimal():
        year = min(max(int(wanted.year[:4]), dt.MINYEAR), dt.MAXYEAR - 1)
        first, after = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
        conditions += [IssuedDocument.date >= first, IssuedDocument.date < after]
    return conditions


def register_lines(wanted: RegisterFilter) -> Select[IssuedDocument]:
    """Return the query of the lines that a filter lets through, newest first.

    Lines that have the words with the marks as typed come before the others.
    """
    lines = select(IssuedDocument).where(*_conditions(wanted))
    words = search_words(wanted.q)
    if any(word.marked != word.folded for word in words):
        lines = lines.order_by(_is_exact(words).desc())
    return lines.order_by(IssuedDocument.date.desc(), IssuedDocument.id.desc())


def register_page(
    session: Session, wanted: RegisterFilter, number: int
) -> RegisterPage:
    """Return a page of the register, from 1; a page behind the last is the last."""
    counted = select(func.count()).select_from(IssuedDocument)
    total = session.scalar(counted.where(*_conditions(wanted))) or 0
    pages = max(1, -(-total // ROWS_PER_PAGE))
    number = min(max(number, 1), pages)
    first = (number - 1) * ROWS_PER_PAGE
    lines = register_lines(wanted).offset(first).limit(ROWS_PER_PAGE)
    return RegisterPage(session.scalars(lines).all(), total, number, pages)


def years_of_register(session: Session) -> list[int]:
    """Return the years with lines, the newest first."""
    first = session.scalar(select(func.min(IssuedDocument.date)))
    last = session.scalar(select(func.max(IssuedDocument.date)))
    if first is None or last is None:
        return []
    return list(range(last.year, first.year - 1, -1))


def last_number(session: Session, key: tuple[str, str, str]) -> int:
    """Return the last number of a family, symbol and period; 0 before the first."""
    family, symbol, period = key
    counter = session.get(PaperCounter, key)
    highest = session.scalar(
        select(func.max(IssuedDocument.number)).where(
            IssuedDocument.family == family,
            IssuedDocument.symbol == symbol,
            IssuedDocument.period == period,
        )
    )
    return max(counter.last if counter else 0, highest or 0)


def missing_numbers(session: Session, today: dt.date) -> list[MissingNumbers]:
    """Return the numbers of running periods that no line explains.

    Such as those given to papers of a meeting, or left out by hand.
    """
    periods = {
        (family, counting_period(office(session, family), today))
        for family in PaperFamily
    }
    columns = (IssuedDocument.family, IssuedDocument.symbol, IssuedDocument.period)
    taken: dict[tuple[str, str, str], set[int]] = {}
    rows = session.execute(select(*columns, IssuedDocument.number))
    for family, symbol, period, number in rows:
        taken.setdefault((family, symbol, period), set()).add(number)
    counters = {
        (one.family, one.symbol, one.period): one.last
        for one in session.scalars(select(PaperCounter))
    }
    found = []
    for key in sorted(taken.keys() | counters.keys()):
        if (key[0], key[2]) not in periods:
            continue
        numbers = taken.get(key, set())
        last = max(counters.get(key, 0), max(numbers, default=0))
        gaps = [n for n in range(1, last + 1) if n not in numbers]
        if gaps:
            found.append(MissingNumbers(*key, gaps[-MOST_GAPS:]))
    return found


def issued_from(session: Session, source_key: str) -> IssuedDocument | None:
    """Return the document issued, or about to be, from a paper of a meeting."""
    of_source = select(IssuedDocument).where(
        IssuedDocument.source_key == source_key,
        IssuedDocument.state.in_((IssuedState.RESERVED, IssuedState.ISSUED)),
    )
    return session.scalars(of_source.limit(1)).first()


def shown_number(document: IssuedDocument) -> str:
    """Return number and symbol as the document bears them."""
    return number_text(document.family, document.number, document.symbol)
