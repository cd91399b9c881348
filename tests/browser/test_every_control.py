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

import contextlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError
from werkzeug.routing import Map, Rule

from kiosk.app import create_server
from kiosk.config import read_config
from tests.browser.conftest import TABLET
from tests.browser.controls import Screen
from tests.browser.traffic import Traffic
from tests.browser.users import EVERYBODY, SIGNED_IN, VISITOR, Somebody, alike
from tests.migrated_database import new_data_folder
from tests.servers import RealServer

# How the screen looks is kept there; a blank page has none.
FORGET = "() => location.protocol === 'about:' || localStorage.clear()"
MakeUser = Callable[[str], Somebody]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    """One server for all screens."""
    server = RealServer(new_data_folder(tmp_path_factory.mktemp("screens")))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def user(
    house: RealServer, webp_pages: Callable[[int], list[bytes]]
) -> Callable[[str], Somebody]:
    """Return the user of a kind, always the same one."""
    settings = {**house.settings, "KIOSK_ASYNC_MODE": "threading"}
    server = create_server(read_config(settings))
    server.store.database.close()
    routes: Map = server.app.url_map
    made: dict[str, Somebody] = {}

    def make(kind: str) -> Somebody:
        if kind not in made:
            made[kind] = Somebody(kind, house, routes, webp_pages(2))
        return made[kind]

    return make


def go_over(
    context: BrowserContext, who: Somebody, rule: Rule, *, press: bool
) -> list[str]:
    """Open one screen, and press everything there; return what was wrong."""
    made = who.prepare() if press else who.untouched
    path = who.path(rule, made)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())

    def open_in(language: str) -> None:
        who.sign_in(context, made, language)
        with contextlib.suppress(PlaywrightError):
            # On its way to another page, which keeps nothing of the kind.
            page.evaluate(FORGET)
        # Another fragment alone would leave the page as it is.
        page.goto("about:blank")
        page.goto(who.server.url + path + who.fragment(rule))

    screen = Screen(page, Traffic(context), path, open_in, who.known)
    if press:
        screen.press_all()
    else:
        screen.open()
    leave(page)
    page.close()
    return [f"{who.kind} at {path}: {fault}" for fault in screen.faults]


def leave(page: Page) -> None:
    """Open an empty page: Chromium has hung in closing one on its way elsewhere."""
    for _ in range(3):
        try:
            page.goto("about:blank")
        except PlaywrightError:
            # Its own navigation came between.
            page.wait_for_load_state()
        else:
            return


@pytest.mark.parametrize("kind", EVERYBODY)
def test_every_control_works(chromium: Browser, user: MakeUser, kind: str) -> None:
    who = user(kind)
    assert who.screens
    # What a visitor may see does not depend on the role of who is signed in.
    shared = [] if kind in {VISITOR, SIGNED_IN} else user(VISITOR).screens
    pressed = [] if alike(kind) == kind else user(alike(kind)).screens
    # One for all screens: scripts come from its cache.
    context = chromium.new_context(
        viewport=TABLET, locale="vi-VN", service_workers="block"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    faults = []
    for rule in who.screens:
        if rule not in shared:
            faults += go_over(context, who, rule, press=rule not in pressed)
    context.close()
    assert not faults, "\n".join(faults)
