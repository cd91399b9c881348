"""Screens of notices: one's own, the administrator's, unsubscribing."""

import pytest

from kiosk.notices.actions import queue_notice
from kiosk.notices.queries import mail_lines
from kiosk.notices.rules import MailState, Notice, Recipient
from kiosk.notices.unsubscribing import unsubscribe_path
from kiosk.roles import Role

HTML = {"Accept": "text/html"}


@pytest.fixture
def administrator(scene, client_for):
    return client_for(account_id=scene.make_account("lan", is_administrator=True))


@pytest.fixture
def notify(store):
    def make(**recipient):
        with store.unit_of_work("test") as work:
            return queue_notice(
                work,
                Notice(
                    "general",
                    Recipient("Nguyễn Thị Lan", **recipient),
                    {"subject": "Nhắc <việc>", "lines": ["Đến hạn hôm nay."]},
                    link="/meetings",
                ),
            )

    return make


def test_a_notice_is_shown_to_its_recipient_only_until_read(scene, client_for, notify):
    lan, hoa = scene.make_account("lan"), scene.make_account("hoa")
    notice = notify(account_id=lan)
    mine, other = client_for(account_id=lan), client_for(account_id=hoa)
    assert "Thông báo (1)" in mine.get("/meetings", headers=HTML).text
    page = mine.get("/notices", headers=HTML).text
    assert "Nhắc &lt;việc&gt;" in page
    assert "Đến hạn hôm nay." in page
    assert "Nhắc" not in other.get("/notices", headers=HTML).text
    # Somebody else's is not marked.
    assert other.post("/notices/read", json={"ids": [notice]}).status_code == 204
    assert "Thông báo (1)" in mine.get("/meetings", headers=HTML).text
    assert mine.post("/notices/read", json={"ids": [notice]}).status_code == 204
    assert "Thông báo (1)" not in mine.get("/meetings", headers=HTML).text
    assert "data-unread" not in mine.get("/notices", headers=HTML).text


def test_members_have_a_list_too(scene, meeting, client_for, notify):
    member = scene.make_member(meeting)
    notify(member_id=member)
    assert "Đến hạn" in client_for(member).get("/notices", headers=HTML).text
    other = client_for(scene.make_member(meeting, Role.GUEST))
    assert "Đến hạn" not in other.get("/notices", headers=HTML).text


def test_nobody_signed_in_sees_none(client_for):
    assert client_for().get("/notices").status_code == 401
    assert client_for().post("/notices/read", json={"ids": [1]}).status_code == 401


def test_an_address_that_cannot_be_one_queues_nothing(store):
    with pytest.raises(Exception, match="địa chỉ"), store.unit_of_work("t") as work:
        queue_notice(work, Notice("general", Recipient("Lan", email="không phải")))
    with store.read_session() as session:
        assert not mail_lines(session, MailState)


@pytest.mark.parametrize("link", ["https://ke.gian", "//ke.gian", "/\\ke.gian"])
def test_a_link_to_elsewhere_is_refused(store, link):
    with pytest.raises(Exception, match="Liên kết"), store.unit_of_work("t") as work:
        queue_notice(work, Notice("general", Recipient("Lan"), link=link))


