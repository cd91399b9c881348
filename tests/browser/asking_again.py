"""What one user's presses asked the server, asked again by another without a browser.

Two users before the same page, who are shown the same controls, send the same requests;
they can only differ in what the server allows.
"""

import json
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.browser.controls import DATA, Sight
from tests.browser.everybody import STATIC, Somebody, Stay
from tests.browser.traffic import NOT_NOW

# A link is asked for by everybody who is shown it, and never pressed.
LINK = re.compile(r"<a\b[^>]*\bhref=.*?</a>", re.DOTALL)
# The browser's leave to run a script, another one each time.
NONCE = re.compile(r'nonce="[^"]*"')
NUMBER = re.compile(r"\d+")
NAME = re.compile("Person #|" + "|".join(DATA))


def likeness(page: str) -> str:
    """Return a page without its links, numbers, names and spaces."""
    kept = NUMBER.sub("#", NONCE.sub("", LINK.sub("", page)))
    return "".join(NAME.sub("", kept).split())


def controls_of(sight: Sight) -> frozenset[str]:
    """Return the keys of what can be pressed."""
    return frozenset(one["key"] for one in sight["found"])


@dataclass(frozen=True)
class Pressed:
    """A screen on which somebody has pressed everything."""

    page: str
    controls: frozenset[str]
    asked: list[Request]

    def stands_for(self, shown: "Pressed") -> bool:
        """Tell whether another user is shown the same."""
        return (self.page, self.controls) == (shown.page, shown.controls)

    def is_open_to(self, who: Somebody) -> bool:
        """Ask everything once as somebody else; tell whether nothing was refused."""
        made = who.prepare()
        adapter = who.routes.bind("localhost")
        seen = set()
        for request in self.asked:
            path = urlsplit(request.url).path
            try:
                endpoint, found = adapter.match(path, request.method)
            except (RequestRedirect, HTTPException):
                continue
            if endpoint == STATIC or (request.method, endpoint) in seen:
                continue
            seen.add((request.method, endpoint))
            own = {**found, **{k: v for k, v in who.values(made).items() if k in found}}
            # A sign-in for each: one of them ends it.
            path, token = adapter.build(endpoint, own), who.token(made)
            status, error = _ask(who.server.url + path, request, token)
            if (status in {401, 403} and error not in NOT_NOW) or status >= 500:
                return False
        return True


def _ask(url: str, request: Request, token: str) -> tuple[int, str]:
    again = urllib.request.Request(
        url,
        request.post_data_buffer,
        # A page says so by itself where it comes from.
        {
            **request.headers,
            "Cookie": f"kiosk={token}",
            "Sec-Fetch-Site": "same-origin",
        },
        method=request.method,
    )
    try:
        with urllib.request.build_opener(Stay).open(again) as reply:
            return reply.status, ""
    except urllib.error.HTTPError as refusal:
        with refusal:
            try:
                return refusal.code, json.load(refusal).get("error", "")
            except (json.JSONDecodeError, UnicodeDecodeError):
                return refusal.code, ""
