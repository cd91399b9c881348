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


class Door:
    """A middleware, and the requests that passed it."""

    def __init__(self, *, signed_in: bool = True, behind_proxy: bool = False) -> None:
        self.seen: dict[str, str] | None = None
        client = LiveClient("sign-in:1", "10.0.0.1") if signed_in else None
        self.gate = HandshakeMiddleware(
            self._application, lambda _environ: client, behind_proxy=behind_proxy
        )

    def _application(self, environ, start_response):
        self.seen = environ
        start_response("200 OK", [])
        return [b"in"]

    def knock(self, **changes: str | None) -> str:
        environ = HANDSHAKE | changes
        self.seen, status = None, []
        self.gate(
            {name: value for name, value in environ.items() if value is not None},
            lambda line, _headers: status.append(line),
        )
        return status[0]


class TestTheLiveDoor:
    def test_a_signed_in_device_of_ours_comes_in(self):
        assert Door().knock() == "200 OK"

    def test_a_client_without_origin_comes_in(self):
        # Only browsers send an Origin, and only they can be abused by other sites.
        assert Door().knock(HTTP_ORIGIN=None) == "200 OK"

    def test_an_unauthenticated_upgrade_ends_before_engine_io(self):
        door = Door(signed_in=False)
        assert door.knock() == "401 Unauthorized"
        assert door.seen is None

    def test_a_full_server_accepts_only_plain_requests(self):
        door = Door()
        door.gate._has_room = lambda: False
        assert door.knock() == "503 Service Unavailable"
        assert door.knock(PATH_INFO="/m/1/snapshot") == "200 OK"

    def test_a_device_that_connects_too_often_gets_429(self):
        door = Door()
        door.gate._may_connect = lambda client: client.device != "sign-in:1"
        assert door.knock() == "429 Too Many Requests"
        assert door.seen is None

    def test_it_waits_for_that_unless_very_many_wait_already(self):
        door, slept = Door(), []
        door.gate._may_connect = lambda _client: False
        door.gate._sleep = slept.append
        assert door.knock() == "429 Too Many Requests"
        shortest, longest = REFUSAL_DELAY_SECONDS
        assert shortest <= slept.pop() <= longest
        door.gate._delayed = MAX_DELAYED_REFUSALS
        assert door.knock() == "429 Too Many Requests"
        assert slept == []

    def test_the_request_carries_the_client_that_it_is_counted_for(self):
        door = Door()
        door.knock()
        assert door.seen[CLIENT_KEY] == ("sign-in:1", "10.0.0.1")

    def test_while_the_database_is_away_it_is_not_said_that_nobody_is_signed_in(self):
        def ask(_environ) -> bool:
            raise database_unavailable()

        door = Door()
        door.gate._client_of = ask
        assert door.knock() == "503 Service Unavailable"
        assert door.seen is None

    @pytest.mark.parametrize(
        "origin",
        ["https://evil.example", "http://hop.example", "http://hop.example:8000.evil.example",
         "null", "http://evil@hop.example:8000"],
    )  # fmt: skip
    def test_a_foreign_page_is_refused(self, origin):
        door = Door()
        assert door.knock(HTTP_ORIGIN=origin) == "403 Forbidden"
        assert door.seen is None

    def test_a_forged_forwarded_host_does_not_bypass_the_origin_check(self):
        door = Door()
        status = door.knock(
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
        door = Door()
        assert door.knock(**oddity) == "400 Bad Request"
        assert door.seen is None


FORWARDED = {
    "HTTP_X_FORWARDED_FOR": "1.2.3.4",
    "HTTP_X_FORWARDED_HOST": "hop.example:8000",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_KIOSK_ACCEL": "/kiosk-files/",
}


class TestHeaders:
    def test_forwarded_headers_are_stripped(self):
        door = Door()
        door.knock(PATH_INFO="/", **FORWARDED)
        assert not door.seen.keys() & FORWARDED.keys()

    def test_forwarded_headers_of_our_proxy_stay(self):
        door = Door(behind_proxy=True)
        door.knock(PATH_INFO="/", **FORWARDED)
        assert FORWARDED.items() <= door.seen.items()

    @pytest.mark.parametrize("path", ["/", "/socket.io/"])
    def test_offered_websocket_extensions_are_stripped(self, path):
        door = Door()
        door.knock(PATH_INFO=path, HTTP_SEC_WEBSOCKET_EXTENSIONS="permessage-deflate")
        assert "HTTP_SEC_WEBSOCKET_EXTENSIONS" not in door.seen


def test_other_requests_need_no_signing_in():
    door = Door(signed_in=False)
    assert door.knock(PATH_INFO="/healthz", HTTP_UPGRADE=None) == "200 OK"
