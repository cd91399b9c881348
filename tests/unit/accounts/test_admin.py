"""Account management by administrators, refused to others."""

import pytest

from kiosk.accounts.models import Account, SignIn
from kiosk.roles import Role
from tests.waiting import wait_until

NEW = {"username": "thuky", "full_name": "Lê Thị Thu Hà"}


def is_cut_off(socket) -> bool:
    """Return whether the server closes the connection, which a thread does."""
    return wait_until(lambda: not socket.is_connected())


@pytest.fixture
def boss(scene):
    return scene.make_account("boss", is_administrator=True)


@pytest.fixture
def administrator(boss, client_for):
    return client_for(account_id=boss)


class TestAdding:
    def test_gives_a_link_and_no_password(self, administrator, store):
        reply = administrator.post("/accounts", json=NEW)
        assert reply.json["url"].startswith("http://localhost/setup#")
        with store.read_session() as session:
            assert session.get_one(Account, 2).password_hash == ""

    def test_a_taken_name_is_refused(self, administrator):
        administrator.post("/accounts", json=NEW)
        again = administrator.post("/accounts", json={**NEW, "username": " THUKY"})
        assert (again.status_code, again.json["error"]) == (409, "username_taken")

    def test_the_list_shows_who_has_no_password_yet(self, administrator):
        administrator.post("/accounts", json=NEW)
        page = administrator.get("/accounts", headers={"Accept": "text/html"})
        assert "Lê Thị Thu Hà" in page.text
        assert "Chưa đặt mật khẩu" in page.text


class TestClosing:
    def test_ends_its_sign_ins_and_informs_its_meetings(
        self, administrator, client_for, scene, store
    ):
        account = scene.make_account("thuky")
        meeting = scene.make_meeting()
        scene.make_member(meeting, Role.SECRETARY, account_id=account)
        closed = client_for(account_id=account)
        other = client_for(account_id=scene.make_account("khac"))
        assert closed.get(f"/m/{meeting}/snapshot").status_code == 200
        assert administrator.post(f"/accounts/{account}/close").status_code == 204
        assert closed.get(f"/m/{meeting}/snapshot").status_code == 401
        assert other.get(f"/m/{meeting}/snapshot").status_code == 404
        with store.read_session() as session:
            ended = session.query(SignIn).filter_by(account_id=account).one()
        assert ended.end_reason == "account_closed"

    def test_closes_its_sockets(self, administrator, client_for, scene, server):
        account = scene.make_account("thuky")
        meeting = scene.make_meeting()
        scene.make_member(meeting, Role.SECRETARY, account_id=account)
        socket = server.socketio.test_client(
            server.app,
            auth={"meeting": meeting},
            flask_test_client=client_for(account_id=account),
        )
        socket.get_received()
        administrator.post(f"/accounts/{account}/close")
        server.broadcast.step(0.01)
        assert is_cut_off(socket)

    def test_an_administrator_without_meetings_is_cut_off_too(
        self, administrator, client_for, scene, server
    ):
        second = scene.make_account("boss2", is_administrator=True)
        meeting = scene.make_meeting()
        socket = server.socketio.test_client(
            server.app,
            auth={"meeting": meeting},
            flask_test_client=client_for(account_id=second),
        )
        socket.get_received()
        administrator.post(f"/accounts/{second}/close")
        server.broadcast.step(0.01)
        assert is_cut_off(socket)

    def test_own_account_cannot_be_closed(self, administrator, boss):
        reply = administrator.post(f"/accounts/{boss}/close")
        assert (reply.status_code, reply.json["error"]) == (403, "own_account")

    def test_a_closed_account_gets_no_new_link(self, administrator, scene):
        account = scene.make_account("thuky")
        administrator.post(f"/accounts/{account}/close")
        assert administrator.post(f"/accounts/{account}/link").status_code == 404


class TestIntruders:
    @pytest.mark.usefixtures("boss")
    @pytest.mark.parametrize(
        ("method", "path"),
        [
            ("get", "/accounts"),
            ("post", "/accounts"),
            ("post", "/accounts/1/link"),
            ("post", "/accounts/1/close"),
            ("post", "/accounts/1/end-sessions"),
            ("post", "/accounts/1/second-factor/off"),
        ],
    )
    def test_a_secretary_and_a_chair_manage_no_accounts(
        self, client_for, scene, method, path
    ):
        meeting = scene.make_meeting()
        staff = client_for(account_id=scene.make_account("thuky"))
        chair = client_for(scene.make_member(meeting, Role.CHAIR))
        nobody = client_for()
        for client, status in ((staff, 403), (chair, 403), (nobody, 401)):
            options = {"json": NEW} if method == "post" else {}
            assert getattr(client, method)(path, **options).status_code == status
