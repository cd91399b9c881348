"""Define the declarative base of mapped classes, and their column types."""

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Integer, MetaData, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase

# SQLite's integers have 64 bits; PostgreSQL's INTEGER has 32.
BigInt = Integer().with_variant(BigInteger(), "postgresql")
# Sorted by bytes on every database, not by a locale; columns sorted for people have
# their own sort key. SQLite does so by default.
BytewiseText = String().with_variant(String(collation="C"), "postgresql")


class NulFreeText(TypeDecorator[str]):
    """Text without NUL, which PostgreSQL rejects."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Remove NUL characters."""
        return value.replace("\0", "") if value else value


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A timezone-aware time, stored in UTC; SQLite stores no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: dt.datetime | None, _dialect: Dialect
    ) -> dt.datetime | None:
        """Convert to UTC.

        :raises ValueError: the time has no zone.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, _dialect: Dialect
    ) -> dt.datetime | None:
        """Return the time with its zone."""
        if value is None:
            return value
        if value.tzinfo is None:
            return value.replace(tzinfo=dt.UTC)
        return value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """The base of every mapped class."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dt.datetime: UtcDateTime,
        str: NulFreeText,
    }
