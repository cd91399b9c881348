"""Open one screen after the other in one browser context."""

import contextlib
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError
from werkzeug.routing import Rule

from tests.browser.layout import TABLET
from tests.browser.users import ScreenUser
from tests.conference import Conference

# How the screen looks is kept there; a blank page has none.
FORGET = "() => location.protocol === 'about:' || localStorage.clear()"


@dataclass(frozen=True)
class ScreenAddress:
    """A screen of a meeting, and its address."""

    rule: Rule
    made: Conference
    path: str


def addresses_of(who: ScreenUser, rule: Rule, made: Conference) -> list[ScreenAddress]:
    """Return the screen's places in this meeting: one for each state of its row."""
    return [ScreenAddress(rule, made, path) for path in who.paths(rule, made)]


def context_for_screens(chromium: Browser) -> BrowserContext:
    """Return a context for all screens of a user: scripts come from its cache."""
    return chromium.new_context(
        viewport=TABLET, locale="vi-VN", service_workers="block"
    )


def open_screen(
    page: Page, who: ScreenUser, place: ScreenAddress, language: str
) -> None:
    """Open a screen in a language, signed in anew."""
    who.sign_in(page.context, place.made, language)
    with contextlib.suppress(PlaywrightError):
        # On its way to another page, which keeps nothing of the kind.
        page.evaluate(FORGET)
    # Another fragment alone would leave the page as it is.
    page.goto("about:blank")
    ending = who.ending(place.rule, place.made, language)
    page.goto(who.server.url + place.path + ending)


def leave(page: Page) -> None:
    """Open an empty page, which costs nothing until its context is closed.

    Chromium has hung for ever in closing a page alone.
    """
    for _ in range(3):
        try:
            page.goto("about:blank")
        except PlaywrightError:
            # Its own navigation came between.
            page.wait_for_load_state()
        else:
            return
