"""Every screen of every user fits at each size in both languages, and is accessible.

The screens are those of test_every_control, opened on a meeting with names of real
length; nothing is pressed. A page that another user has had already, letter for letter
but for numbers, is not looked at again.
"""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.accessibility import complaints
from tests.browser.layout import faults
from tests.browser.long_names import use_long_names
from tests.browser.opening import (
    ScreenAddress,
    addresses_of,
    context_for_screens,
    leave,
    open_screen,
)
from tests.browser.screen_users import ScreenUsers
from tests.browser.traffic import Traffic
from tests.browser.users import EVERYBODY, ScreenUser

# Takes minutes: `make screens`, not part of `make test`.
pytestmark = pytest.mark.screens
LANGUAGES = ("vi", "en")
OWN_OF_EACH_ANSWER = re.compile(r'nonce="[^"]*"|\d+')


@pytest.fixture(scope="module")
def seen() -> set[str]:
    """Pages that were looked at by this process, without numbers."""
    return set()


def look_at(traffic: Traffic, who: ScreenUser, place: ScreenAddress) -> list[str]:
    """Open a screen in both languages; return what does not fit or axe finds."""
    page = traffic.context.new_page()
    found = []
    for language in LANGUAGES:
        open_screen(page, who, place, language)
        traffic.settle(page)
        # Roles and colours do not depend on the language: once costs half.
        inaccessible = complaints(page) if language == LANGUAGES[0] else []
        found += [
            f"{who.kind} at {place.path} in {language}: {fault}"
            for fault in [*faults(page), *inaccessible]
        ]
    leave(page)
    return found


@pytest.mark.parametrize("kind", EVERYBODY)
def test_every_screen_fits(
    chromium: Browser, screen_users: ScreenUsers, seen: set[str], kind: str
) -> None:
    who = screen_users.user(kind)
    use_long_names(who.server.store, who.untouched.meeting, who.account)
    context = context_for_screens(chromium)
    traffic = Traffic(context)
    found = []
    for rule in screen_users.new_screens(kind):
        shape = rule.endpoint + OWN_OF_EACH_ANSWER.sub("", who.pages[rule.rule])
        if shape not in seen:
            seen.add(shape)
            for place in addresses_of(who, rule, who.untouched):
                found += look_at(traffic, who, place)
    context.close()
    assert not found, "\n".join(found)
