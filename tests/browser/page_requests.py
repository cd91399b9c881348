"""Ask a server for its pages."""

import urllib.error
import urllib.request

from werkzeug.routing import Map, Rule

# How each page begins, and no other answer.
DOCUMENT = "<!doctype html"
# No screens, but what screens are made of.
STATIC = "static"


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Take a redirect for the answer."""


def page_rules(routes: Map) -> list[Rule]:
    """Return the routes that may answer with a page, not those that take its form."""
    rules = [rule for rule in routes.iter_rules() if "GET" in (rule.methods or ())]
    return [rule for rule in rules if rule.endpoint != STATIC]


def ask_for_page(url: str, token: str) -> str:
    """Return the answer at an address to a sign-in; empty if it is a refusal."""
    headers = {"Accept": "text/html", "Cookie": f"kiosk={token}"}
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.build_opener(_NoRedirect).open(request) as reply:
            return str(reply.read().decode("utf-8", "replace"))
    except urllib.error.HTTPError as error:
        # That would be no refusal of a page.
        if error.code >= 500:
            raise
        return ""
