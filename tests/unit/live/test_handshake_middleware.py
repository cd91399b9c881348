import pytest

from kiosk.live.handshake_middleware import HandshakeMiddleware
from kiosk.live.limiter import LiveClient
from kiosk.live.limits import MAX_DELAYED_REFUSALS, REFUSAL_DELAY_SECONDS
from kiosk.live.transport import CLIENT_KEY
from kiosk.storage.errors import database_unavailable

HANDSHAKE = {
    "REQUEST_METHOD": "GET",
    "PATH_INFO": "/socket.io/",
    "QUERY_STRING": "EIO=4&transport=websocket",
    "HTTP_HOST": "hop.example:8000",
    "HTTP_ORIGIN": "http://hop.example:8000",
    "HTTP_UPGRADE": "websocket",
    "HTTP_CONNECTION": "keep-alive, Upgrade",
    "HTTP_SEC_WEBSOCKET_VERSION": "13",
    "HTTP_SEC_WEBSOCKET_KEY": "AAAAAAAAAAAAAAAAAAAAAA==",
}


class GuardedApplication:
    """An application behind the middleware, and the last request that reached it."""

    def __init__(self, *, signed_in: bool = True, behind_proxy: bool = False) -> None:
        self.reached: dict[str, str] | None = None
        client = LiveClient("sign-in:1", "10.0.0.1") if signed_in else None
        self.middleware = HandshakeMiddleware(
            self._application, lambda _environ: client, behind_proxy=behind_proxy
        )

    def _application(self, environ, start_response):
        self.reached = environ
        start_response("200 OK", [])
        return [b"in"]

    def request(self, **changes: str | None) -> str:
        environ = HANDSHAKE | changes
        self.reached, status = None, []
        self.middleware(
            {name: value for name, value in environ.items() if value is not None},
            lambda line, _headers: status.append(line),
        )
        return status[0]


class TestLiveHandshake:
    def test_a_signed_in_device_of_ours_comes_in(self):
        assert GuardedApplication().request() == "200 OK"

    def test_a_client_without_origin_comes_in(self):
        # Only browsers send an Origin, and only they can be abused by other sites.
        assert GuardedApplication().request(HTTP_ORIGIN=None) == "200 OK"

    def test_an_unauthenticated_upgrade_ends_before_engine_io(self):
        application = GuardedApplication(signed_in=False)
        assert application.request() == "401 Unauthorized"
        assert application.reached is None

    def test_a_full_server_accepts_only_plain_requests(self):
        application = GuardedApplication()
        application.middleware._has_room = lambda: False
        assert application.request() == "503 Service Unavailable"
        assert application.request(PATH_INFO="/m/1/snapshot") == "200 OK"

    def test_a_device_that_connects_too_often_gets_429(self):
        application = GuardedApplication()
        application.middleware._may_connect = lambda client: (
            client.device != "sign-in:1"
        )
        assert application.request() == "429 Too Many Requests"
        assert application.reached is None

    def test_it_waits_for_that_unless_very_many_wait_already(self):
        application, slept = GuardedApplication(), []
        application.middleware._may_connect = lambda _client: False
        application.middleware._sleep = slept.append
        assert application.request() == "429 Too Many Requests"
        shortest, longest = REFUSAL_DELAY_SECONDS
        assert shortest <= slept.pop() <= longest
        application.middleware._delayed = MAX_DELAYED_REFUSALS
        assert application.request() == "429 Too Many Requests"
        assert slept == []

    def test_the_request_carries_the_client_that_it_is_counted_for(self):
        application = GuardedApplication()
        application.request()
        assert application.reached[CLIENT_KEY] == ("sign-in:1", "10.0.0.1")

    def test_while_the_database_is_away_it_is_not_said_that_nobody_is_signed_in(self):
        def ask(_environ) -> bool:
            raise database_unavailable()

        application = GuardedApplication()
        application.middleware._client_of = ask
        assert application.request() == "503 Service Unavailable"
        assert application.reached is None

    @pytest.mark.parametrize(
        "origin",
        ["https://evil.example", "http://hop.example", "http://hop.example:8000.evil.example",
         "null", "http://evil@hop.example:8000"],
    )  # fmt: skip
    def test_a_foreign_page_is_refused(self, origin):
        application = GuardedApplication()
        assert application.request(HTTP_ORIGIN=origin) == "403 Forbidden"
        assert application.reached is None

    def test_a_forged_forwarded_host_does_not_bypass_the_origin_check(self):
        application = GuardedApplication()
        status = application.request(
            HTTP_ORIGIN="https://evil.example",
            HTTP_X_FORWARDED_HOST="evil.example",
            HTTP_X_FORWARDED_PROTO="https",
        )
        assert status == "403 Forbidden"

    @pytest.mark.parametrize(
        "oddity",
        [
            {"QUERY_STRING": "EIO=4&transport=polling"},
            {"QUERY_STRING": "EIO=3&transport=websocket"},
            {"QUERY_STRING": "EIO=4&transport=websocket&sid=abc"},
            {"QUERY_STRING": "EIO=4&transport=websocket&j=0"},
            {"QUERY_STRING": ""},
            {"HTTP_UPGRADE": None},
            {"HTTP_UPGRADE": "h2c"},
            {"HTTP_CONNECTION": "keep-alive"},
            {"HTTP_SEC_WEBSOCKET_VERSION": None},
            {"HTTP_SEC_WEBSOCKET_VERSION": "8"},
            {"HTTP_SEC_WEBSOCKET_KEY": None},
            {"REQUEST_METHOD": "POST"},
            {"PATH_INFO": "/socket.io", "HTTP_UPGRADE": None},
        ],
    )
    def test_every_odd_way_in_is_refused(self, oddity):
        application = GuardedApplication()
        assert application.request(**oddity) == "400 Bad Request"
        assert application.reached is None


FORWARDED = {
    "HTTP_X_FORWARDED_FOR": "1.2.3.4",
    "HTTP_X_FORWARDED_HOST": "hop.example:8000",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_KIOSK_ACCEL": "/kiosk-files/",
}


class TestHeaders:
    def test_forwarded_headers_are_stripped(self):
        application = GuardedApplication()
        application.request(PATH_INFO="/", **FORWARDED)
        assert not application.reached.keys() & FORWARDED.keys()

    def test_forwarded_headers_of_our_proxy_stay(self):
        application = GuardedApplication(behind_proxy=True)
        application.request(PATH_INFO="/", **FORWARDED)
        assert FORWARDED.items() <= application.reached.items()

    @pytest.mark.parametrize("path", ["/", "/socket.io/"])
    def test_offered_websocket_extensions_are_stripped(self, path):
        application = GuardedApplication()
        application.request(
            PATH_INFO=path, HTTP_SEC_WEBSOCKET_EXTENSIONS="permessage-deflate"
        )
        assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in application.reached


def test_other_requests_need_no_signing_in():
    application = GuardedApplication(signed_in=False)
    assert application.request(PATH_INFO="/healthz", HTTP_UPGRADE=None) == "200 OK"
