"""Wait for a page's address and for conditions on it."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect

# Generous: a loaded machine must not fail a test.
TIMEOUT_SECONDS = 60.0
# The sign-in screen; the live channel may be the quicker one to lead there.
IDLE = re.compile(r":\d+/(\?reason=\w+)?$")
# Resolves when the next frame has been laid out. A page that is not seen, behind a tab
# it has opened itself, draws none.
NEXT_FRAME = """() => new Promise((done) => {
  requestAnimationFrame(() => setTimeout(done));
  setTimeout(done, 1000);
})"""


def arrives(
    page: Page, path: str | re.Pattern[str], seconds: float = TIMEOUT_SECONDS
) -> None:
    """Wait until the page stands at an address of this end.

    `wait_for_url` fails where a second way there overtakes the first: who signs out is
    led away by the page itself and by the live channel.
    """
    end = re.compile(re.escape(path) + "$") if isinstance(path, str) else path
    expect(page).to_have_url(end, timeout=seconds * 1000)
    page.wait_for_load_state()


def finds(
    page: Page,
    look: Callable[[], object],
    fact: object,
    seconds: float = TIMEOUT_SECONDS,
) -> None:
    """Look again and again until this is found, though the page may go on meanwhile.

    `wait_for_function` takes a promise itself for a yes.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            found = look()
        except PlaywrightError as error:
            # Asked while it went on to another address.
            found = error
        if found == fact:
            return
        assert time.monotonic() < deadline, f"{found!r} instead of {fact!r}"
        page.wait_for_timeout(200)
