"""Routes of members, badges and the desk, permitted and refused."""

import re

import pytest
import zxingcpp

from kiosk.badges.qr import badge_url
from kiosk.meetings.models import Member
from kiosk.roles import AUDIENCE, Role
from kiosk.storage.journal import JournalEntry
from kiosk.web.qr import draw_qr


@pytest.fixture
def secretary(hall, client_for):
    return client_for(hall.scene.make_member(hall.meeting, Role.SECRETARY))


class TestReissuing:
    def test_the_new_badge_signs_in_and_the_old_one_does_not(
        self, hall, secretary, client_for, show
    ):
        old = hall.badge()
        tablet = client_for()
        show(tablet, old.secret)
        reply = secretary.post(f"/m/{hall.meeting}/members/{old.member}/badge")
        assert reply.status_code == 200
        assert tablet.get(f"/m/{hall.meeting}/snapshot").status_code == 401
        assert show(client_for(), old.secret).json["error"] == "revoked"
        assert show(client_for(), reply.json["url"]).status_code == 200
        assert show(client_for(), code=reply.json["code"]).status_code == 200

    def test_the_address_and_the_code_have_their_shapes(self, hall, secretary):
        badge = hall.badge()
        reply = secretary.post(f"/m/{hall.meeting}/members/{badge.member}/badge").json
        assert re.fullmatch(r"http://localhost/q#[\w-]{22}", reply["url"])
        assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}", reply["code"])
        assert reply["svg"].startswith("<svg")

    def test_the_secret_is_in_no_journal(self, hall, secretary, store):
        badge = hall.badge()
        url = secretary.post(f"/m/{hall.meeting}/members/{badge.member}/badge").json
        secret = url["url"].split("#")[1]
        with store.read_session() as session:
            bodies = [entry.body for entry in session.query(JournalEntry)]
        assert bodies
        assert not any(secret in body for body in bodies)


class TestRevoking:
    def test_a_cookie_replayed_after_it_is_refused(
        self, hall, secretary, client_for, show
    ):
        badge, tablet = hall.badge(), client_for()
        show(tablet, badge.secret)
        cookie = tablet.get_cookie("kiosk").value
        path = f"/m/{hall.meeting}/members/{badge.member}/badge/revoke"
        assert secretary.post(path).status_code == 204
        assert secretary.post(path).status_code == 204  # twice is no error
        thief = client_for()
        thief.set_cookie("kiosk", cookie)
        assert thief.get(f"/m/{hall.meeting}/snapshot").status_code == 401

    def test_the_tablet_is_informed_and_disconnected(
        self, hall, secretary, client_for, show, server
    ):
        badge, tablet = hall.badge(), client_for()
        show(tablet, badge.secret)
        socket = server.socketio.test_client(
            server.app, auth={"meeting": hall.meeting}, flask_test_client=tablet
        )
        assert socket.is_connected()
        secretary.post(f"/m/{hall.meeting}/members/{badge.member}/badge/revoke")
        server.broadcast.step(0.01)
        said = [(one["name"], one["args"]) for one in socket.queue]
        assert ("signed_out", [{"reason": "revoked"}]) in said


