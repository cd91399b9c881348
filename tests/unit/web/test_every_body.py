"""No body sent to any route causes an exception."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import UnicodeConverter

from kiosk.app import create_server
from kiosk.config import read_config
from kiosk.errors import N_, Invalid
from kiosk.roles import Role
from kiosk.storage.migrate import migrate
from kiosk.web import request as web
from tests.conference import make_conference
from tests.scene import Scene
from tests.unit.ingestion.sample_files import picture
from tests.unit.web.body_strategies import ODD_TEXTS, bodies

# Together they have all permissions.
ASKERS = [Role.SECRETARY, Role.CHAIR, Role.OFFICIAL_DELEGATE, Role.SITE_TECHNICIAN]
# Names of query arguments.
ARGUMENTS = [
    *("after", "since", "find", "q", "part", "name", "site", "group", "unit", "kind"),
    *("document", "reason", "language", "replaces", "item", "pages"),
    *("account", "before"),
]
TURNED_AWAY = {401, 403, 404}
# Signing out would end the other examples; the doctor takes seconds and has no body.
LEFT_OUT = {"accounts.sign_out", "readiness.show_readiness"}
EXAMPLES = 6
COOKIES = [
    *("kiosk", "kiosk-device", "kiosk-known", "kiosk-step", "kiosk-tablet"),
    "language",
]
DEEP = b"[" * 100_000


class SharedServer:
    """A server with a meeting and its members, shared by all examples."""

    def __init__(self, data) -> None:
        config = {"KIOSK_DATA": str(data), "KIOSK_ASYNC_MODE": "threading"}
        self.server = create_server(read_config(config))
        migrate(self.server.store.database)
        self.server.broadcast.load_last_numbers()
        scene = Scene(self.server.store)
        made = make_conference(scene, [picture("WEBP")])
        self.ids = {
            "meeting_id": made.meeting,
            "sha256": "0" * 64,
            "kind": "csv",
            "family": "dang",
            "name": "invitation",
        }
        tokens = [scene.sign_in(made.members[role]) for role in ASKERS]
        tokens.append(
            scene.sign_in(account_id=scene.make_account("admin", is_administrator=True))
        )
        # Who was accepted by a route before is tried first.
        self.accepted: dict[tuple[str, str], FlaskClient] = {}
        self.clients: list[FlaskClient] = []
        for token in tokens:
            client = self.server.app.test_client()
            client.environ_base["HTTP_ACCEPT"] = "application/json"
            client.set_cookie("kiosk", token)
            self.clients.append(client)

    @property
    def app(self) -> Flask:
        return self.server.app

    def address(self, rule, number: int = 1) -> str:
        values = {name: self.ids.get(name, number) for name in rule.arguments}
        return self.app.url_map.bind("localhost").build(rule.endpoint, values)

    def texts_of(self, rule) -> list[str]:
        """Return the arguments of a rule that are any text."""
        kinds = rule._converters.items()
        return [name for name, kind in kinds if type(kind) is UnicodeConverter]

    @contextmanager
    def replaced(self, name: str, value: str) -> Iterator[None]:
        """Have this value in the addresses, instead of the ordinary one."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(self.ids, name, value)
            yield

    def ask(self, method: str, rule, number: int = 1, **sent) -> None:
        """Send a request as somebody who has permission."""
        path, place = self.address(rule, number), (method, rule.endpoint)
        first = self.accepted.get(place)
        for client in sorted(self.clients, key=lambda one: one is not first):
            with client.open(path, method=method, **sent) as reply:
                assert reply.status_code < 500, (path, sent, reply.text)
                if reply.status_code not in TURNED_AWAY:
                    self.accepted[place] = client
                    return


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Iterator[SharedServer]:
    shared = SharedServer(tmp_path_factory.mktemp("bodies"))
    yield shared
    shared.server.store.database.close()


def rules(shared: SharedServer, method: str):
    found = [
        rule
        for rule in shared.app.url_map.iter_rules()
        if method in rule.methods and rule.endpoint not in LEFT_OUT
    ]
    return sorted(found, key=str)


