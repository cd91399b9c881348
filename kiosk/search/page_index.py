"""Queries of the database's full-text index: FTS5 in SQLite, GIN in PostgreSQL.

Both index the same two forms of each page (`documents/models.py`), so both find the
same pages. Queries consist of letters and digits only, so that no user input can be an
operator.
"""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy.orm import Session

from kiosk.search.rules import NormalisedText, Term
from kiosk.storage.database import fetch_slow_query

# Limit per query; more matches mean that the words are too common.
MAX_PAGES_PER_QUERY = 200
# Up to this number of documents FTS5 restricts row ids; beyond, it scans all matches.
MAX_NAMED_DOCUMENTS = 300
# Where the documents' pages are spread over a row range this many times larger, FTS5
# also filters by document id. That costs milliseconds, so only then.
SPREAD_FACTOR = 4


class PageMatch(NamedTuple):
    """A page that matches every term."""

    page_id: int
    document_id: int
    number: int


# Lists are passed as one JSON value: 2,000 bound parameters take longer than the query
# itself.
_SQLITE = """
    SELECT p.id, p.document_id, p.number
    FROM search_pages CROSS JOIN pages AS p ON p.id = search_pages.rowid
    WHERE search_pages MATCH :words {within}
    AND p.document_id IN (SELECT value FROM json_each(:documents))
    ORDER BY search_pages.rowid {order} LIMIT :most
"""
_WITHIN = "AND search_pages.rowid BETWEEN :first AND :last"
_SPAN = """
    SELECT count(*), min(id), max(id) FROM pages
    WHERE document_id IN (SELECT value FROM json_each(:documents))
"""
_TEXTS_SQLITE = """
    SELECT id, text, folded, marked FROM pages
    WHERE id IN (SELECT value FROM json_each(:pages))
"""
_POSTGRESQL = """
    SELECT p.id, p.document_id, p.number FROM pages AS p
    WHERE {conditions} AND p.document_id = ANY(:documents)
    ORDER BY p.id {order} LIMIT :most
"""
_TEXTS_POSTGRESQL = "SELECT id, text, folded, marked FROM pages WHERE id = ANY(:pages)"
_FORMS = ("folded", "marked")
_ByForm = dict[str, list[Term]]
_Rows = list[tuple[Any, ...]]


def pages_with(
    session: Session,
    terms: Sequence[Term],
    documents: Collection[int],
    *,
    as_typed: bool,
    newest_first: bool,
) -> list[PageMatch]:
    """Return pages of `documents` with every term, at most `MAX_PAGES_PER_QUERY`."""
    if not terms or not documents:
        return []
    order = "DESC" if newest_first else "ASC"
    by_form: _ByForm = {form: [] for form in _FORMS}
    for term in terms:
        by_form["marked" if as_typed and term.has_marks else "folded"].append(term)
    ask = _ask_sqlite if _is_sqlite(session) else _ask_postgresql
    return [PageMatch(*row) for row in ask(session, by_form, sorted(documents), order)]


def texts_of_pages(
    session: Session, pages: Collection[int]
) -> dict[int, NormalisedText]:
    """Return the normalised texts of these pages by page id."""
    if _is_sqlite(session):
        values: dict[str, Any] = {"pages": _one_value(pages)}
        rows = fetch_slow_query(session, _TEXTS_SQLITE, values)
    else:
        rows = fetch_slow_query(session, _TEXTS_POSTGRESQL, {"pages": list(pages)})
    return {page_id: NormalisedText(*forms) for page_id, *forms in rows}


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _one_value(numbers: Collection[int]) -> str:
    return msgspec.json.encode(list(numbers)).decode()


def _ask_sqlite(
    session: Session, by_form: _ByForm, documents: list[int], order: str
) -> _Rows:
    values: dict[str, Any] = {
        "documents": _one_value(documents),
        "most": MAX_PAGES_PER_QUERY,
    }
    words, within = _fts5(by_form), ""
    if len(documents) <= MAX_NAMED_DOCUMENTS:
        [(count, first, last)] = fetch_slow_query(session, _SPAN, values)
        if not count:
            return []
        within = _WITHIN
        values |= {"first": first, "last": last}
        if last - first > SPREAD_FACTOR * count:
            names = " OR ".join(f'"{document}"' for document in documents)
            words = f"document_id : ({names}) AND {words}"
    values["words"] = words
    return fetch_slow_query(session, _SQLITE.format(order=order, within=within), values)


def _ask_postgresql(
    session: Session, by_form: _ByForm, documents: list[int], order: str
) -> _Rows:
    values = {form: _tsquery(own, form) for form, own in by_form.items() if own}
    conditions = " AND ".join(
        f"p.search_{form} @@ to_tsquery('simple', :{form})" for form in values
    )
    question = _POSTGRESQL.format(order=order, conditions=conditions)
    return fetch_slow_query(
        session,
        question,
        {**values, "documents": documents, "most": MAX_PAGES_PER_QUERY},
    )


def _words_in_form(term: Term, form: str) -> tuple[tuple[str, ...], bool]:
    if form == "marked":
        return term.marked, term.is_marked_prefix
    return term.folded, term.is_prefix


def _fts5(by_form: _ByForm) -> str:
    asked = []
    for form, terms in by_form.items():
        for term in terms:
            words, is_prefix = _words_in_form(term, form)
            star = " *" if is_prefix else ""
            asked.append(f'{form} : "{" ".join(words)}"{star}')
    return " AND ".join(asked)


def _tsquery(terms: list[Term], form: str) -> str:
    asked = []
    for term in terms:
        words, is_prefix = _words_in_form(term, form)
        last = f"'{words[-1]}':*" if is_prefix else f"'{words[-1]}'"
        asked.append(" <-> ".join([*(f"'{word}'" for word in words[:-1]), last]))
    return " & ".join(f"({each})" for each in asked)