class TestAddingPeople:
    def test_a_person_is_found_without_marks(self, hall, secretary, store):
        reply = secretary.post(
            f"/m/{hall.meeting}/members",
            json={"name": "  Đặng Thị Hồng Phượng ", "role": "presenter", "seat": "A5"},
        )
        assert reply.status_code == 201
        with store.read_session() as session:
            member = session.get_one(Member, reply.json["id"])
        assert member.full_name == "Đặng Thị Hồng Phượng"
        assert member.folded_name == "dang thi hong phuong"
        assert member.sort_key
        page = secretary.get(f"/m/{hall.meeting}/badges?q=hong+phuong&part=list")
        assert "Đặng Thị Hồng Phượng" in page.text
        assert "<html" not in page.text
        other = secretary.get(f"/m/{hall.meeting}/badges?q=PHUONG+dang&part=list")
        assert "Đặng Thị Hồng Phượng" in other.text
        other = secretary.get(f"/m/{hall.meeting}/badges?q=khong+co&part=list")
        assert "Đặng Thị Hồng Phượng" not in other.text

    def test_names_are_text_not_markup(self, hall, secretary):
        secretary.post(
            f"/m/{hall.meeting}/members",
            json={"name": '<img src=x onerror="x">', "role": "guest"},
        )
        page = secretary.get(f"/m/{hall.meeting}/badges?part=list")
        assert "<img" not in page.text

    @pytest.mark.parametrize(
        "words",
        [
            {"name": "", "role": "guest"},
            {"name": "x" * 200, "role": "guest"},
            {"name": "A", "role": "administrator"},
            {"name": "A", "role": "king"},
            {"name": "A", "role": "guest", "site": 999},
            {"name": "A", "role": "guest", "account": "khongco"},
            {"name": "A", "role": "guest", "more": 1},
        ],
    )
    def test_what_cannot_be_is_refused(self, hall, secretary, words):
        reply = secretary.post(f"/m/{hall.meeting}/members", json=words)
        assert reply.status_code == 422

    def test_a_member_of_staff_is_added_by_their_account(
        self, hall, secretary, client_for
    ):
        account = hall.scene.make_account("thuky2")
        staff = client_for(account_id=account)
        assert staff.get(f"/m/{hall.meeting}/badges").status_code == 404
        words = {"name": "Lê Văn Thư", "role": "secretary", "account": "thuky2"}
        secretary.post(f"/m/{hall.meeting}/members", json=words)
        assert staff.get(f"/m/{hall.meeting}/badges").status_code == 200


class TestTheDesk:
    @pytest.fixture
    def entrance(self, hall, client_for):
        return client_for(hall.scene.make_member(hall.meeting, Role.ENTRANCE))

    def test_reads_what_happened_and_what_to_do(self, hall, entrance, client_for, show):
        badge = hall.badge()
        show(client_for(), badge.secret)
        show(client_for(), badge.secret)
        desk = entrance.get(f"/m/{hall.meeting}/desk").json
        line = desk["lines"][0]
        assert line["reason"] == "taken_over"
        assert line["name"] == "Hoàng Thị Ngọc Ánh"
        assert "cấp lại thẻ" in line["advice"]
        assert desk["n"] >= 1

    def test_has_the_newest_line_first(self, hall, entrance, client_for, show):
        show(client_for(), "")
        show(client_for(), code="AAAA2222")
        lines = entrance.get(f"/m/{hall.meeting}/desk").json["lines"]
        assert [line["reason"] for line in lines] == ["unknown", "malformed"]

    def test_gets_an_event_of_an_alert_and_delegates_only_its_number(
        self, hall, client_for, show, server, monkeypatch
    ):
        monkeypatch.setattr("kiosk.timings.EVENT_GROUPING", 0)

        def listen(role):
            member = hall.scene.make_member(hall.meeting, role)
            return server.socketio.test_client(
                server.app,
                auth={"meeting": hall.meeting},
                flask_test_client=client_for(member),
            )

        desk, delegate = listen(Role.ENTRANCE), listen(Role.OFFICIAL_DELEGATE)
        desk.get_received()
        delegate.get_received()
        show(client_for(), "không phải thẻ")
        server.broadcast.step(0.01)
        event = desk.get_received()[0]["args"][0]
        assert event["kind"] == "desk_noted"
        assert set(delegate.get_received()[0]["args"][0]) == {"n"}

    def test_shows_its_screen(self, hall, entrance):
        page = entrance.get(
            f"/m/{hall.meeting}/entrance", headers={"Accept": "text/html"}
        )
        assert "Thẻ cần giúp đỡ" in page.text
        assert f"/m/{hall.meeting}/badges" in page.text


