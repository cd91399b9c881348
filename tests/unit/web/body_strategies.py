"""Hypothesis strategies for JSON bodies of routes, valid ones and near misses."""

from functools import cache
from typing import Any

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

LARGEST = 2**63
# Dates that exist but overflow time zone arithmetic; rare characters; empty texts.
ODD_TEXTS = [
    "",
    "0001-01-01T00:00:00+14:00",
    "0001-01-01T00:00",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31",
    "2026-13-01",
    "\x00",
    "\ud7ff\uffff",
    "../../etc/passwd",
    "{limit} %s {0}",
    "đ" * 400,
    "1" * 60,
]
NUMBERS = [0, -1, 1, 2**31 - 1, 2**31, LARGEST - 1, LARGEST, -LARGEST, 1e308, 0.5]


@cache
def bodies(form: type[msgspec.Struct]) -> st.SearchStrategy[Any]:
    """Draw bodies of this form, with an invalid value in one of three fields."""
    return _values(inspect.type_info(form))


def _values(kind: inspect.Type) -> st.SearchStrategy[Any]:
    right = _right(kind)
    return st.one_of(right, right, right, right, _anything())


def _anything() -> st.SearchStrategy[Any]:
    leaves = st.one_of(
        st.none(), st.booleans(), st.sampled_from(NUMBERS), st.sampled_from(ODD_TEXTS)
    )
    return st.recursive(leaves, lambda inner: st.lists(inner, max_size=3), max_leaves=4)


def _right(kind: inspect.Type) -> st.SearchStrategy[Any]:  # noqa: C901, PLR0911 a table
    match kind:
        case inspect.StructType(fields=fields):
            needed = {
                f.encode_name: _values(f.type)
                for f in fields
                if f.required or f.name == "id"
            }
            rest = {f.encode_name: _values(f.type) for f in fields if not f.required}
            return st.fixed_dictionaries(needed, optional=rest)
        case inspect.UnionType(types=types):
            return st.one_of(*map(_right, types))
        case inspect.ListType(item_type=item):
            return st.lists(_values(item), max_size=3)
        case inspect.TupleType(item_types=items):
            return st.tuples(*map(_values, items)).map(list)
        case inspect.DictType(key_type=key, value_type=value):
            return st.dictionaries(_right(key).map(str), _values(value), max_size=3)
        case inspect.EnumType(cls=cls):
            return st.sampled_from([one.value for one in cls])
        case inspect.LiteralType(values=values):
            return st.sampled_from(list(values))
        case inspect.IntType():
            return st.one_of(st.integers(1, 9), st.sampled_from(NUMBERS[:8]))
        case inspect.StrType(pattern=pattern):
            plain = st.one_of(st.text(max_size=20), st.sampled_from(ODD_TEXTS))
            return st.one_of(plain, st.from_regex(pattern)) if pattern else plain
        case inspect.BoolType():
            return st.booleans()
        case inspect.NoneType():
            return st.none()
        case _:
            return _anything()
