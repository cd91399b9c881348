"""How a document's pages are in a notebook."""

import pytest

from kiosk.notebooks.rules import (
    NOTEBOOK_KEPT_HOURS,
    NOTEBOOK_PAGES_LIMIT,
    ExportMode,
    export_mode,
)


@pytest.mark.parametrize(
    ("is_kept", "is_clean", "prepares", "mode"),
    [
        (True, True, False, ExportMode.CLEAN),
        (True, False, False, ExportMode.MARKED),
        (False, True, False, ExportMode.WITHHELD),
        (False, False, False, ExportMode.WITHHELD),
        (False, True, True, ExportMode.CLEAN),
        (False, False, True, ExportMode.MARKED),
    ],
)
def test_documents_not_to_be_kept_are_for_preparers_only(
    is_kept, is_clean, prepares, mode
):
    given = export_mode(is_kept=is_kept, is_clean=is_clean, prepares=prepares)
    assert given is mode


@pytest.mark.parametrize("prepares", [True, False])
def test_pages_that_may_not_be_printed_are_withheld(prepares):
    given = export_mode(
        is_kept=True, is_clean=True, prepares=prepares, may_be_printed=False
    )
    assert given is ExportMode.WITHHELD


def test_a_notebook_has_bounds():
    assert (NOTEBOOK_KEPT_HOURS, NOTEBOOK_PAGES_LIMIT) == (12, 400)
