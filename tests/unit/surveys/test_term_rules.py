"""When a survey is open, and which of its settings go together."""

import datetime as dt

import pytest

from kiosk.errors import Invalid
from kiosk.surveys.rules.terms import SurveyPhase, check_terms, check_times, phase_at
from tests.expected_errors import refused

NOW = dt.datetime(2026, 11, 29, 8, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "opens", "closes", "phase"),
    [
        ("draft", None, None, "draft"),
        ("open", None, None, "open"),
        ("open", NOW + HOUR, None, "early"),
        ("open", NOW, NOW + HOUR, "open"),
        ("open", NOW - HOUR, NOW, "closed"),
        ("closed", None, NOW + HOUR, "closed"),
    ],
)
def test_it_opens_and_closes_by_time(state, opens, closes, phase):
    assert phase_at(state, opens, closes, NOW) == SurveyPhase(phase)


@pytest.mark.parametrize("opens", [NOW, NOW + HOUR])
def test_it_may_not_close_before_it_opens(opens):
    with refused(Invalid, "wrong_times"):
        check_times(opens, NOW)


GOOD_TERMS = [
    ("anonymous", "members", "invitation", True, True),
    ("named", "members", "invitation", True, False),
    ("anonymous", "link", "device", False, False),
    ("anonymous", "link", "none", True, False),
    ("named", "invitation", "invitation", False, False),
]
BAD_TERMS = [
    ("no_meeting", ("anonymous", "members", "invitation", False, False)),
    ("no_site", ("anonymous", "link", "device", True, True)),
    ("no_names", ("named", "link", "device", False, False)),
    ("one_per", ("anonymous", "link", "invitation", False, False)),
    ("one_per", ("anonymous", "invitation", "none", False, False)),
]


def settings_of(terms):
    names = ("mode", "access", "one_per", "has_meeting", "has_site")
    return dict(zip(names, terms, strict=True))


@pytest.mark.parametrize("terms", GOOD_TERMS)
def test_settings_that_go_together_are_taken(terms):
    check_terms(**settings_of(terms))


@pytest.mark.parametrize(("code", "terms"), BAD_TERMS)
def test_settings_that_do_not_go_together_are_refused(code, terms):
    with refused(Invalid, code):
        check_terms(**settings_of(terms))
