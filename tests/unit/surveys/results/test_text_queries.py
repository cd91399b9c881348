"""Pages of texts: their order, the last of them, and searches."""

import pytest

from kiosk.surveys.results import text_queries
from kiosk.surveys.results.actions import store_texts
from kiosk.surveys.results.rules import TEXTS_ON_PAGE
from kiosk.surveys.results.texts import merged_texts
from tests.conference_surveys import make_open

QUESTION = "opinion"
RARE = {f"Ý kiến {number:03d}": 1 for number in range(2 * TEXTS_ON_PAGE)}
FREQUENT = {"Đường truyền yếu": 2, "Âm thanh chưa rõ": 10}


@pytest.fixture
def survey(store, scene):
    survey, _ = make_open(scene, scene.make_meeting(), "Khảo sát")
    for texts in (RARE, FREQUENT):
        with store.unit_of_work("test") as work:
            store_texts(
                work, survey_id=survey, question=QUESTION, texts=merged_texts(texts)
            )
    return survey


@pytest.fixture
def found(store, survey):
    def find(**options):
        with store.read_session() as session:
            page = text_queries.found_texts(session, survey, QUESTION, **options)
            return [row.text for row in page.texts], page

    return find


def test_the_most_frequent_come_first_then_the_alphabet(found):
    texts, page = found()
    assert texts[:4] == [*sorted(FREQUENT), "Ý kiến 000", "Ý kiến 001"]
    assert (page.found, page.page, page.pages) == (len(RARE) + 2, 1, 3)


def test_a_text_given_more_often_moves_up(store, survey, found):
    last = list(RARE)[-1]
    with store.unit_of_work("test") as work:
        store_texts(
            work, survey_id=survey, question=QUESTION, texts=merged_texts({last: 5})
        )
    assert found()[0][:3] == ["Âm thanh chưa rõ", last, "Đường truyền yếu"]


@pytest.mark.parametrize("words", ["", "y kien"])
def test_pages_follow_each_other_and_beyond_the_last_is_the_last(found, words):
    first, page = found(words=words)
    others = [found(words=words, page=number) for number in range(2, page.pages + 1)]
    shown = first + [text for texts, _ in others for text in texts]
    assert len(shown) == len(set(shown)) == page.found
    texts, last = found(words=words, page=99)
    assert last.page == page.pages
    assert texts == (others[-1][0] if others else first)


@pytest.mark.parametrize("page", [1, 7])
def test_nothing_found_is_one_empty_page(found, page):
    texts, nothing = found(words="xyzzy", page=page)
    assert (texts, nothing.found, nothing.page, nothing.pages) == ([], 0, 1, 1)
