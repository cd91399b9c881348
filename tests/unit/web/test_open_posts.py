"""Every POST that is answered without a sign-in: why it may be, and what bounds it.

A new one is not among them: whoever adds it names it here, with its reason and bound.
"""

import contextlib
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest
from werkzeug.routing import Rule

from kiosk.accounts import link_rates
from kiosk.live.limits import Rate
from kiosk.storage.store import Store

# Within so many requests the address is told to wait.
MOST_REFUSED = 60
TOKEN = "A" * 22
PASSKEY = {
    "id": "a",
    "rawId": "a",
    "type": "public-key",
    "response": {"clientDataJSON": "a"},
}
NOBODY = {"username": "khong-co", "password": "mot mat khau dai"}


class RequestBound(Enum):
    """What bounds the requests that an address can send for nothing."""

    # Neither the database nor a file is asked.
    ASKS_NOTHING = auto()
    # Nothing is written before the secret that it brings is known.
    ONLY_READS = auto()
    # It is answered 429 by and by.
    MUST_WAIT = auto()


class OpenPost(NamedTuple):
    """Why a route is open, its bound, and a body that it understands and refuses."""

    why: str
    bound: RequestBound
    body: Mapping[str, Any] = MappingProxyType({})


STEP = "the second step of signing in; the cookie of the first one is its secret"
LINK = "a personal link, whose secret is in the body"
OPEN_POSTS = {
    "accounts.sign_in": OpenPost("signing in", RequestBound.MUST_WAIT, NOBODY),
    "accounts.give_code": OpenPost(STEP, RequestBound.ONLY_READS, {"code": "1"}),
    "accounts.ask_for_passkey": OpenPost(STEP, RequestBound.ONLY_READS),
    "accounts.give_passkey": OpenPost(
        STEP, RequestBound.ONLY_READS, {"answer": PASSKEY}
    ),
    "accounts.begin_oidc": OpenPost("signing in elsewhere", RequestBound.ASKS_NOTHING),
    "accounts.sign_in_by_oidc": OpenPost(
        "signing in elsewhere", RequestBound.ASKS_NOTHING
    ),
    "accounts.look_at_link": OpenPost(
        "a one-time link", RequestBound.MUST_WAIT, {"token": TOKEN}
    ),
    "accounts.set_up": OpenPost(
        "a one-time link", RequestBound.MUST_WAIT, {"token": TOKEN, "password": "x"}
    ),
    "accounts.sign_out": OpenPost(
        "whoever is signed out already is signed out", RequestBound.ASKS_NOTHING
    ),
    "badges.show_badge": OpenPost(
        # The code that is typed; the 128 bits of the badge cannot be guessed, and what
        # the desk and the log are told of them is limited.
        "signing in with a badge",
        RequestBound.MUST_WAIT,
        {"code": "12345678"},
    ),
    "consultations.sheet_of_link": OpenPost(
        LINK, RequestBound.MUST_WAIT, {"secret": TOKEN}
    ),
    "consultations.answer_of_link": OpenPost(
        LINK, RequestBound.MUST_WAIT, {"secret": TOKEN, "answer": {"answer": "agree"}}
    ),
    "consultations.document_of_link": OpenPost(
        LINK, RequestBound.MUST_WAIT, {"secret": TOKEN}
    ),
    "fleet.enrol": OpenPost(
        "a tablet is enrolled by an invitation",
        RequestBound.MUST_WAIT,
        {"secret": TOKEN},
    ),
    "fleet.heartbeat": OpenPost(
        "a tablet of the organisation; its cookie is its secret",
        RequestBound.ASKS_NOTHING,
        {"report": {}},
    ),
    "fleet.remove_cookie": OpenPost(
        "it takes a cookie away", RequestBound.ASKS_NOTHING
    ),
    "fleet.clear_cache": OpenPost(
        "it empties the browser's cache", RequestBound.ASKS_NOTHING
    ),
    "invitations.open_personal": OpenPost(
        LINK, RequestBound.MUST_WAIT, {"token": "a" * 32}
    ),
    "invitations.answer": OpenPost(
        LINK, RequestBound.MUST_WAIT, {"token": "a" * 32, "answer": "accepted"}
    ),
    "language.choose_language": OpenPost(
        "choosing the language", RequestBound.ASKS_NOTHING
    ),
    "notices.unsubscribing.unsubscribe": OpenPost(
        "unsubscribing", RequestBound.MUST_WAIT, {"address": "a@b.vn", "code": "1"}
    ),
    "offline.report_wiped": OpenPost(
        "a device has deleted all documents; its cookie names it",
        RequestBound.ONLY_READS,
    ),
    "surveys.take_form": OpenPost("answering a survey", RequestBound.ONLY_READS),
    "surveys.send": OpenPost("answering a survey", RequestBound.ONLY_READS),
    "units.open_link": OpenPost(
        "the link of a unit", RequestBound.MUST_WAIT, {"token": TOKEN}
    ),
    "units.sign_out": OpenPost(
        "whoever is signed out already is signed out", RequestBound.ASKS_NOTHING
    ),
}


def posts(server) -> list[Rule]:
    return [rule for rule in server.app.url_map.iter_rules() if "POST" in rule.methods]


def path_of(server, rule: Rule) -> str:
    known = {"family": "dang", "name": "invitation", "kind": "csv", "sha256": "0" * 64}
    values = {
        name: known.get(name, 1 if name.endswith("_id") else "a")
        for name in rule.arguments
    }
    return server.app.url_map.bind("localhost").build(rule.endpoint, values, "POST")


def ask(server, endpoint: str, body: Mapping[str, Any]):
    """Send a request as a device that has never been here."""
    (rule,) = (one for one in posts(server) if one.endpoint == endpoint)
    client = server.app.test_client()
    return client.post(path_of(server, rule), json=dict(body))


@pytest.fixture
def touched(monkeypatch) -> list[str]:
    """What was opened of the database: `read` or `write`."""
    found: list[str] = []
    read, write = Store.read_session, Store.unit_of_work

    @contextlib.contextmanager
    def note_read(store: Store) -> Iterator[Any]:
        found.append("read")
        with read(store) as session:
            yield session

    def note_write(store: Store, actor: str) -> Any:
        found.append("write")
        return write(store, actor)

    monkeypatch.setattr(Store, "read_session", note_read)
    monkeypatch.setattr(Store, "unit_of_work", note_write)
    return found


def test_all_that_are_open_are_named_here_and_no_others(server):
    client = server.app.test_client()
    open_ones = {
        rule.endpoint
        for rule in posts(server)
        if client.post(path_of(server, rule), json={}).status_code != 401
    }
    assert open_ones - OPEN_POSTS.keys() == set()
    assert OPEN_POSTS.keys() - open_ones == set()


@pytest.mark.parametrize("endpoint", OPEN_POSTS)
def test_each_holds_to_its_bound(server, touched, monkeypatch, endpoint):
    monkeypatch.setattr(link_rates, "UNMET_LINK_RATE", Rate(burst=3, per_second=0.001))
    one = OPEN_POSTS[endpoint]
    if one.bound is RequestBound.MUST_WAIT:
        codes = [
            ask(server, endpoint, one.body).status_code for _ in range(MOST_REFUSED)
        ]
        assert codes[-1] == 429, codes
        assert codes[0] != 429
        return
    for _ in range(3):
        assert ask(server, endpoint, one.body).status_code < 500
    assert "write" not in touched
    if one.bound is RequestBound.ASKS_NOTHING:
        assert touched == []
