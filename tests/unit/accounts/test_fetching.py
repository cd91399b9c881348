"""Requests to the provider: to its origin only, and to no end of its making."""

import dataclasses
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kiosk.accounts.oidc import fetching
from kiosk.accounts.oidc.fetching import FetchError, IssuerClient
from kiosk.accounts.oidc.provider import Provider
from kiosk.config import InvalidSetting, read_config

JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.fixture(autouse=True)
def names(monkeypatch):
    monkeypatch.setattr(fetching, "resolve_name", lambda _host, _port: ["127.0.0.1"])


@contextmanager
def answering(*answers: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Answer connections in turn with these bytes; collect what they ask."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        own = f"http://localhost:{listener.getsockname()[1]}"

        def serve() -> None:
            for answer in answers:
                try:
                    line, _ = listener.accept()
                except OSError:
                    return
                with line:
                    line.settimeout(10)
                    asked.append(line.recv(65536))
                    try:
                        line.sendall(answer.replace(b"ISSUER", own.encode()))
                    except OSError:
                        return

        thread = threading.Thread(target=serve)
        thread.start()
        yield own, asked
        listener.close()
        thread.join(10)


def fetch(origin: str):
    return IssuerClient(origin, "").fetch(f"{origin}/x?y=z")


def with_length(body: bytes, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


def test_a_json_object_is_read():
    with answering(with_length(b'{"a": 1}')) as (origin, asked):
        answer = fetch(origin)
    assert (answer.status, answer.content) == (200, {"a": 1})
    assert asked[0].startswith(b"GET /x?y=z HTTP/1.1\r\n")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0\1\2",
        b"HTTP/1.1 200",
        with_length(b"[1]"),
        with_length(b"{"),
        with_length(b"\xff"),
        with_length(b"{}", b"302 Found\r\nLocation: http://127.0.0.1:1/")[:-2],
        with_length(b'{"a": 1}')[:-3],
    ],
)
def test_all_else_is_one_kind_of_error(answer):
    with answering(answer) as (origin, _asked), pytest.raises(FetchError):
        fetch(origin)


def test_no_redirect_is_followed():
    moved = b"302 Found\r\nLocation: http://127.0.0.1:1/"
    with answering(with_length(b"{}", moved)) as (origin, asked):
        assert fetch(origin).status == 302
    assert len(asked) == 1


def test_an_endless_answer_is_cut(monkeypatch):
    monkeypatch.setattr(fetching, "LONGEST_ANSWER", 1000)
    endless = JSON + b"\r\n" + b" " * 200_000
    with (
        answering(endless) as (origin, _asked),
        pytest.raises(FetchError, match="too long"),
    ):
        fetch(origin)


def test_one_that_says_nothing_is_given_up(monkeypatch):
    monkeypatch.setattr(fetching, "ANSWER_SECONDS", 0.2)
    monkeypatch.setattr(fetching, "CONNECT_SECONDS", 0.2)
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(FetchError),
    ):
        fetch(f"http://localhost:{silent.getsockname()[1]}")


@pytest.mark.parametrize(
    "address",
    [
        *("https://b.vn/token", "http://a.vn/token", "https://a.vn:8443/token"),
        *("https://a.vn.evil.example/", "https://a.vn@evil.example/", "file:///etc"),
        *("", "//a.vn/", "https://a.vn:port/"),
    ],
)
def test_another_origin_is_not_asked(monkeypatch, address):
    def never(*_):
        raise AssertionError(address)

    monkeypatch.setattr(fetching, "resolve_name", never)
    with pytest.raises(FetchError):
        IssuerClient("https://a.vn/realm", "").fetch(address)


@pytest.mark.parametrize(
    "metadata",
    [
        b'{"issuer": "https://other.vn"}',
        b'{"issuer": "ISSUER"}',
        b'{"issuer": "ISSUER", "jwks_uri": "https://other.vn/keys"}',
        b'{"issuer": "ISSUER", "jwks_uri": 7}',
    ],
)
def test_a_description_that_leads_elsewhere_is_refused(metadata):
    with answering(JSON + b"\r\n" + metadata) as (origin, asked):
        config = dataclasses.replace(
            read_config({}), oidc_issuer=origin, oidc_client_id="kiosk"
        )
        with pytest.raises(FetchError):
            Provider(config).sign_out_address("http://localhost/")
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIOSK_OIDC_ISSUER", "http://dangnhap.tinh.vn"),
        ("KIOSK_OIDC_ISSUER", "dangnhap.tinh.vn"),
        ("KIOSK_OIDC_LINK", "yes"),
        ("KIOSK_LDAP_URL", "http://danhba.tinh.vn"),
        ("KIOSK_LDAP_URL", "ldap://danhba.tinh.vn/dc=tinh"),
        ("KIOSK_LDAP_URL", "ldaps://danhba:port"),
        ("KIOSK_LDAP_BIND", "uid=khai"),
        ("KIOSK_LDAP_USER_ATTRIBUTE", "uid)("),
        ("KIOSK_GROUP_ROLES", "Quản trị=chief"),
        ("KIOSK_GROUP_ROLES", "administrator"),
    ],
)
def test_settings_that_cannot_be_used_are_named(name, value):
    with pytest.raises(InvalidSetting, match=name):
        read_config({name: value})
