import re

import pytest
from flask.testing import FlaskClient

from kiosk.roles import Role

HOST = "http://localhost"


@pytest.fixture
def chair(client_for, scene, meeting) -> FlaskClient:
    return client_for(scene.make_member(meeting, Role.CHAIR))


def write(client: FlaskClient, meeting: int, **headers: str) -> int:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(
        f"/m/{meeting}/current-item", json={"item": None}, headers=names
    ).status_code


class TestForeignOrigin:
    @pytest.mark.parametrize(
        "headers",
        [
            {},  # no browser
            {"Sec_Fetch_Site": "same-origin"},
            {"Sec_Fetch_Site": "same-origin", "Origin": HOST},
            {"Sec_Fetch_Site": "none"},
            {"Origin": HOST},
        ],
    )
    def test_our_own_pages_may_write(self, chair, meeting, headers):
        assert write(chair, meeting, **headers) == 204

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec_Fetch_Site": "cross-site"},
            {"Sec_Fetch_Site": "same-site"},
            {"Sec_Fetch_Site": "cross-site", "Origin": HOST},
            {"Origin": "https://evil.example"},
            {"Origin": "http://localhost:8001"},
            {"Origin": "http://localhost.evil.example"},
            {"Origin": "null"},
            {"Origin": "https://evil.example", "X_Forwarded_Host": "evil.example"},
        ],
    )
    def test_the_pages_of_others_may_not(self, chair, meeting, headers):
        assert write(chair, meeting, **headers) == 403

    def test_the_refusal_has_its_own_code(self, chair, meeting):
        reply = chair.post(
            f"/m/{meeting}/current-item", headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert reply.json["error"] == "foreign_origin"

    def test_following_a_link_from_elsewhere_is_allowed(self, chair):
        reply = chair.get("/healthz", headers={"Sec-Fetch-Site": "cross-site"})
        assert reply.status_code == 200


class TestHeaders:
    @pytest.fixture(
        params=["page", "json", "static", "not found", "signed out", "refused write"]
    )
    def reply(self, request, server, chair, meeting):
        static = server.app.static_url_path
        stranger = server.app.test_client()
        reply = {
            "page": lambda: chair.get("/healthz"),
            "json": lambda: chair.get(f"/m/{meeting}/snapshot"),
            "static": lambda: chair.get(f"{static}/css/base.css"),
            "not found": lambda: chair.get("/nowhere"),
            "signed out": lambda: stranger.get(f"/m/{meeting}/snapshot"),
            "refused write": lambda: chair.post(
                "/language", headers={"Origin": "https://evil.example"}
            ),
        }[request.param]()
        yield reply
        reply.close()

    def test_every_answer_carries_them(self, reply):
        policy = reply.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert "'unsafe-eval'" not in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"https?:|\*", policy)
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert reply.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=(self)" in reply.headers["Permissions-Policy"]

    def test_every_answer_says_whether_it_may_be_kept(self, reply):
        assert reply.headers["Cache-Control"]

    def test_personal_answers_are_not_kept(self, chair):
        assert chair.get("/nowhere").headers["Cache-Control"] == "no-store"

    def test_static_files_are_kept_for_long(self, server, chair):
        reply = chair.get(f"{server.app.static_url_path}/css/base.css")
        assert reply.status_code == 200
        assert "max-age=31536000" in reply.headers["Cache-Control"]
        reply.close()

    def test_the_nonce_is_fresh_in_each_answer(self, chair):
        nonces = {
            re.search(
                r"'nonce-([^']+)'",
                chair.get("/healthz").headers["Content-Security-Policy"],
            )[1]
            for _ in range(5)
        }
        assert len(nonces) == 5

    def test_a_page_carries_the_nonce_of_its_own_answer(self, chair):
        reply = chair.get("/nowhere", headers={"Accept": "text/html"})
        nonce = re.search(r"'nonce-([^']+)'", reply.headers["Content-Security-Policy"])[
            1
        ]
        assert set(re.findall(r'nonce="([^"]+)"', reply.text)) == {nonce}
