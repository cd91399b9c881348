"""nginx in front of the server: real TLS, real WebSockets, files sent by nginx."""

import re
import socket
import ssl
import time
import urllib.parse
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from kiosk import timings
from kiosk.accounts.models import AccessEntry
from kiosk.client.http_client import HttpClient, Response
from kiosk.client.packets import LIVE_PATH
from kiosk.documents.rules import Publication
from kiosk.roles import Role
from kiosk.web.screen_files import bundled_files
from kiosk.web.static_files import STATIC, static_version
from tests.live.clients import HandshakeError, LiveClient, LiveSocket
from tests.live.conftest import Room
from tests.nginx import Nginx
from tests.servers import RealServer
from tests.waiting import TIMEOUT_SECONDS, wait_until

COOKIE = "__Host-kiosk"
# Every connection is pinged this often, plus a margin.
TIME_SCALE = 0.3
PING_CYCLE_SECONDS = timings.PING_INTERVAL * TIME_SCALE + 1


class Front:
    """A room whose tablets connect through nginx over TLS."""

    def __init__(self, nginx: Nginx, room: Room) -> None:
        self.nginx, self.room = nginx, room
        self.trust = ssl.create_default_context(cafile=str(nginx.certificate))
        self.how = {"host": "localhost", "cookie": COOKIE, "trust": self.trust}

    def client(self, token: str = "", source: str = "") -> HttpClient:
        return HttpClient(self.nginx.port, token, source=source, **self.how)

    def get(
        self, path: str, token: str = "", headers: dict[str, str] | None = None
    ) -> Response:
        # As a browser's navigation: errors are pages.
        headers = {"Accept": "text/html", **(headers or {})}
        return self.client(token).get(path, headers=headers)

    def get_directly(self, path: str, token: str = "") -> Response:
        """Send a request to the server itself, bypassing nginx."""
        return HttpClient(self.room.server.port, token, cookie=COOKIE).get(path)

    def new_screen(self, token: str = "") -> LiveClient:
        token = token or self.room.new_token()
        meeting = self.room.meeting
        return LiveClient(self.nginx.port, token, meeting=meeting, **self.how)

    def paper(self, what: str, document: int | None = None) -> str:
        document = document or self.room.document
        return f"/m/{self.room.meeting}/documents/{document}/{what}"

    def first_page(self, document: int | None = None) -> dict:
        reply = self.get(self.paper("pages", document), self.room.chair.token)
        page: dict = reply.json()["pages"][0]
        return page


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """One server behind one nginx, for tests that change neither."""
    nginx = Nginx(tmp_path_factory.mktemp("nginx"))
    server = RealServer(
        tmp_path_factory.mktemp("server"),
        KIOSK_TIME_SCALE=str(TIME_SCALE),
        **nginx.settings,
    )
    server.start()
    nginx.write(server)
    with nginx:
        room = Room(server)
        yield Front(nginx, room)
        room.close_screens()
    server.stop()


