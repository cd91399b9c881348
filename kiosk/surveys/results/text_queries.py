"""Query the texts of a question: pages of them, searches, and groups made by hand."""

from typing import Any

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kiosk.storage.database import fetch_slow_query
from kiosk.surveys.results.models import SurveyText, SurveyTextGroup
from kiosk.surveys.results.rules import MAX_SEARCH, TEXTS_ON_PAGE
from kiosk.surveys.results.texts import folded_text

_COUNT_TEXTS = "SELECT count(*) FROM survey_texts WHERE {where}"
_PAGE_OF_TEXTS = """
SELECT digest FROM survey_texts WHERE {where}
ORDER BY display_order, digest LIMIT :most OFFSET :skipped
"""
# A search reads every text: both the page and the number come from one reading.
_SEARCH_TEXTS = """
SELECT digest, count(*) OVER () FROM survey_texts WHERE {where}
ORDER BY display_order, digest LIMIT :most OFFSET :skipped
"""


class TextGroup(msgspec.Struct, frozen=True):
    """A group with how many answers are in it."""

    id: int
    name: str
    texts: int
    answers: int


class TextPage(msgspec.Struct, frozen=True):
    """A page of texts, the most frequent first."""

    texts: list[SurveyText]
    found: int
    page: int
    pages: int


def text_groups(session: Session, survey_id: int, question: str) -> list[TextGroup]:
    """Return the groups of a question by name, with their answers."""
    rows = session.execute(
        select(
            SurveyTextGroup.id,
            SurveyTextGroup.name,
            func.count(SurveyText.digest),
            func.coalesce(func.sum(SurveyText.count), 0),
        )
        .outerjoin(SurveyText, SurveyText.group_id == SurveyTextGroup.id)
        .where(
            SurveyTextGroup.survey_id == survey_id,
            SurveyTextGroup.question == question,
        )
        .group_by(SurveyTextGroup.id, SurveyTextGroup.name)
    )
    groups = [TextGroup(*row) for row in rows]
    return sorted(groups, key=lambda group: (-group.answers, group.name))


def found_texts(
    session: Session,
    survey_id: int,
    question: str,
    *,
    words: str = "",
    group: int | None = None,
    page: int = 1,
) -> TextPage:
    """Return a page of the texts that contain all words, written with or without marks.

    The most frequent come first. A search reads all texts of the question, in another
    thread: 100,000 of them take a tenth of a second.

    :param group: only of this group; 0: only those in none.
    :param page: from 1; beyond the last one it is the last.
    """
    where, values = _matching(survey_id, question, words, group)
    look_up = _search if words.split() else _turn_to
    digests, found, page = look_up(session, where, values, max(page, 1))
    texts = session.scalars(
        select(SurveyText).where(
            SurveyText.survey_id == survey_id,
            SurveyText.question == question,
            SurveyText.digest.in_(digests),
        )
    )
    by_digest = {text.digest: text for text in texts}
    return TextPage(
        [by_digest[digest] for digest in digests], found, page, _pages(found)
    )


def _pages(found: int) -> int:
    return max(1, -(-found // TEXTS_ON_PAGE))


def _place(page: int) -> dict[str, int]:
    return {"most": TEXTS_ON_PAGE, "skipped": (page - 1) * TEXTS_ON_PAGE}


def _turn_to(
    session: Session, where: str, values: dict[str, Any], page: int
) -> tuple[list[str], int, int]:
    """Return digests on a page or the last one, how many there are, and the page."""
    [(found,)] = fetch_slow_query(session, _COUNT_TEXTS.format(where=where), values)
    page = min(page, _pages(found))
    query = _PAGE_OF_TEXTS.format(where=where)
    rows = fetch_slow_query(session, query, {**values, **_place(page)})
    return [digest for (digest,) in rows], found, page


def _search(
    session: Session, where: str, values: dict[str, Any], page: int
) -> tuple[list[str], int, int]:
    """Return the same as `_turn_to`, by reading the texts once."""
    query = _SEARCH_TEXTS.format(where=where)
    rows = fetch_slow_query(session, query, {**values, **_place(page)})
    if rows or page == 1:
        return [digest for digest, _ in rows], rows[0][1] if rows else 0, page
    return _turn_to(session, where, values, page)


def _matching(
    survey_id: int, question: str, words: str, group: int | None
) -> tuple[str, dict[str, Any]]:
    """Return a condition in SQL, and its values."""
    parts = ["survey_id = :survey", "question = :question"]
    values: dict[str, Any] = {"survey": survey_id, "question": question}
    if group is not None:
        parts.append("group_id = :group" if group else "group_id IS NULL")
        values |= {"group": group} if group else {}
    for number, word in enumerate(folded_text(words[:MAX_SEARCH]).split()):
        parts.append(f"folded LIKE :word{number} ESCAPE '/'")
        escaped = word.replace("/", "//").replace("%", "/%").replace("_", "/_")
        values[f"word{number}"] = f"%{escaped}%"
    return " AND ".join(parts), values