class TestIntruders:
    PATHS = (
        ("get", "/m/{m}/badges"),
        ("get", "/m/{m}/desk"),
        ("get", "/m/{m}/entrance"),
        ("post", "/m/{m}/members"),
        ("post", "/m/{m}/members/{p}/badge"),
        ("post", "/m/{m}/members/{p}/badge/revoke"),
    )

    @pytest.mark.parametrize(("method", "path"), PATHS)
    @pytest.mark.parametrize(
        "role", [Role.OFFICIAL_DELEGATE, Role.GUEST, Role.WALL, Role.PRESENTER]
    )
    def test_a_delegate_gets_neither_desk_nor_badges(
        self, hall, client_for, method, path, role
    ):
        badge = hall.badge(role)
        address = path.format(m=hall.meeting, p=badge.member)
        reply = getattr(client_for(badge.member), method)(address)
        assert reply.status_code == 403

    @pytest.mark.parametrize(("method", "path"), PATHS)
    def test_a_secretary_of_another_meeting_gets_nothing(
        self, hall, client_for, method, path
    ):
        other = hall.scene.make_meeting("Hội nghị khác")
        stranger = hall.scene.make_member(other, Role.SECRETARY)
        address = path.format(m=hall.meeting, p=hall.badge().member)
        reply = getattr(client_for(stranger), method)(address)
        assert reply.status_code == 404

    @pytest.mark.parametrize("action", ["badge", "badge/revoke"])
    def test_a_secretary_reaches_no_member_of_another_meeting(
        self, hall, secretary, client_for, show, action
    ):
        other = hall.scene.make_meeting("Hội nghị khác")
        badge = hall.badge(meeting=other)
        reply = secretary.post(f"/m/{hall.meeting}/members/{badge.member}/{action}")
        assert reply.status_code == 404
        assert show(client_for(), badge.secret).status_code == 200

    def test_the_entrance_replaces_badges_of_delegates_and_guests_alone(
        self, hall, client_for, show
    ):
        entrance = client_for(hall.scene.make_member(hall.meeting, Role.ENTRANCE))
        for role in Role:
            if role is Role.ADMINISTRATOR:
                continue
            old = hall.badge(role)
            at = f"/m/{hall.meeting}/members/{old.member}/badge"
            reply = entrance.post(at)
            is_theirs = role in AUDIENCE
            assert reply.status_code == (200 if is_theirs else 403)
            said = show(client_for(), old.secret)
            assert said.status_code == (403 if is_theirs else 200)
            assert entrance.post(f"{at}/revoke").status_code == 403
        words = {"name": "A", "role": "guest"}
        added = entrance.post(f"/m/{hall.meeting}/members", json=words)
        assert added.status_code == 403

    def test_the_entrance_sees_no_button_it_may_not_press(self, hall, client_for):
        entrance = client_for(hall.scene.make_member(hall.meeting, Role.ENTRANCE))
        page = entrance.get(f"/m/{hall.meeting}/badges").text
        assert "data-action" not in page
        assert "new-member" not in page
        assert "/handouts" not in page
        hall.badge()
        page = entrance.get(f"/m/{hall.meeting}/badges?part=list").text
        assert page.count("data-action") == 1


def test_a_foreign_reader_reads_back_the_printed_code(tmp_path):
    import qrcode
    from PIL import Image
    from qrcode.constants import ERROR_CORRECT_Q

    text = badge_url("https://hop.tinh.vn/", "AbCdEfGhIjKlMnOpQr-_09")
    assert text == "https://hop.tinh.vn/q#AbCdEfGhIjKlMnOpQr-_09"
    drawn = qrcode.QRCode(error_correction=ERROR_CORRECT_Q)
    drawn.add_data(text)
    drawn.make(fit=True)
    # QR version 4 or lower keeps the modules large on a badge.
    assert drawn.version <= 5
    path = tmp_path / "qr.png"
    drawn.make_image().save(path)
    found = zxingcpp.read_barcodes(Image.open(path))
    assert [code.text for code in found] == [text]
    assert "<path" in draw_qr(text)