class TestTLS:
    def test_a_page_and_its_cookies(self, front):
        reply = front.get("/")
        assert reply.status == 200
        assert "Phòng họp không giấy tờ" in reply.body.decode()
        assert "Secure" in reply.headers["Set-Cookie"]
        assert "Server" not in reply.headers or "/" not in reply.headers["Server"]

    def test_a_badge_signs_in_with_a_cookie_bound_to_this_host(self, front):
        scene = front.room.scene
        secret = scene.make_badge(scene.make_member(front.room.meeting))
        origin = {"Origin": front.nginx.url}
        body = {"secret": secret}
        reply = front.client().post("/sign-in/badge", body, headers=origin)
        assert reply.status == 200
        cookies = reply.headers.get_all("Set-Cookie")
        (cookie,) = [text for text in cookies if text.startswith(COOKIE + "=")]
        assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
        token = cookie.partition("=")[2].partition(";")[0]
        path = f"/m/{front.room.meeting}/snapshot"
        assert front.get(path, token).status == 200
        assert secret not in front.nginx.access_log + front.nginx.error_log

    def test_the_access_log_holds_the_address_and_port_that_nginx_saw(self, front):
        claimed = {
            "Origin": front.nginx.url,
            "X-Forwarded-For": "6.6.6.6",
            "X-Kiosk-Client-Port": "7",
        }
        body = {"username": "nginx-guest", "password": "wrong"}
        client = front.client(source="127.0.0.9")
        assert client.post("/staff/sign-in", body, headers=claimed).status == 403
        with front.room.server.store.read_session() as session:
            wanted = select(AccessEntry).where(AccessEntry.username == "nginx-guest")
            entry = session.scalars(wanted).one()
        assert entry.address == "127.0.0.9"
        assert entry.port is not None
        assert entry.port > 1024

    def test_a_foreign_page_may_not_write(self, front):
        for origin in (
            "https://evil.vn",
            front.nginx.url.replace("https", "http") + "0",
        ):
            reply = front.client(front.room.chair.token).post(
                f"/m/{front.room.meeting}/page",
                {"document": 1, "page": 1},
                headers={"Origin": origin, "X-Forwarded-Host": "evil.vn"},
            )
            assert reply.status == 403

    def test_plain_http_is_led_to_https(self, front):
        plain = HttpClient(front.nginx.plain_port, host="localhost")
        reply = plain.get("/m/1/tablet?x=1")
        assert reply.status == 301
        assert reply.headers["Location"] == (
            f"https://localhost:{front.nginx.port}/m/1/tablet?x=1"
        )

    @pytest.mark.parametrize(
        ("version", "accepted"),
        [
            (ssl.TLSVersion.TLSv1_1, False),
            (ssl.TLSVersion.TLSv1_2, True),
            (ssl.TLSVersion.TLSv1_3, True),
        ],
    )
    @pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1:DeprecationWarning")
    def test_versions_of_tls(self, front, version, accepted):
        trust = ssl.create_default_context(cafile=str(front.nginx.certificate))
        trust.set_alpn_protocols(["h2", "http/1.1"])
        # The client itself must allow it, or the rejection would be its own.
        trust.set_ciphers("DEFAULT:@SECLEVEL=0")
        trust.minimum_version = trust.maximum_version = version
        with socket.create_connection(("127.0.0.1", front.nginx.port), 10) as wire:
            if not accepted:
                with pytest.raises(ssl.SSLError, match="ALERT_PROTOCOL_VERSION"):
                    trust.wrap_socket(wire, server_hostname="localhost")
                return
            with trust.wrap_socket(wire, server_hostname="localhost") as safe:
                assert safe.selected_alpn_protocol() == "h2"


class TestLive:
    def test_events_arrive_and_the_connection_outlives_a_ping_cycle(self, front):
        room = front.room
        screen = front.new_screen()
        room.screens.append(screen)
        assert screen.has_joined()
        assert turn_page(front, 3) == 204
        assert wait_until(lambda: bool(screen.numbers()))
        assert not screen.ended.wait(PING_CYCLE_SECONDS)
        before = len(screen.numbers())
        assert turn_page(front, 4) == 204
        assert wait_until(lambda: len(screen.numbers()) > before)
        assert screen.events("fact")[-1]["page"] == 4

    def test_no_compression_is_negotiated(self, front):
        offer = {"Sec-WebSocket-Extensions": "permessage-deflate"}
        token = front.room.new_token()
        live = LiveSocket(front.nginx.port, token, headers=offer, **front.how)
        assert "sec-websocket-extensions" not in dict(live.response.headers)
        live.close()

    @pytest.mark.parametrize(
        ("signed_in", "more", "status"),
        [
            (False, {}, 401),
            (True, {"headers": {"Origin": "https://evil.vn"}}, 403),
            (True, {"headers": {"Origin": "https://evil.vn",
                                "X-Forwarded-Host": "evil.vn"}}, 403),
            (True, {"path": LIVE_PATH + "&sid=abc"}, 400),
        ],
    )  # fmt: skip
    def test_handshakes_are_rejected_as_without_nginx(
        self, front, signed_in, more, status
    ):
        token = front.room.new_token() if signed_in else ""
        with pytest.raises(HandshakeError) as refusal:
            LiveSocket(front.nginx.port, token, **more, **front.how)
        assert refusal.value.status == status

    def test_long_polling_is_refused(self, front):
        path = LIVE_PATH.replace("websocket", "polling")
        assert front.get(path, front.room.new_token()).status == 400


