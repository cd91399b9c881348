"""Personal links: guesses are told to wait, those who have a link are not."""

import pytest

from kiosk.accounts import link_rates
from kiosk.accounts.link_rates import LINK_RATE, UNMET_LINK_RATE, LinkRates
from kiosk.errors import TooManyAttempts

ADDRESS, NOW = "10.0.0.7", 1000.0


def exhaust(rates, now=NOW):
    """Send as many guesses as one address may."""
    for number in range(int(UNMET_LINK_RATE.burst)):
        rates.spend(f"guess {number}", ADDRESS, now)


def test_guesses_of_one_address_are_told_to_wait_and_others_are_not():
    rates = LinkRates()
    exhaust(rates)
    with pytest.raises(TooManyAttempts) as refused:
        rates.spend("one more", ADDRESS, NOW)
    assert refused.value.details["wait_seconds"] == link_rates.WAIT_SECONDS
    rates.spend("one more", "10.0.0.8", NOW)
    rates.spend("one more", ADDRESS, NOW + 1)


def test_a_link_that_was_valid_is_counted_by_itself():
    rates = LinkRates()
    rates.meet("link")
    exhaust(rates)
    for _ in range(int(LINK_RATE.burst)):
        rates.spend("link", ADDRESS, NOW)
    with pytest.raises(TooManyAttempts):
        rates.spend("link", ADDRESS, NOW)


def test_no_more_links_are_remembered_than_there_is_room(monkeypatch):
    monkeypatch.setattr(link_rates, "MOST_MET_LINKS", 2)
    rates = LinkRates()
    for link in ("first", "second", "third"):
        rates.meet(link)
    exhaust(rates)
    rates.spend("third", ADDRESS, NOW)
    with pytest.raises(TooManyAttempts):
        rates.spend("first", ADDRESS, NOW)
