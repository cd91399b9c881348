"""Tell when the counting of numbers begins anew; pure."""

import datetime as dt

from kiosk.official_papers.rules import Numbering, Office, PaperFamily


def counting_period(own: Office, day: dt.date) -> str:
    """Return the period in which numbers are counted: a year, or a term's first day.

    Without a setting the Party counts by term and the State by year.
    """
    by_term = own.numbering is Numbering.BY_TERM or (
        own.numbering is Numbering.BY_HAND and own.family is PaperFamily.PARTY
    )
    if by_term and own.term_starts is not None:
        return str(own.term_starts)
    return str(day.year)
