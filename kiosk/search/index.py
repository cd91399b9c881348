"""The question put to the database's own index: FTS5 in SQLite, GIN in PostgreSQL.

Both hold the same words in the same two forms (`documents/models.py`), so both give
the same pages. What is asked is always put together from letters and digits only:
nothing that was typed can be an operator.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, String, bindparam, column, text
from sqlalchemy.orm import Session

from kiosk.search.rules import Term

# One answer looks at so many pages of each kind; who gets more than that to see has
# asked for too little.
MOST_PAGES = 200
# Up to so many papers FTS5 itself is told which; beyond, each row is looked at.
MOST_NAMED = 300


@dataclass(frozen=True)
class PageFound:
    """A page that has every term."""

    page_id: int
    document_id: int
    number: int


_SQLITE = """
    SELECT p.id, p.document_id, p.number
    FROM search_pages CROSS JOIN pages AS p ON p.id = search_pages.rowid
    WHERE search_pages MATCH :words AND p.document_id IN :papers
    ORDER BY search_pages.rowid {order} LIMIT :most
"""
_POSTGRESQL = """
    SELECT p.id, p.document_id, p.number FROM pages AS p
    WHERE {conditions} AND p.document_id IN :papers
    ORDER BY p.id {order} LIMIT :most
"""
_FORMS = ("folded", "marked")


def pages_with(
    session: Session,
    terms: Sequence[Term],
    papers: Collection[int],
    *,
    as_typed: bool,
    newest_first: bool,
) -> list[PageFound]:
    """Return the pages of `papers` that have every term, at most `MOST_PAGES`."""
    if not terms or not papers:
        return []
    order = "DESC" if newest_first else "ASC"
    by_form: dict[str, list[Term]] = {form: [] for form in _FORMS}
    for term in terms:
        by_form["marked" if as_typed and term.has_marks else "folded"].append(term)
    if session.get_bind().dialect.name == "sqlite":
        values = {"words": _fts5(by_form, papers)}
        question = _SQLITE.format(order=order)
    else:
        values = {form: _tsquery(own, form) for form, own in by_form.items() if own}
        conditions = " AND ".join(
            f"p.search_{form} @@ to_tsquery('simple', :{form})" for form in values
        )
        question = _POSTGRESQL.format(order=order, conditions=conditions)
    rows = session.execute(
        text(question)
        .bindparams(
            bindparam("papers", expanding=True, type_=Integer),
            *(bindparam(name, type_=String) for name in values),
        )
        .columns(column("id"), column("document_id"), column("number")),
        {**values, "papers": sorted(papers), "most": MOST_PAGES},
    )
    return [PageFound(*row) for row in rows]


def _spelling(term: Term, form: str) -> tuple[tuple[str, ...], bool]:
    if form == "marked":
        return term.marked, term.is_marked_prefix
    return term.folded, term.is_prefix


def _fts5(by_form: dict[str, list[Term]], papers: Collection[int]) -> str:
    asked = []
    if len(papers) <= MOST_NAMED:
        named = " OR ".join(f'"{paper}"' for paper in sorted(papers))
        asked.append(f"document_id : ({named})")
    for form, terms in by_form.items():
        for term in terms:
            words, is_prefix = _spelling(term, form)
            star = " *" if is_prefix else ""
            asked.append(f'{form} : "{" ".join(words)}"{star}')
    return " AND ".join(asked)


def _tsquery(terms: list[Term], form: str) -> str:
    asked = []
    for term in terms:
        words, is_prefix = _spelling(term, form)
        last = f"'{words[-1]}':*" if is_prefix else f"'{words[-1]}'"
        asked.append(" <-> ".join([*(f"'{word}'" for word in words[:-1]), last]))
    return " & ".join(f"({each})" for each in asked)
