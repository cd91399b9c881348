"""Publication, page image sizes, titles and outlines of documents."""

import datetime as dt

import pytest

from kiosk.documents.rules import (
    LOW_DPI,
    NO_MAP,
    READABLE,
    UNFINISHED,
    UNSURE_PAGE,
    UNSURE_WORD,
    WIDTHS,
    DocumentState,
    Publication,
    check_future,
    check_no_newer,
    check_no_stamp,
    check_publishable,
    check_title,
    clean_outline,
    fit_image,
    is_over,
    one_line,
)
from kiosk.errors import Conflict, Forbidden, Invalid
from tests.expected_errors import refused

NOW = dt.datetime(2026, 11, 27, 1, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def test_states_and_figures_others_rely_on():
    assert set(DocumentState) - UNFINISHED == {
        DocumentState.READY,
        DocumentState.REFUSED,
    }
    assert set(Publication) - READABLE == {Publication.DRAFT, Publication.WITHDRAWN}
    assert WIDTHS == (240, 1200, 2400)
    assert (UNSURE_WORD, UNSURE_PAGE, LOW_DPI, NO_MAP) == (70, 75, 200, "[]")


@pytest.mark.parametrize(
    ("until", "over"),
    [(None, False), (NOW + SECOND, False), (NOW, True), (NOW - SECOND, True)],
)
def test_a_documents_time_is_over_at_its_end(until, over):
    assert is_over(until, NOW) is over
    if over:
        with refused(Invalid, "until_passed"):
            check_future(until, NOW)
    else:
        check_future(until, NOW)


class TestFit:
    @pytest.mark.parametrize(
        ("page", "image"),
        [
            ((595, 842), (2400, 3396)),
            ((842, 595), (2400, 1696)),
            ((1, 1), (2400, 2400)),
            # Height and area limit narrow pages.
            ((100, 1000), (1549, 15492)),
            ((1, 100), (160, 16_000)),
            ((1, 1_000_000), (1, 16_000)),
            ((1_000_000, 1), (2400, 1)),
        ],
    )
    def test_the_largest_image_within_the_bounds(self, page, image):
        assert fit_image(*page) == image

    @pytest.mark.parametrize("wrong", [0, -1, float("inf"), float("nan")])
    def test_a_page_without_a_shape_is_refused(self, wrong):
        for page in ((wrong, 1), (1, wrong)):
            with refused(Invalid):
                fit_image(*page)


def test_a_title_has_one_to_three_hundred_letters():
    assert check_title("x" * 300) == "x" * 300
    for wrong in ("", "x" * 301):
        with refused(Invalid, "bad_title", longest=300):
            check_title(wrong)


class TestPublishing:
    def test_a_document_with_a_page_and_an_item_may_be_published(self):
        check_publishable(DocumentState.RENDERING, 1, 1)

    @pytest.mark.parametrize(
        "paper",
        [
            (DocumentState.REFUSED, 1, 1),
            (DocumentState.READY, 0, 1),
            (DocumentState.READY, 1, None),
        ],
    )
    def test_others_may_not(self, paper):
        with refused(Conflict):
            check_publishable(*paper)

    def test_a_stamp_of_secrecy_forbids_it(self):
        check_no_stamp("", 1)
        with refused(Forbidden, "secrecy_stamp", page=3, stamp="MẬT"):
            check_no_stamp("MẬT", 3)

    @pytest.mark.parametrize("newer", [set(), {Publication.WITHDRAWN}])
    def test_a_document_without_a_newer_version_may_have_one(self, newer):
        check_no_newer(newer)

    @pytest.mark.parametrize(
        ("newer", "code"),
        [
            ({Publication.DRAFT, Publication.PUBLISHED}, "newer_waits"),
            ({Publication.PUBLISHED}, "newer_published"),
            ({Publication.REPLACED, Publication.WITHDRAWN}, "newer_published"),
        ],
    )
    def test_a_document_has_one_newer_version_at_a_time(self, newer, code):
        with refused(Conflict, code):
            check_no_newer(newer)


class TestOutlines:
    def test_a_line_has_no_unseen_letters(self):
        assert one_line(" A\u200b\tB\u202eC\ud800y\u0301\n") == "A B Cý"

    def test_entries_on_existing_pages_are_kept(self):
        entries = [(1, page, "A") for page in (0, 1, 3, 4)] + [(1, 1, " \u200b")]
        assert clean_outline(entries, 3) == [(1, 1, "A"), (1, 3, "A")]

    def test_an_entry_after_a_bad_one_is_kept(self):
        assert clean_outline([(1, 9, "A"), (1, 1, "B")], 3) == [(1, 1, "B")]

    @pytest.mark.parametrize(("depth", "shown"), [(0, 1), (1, 1), (4, 4), (5, 4)])
    def test_depths_are_from_one_to_four(self, depth, shown):
        assert clean_outline([(depth, 1, "A")], 1) == [(shown, 1, "A")]

    def test_titles_and_their_number_are_bounded(self):
        tamed = clean_outline([(1, 1, "x" * 161)] * 401, 1)
        assert tamed == [(1, 1, "x" * 160)] * 400
