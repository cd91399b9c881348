"""Find all controls of a screen and press each once."""

import contextlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypedDict, cast

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page

from kiosk.surveys.templates import TEMPLATES, template_draft
from tests.browser.control_scripts import (
    CLOSE,
    CRAMPED,
    LEAST_CONTROL,
    PRESS,
    READ_CONTENT,
    SPILL,
)
from tests.browser.layout import NARROWEST, resized
from tests.browser.traffic import Traffic

# More presses than any screen has controls: the enumeration would not end.
MOST_PRESSES = 250
# A control that went away unpressed is brought back this often by what opened it.
MOST_TRIES = 3
# From this rank on a control ends something: what it shows, or who is signed in.
ENDING = 4
# The very last: whoever stands before the screen leaves it.
LEAVING = 6
OPENING = "opening it"
LEAVE_FULL_SCREEN = "() => document.fullscreenElement && document.exitFullscreen()"
# What the tests' own papers hold, the name that each first hall screen has, and the
# titles that a new survey begins with.
DATA = (
    # One of them holds a word of the papers.
    *(template.title for template in TEMPLATES),
    *("quán triệt", "quán", "Lê Văn Thư", "Màn hình chính"),
    template_draft("", has_meeting=True).title,
)
# What Playwright says of a page that went on to another address meanwhile.
LEFT = "context was destroyed"
VIETNAMESE = re.compile(r"[À-ÖØ-öø-ƿẠ-ỹ]")


def pattern_of(link: str) -> str:
    """Return an address without its numbers."""
    return re.sub(r"\d+", "#", link)


class Control(TypedDict):
    """Something to press: `at` its place in what was looked at."""

    key: str
    rank: int
    at: int
    fill: bool


class ScreenContent(TypedDict):
    """What a screen shows: in its topmost dialog, if one is open."""

    found: list[Control]
    links: list[str]
    language: str
    path: str
    hasDialog: bool
    isLost: bool
    words: list[str]


