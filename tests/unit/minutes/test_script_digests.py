"""The scripts' digests of facts: the values that `tests/js/minutes` compares with."""

import json
from pathlib import Path

import pytest

from kiosk.minutes.facts.digest import content_digest

CASES = json.loads(
    (Path(__file__).parents[2] / "js/minutes/fact_digests.json").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES)
def test_the_values_of_the_scripts_test_are_the_servers(case):
    assert content_digest(case["content"]) == case["digest"]