class TestAdministrator:
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_the_screen_shows_what_was_not_delivered(
        self, administrator, notify, language
    ):
        notify(email="lan@sonlam.vn")
        administrator.set_cookie("language", language)
        page = administrator.get("/notices/admin", headers=HTML).text
        assert "lan@sonlam.vn" in page
        assert "KIOSK_SMTP_HOST" in page

    def test_staff_without_rights_get_nothing(self, scene, client_for):
        client = client_for(account_id=scene.make_account("hoa"))
        assert client.get("/notices/admin").status_code == 403
        body = {"address": "a@b.vn"}
        assert client.post("/notices/admin/test", json=body).status_code == 403
        hook = {"name": "x", "url": "http://127.0.0.1/", "kinds": "*"}
        assert client.post("/notices/admin/webhooks", json=hook).status_code == 403

    def test_a_test_e_mail_is_queued_and_logged(self, store, administrator):
        body = {"address": "lan@sonlam.vn", "kind": "invitation", "language": "en"}
        assert administrator.post("/notices/admin/test", json=body).status_code == 204
        with store.read_session() as session:
            (line,) = mail_lines(session, MailState)
        assert (line.address, line.kind) == ("lan@sonlam.vn", "invitation")

    def test_a_wrong_address_is_said(self, administrator):
        answer = administrator.post("/notices/admin/test", json={"address": "abc"})
        assert answer.status_code == 422
        assert "không phải địa chỉ" in answer.json["message"]

    def test_previews_cannot_run_anything(self, administrator):
        shown = administrator.get("/notices/admin/templates/invitation.vi")
        assert shown.status_code == 200
        assert "Trân trọng kính mời" in shown.text
        policy = shown.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sandbox" in policy
        for missing in ("nothing.fr", "../layout.vi", "x%2F..%2Flayout.vi"):
            path = f"/notices/admin/templates/{missing}"
            assert administrator.get(path).status_code == 404

    def test_own_templates_are_used_and_broken_ones_are_said(
        self, store, administrator
    ):
        folder = store.config.data / "notice_templates"
        folder.mkdir()
        own = folder / "test.vi.txt"
        own.write_text("Subject: Riêng\n\nCủa văn phòng, {{ name }}.", "utf-8")
        path = "/notices/admin/templates/test.vi"
        assert "Của văn phòng" in administrator.get(path).text
        for broken in ("Subject: x\n\n{{ nobody }}", "{% if %}", "no subject"):
            own.write_text(broken, "utf-8")
            assert "máy chủ gửi được thư" in administrator.get(path).text
            page = administrator.get("/notices/admin", headers=HTML).text
            assert "test.vi" in page

    def test_a_webhook_is_added_with_its_secret_shown_once(self, administrator):
        hook = {"name": "Cầu nối", "url": "http://127.0.0.1:9/", "kinds": "*"}
        made = administrator.post("/notices/admin/webhooks", json=hook)
        assert made.status_code == 201
        page = administrator.get("/notices/admin", headers=HTML).text
        assert "Cầu nối" in page
        assert made.json["secret"] not in page
        one = f"/notices/admin/webhooks/{made.json['id']}"
        pause = {"is_paused": True}
        assert administrator.post(f"{one}/pause", json=pause).status_code == 204
        assert administrator.post(f"{one}/remove", json={}).status_code == 204
        assert administrator.post(f"{one}/remove", json={}).status_code == 404


class TestUnsubscribing:
    def test_surveys_stop_and_official_notices_go_on(self, store, client_for):
        key = store.config.server_key()
        code, address = (
            unsubscribe_path(key, "Lan@sonlam.vn").split("#")[1].split(".", 1)
        )
        client = client_for()
        body = {"address": address, "code": code}
        assert client.post("/unsubscribe", json=body).status_code == 204
        with store.unit_of_work("test") as work:
            for kind in ("survey", "invitation"):
                queue_notice(
                    work, Notice(kind, Recipient("Lan", email="lan@sonlam.vn"))
                )
        with store.read_session() as session:
            official, survey = mail_lines(session, MailState)
        assert official.state is MailState.QUEUED
        assert survey.state is MailState.FAILED
        assert survey.why == "Người nhận đã từ chối nhận loại thư này."

    def test_a_code_of_another_address_is_refused(self, store, client_for):
        path = unsubscribe_path(store.config.server_key(), "lan@sonlam.vn")
        code = path.split("#")[1].split(".", 1)[0]
        body = {"address": "hoa@sonlam.vn", "code": code}
        assert client_for().post("/unsubscribe", json=body).status_code == 422
        assert client_for().get("/unsubscribe", headers=HTML).status_code == 200
