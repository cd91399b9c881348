"""The requesting device: its address, its name, its cookies."""

import dataclasses

import pytest

from kiosk.storage.store import Store
from kiosk.web import device_cookies


@pytest.fixture
def asked(server):
    """Return the context of a request from this address, with these headers."""

    def make(address: str, proxied: str | None = None, cookie: str = "", **settings):
        if settings:
            store: Store = server.app.extensions["kiosk.store"]
            config = dataclasses.replace(store.config, **settings)
            server.app.extensions["kiosk.store"] = dataclasses.replace(
                store, config=config
            )
        headers = {"X-Forwarded-For": proxied} if proxied else {}
        if cookie:
            headers["Cookie"] = cookie
        return server.app.test_request_context(
            "/", environ_base={"REMOTE_ADDR": address}, headers=headers
        )

    return make


class TestTheAddress:
    def test_is_the_connections_own(self, asked):
        with asked("192.168.1.20", proxied="1.2.3.4"):
            assert device_cookies.client_address() == "192.168.1.20"

    def test_behind_our_proxy_is_the_last_it_wrote(self, asked):
        with asked("127.0.0.1", proxied="6.6.6.6, 10.0.0.9", behind_proxy=True):
            assert device_cookies.client_address() == "10.0.0.9"

    def test_of_one_ipv6_machine_is_its_network(self, asked):
        with asked("2001:db8:1:2:aaaa::1"):
            first = device_cookies.client_address()
        with asked("2001:db8:1:2:bbbb::2"):
            assert device_cookies.client_address() == first == "2001:db8:1:2::/64"

    def test_that_is_none_is_no_key_of_its_own(self, asked):
        with asked("127.0.0.1", proxied="<script>", behind_proxy=True):
            assert device_cookies.client_address() == "?"


class TestTheEndpoint:
    """The exact address and port, for the access log."""

    def asked(self, behind_proxy=False, **environ):
        found = device_cookies.endpoint_of(environ, behind_proxy=behind_proxy)
        return (found.address, found.port)

    def test_is_the_connections_own(self):
        asked = self.asked(
            REMOTE_ADDR="192.168.1.20",
            REMOTE_PORT="50123",
            HTTP_X_FORWARDED_FOR="1.2.3.4",
            HTTP_X_KIOSK_CLIENT_PORT="7",
        )
        assert asked == ("192.168.1.20", 50123)

    def test_behind_our_proxy_is_what_it_wrote(self):
        asked = self.asked(
            behind_proxy=True,
            REMOTE_ADDR="127.0.0.1",
            REMOTE_PORT="50123",
            HTTP_X_FORWARDED_FOR="6.6.6.6, 10.0.0.9",
            HTTP_X_KIOSK_CLIENT_PORT="40001",
        )
        assert asked == ("10.0.0.9", 40001)

    def test_behind_a_proxy_without_a_port_header_there_is_no_port(self):
        asked = self.asked(
            behind_proxy=True, REMOTE_ADDR="127.0.0.1", REMOTE_PORT="50123"
        )
        assert asked == ("127.0.0.1", None)

    @pytest.mark.parametrize("port", ["", "x", "-1", "65536", "١٢", "1" * 400])
    def test_of_an_odd_port_has_none(self, port):
        asked = self.asked(REMOTE_ADDR="10.0.0.1", REMOTE_PORT=port)
        assert asked == ("10.0.0.1", None)

    def test_of_one_ipv6_machine_is_exact(self):
        asked = self.asked(REMOTE_ADDR="2001:db8:1:2:aaaa::1")
        assert asked == ("2001:db8:1:2:aaaa::1", None)


class TestTheName:
    def test_stays_once_given(self, asked):
        with asked("127.0.0.1", cookie=f"kiosk-device={'d' * 22}"):
            assert device_cookies.device_name() == "d" * 22

    @pytest.mark.parametrize("reported", ["", "short", "x" * 300, "a" * 21 + "'"])
    def test_of_another_shape_is_replaced(self, asked, reported):
        with asked("127.0.0.1", cookie=f"kiosk-device={reported}"):
            assert device_cookies.device_name() != reported
            assert device_cookies.device_name() == device_cookies.device_name()


def test_over_tls_the_cookie_is_bound_to_the_host(server, asked):
    with asked("127.0.0.1", public_url="https://hop.tinh.vn"):
        reply = server.app.response_class()
        device_cookies.set_sign_in_cookie(reply, "token", who="")
        [cookie, _, _] = reply.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-kiosk=token;")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=50400"):
        assert part in cookie
    assert "Domain" not in cookie


class TestKnown:
    def test_a_device_is_known_to_whom_signed_in_on_it_and_nobody_else(
        self, server, asked
    ):
        with asked("127.0.0.1", cookie=f"kiosk-device={'d' * 22}"):
            assert not device_cookies.is_known_device("thuky")
            reply = server.app.response_class()
            device_cookies.set_sign_in_cookie(reply, "token", who="thuky")
        cookies = [line.split(";")[0] for line in reply.headers.getlist("Set-Cookie")]
        with asked("127.0.0.1", cookie="; ".join(cookies)):
            assert device_cookies.is_known_device("thuky")
            assert not device_cookies.is_known_device("chanhvp")
            assert not device_cookies.is_known_device("")

    def test_another_devices_mark_is_worth_nothing(self, server, asked):
        with asked("127.0.0.1", cookie=f"kiosk-device={'d' * 22}"):
            reply = server.app.response_class()
            device_cookies.set_sign_in_cookie(reply, "token", who="")
        mark = next(
            line.split(";")[0]
            for line in reply.headers.getlist("Set-Cookie")
            if line.startswith("kiosk-known")
        )
        with asked("127.0.0.1", cookie=f"kiosk-device={'e' * 22}; {mark}"):
            assert not device_cookies.is_known_device("")
