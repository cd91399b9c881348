"""Requests, responses and errors of a page."""

import contextlib
import inspect
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Frame,
    Page,
    Request,
    Response,
    WebError,
)
from playwright.sync_api import Error as PlaywrightError

from tests.browser.navigation import IDLE, NEXT_FRAME

ONE_EVENT = inspect.Signature(
    [inspect.Parameter("event", inspect.Parameter.POSITIONAL_ONLY)]
)

REFUSALS = {409, 422}
# Whoever shows a wrong badge, PIN or password is refused, in words.
DOORS = {"/sign-in/badge": {401, 403, 429}, "/staff/sign-in": {401, 403, 429}}
# A secretariat commands the tablets that are switched on, and are not elsewhere.
# Nothing is led in a meeting that has been closed, nor while somebody else leads.
NOT_NOW = {"out_of_reach", "wrong_state", "not_leading"}
FAILED = re.compile(r"Failed to load resource: the server responded with a status of")
# The live channel, asked for once more by somebody whose sign-in has just ended.
NO_LINE = "HTTP Authentication failed"
SETTLE_SECONDS = 20
LEAVING_MS = 10_000
# Work before a request, as the proof that comes with a survey's answer. What waits for
# an open dialog is no work.
IS_BUSY = f"""async () => {{
  await ({NEXT_FRAME})();
  const shown = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document;
  return shown.querySelector("[aria-busy=true]") !== null;
}}"""
SAYS = "(words) => document.body.innerText.includes(words)"


def on(
    source: BrowserContext | Page, event: str, handle: Callable[[Any], None]
) -> None:
    """Call `handle` at each event of this name.

    Playwright works out the parameters of a handler at each event, which takes a tenth
    of a test's own time; those of this one are written at it.
    """

    def handler(one: Any) -> None:
        handle(one)

    handler.__signature__ = ONE_EVENT  # type: ignore[attr-defined]
    source.on(event, handler)  # type: ignore[call-overload]


@dataclass
class Traffic:
    """Everything that one browser context asks the server, and its errors."""

    context: BrowserContext
    under_way: set[Request] = field(default_factory=set)
    refused: list[Response] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        on(self.context, "request", self._note_request)
        on(self.context, "requestfinished", self._note_end)
        on(self.context, "requestfailed", self._note_failure)
        on(self.context, "response", self._note_answer)
        on(self.context, "console", self._note_console)
        on(self.context, "weberror", self._note_error)
        on(self.context, "page", self._watch)

    def _watch(self, page: Page) -> None:
        on(page, "framenavigated", self._note_leaving)

    def _note_leaving(self, frame: Frame) -> None:
        # Nobody tells what became of the requests of a page that has gone.
        if frame.parent_frame is None:
            self.under_way.clear()

    def _note_request(self, request: Request) -> None:
        self.under_way.add(request)

    def _note_end(self, request: Request) -> None:
        self.under_way.discard(request)

    def _note_error(self, error: WebError) -> None:
        self.errors.append((str(error.error), ""))

    def _note_failure(self, request: Request) -> None:
        self.under_way.discard(request)
        # A page that goes away aborts what it has asked; of two ways to another page,
        # as the press itself and the live channel go, the later one prevails.
        is_left = "ERR_ABORTED" in (request.failure or "")
        if not is_left and not request.is_navigation_request():
            self.failed.append(f"{request.method} {request.url}: {request.failure}")

    @staticmethod
    def _is_second_way(page: Page, failure: str) -> bool:
        """Tell whether this is the service worker's part in a way given up."""
        idle = f"GET {page.url.partition('?')[0]}: net::ERR_FAILED"
        return bool(IDLE.search(page.url)) and failure == idle

    def _note_answer(self, response: Response) -> None:
        if response.status >= 400:
            self.refused.append(response)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append((message.text, message.location.get("url", "")))

    def settle(self, page: Page) -> None:
        """Wait until nothing is under way and a frame has passed."""
        deadline = time.monotonic() + SETTLE_SECONDS
        is_busy = False
        while time.monotonic() < deadline:
            try:
                is_busy = page.evaluate(IS_BUSY)
            except PlaywrightError:
                page.wait_for_load_state()
                continue
            if not self.under_way and not is_busy:
                return
        waiting = [f"{one.method} {one.url}" for one in self.under_way]
        self.failed.append(f"still under way: {waiting}, aria-busy: {is_busy}")
        self.under_way.clear()

    def faults(self, page: Page) -> list[str]:
        """Return what was wrong since this was last asked."""
        if any(response.status == 401 for response in self.refused):
            # A sign-in that has ended leads to the idle screen, in a moment.
            with contextlib.suppress(PlaywrightError):
                page.wait_for_url(IDLE, timeout=LEAVING_MS)
        found = [one for one in self.failed if not self._is_second_way(page, one)]
        allowed = set()
        for response in self.refused:
            why = self._complaint(page, response)
            if why:
                found.append(why)
            allowed.add(response.url)
        found += [
            f"console: {text} {url}"
            for text, url in self.errors
            if not (FAILED.match(text) and url in allowed)
            and not (NO_LINE in text and IDLE.search(page.url))
        ]
        self.refused, self.failed, self.errors = [], [], []
        return found

    def _complaint(self, page: Page, response: Response) -> str:
        path = urlsplit(response.url).path
        if response.status == 401 and IDLE.search(page.url):
            return ""
        asked = f"{response.request.method} {response.url}: {response.status}"
        expected = REFUSALS | DOORS.get(path, set())
        answer = _read(response)
        is_expected = response.request.method == "POST" and response.status in expected
        if not is_expected and answer.get("error") not in NOT_NOW:
            return asked
        words = answer.get("message", "")
        if not words or not page.evaluate(SAYS, words):
            return f"{asked}, and the screen does not say “{words}”"
        return ""


def _read(response: Response) -> dict[str, str]:
    """Return the refusal in an answer; nothing if there is none to be read."""
    try:
        read: dict[str, str] = response.json()
    except (json.JSONDecodeError, UnicodeDecodeError, PlaywrightError):
        return {}
    return read