def turn_page(front: Front, page: int) -> int:
    body = {"document": front.room.document, "page": page}
    path, headers = f"/m/{front.room.meeting}/page", {"Origin": front.nginx.url}
    return front.client(front.room.chair.token).post(path, body, headers=headers).status


def try_a_code(front: Front, *, source: str, claims: str) -> int:
    headers = {"X-Forwarded-For": claims, "Forwarded": f"for={claims}"}
    client, body = front.client(source=source), {"code": "2345-6789"}
    return client.post("/sign-in/badge", body, headers=headers).status


def test_a_forged_address_is_counted_under_the_real_one(front):
    statuses = [
        try_a_code(front, source="127.0.0.7", claims=f"10.0.0.{number}")
        for number in range(21)
    ]
    assert statuses == [403] * 20 + [429]
    # Another client is not delayed, even with a forged header.
    assert try_a_code(front, source="127.0.0.8", claims="127.0.0.7") == 403


SAME = (
    *("Content-Type", "Content-Length", "Content-Disposition", "Cache-Control", "ETag"),
    *("X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"),
    *("Cross-Origin-Opener-Policy", "Last-Modified", "Vary", "Set-Cookie", "Expires"),
)


def guarding(reply: Response) -> dict[str, list[str] | None]:
    """Return the relevant headers; the nonce in the policy is new each time."""
    headers = {name: reply.headers.get_all(name) for name in SAME}
    policies = reply.headers.get_all("Content-Security-Policy") or []
    return headers | {"policy": [re.sub(r"nonce-[\w-]+", "", one) for one in policies]}


