"""All kinds of users, and the screens each of them may see."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from playwright.sync_api import BrowserContext
from werkzeug.routing import Map, Rule

from kiosk.meetings.rules import MeetingState
from kiosk.roles import Permission, Role, may
from kiosk.units.models import UnitAccount
from tests.browser.controls import pattern_of
from tests.browser.page_requests import DOCUMENT, ask_for_page, page_rules
from tests.browser.page_secrets import SECRETS
from tests.conference import Conference, make_conference
from tests.conference_documents import SentDocuments
from tests.conference_surveys import TEXT_QUESTION
from tests.scene import Scene
from tests.servers import RealServer

VISITOR = "visitor"
STAFF = "staff administrator"
EVERYBODY = [VISITOR, *Role, STAFF]
# Stands in the visitor's screens for all who are signed in.
SIGNED_IN = Role.PRESENTER
PUBLIC = "public_pages.visitors."
# Asking for it runs a doctor of its own for seconds: known without being asked.
SLOW = {"readiness.show_readiness": Permission.PREPARE_MEETING}

# Nothing has these ids, whatever other walks have made: such routes answer 404.
NO_ROW = 1_000_000
IDS_WITHOUT_ROW = (
    "conclusion_id",
    "conflict_id",
    "vote_id",
    "request_id",
    "question_id",
    "call_id",
    "token_id",
    "screen_id",
    "announcement_id",
    "template_id",
    "import_id",
    "timer_id",
    "tablet_id",
    "version_id",
    "comment_id",
    "signed_id",
    "group_id",
)
# Screens that differ by the state of a row: the rows, the ordinary one first.
ROWS_IN_ALL_STATES: dict[str, tuple[str, Callable[[SentDocuments], list[Any]]]] = {
    "issued_documents.register.show_document": ("issued_id", lambda s: s.issued),
    "issued_documents.inbox.show_received": ("delivery_id", lambda s: s.deliveries),
    "consultations.show": ("consultation_id", lambda s: s.consultations),
    # Nobody is asked by a draft.
    "consultations.show_answer": ("consultation_id", lambda s: s.sent_consultations),
}


def alike(kind: str) -> str:
    """Return the first user who may do exactly what this one may do."""
    if kind in {VISITOR, STAFF}:
        return kind
    return next(role for role in Role if _actions(role) == _actions(Role(kind)))


def _actions(role: Role) -> set[Permission]:
    return {permission for permission in Permission if may(role, permission)}


def _survey_values(rule: Rule, made: Conference) -> dict[str, object]:
    """Return the survey of a route: to be built, to be answered, or with results."""
    has_results = rule.endpoint.startswith("survey_results.")
    is_of_texts = rule.endpoint.startswith("survey_results.show_texts")
    return {
        "survey_id": made.counted_survey if has_results else made.survey,
        "question": TEXT_QUESTION if is_of_texts else "q1",
        "code": made.survey_code,
    }


@dataclass
class ScreenUser:
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
        made = make_conference(self.scene, self.images, state)
        if self.account:
            # Also works on the task of a unit.
            self._belong_to(self.account, made.office.unit)
        return made

    def _belong_to(self, account: int, unit: int) -> None:
        with self.scene.store.unit_of_work("test") as work:
            work.session.merge(UnitAccount(account_id=account, unit_id=unit))

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

    def paths(self, rule: Rule, made: Conference) -> list[str]:
        """Return the addresses of a route in this meeting, one for each state."""
        if rule.endpoint not in ROWS_IN_ALL_STATES:
            return [self.path(rule, made)]
        name, rows = ROWS_IN_ALL_STATES[rule.endpoint]
        return [self.path(rule, made, **{name: row}) for row in rows(made.sent)]

    def path(self, rule: Rule, made: Conference, **chosen: object) -> str:
        """Return the address of a route in this meeting."""
        values: dict[str, object] = {
            "meeting_id": made.meeting,
            "item_id": made.items[0],
            "document_id": made.documents[0],
            "member_id": made.members[Role.GUEST],
            "site_id": made.sites[0],
            "gate_id": made.gate,
            "opinion_id": made.opinion,
            "minutes_id": made.minutes,
            "issued_id": made.sent.issued[0],
            "delivery_id": made.sent.deliveries[0],
            "consultation_id": made.sent.consultations[0],
            "recipient_id": made.sent.recipients[0],
            "unit_id": made.office.unit,
            "task_id": made.office.task,
            "feed_id": made.office.feed,
            "file_id": made.office.file,
            "mail_id": made.office.mail,
            "webhook_id": made.office.webhook,
            "webhook_call_id": made.office.webhook_call,
            **dict.fromkeys(IDS_WITHOUT_ROW, NO_ROW),
            "sha256": "0" * 64,
            "kind": "csv",
            "part": "speaking",
            "family": "dang",
            "name": "invitation",
            "language": "vi",
            "token": made.sent.tokens[0],
            **chosen,
            **_survey_values(rule, made),
        }
        needed = {name: values.get(name) for name in rule.arguments}
        unknown = [name for name, value in needed.items() if value is None]
        assert not unknown, f"{rule} needs {unknown}: add it to tests/browser/users.py"
        return self.routes.bind("localhost").build(rule.endpoint, needed)

    def ending(self, rule: Rule, made: Conference, language: str) -> str:
        """Return what follows a path: the secret of a page, or its language.

        A page with a secret has nothing to press without it; public pages read no
        cookie.
        """
        if rule.endpoint.startswith(PUBLIC):
            return f"?lang={language}"
        secret = SECRETS.get(rule.endpoint)
        return f"#{secret(self.scene, made)}" if secret else ""

    @cached_property
    def untouched(self) -> Conference:
        """A meeting in which nothing is ever pressed."""
        return self.prepare()

    @cached_property
    def pages(self) -> dict[str, str]:
        """Return the pages that this user is answered with, by the routes' rules."""
        made = self.untouched
        token = self._token(made)
        found = {}
        for rule in page_rules(self.routes):
            if rule.endpoint in SLOW:
                page = DOCUMENT if self._may(SLOW[rule.endpoint]) else ""
            else:
                page = ask_for_page(self.server.url + self.path(rule, made), token)
            if page.lstrip().lower().startswith(DOCUMENT):
                found[rule.rule] = page
        return found

    @cached_property
    def screens(self) -> list[Rule]:
        """Return the routes that answer this user with a page."""
        return [rule for rule in page_rules(self.routes) if rule.rule in self.pages]

    @cached_property
    def known(self) -> set[str]:
        """Return the addresses of all screens, each of which is opened, and more."""
        made = self.untouched
        paths = [path for rule in self.screens for path in self.paths(rule, made)]
        return {pattern_of(self.server.url + path) for path in paths}
