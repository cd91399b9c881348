"""Every control of every screen, pressed once by everybody who may see it.

The screens are those routes of the application that answer a user with a page; each is
opened in English on a meeting of its own. Every button, tab, box and summary is pressed
once, with what appears then; a form is sent once as it stands and once filled in; each
link's address is asked for. What ends something comes last. The screen is also shown in
Vietnamese. Where several roles may do the same, the first of them presses for all, and
the others only open their screens. Whoever else is answered with the very page on which
somebody has pressed everything (but for links, numbers and names), and is shown the
same XX

* an answer of 400 or more to any request of the page. Allowed is a refusal in words, if
  the screen says the sentence of the answer: 409 or 422 to a POST; 401, 403 or 429
  where a badge or password was shown; 403 for a tablet that is off
  ("out_of_reach"), in a meeting that is closed ("wrong_state"), and while somebody else
  leads the pages ("not_leading"). Allowed is 401 where what was pressed has ended the
  sign-in, if the screen then is the idle one. 404, 405 and 5xx are wrong everywhere;
* an error in the console (Chromium's own line about an allowed refusal is none), an
  uncaught error, and a request without an answer;
* Vietnamese letters on the English screen, but for what the meeting itself holds.
"""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PlaywrightError
from werkzeug.routing import Map, Rule

from kiosk.app import create_server
from kiosk.config import read_config
from tests.browser.asking_again import Pressed, controls_of, likeness
from tests.browser.conftest import TABLET
from tests.browser.controls import Screen
from tests.browser.everybody import EVERYBODY, SIGNED_IN, VISITOR, Somebody, alike
from tests.browser.traffic import Traffic
from tests.migrated import new_data_folder
from tests.servers import RealServer

# Holds nothing, and stays in the same process of the browser, unlike a blank page.
PLAIN = "/healthz"
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


@pytest.fixture(scope="module")
def pressed() -> defaultdict[str, list[Pressed]]:
    """The screens on which somebody has pressed everything, by their route."""
    return defaultdict(list)


def go_over(
    traffic: Traffic,
    page: Page,
    who: Somebody,
    rule: Rule,
    pressed: list[Pressed] | None,
) -> list[str]:
    """Open one screen, and press everything there; return what was wrong.

    `pressed` are those of this route on which somebody has pressed everything; without
    it the screen is only opened.
    """
    made = who.untouched if pressed is None else who.prepare()
    path = who.path(rule, made)
    answers: list[str] = []

    def open_in(language: str) -> None:
        who.sign_in(page.context, made, language)
        with contextlib.suppress(PlaywrightError):
            # On its way to another page, which keeps nothing of the kind.
            page.evaluate(FORGET)
        fragment = who.fragment(rule)
        if fragment:
            # Another fragment alone would leave the page as it is.
            page.goto(who.server.url + PLAIN)
        answer = page.goto(who.server.url + path + fragment)
        if answer and not answers:
            answers.append(answer.text())

    # What the screen before still asks for would be refused to the next one.
    page.goto(who.server.url + PLAIN)
    traffic.forget(page)
    screen = Screen(page, traffic, path, open_in, who.known)
    sight = screen.open()
    if pressed is not None:
        shown = Pressed(likeness(*answers), controls_of(sight), [])
        # What is refused to this user alone has to be found by pressing.
        if not any(one.stands_for(shown) and one.is_open_to(who) for one in pressed):
            traffic.asked = shown.asked
            screen.press_all(sight)
            pressed.append(shown)
    return [f"{who.kind} at {path}: {fault}" for fault in screen.faults]


@pytest.mark.parametrize("kind", EVERYBODY)
def test_every_control_is_answered(
    chromium: Browser,
    user: MakeUser,
    pressed: defaultdict[str, list[Pressed]],
    kind: str,
) -> None:
    who = user(kind)
    assert who.screens
    # What a visitor may see does not depend on the role of who is signed in.
    shared = [] if kind in {VISITOR, SIGNED_IN} else user(VISITOR).screens
    done = [] if alike(kind) == kind else user(alike(kind)).screens
    # One for all screens: scripts come from its cache.
    context = chromium.new_context(
        viewport=TABLET, locale="vi-VN", service_workers="block"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    traffic, page = Traffic(context), context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    faults = []
    for rule in who.screens:
        if rule not in shared:
            before = None if rule in done else pressed[rule.endpoint]
            faults += go_over(traffic, page, who, rule, before)
    context.close()
    assert not faults, "\n".join(faults)