class TestFilesSentByNginx:
    @pytest.mark.parametrize("what", ["images", "words", "original"])
    def test_the_same_bytes_and_headers_as_from_the_server_itself(self, front, what):
        page = front.first_page()
        path = front.paper(
            {
                "images": f"images/{page['images']['1200']}.webp",
                "words": f"words/{page['words']}.json",
                "original": "original",
            }[what]
        )
        token = front.room.new_token()
        through = front.get(path, token)
        itself = front.get_directly(path, token)
        assert (through.status, itself.status) == (200, 200)
        assert through.body == itself.body
        assert guarding(through) == guarding(itself)
        # And it was sent by nginx.
        assert "X-Accel-Redirect" not in through.headers
        assert through.headers["Accept-Ranges"] == "bytes"
        assert itself.headers["Accept-Ranges"] is None

    def test_what_a_tablet_has_is_not_sent_again(self, front):
        path = front.paper(f"images/{front.first_page()['images']['1200']}.webp")
        token = front.room.new_token()
        tag = front.get(path, token).headers["ETag"]
        again = front.get(path, token, headers={"If-None-Match": tag})
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", tag)

    def test_a_broken_download_goes_on(self, front):
        token = front.room.new_token()
        whole = front.get(front.paper("original"), token).body
        rest = front.get(front.paper("original"), token, headers={"Range": "bytes=5-"})
        assert (rest.status, rest.body) == (206, whole[5:])

    def test_whoever_may_not_read_gets_nothing(self, front):
        room = front.room
        page = front.first_page()
        image = front.paper(f"images/{page['images']['1200']}.webp")
        assert front.get(image).status == 401
        other = room.scene.make_meeting("Hội nghị khác")
        stranger = room.scene.sign_in(room.scene.make_member(other))
        assert front.get(image, stranger).status == 404
        draft = room.scene.make_document(
            room.meeting, None, [b"draft"], Publication.DRAFT
        )
        sha256 = front.first_page(draft)["images"]["1200"]
        hidden = front.paper(f"images/{sha256}.webp", draft)
        assert front.get(hidden, room.new_token()).status == 404
        assert front.get(hidden, room.chair.token).body == b"draft"

    def test_the_folder_of_files_cannot_be_entered_from_outside(self, front):
        sha256 = front.first_page()["images"]["1200"]
        for path in (
            f"/kiosk-files/{sha256[:2]}/{sha256}",
            "/kiosk-files/../server.key",
            "/kiosk-files/%2e%2e/server.key",
            "/kiosk-files",
            f"/static/{static_version()}/../wsgi.py",
            f"/static/{static_version()}/..%2fwsgi.py",
            "/kiosk-restarting.html",
        ):
            for claimed in ({}, {"X-Accel-Redirect": path, "X-Kiosk-Accel": "/"}):
                reply = front.get(path, front.room.chair.token, headers=claimed)
                assert reply.status in {400, 404}, path
                assert b"webp" not in reply.body

    def test_nobody_but_nginx_can_offer_to_send(self, front):
        image = front.paper(f"images/{front.first_page()['images']['1200']}.webp")
        reply = front.get(
            image, front.room.new_token(), headers={"X-Kiosk-Accel": "/etc/"}
        )
        assert (reply.status, reply.body) == (200, b"webp")

    def test_a_lost_file_is_a_defect_with_a_message(self, front):
        room = front.room
        document = room.scene.make_document(room.meeting, None, [b"lost"])
        sha256 = front.first_page(document)["images"]["1200"]
        room.server.store.files.delete(sha256)
        image = front.paper(f"images/{sha256}.webp", document)
        reply = front.get(image, room.chair.token)
        assert reply.status == 500
        assert "Máy chủ gặp lỗi" in reply.body.decode()

    @pytest.mark.parametrize("what", ["image", "original"])
    def test_what_nginx_cannot_read_the_server_sends_itself(
        self, front, tmp_path, what
    ):
        """The files are on another machine, or the folder is not readable by nginx."""
        nginx = Nginx(tmp_path, secure=False)
        nginx.write(front.room.server, KIOSK_DATA=str(tmp_path / "empty"))
        token = front.room.new_token()
        image = f"images/{front.first_page()['images']['1200']}.webp"
        path = front.paper(image if what == "image" else "original")
        itself = front.get_directly(path, token)
        with nginx:
            reply = HttpClient(nginx.port, token, cookie=COOKIE).get(path)
        assert (reply.status, reply.body) == (200, itself.body)
        reported = guarding(reply)
        # From the first response and from the second: a header may occur twice.
        reported["Cache-Control"] = list(set(reported["Cache-Control"]))
        assert reported == guarding(itself)


class TestStaticFiles:
    def test_they_are_kept_for_ever_and_guarded_as_by_the_server(self, front):
        path = f"/static/{static_version()}/js/base/api.js"
        through, itself = front.get(path), front.get_directly(path)
        assert through.body == itself.body
        assert through.headers["Cache-Control"] == (
            "public, max-age=31536000, immutable"
        )
        names = {"X-Content-Type-Options", "Referrer-Policy", "Content-Type",
                 "Cross-Origin-Opener-Policy", "Permissions-Policy"}  # fmt: skip
        for name in names:
            assert through.headers.get_all(name) == itself.headers.get_all(name), name
        policy = itself.headers["Content-Security-Policy"]
        assert through.headers["Content-Security-Policy"] == re.sub(
            r" 'nonce-[\w-]+'", "", policy
        )
        # It was served without the server.
        assert through.headers["ETag"] != itself.headers["ETag"]

    @pytest.mark.parametrize(
        ("name", "media_type"),
        [
            ("css/base.css", "text/css; charset=utf-8"),
            ("img/mark.svg", "image/svg+xml; charset=utf-8"),
            ("vendor/zxing/zxing_reader.wasm", "application/wasm"),
        ],
    )
    def test_they_are_compressed_and_typed(self, front, name, media_type):
        path = f"/static/{static_version()}/{name}"
        reply = front.get(path, headers={"Accept-Encoding": "gzip"})
        assert reply.status == 200
        assert reply.headers["Content-Type"] == media_type
        if name != "img/mark.svg":  # too small to be worth it
            assert reply.headers["Content-Encoding"] == "gzip"

    def test_the_copy_that_was_compressed_at_setup_is_sent(self, front):
        name = bundled_files()["tablet"].style
        path = f"/static/{static_version()}/{name}"
        reply = front.get(path, headers={"Accept-Encoding": "gzip"})
        assert reply.body == (STATIC / f"{name}.gz").read_bytes()

    def test_pages_are_not_compressed(self, front):
        reply = front.get("/", headers={"Accept-Encoding": "gzip"})
        assert "Content-Encoding" not in reply.headers

    def test_another_version_is_the_servers_business(self, front):
        assert front.get("/static/00000000/js/base/api.js").status == 404
        missing = front.get(f"/static/{static_version()}/js/none.js")
        assert missing.status == 404
        assert "Không tìm thấy" in missing.body.decode()


