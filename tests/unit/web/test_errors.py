import logging

import pytest
from flask.testing import FlaskClient

from kiosk.errors import Conflict, TooManyAttempts
from kiosk.roles import Role


@pytest.fixture
def client(client_for, scene, meeting) -> FlaskClient:
    return client_for(scene.make_member(meeting))


PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


class TestRefusals:
    def test_a_script_gets_json_with_code_and_sentence(self, client):
        reply = client.get("/m/999/snapshot")
        assert reply.status_code == 404
        assert reply.json["error"] == "not_found"
        assert reply.json["message"].startswith("Không có hội nghị này")

    def test_a_person_gets_a_page(self, client):
        reply = client.get("/m/999/snapshot", headers=PAGE)
        assert reply.status_code == 404
        assert reply.mimetype == "text/html"
        assert "Không có hội nghị này" in reply.text

    def test_who_posts_json_is_answered_in_json(self, client, meeting):
        reply = client.post(f"/m/{meeting}/page", json={"document": 1}, headers=PAGE)
        assert reply.is_json

    def test_nobody_signed_in(self, server, meeting):
        client = server.app.test_client()
        reply = client.get(
            f"/m/{meeting}/snapshot", headers={"Accept": "application/json"}
        )
        assert (reply.status_code, reply.json["error"]) == (401, "signed_out")

    def test_without_permission(self, client, meeting):
        reply = client.post(f"/m/{meeting}/current-item", json={"item": None})
        assert (reply.status_code, reply.json["error"]) == (403, "forbidden")

    def test_fields_of_the_sentence_are_filled_and_sent_along(self, server, client):
        @server.app.get("/conflict")
        def conflict() -> str:
            raise Conflict("Trang {page} đã đổi.", code="page_moved", page=7)

        reply = client.get("/conflict")
        assert reply.status_code == 409
        assert reply.json == {
            "error": "page_moved",
            "message": "Trang 7 đã đổi.",
            "page": 7,
        }

    def test_a_name_in_the_sentence_is_no_markup(self, server, client):
        @server.app.get("/named")
        def named() -> str:
            raise Conflict("{name} đã sửa trước.", name="<b>An</b>")

        assert "<b>An</b>" not in client.get("/named", headers=PAGE).text

    def test_waiting_is_said_in_a_header_too(self, server, client):
        @server.app.get("/wait")
        def wait() -> str:
            raise TooManyAttempts("Xin chờ {wait_seconds} giây.", wait_seconds=30)

        reply = client.get("/wait")
        assert reply.status_code == 429
        assert reply.headers["Retry-After"] == "30"


class TestHttpErrors:
    def test_an_unknown_address(self, client):
        assert client.get("/nowhere").json["message"] == "Không tìm thấy trang này."

    def test_a_wrong_method(self, client):
        assert client.get("/language").status_code == 405

    def test_a_number_no_database_can_hold_is_not_found(self, client):
        assert client.get(f"/m/{10**30}/snapshot").status_code == 404

    def test_too_much_is_refused(self, client, meeting):
        reply = client.post(
            f"/m/{meeting}/page", data=b"x" * 600_000, content_type="application/json"
        )
        assert reply.status_code == 413
        assert "quá lớn" in reply.json["message"]

    def test_a_defect_is_logged_and_its_details_are_not_sent(
        self, server, client, caplog
    ):
        @server.app.get("/defect")
        def defect() -> str:
            raise RuntimeError("secret detail /home/kiosk")

        with caplog.at_level(logging.ERROR):
            reply = client.get("/defect")
        assert reply.status_code == 500
        assert "secret detail" not in reply.text
        assert reply.json["error"] == "defect"
        assert "secret detail" in caplog.text


class TestBody:
    @pytest.mark.parametrize(
        "body",
        [b"", b"{", b"[]", b"null", b'{"document": 1}', b'{"document": "1", "page": 1}',
         b'{"document": 1, "page": 1, "extra": 1}', b'{"document": 1.5, "page": 1}',
         b'{"document": true, "page": 1}', b"\xff\xfe",
         b'{"document": 1, "page": "\xff"}'],
    )  # fmt: skip
    def test_a_body_of_another_form_causes_a_message(self, client, meeting, body):
        reply = client.post(
            f"/m/{meeting}/page", data=body, content_type="application/json"
        )
        assert (reply.status_code, reply.json["error"]) == (422, "invalid")
        assert "không hiểu" in reply.json["message"]

    def test_a_huge_number_is_refused_and_no_defect(self, client_for, scene, meeting):
        chair = client_for(scene.make_member(meeting, Role.CHAIR))
        reply = chair.post(f"/m/{meeting}/page", json={"document": 10**30, "page": 1})
        assert reply.status_code in {404, 422}
