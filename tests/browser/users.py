"""All kinds of users, and the screens each of them may see."""

import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from functools import cached_property

from playwright.sync_api import BrowserContext
from werkzeug.routing import Map, Rule

from kiosk.accounts.actions.links import make_setup_link
from kiosk.fleet.actions.enrolment import invite_tablets
from kiosk.meetings.rules import MeetingState
from kiosk.roles import Permission, Role, may
from tests.browser.controls import pattern_of
from tests.conference import Conference, make_conference
from tests.scene import Scene
from tests.servers import RealServer

VISITOR = "visitor"
STAFF = "staff administrator"
EVERYBODY = [VISITOR, *Role, STAFF]
# Stands in the visitor's screens for all who are signed in.
SIGNED_IN = Role.PRESENTER
# No screens, but what screens are made of.
STATIC = "static"
# Asking for it runs a doctor of its own for seconds: known without being asked.
SLOW = {"readiness.show_readiness": Permission.PREPARE_MEETING}


def alike(kind: str) -> str:
    """Return the first user who may do exactly what this one may do."""
    if kind in {VISITOR, STAFF}:
        return kind
    return next(role for role in Role if _actions(role) == _actions(Role(kind)))


def _actions(role: Role) -> set[Permission]:
    return {permission for permission in Permission if may(role, permission)}


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Take a redirect for the answer."""


@dataclass
class Somebody:
    """One kind of user, before a server's screens; each in a meeting of its own."""

    kind: str
    server: RealServer
    routes: Map
    images: list[bytes]
    scene: Scene = field(init=False)
    account: int | None = None

    def __post_init__(self) -> None:
        self.scene = Scene(self.server.store)
        if self.kind == STAFF:
            self.account = self.scene.make_account("admin", is_administrator=True)

    def prepare(self) -> Conference:
        """Make a meeting: still to be opened if this user may open it."""
        opens = self._may(Permission.RUN_MEETING)
        state = MeetingState.PUBLISHED if opens else MeetingState.OPEN
        return make_conference(self.scene, self.images, state)

    def _may(self, permission: Permission) -> bool:
        role = Role.ADMINISTRATOR if self.kind == STAFF else self.kind
        return role != VISITOR and may(Role(role), permission)

    def sign_in(self, context: BrowserContext, made: Conference, language: str) -> None:
        """Sign in anew, in this language."""
        cookies = {"language": language, "kiosk": self._token(made)}
        context.add_cookies(
            [
                {"name": name, "value": value, "url": self.server.url}
                for name, value in cookies.items()
                if value
            ]
        )

    def _token(self, made: Conference) -> str:
        if self.kind == VISITOR:
            return ""
        if self.account:
            return self.scene.sign_in(account_id=self.account)
        return self.scene.sign_in(made.members[Role(self.kind)])

    def path(self, rule: Rule, made: Conference) -> str:
        """Return the address of a route in this meeting."""
        values: dict[str, object] = {
            "meeting_id": made.meeting,
            "item_id": made.items[0],
            "document_id": made.documents[0],
            "member_id": made.members[Role.GUEST],
            "site_id": made.sites[0],
            "gate_id": made.gate,
            "opinion_id": made.opinion,
            "conflict_id": 1,
            "tablet_id": 1,
            "sha256": "0" * 64,
            "kind": "csv",
        }
        needed = {name: values.get(name) for name in rule.arguments}
        unknown = [name for name, value in needed.items() if value is None]
        assert not unknown, f"{rule} needs {unknown}: add it to tests/browser/users.py"
        return self.routes.bind("localhost").build(rule.endpoint, needed)

    def fragment(self, rule: Rule) -> str:
        """Return the one-time secret without which a page has nothing to press."""
        key = self.scene.key
        with self.scene.store.unit_of_work("test") as work:
            if rule.endpoint == "fleet.show_enrolment":
                return f"#{invite_tablets(work, key)}"
            if rule.endpoint == "accounts.show_setup":
                return make_setup_link(work, key).removeprefix("/setup")
        return ""

    @cached_property
    def untouched(self) -> Conference:
        """A meeting in which nothing is ever pressed."""
        return self.prepare()

    @cached_property
    def screens(self) -> list[Rule]:
        """Return the routes that answer this user with a page."""
        made = self.untouched
        token = self._token(made)
        return [
            rule
            for rule in self.routes.iter_rules()
            if "GET" in (rule.methods or ())
            and rule.endpoint != STATIC
            and (
                self._may(SLOW[rule.endpoint])
                if rule.endpoint in SLOW
                else self._is_page(self.path(rule, made), token)
            )
        ]

    @cached_property
    def known(self) -> set[str]:
        """Return the addresses of all screens, each of which is opened, and more."""
        made = self.untouched
        paths = [self.path(rule, made) for rule in self.screens]
        return {pattern_of(self.server.url + path) for path in paths}

    def _is_page(self, path: str, token: str) -> bool:
        request = urllib.request.Request(
            self.server.url + path,
            headers={"Accept": "text/html", "Cookie": f"kiosk={token}"},
        )
        try:
            with urllib.request.build_opener(_Stay).open(request) as reply:
                return bool(
                    re.match(rb"\s*<!doctype html", reply.read(), re.IGNORECASE)
                )
        except urllib.error.HTTPError as error:
            # That would be no refusal of a page.
            if error.code >= 500:
                raise
            return False