class TestUploads:
    def test_a_document_is_uploaded_completely(self, front):
        room = front.room
        item = room.scene.make_item(room.meeting)
        data = b"%PDF-1.4\n" + b"x" * 2_000_000
        reply = upload(front, room.chair.token, data, item=str(item))
        assert reply.status == 403  # a chair has no permission to prepare
        secretary = room.scene.sign_in(
            room.scene.make_member(room.meeting, Role.SECRETARY)
        )
        reply = upload(front, secretary, data, item=str(item))
        assert reply.status == 201, reply.body

    def test_a_form_of_megabytes_is_refused(self, front):
        reply = front.client().post("/sign-in/badge", b"{" + b" " * 1_100_000 + b"}")
        assert reply.status == 413


def upload(front: Front, token: str, data: bytes, item: str) -> Response:
    name = urllib.parse.quote("Báo cáo.pdf")
    path = f"/m/{front.room.meeting}/documents?name={name}&item={item}"
    return front.client(token).post(path, data)


def test_the_log_names_no_secret_and_nothing_after_the_question_mark(front):
    token = front.room.new_token()
    path = f"/m/{front.room.meeting}/snapshot"
    front.get(f"{path}?secret=do-not-write-me", token)
    screen = front.new_screen(token)
    assert screen.has_joined()
    screen.close()
    line = f'"GET {path}" 200'
    assert wait_until(lambda: line in front.nginx.access_log)
    assert wait_until(lambda: '"GET /socket.io/" 101' in front.nginx.access_log)
    assert "do-not-write-me" not in front.nginx.access_log
    assert token not in front.nginx.access_log
    assert "?" not in front.nginx.access_log


def test_a_restart_behind_nginx_heals(new_server, tmp_path):
    nginx = Nginx(tmp_path / "nginx")
    server = new_server(**nginx.settings)
    nginx.write(server)
    with nginx:
        front = Front(nginx, Room(server))
        token = front.room.new_token()
        path = f"/m/{front.room.meeting}/snapshot"
        assert front.get(path, token).status == 200
        screen = front.new_screen(token)
        assert screen.has_joined()
        server.kill()
        assert screen.ended.wait(TIMEOUT_SECONDS)
        meanwhile = front.get("/")
        assert meanwhile.status == 502
        assert "Máy chủ chưa trả lời" in meanwhile.body.decode()
        assert 'http-equiv="refresh"' in meanwhile.body.decode()
        assert meanwhile.headers["Cache-Control"] == "no-store"
        assert meanwhile.headers["Content-Type"] == "text/html; charset=utf-8"
        server.start()
        # On the first request, on connections that nginx had kept to the dead server.
        assert turn_page(front, 2) == 204
        again = front.new_screen(token)
        assert again.has_joined()
        again.close()


def test_without_tls_and_with_two_servers(new_server, tmp_path):
    nginx = Nginx(tmp_path / "nginx", secure=False)
    first = new_server(**nginx.settings)
    second = new_server(**nginx.settings)
    nginx.write(
        first,
        *("--server", f"127.0.0.1:{first.port}"),
        *("--server", f"localhost:{second.port}"),
    )
    with nginx:
        client = HttpClient(nginx.port)
        assert {client.get("/healthz").status for _ in range(6)} == {200}
        first.kill()
        # An idempotent request is retried at the other server.
        assert {client.get("/healthz").status for _ in range(6)} == {200}
        second.kill()
        time.sleep(0.1)
        assert client.get("/healthz").status == 502