@dataclass
class Screen:
    """A screen on which everything is pressed, one control after the other.

    `open_in` opens it in a language, signed in anew; it is looked at in English.
    `known` are the links (without their numbers) that need not be asked for.
    """

    page: Page
    traffic: Traffic
    path: str
    open_in: Callable[[str], None]
    known: set[str]
    faults: list[str] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)
    _openers: dict[str, str] = field(default_factory=dict)
    _tries: Counter[str] = field(default_factory=Counter)
    _words: set[str] = field(default_factory=set)
    _languages: set[str] = field(default_factory=set)
    _is_measured: bool = False
    _dialogs: set[str] = field(default_factory=set)

    def press_all(self) -> None:
        """Press everything once; what appears then as well."""
        content = self.open()
        while (
            (control := self._next(content))
            or content["hasDialog"]
            or self._begins_anew()
        ):
            if len(self.pressed) >= MOST_PRESSES:
                self.faults.append(f"no end of controls: {self.pressed[-9:]}")
                return
            if control:
                self._press(control)
                content = self._look(control["key"], leaves=control["rank"] == LEAVING)
            elif not content["hasDialog"]:
                content = self.open()
            elif self._does(CLOSE):
                content = self._look("closing a dialog")
            else:
                self.faults.append(f"no way out of a dialog after {self.pressed[-1]}")
                return
            if content["path"] != self.path:
                break
        if "vi" not in self._languages:
            self.open_in("vi")
            self._check("showing it in Vietnamese")

    def _press(self, control: Control) -> None:
        self.pressed.append(control["key"])
        if not self._does(PRESS, [control["at"], control["fill"]]):
            # The page was another one already, and is looked at again.
            self.pressed.pop()

    def _does(self, script: str, argument: object = None) -> bool:
        """Tell whether a script did what it is for, or the page went on meanwhile."""
        try:
            return bool(self.page.evaluate(script, argument))
        except PlaywrightError as error:
            if LEFT not in error.message:
                raise
            return True

    def _begins_anew(self) -> bool:
        """Tell, once, whether the screen opened again may show what was missed."""
        self._tries[OPENING] += 1
        return self._tries[OPENING] == 1 and any(
            self._openers[key] == OPENING for key in self.missed
        )

    def open(self) -> ScreenContent:
        """Open it and return what stands there, without pressing anything."""
        self.open_in("en")
        content = self._look(OPENING)
        if not self._is_measured:
            spill = self._measure(SPILL)
            self._is_measured = spill is not None
            self.faults += spill or []
        return content

    def _measure(self, script: str, argument: object = None) -> list[str] | None:
        """Return what does not fit on the narrowest phone; None: the page went on."""
        try:
            with resized(self.page, NARROWEST):
                return cast("list[str]", self.page.evaluate(script, argument))
        except PlaywrightError as error:
            if LEFT not in error.message:
                raise
            self.page.wait_for_load_state()
            return None

    def _measure_dialog(self, after: str) -> None:
        """Note what of the dialog, opened so, does not fit; again if the page left."""
        # A window in full screen has no other size.
        with contextlib.suppress(PlaywrightError):
            self.page.evaluate(LEAVE_FULL_SCREEN)
        cramped = self._measure(CRAMPED, LEAST_CONTROL)
        if cramped is not None:
            self._dialogs.add(after)
            self.faults += [f"{fault} (after {after})" for fault in cramped]

    def _look(self, after: str, *, leaves: bool = False) -> ScreenContent:
        """Check what came of it, and return what stands there in the end.

        That is the screen opened again if a press led away, unless it was to.
        """
        content = self._check(after)
        if leaves and content["path"] != self.path:
            return content
        if (content["path"], content["language"]) != (self.path, "en"):
            return self.open()
        if content["hasDialog"] and after not in self._dialogs:
            self._measure_dialog(after)
        for one in content["found"]:
            self._openers.setdefault(one["key"], after)
        self._follow(content["links"])
        return content

    def _check(self, after: str) -> ScreenContent:
        """Wait until nothing is under way, and note what was wrong."""
        while True:
            self.traffic.settle(self.page)
            try:
                content: ScreenContent = self.page.evaluate(READ_CONTENT)
                break
            except PlaywrightError:
                # Asked while it went on to another address.
                self.page.wait_for_load_state()
        self._languages.add(content["language"])
        found = self.traffic.faults(self.page)
        if content["isLost"]:
            found.append("the keyboard has lost its place")
        if content["language"] == "en":
            found += self._foreign_words(content["words"])
        self.faults += [f"{fault} (after {after})" for fault in found]
        return content

    def _foreign_words(self, words: list[str]) -> list[str]:
        for data in DATA:
            words = [word.replace(data, "") for word in words]
        found = {word.strip() for word in words if VIETNAMESE.search(word)}
        fresh = found - self._words
        self._words |= fresh
        return [f"not translated: {word}" for word in sorted(fresh)]

    def _follow(self, links: list[str]) -> None:
        """Ask for the address of each link, once for those that differ in numbers."""
        for link in links:
            pattern = pattern_of(link)
            if pattern not in self.known:
                self.known.add(pattern)
                reply = self.page.context.request.get(link)
                if not reply.ok:
                    self.faults.append(f"the link {link}: {reply.status}")

    def _next(self, content: ScreenContent) -> Control | None:
        """Return what is to be pressed next; what ends something comes last."""
        fresh = [one for one in content["found"] if one["key"] not in self.pressed]
        first = min(fresh, key=lambda one: one["rank"], default=None)
        if first and (content["hasDialog"] or first["rank"] < ENDING):
            return first
        # What was brought back is pressed before anything else takes it away again.
        back = [one for one in fresh if self._openers[one["key"]] in self.pressed[-1:]]
        return next(iter(back), None) or self._way_back(content["found"]) or first

    def _way_back(self, found: list[Control]) -> Control | None:
        """Return what may bring back a control that went away unpressed."""
        here = {one["key"]: one for one in found}
        for key in self.missed:
            opener = self._openers[key]
            while opener in self._openers and opener not in here:
                opener = self._openers[opener]
            if key not in here and opener in here and self._tries[key] < MOST_TRIES:
                self._tries[key] += 1
                return here[opener]
        return None

    @property
    def missed(self) -> list[str]:
        """Return what was seen and not pressed."""
        return [key for key in self._openers if key not in self.pressed]
