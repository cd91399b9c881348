"""Every control of every screen, pressed once by everybody who may see it.

The screens are those routes of the application that answer a user with a page; each is
opened in English on a meeting of its own. Every button, tab, box and summary is pressed
once, with what appears then; a form is sent once as it stands and once filled in; each
link's address is asked for. What ends something comes last. The screen is also shown in
Vietnamese. Where several roles may do the same, the first of them presses for all, and
the others only open their screens. Wrong are:

* an answer of 400 or more to any request of the page. Allowed is a refusal in words, if
  the screen says the sentence of the answer: 409 or 422 to a POST; 401, 403 or 429
  where a badge or password was shown; 403 for a tablet that is off
  ("out_of_reach"), in a meeting that is closed ("wrong_state"), and while somebody else
  leads the pages ("not_leading"). Allowed is 401 where what was pressed has ended the
  sign-in, if the screen then is the idle one. 404, 405 and 5xx are wrong everywhere;
* an error in the console (Chromium's own line about an allowed refusal is none), an
  uncaught error, and a request without an answer;
* the keyboard's focus on the page's body after a press: on what replaces the pressed
  control it must be;
* a screen that scrolls sideways when it is 320 px wide;
* a dialog that is then wider than the screen or cannot be scrolled to each control, or
  has a control of less than 48 px;
* Vietnamese letters on the English screen, but for what the meeting itself holds.
"""

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.controls import Screen
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


def go_over(
    context: BrowserContext, who: ScreenUser, place: ScreenAddress, *, press: bool
) -> list[str]:
    """Open one screen, and press everything there; return what was wrong."""
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())

    def open_in(language: str) -> None:
        open_screen(page, who, place, language)

    screen = Screen(page, Traffic(context), place.path, open_in, who.known)
    if press:
        screen.press_all()
    else:
        screen.open()
    leave(page)
    return [f"{who.kind} at {place.path}: {fault}" for fault in screen.faults]


@pytest.mark.parametrize("kind", EVERYBODY)
def test_every_control_works(
    chromium: Browser, screen_users: ScreenUsers, kind: str
) -> None:
    who = screen_users.user(kind)
    assert who.screens
    pressed = screen_users.new_screens(kind)
    context = context_for_screens(chromium)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    faults = []
    for rule in screen_users.own_screens(kind):
        press = rule in pressed
        made = who.prepare() if press else who.untouched
        for place in addresses_of(who, rule, made):
            faults += go_over(context, who, place, press=press)
    context.close()
    assert not faults, "\n".join(faults)
