"""Query the numbers of a book that no line explains."""

from collections.abc import Iterable
from itertools import groupby

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.issued_documents.models import IssuedDocument
from kiosk.official_papers.models import PaperCounter
from kiosk.official_papers.rules import PaperFamily


class NumberGap(msgspec.Struct, frozen=True):
    """Numbers from `first` to `last` of one symbol and period without a line."""

    symbol: str
    period: str
    first: int
    last: int


def gaps_of_year(session: Session, family: PaperFamily, year: int) -> list[NumberGap]:
    """Return the gaps that belong into the book of a year."""
    counters = {
        (one.symbol, one.period): one.last
        for one in session.scalars(
            select(PaperCounter).where(PaperCounter.family == family)
        )
    }
    columns = (IssuedDocument.symbol, IssuedDocument.period, IssuedDocument.number)
    rows = session.execute(
        select(*columns, IssuedDocument.date)
        .where(IssuedDocument.family == family)
        .order_by(*columns)
    )
    return [
        NumberGap(symbol, period, first, last)
        for (symbol, period), lines in groupby(rows, key=lambda row: (row[0], row[1]))
        for first, last, year_of_gap in gaps_between(
            ((number, date.year) for _, _, number, date in lines),
            counters.get((symbol, period), 0),
        )
        if year_of_gap == year
    ]


def gaps_between(
    lines: Iterable[tuple[int, int]], counted: int
) -> list[tuple[int, int, int]]:
    """Return first number, last number and year of each gap.

    A gap has no date: it belongs to the year of the line before it, the first one to
    that of the line after it.

    :param lines: numbers in rising order, each with the year of its line.
    :param counted: the last number that was taken, which may have no line.
    """
    found, before, year = [], 0, None
    for number, year_of_line in lines:
        if number > before + 1:
            found.append((before + 1, number - 1, year or year_of_line))
        before, year = number, year_of_line
    if year is not None and counted > before:
        found.append((before + 1, counted, year))
    return found
