"""Every figure of form, measured in the PDF; the documentation says the same."""

import pytest

from kiosk.official_papers.rules import PaperFamily
from tools.paper_measures import DOCUMENT, MEASURES, with_tables


@pytest.mark.parametrize("family", PaperFamily)
def test_every_figure_complies_with_its_rule(family):
    measures = list(MEASURES[family]())
    assert len(measures) > 35
    assert [one for one in measures if not one.complies] == []


def test_the_documentation_has_the_measured_values():
    text = DOCUMENT.read_text("utf-8")
    assert with_tables(text) == text, "python tools/paper_measures.py write"