@pytest.fixture(scope="module")
def forms(shared) -> dict[str, type[msgspec.Struct]]:
    """Return the form of the body of each route that takes one, by endpoint."""
    found: dict[str, type[msgspec.Struct]] = {}
    with pytest.MonkeyPatch.context() as patch:
        for rule in rules(shared, "POST"):

            def note(form, endpoint=rule.endpoint):
                found[endpoint] = form
                raise Invalid(N_("chỉ hỏi mẫu"))

            patch.setattr(web, "body", note)
            for client in shared.clients:
                client.post(shared.address(rule), json={})
    return found


def test_most_routes_name_the_form_of_their_body(shared, forms):
    unnamed = {rule.endpoint for rule in rules(shared, "POST")} - set(forms)
    # Uploads; actions without parameters; HTML forms.
    assert len(forms) > 40
    assert len(unnamed) < len(forms)


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_no_body_is_a_defect(shared, forms, data):
    for rule in rules(shared, "POST"):
        if rule.endpoint in forms:
            body = data.draw(bodies(forms[rule.endpoint]))
            shared.ask("POST", rule, data=json.dumps(body).encode())


@pytest.mark.parametrize(
    "body",
    [
        DEEP,
        b'{"a":' * 50_000,
        b"",
        b"\xff\xfe{}",
        b'"\\ud800"',
        b"NaN",
        b'{"a":1e999}',
        b"null",
    ],
    ids=lambda body: repr(body[:12]),
)
def test_no_bad_json_is_a_defect(shared, body):
    for rule in rules(shared, "POST"):
        shared.ask("POST", rule, data=body)


def test_no_deep_field_is_a_defect(shared, forms):
    for rule in rules(shared, "POST"):
        if rule.endpoint in forms:
            for field in msgspec.structs.fields(forms[rule.endpoint]):
                name = field.encode_name.encode()
                body = b'{"' + name + b'":' + DEEP + b"}"
                shared.ask("POST", rule, data=body)


@pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: ascii(text[:4]))
def test_no_question_is_a_defect(shared, text):
    arguments = dict.fromkeys(ARGUMENTS, text)
    for rule in rules(shared, "GET"):
        shared.ask("GET", rule, query_string=arguments)


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_number_in_an_address_is_a_defect(shared, method, number):
    for rule in rules(shared, method):
        # The others have the same address for every number.
        if rule.arguments - set(shared.ids):
            body = {} if method == "POST" else None
            shared.ask(method, rule, number, json=body)


@pytest.mark.parametrize("text", [*ODD_TEXTS[1:], "vote-" + "9" * 30], ids=ascii)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_text_in_an_address_is_a_defect(shared, method, text):
    for rule in rules(shared, method):
        for name in shared.texts_of(rule):
            body = {} if method == "POST" else None
            with shared.replaced(name, text):
                shared.ask(method, rule, json=body)


@pytest.mark.parametrize(
    "value",
    [b"\xff\xfe", b"\xc3\x28", b"a" * 5000, b'"\\377"'],
    ids=["no UTF-8", "broken UTF-8", "long", "quoted"],
)
def test_no_cookie_is_a_defect(shared, value):
    said = [f"{name}={value.decode('latin-1')}" for name in COOKIES]
    client = shared.app.test_client(use_cookies=False)
    for rule in rules(shared, "GET"):
        headers = {"Cookie": "; ".join(said)}
        with client.get(shared.address(rule), headers=headers) as reply:
            assert reply.status_code < 500
    for cookie in said:
        headers = {"Cookie": cookie, "Accept": "application/json"}
        with client.get("/", headers={"Cookie": cookie}) as reply:
            assert reply.status_code < 500
        reply = client.post("/tablet/speak", headers=headers, data=b"{}")
        assert reply.status_code < 500


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"query_string": "q=" + "a" * 58_000}, 200),
        ({"query_string": "&".join(["q=a"] * 101)}, 414),
        ({"headers": {"Cookie": "a=" + "b" * 50_000}}, 200),
        ({"headers": {"Cookie": "; ".join(f"a{n}=b" for n in range(2000))}}, 431),
    ],
    ids=["long question", "many questions", "long cookie", "many cookies"],
)
def test_a_head_of_too_many_parts_is_refused_unread(shared, sent, status):
    client = shared.app.test_client(use_cookies=False)
    reply = client.get("/", **sent)
    assert reply.status_code == status
    assert status == 200 or "Xin" in reply.text
