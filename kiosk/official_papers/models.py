"""Tables of the offices' settings and of the numbers given."""

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from kiosk.storage.base import Base


class OfficeSettings(Base):
    """How the office writes its papers in one family; belongs to no meeting."""

    __tablename__ = "office_settings"

    # `rules.PaperFamily`.
    family: Mapped[str] = mapped_column(primary_key=True)
    # `rules.Office` as JSON.
    settings: Mapped[str]
    revision: Mapped[int] = mapped_column(default=1)
    changed_by: Mapped[str]
    changed_at: Mapped[dt.datetime]


class PaperCounter(Base):
    """The last number given to papers of one symbol in one period."""

    __tablename__ = "paper_counters"

    family: Mapped[str] = mapped_column(primary_key=True)
    symbol: Mapped[str] = mapped_column(primary_key=True)
    # The year, or the first day of the term.
    period: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]
