"""How a paper's pages are given away in a notebook."""

import pytest

from kiosk.notebooks.rules import KEPT_HOURS, MOST_SHEETS, Manner, manner_of


@pytest.mark.parametrize(
    ("is_kept", "is_clean", "prepares", "manner"),
    [
        (True, True, False, Manner.CLEAN),
        (True, False, False, Manner.MARKED),
        (False, True, False, Manner.WITHHELD),
        (False, False, False, Manner.WITHHELD),
        (False, True, True, Manner.CLEAN),
        (False, False, True, Manner.MARKED),
    ],
)
def test_papers_not_to_be_kept_go_to_preparers_only(
    is_kept, is_clean, prepares, manner
):
    given = manner_of(is_kept=is_kept, is_clean=is_clean, prepares=prepares)
    assert given is manner


@pytest.mark.parametrize("prepares", [True, False])
def test_pages_that_may_not_be_printed_go_to_nobody(prepares):
    given = manner_of(
        is_kept=True, is_clean=True, prepares=prepares, may_be_printed=False
    )
    assert given is Manner.WITHHELD


def test_a_notebook_has_bounds():
    assert (KEPT_HOURS, MOST_SHEETS) == (12, 400)
