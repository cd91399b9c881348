"""The base of every stored class, and the types they share."""

import datetime as dt
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Integer, MetaData, String, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase

# SQLite's whole numbers have 64 bits anyway; PostgreSQL's have 32 unless told.
BigInt = Integer().with_variant(BigInteger(), "postgresql")
# Sorted by its bytes on every database, not by the customs of some language: what
# is sorted for people has a key of its own. SQLite does so by itself.
BytewiseText = String().with_variant(String(collation="C"), "postgresql")


class NulFreeText(TypeDecorator[str]):
    """NulFreeText that every database can hold: without NUL, which PostgreSQL refuses."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Leave out what nobody can have typed."""
        return value.replace("\0", "") if value else value


class UtcDateTime(TypeDecorator[dt.datetime]):
    """A moment in UTC; SQLite forgets zones, PostgreSQL prefers its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: dt.datetime | None, _dialect: Dialect
    ) -> dt.datetime | None:
        """Refuse a moment without a zone and store the others in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, _dialect: Dialect
    ) -> dt.datetime | None:
        """Give the moment its zone back."""
        if value is None:
            return value
        if value.tzinfo is None:
            return value.replace(tzinfo=dt.UTC)
        return value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """The base of every stored class."""

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
