"""The body limit of each route, and the cost of rejecting a longer body."""

import pytest
from flask import Flask

from kiosk.web import request as web
from kiosk.web.body_limits import (
    LARGE_BODIES,
    MAX_BODY_BYTES,
    SMALL_BODIES,
    max_body_bytes,
)


def taking_routes(app: Flask) -> set[str]:
    return {
        rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods
    }


class Body:
    """A body that counts the bytes read."""

    def __init__(self) -> None:
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        self.count += max(size, 0)
        return b" " * size if size > 0 else b""


class TestTable:
    def test_every_route_takes_little_but_those_with_a_reason(self, server):
        most = {
            endpoint: max_body_bytes(endpoint) for endpoint in taking_routes(server.app)
        }
        larger = {name for name, size in most.items() if not size or size > 64 * 1024}
        assert larger == set(LARGE_BODIES)
        assert all(large.why for large in LARGE_BODIES.values())
        assert set(SMALL_BODIES) <= set(most)

    def test_each_exception_is_a_route(self, server):
        assert set(LARGE_BODIES) <= taking_routes(server.app)

    def test_a_large_body_is_taken_apart_beside_the_loop(self, server, monkeypatch):
        """The other large ones are written to disk in chunks."""
        beside = []

        def note(kind, action, *values):
            beside.append((kind, len(values[0])))
            return action(*values)

        monkeypatch.setitem(server.app.extensions, "kiosk.run_in_thread", note)
        with server.app.test_request_context(
            "/m/1/annotations", method="POST", data=b" " * MAX_BODY_BYTES + b"{}"
        ):
            web.body(web.EmptyBody)
        assert beside == [("body", MAX_BODY_BYTES + 2)]


def ask(server, path: str, length: int, **more: str) -> tuple[int, int]:
    """Return the status, and how many bytes of the body were read."""
    body = Body()
    reply = server.app.test_client().post(
        path,
        environ_overrides={"CONTENT_LENGTH": str(length), "wsgi.input": body, **more},
    )
    return reply.status_code, body.count


class TestRefusal:
    def test_of_each_route_costs_no_read_byte_and_no_page(self, server, monkeypatch):
        def fail(*_what: object, **_named: object) -> None:
            raise AssertionError("Flask was asked")

        monkeypatch.setattr(server.app, "full_dispatch_request", fail)
        for rule in server.app.url_map.iter_rules():
            most = max_body_bytes(rule.endpoint)
            if "POST" in rule.methods and most is not None:
                values = dict.fromkeys(rule.arguments, 1)
                path = server.app.url_map.bind("localhost").build(rule.endpoint, values)
                assert ask(server, path, most + 1) == (413, 0), rule

    @pytest.mark.parametrize(
        "kind",
        ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"],
    )
    def test_of_forms_of_any_kind(self, server, kind):
        more = {"CONTENT_TYPE": kind}
        assert ask(server, "/language", 500_000, **more) == (413, 0)

    def test_of_an_unknown_address(self, server):
        assert ask(server, "/nowhere", 500_000) == (413, 0)

    def test_is_said_in_both_languages(self, server):
        reply = server.app.test_client().post("/language", data=b"x" * 5000)
        assert "quá lớn" in reply.text
        assert "too large" in reply.text
