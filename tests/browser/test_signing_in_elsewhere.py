"""A passkey by Chromium's virtual authenticator; OpenID Connect by a provider."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from kiosk.accounts.actions.links import set_password
from kiosk.accounts.models import Account
from kiosk.accounts.passwords import hash_password
from tests.browser.navigation import arrives
from tests.openid_provider import OpenidProvider, person
from tests.servers import RealServer

PASSWORD = "mùa xuân về trên bản"


def plug_in_authenticator(page: Page) -> tuple[object, str]:
    """Give the page a security key; return its session and id."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasUserVerification": False,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, added["authenticatorId"]


def enter_password(page: Page) -> None:
    page.get_by_label("Tên đăng nhập").fill("khoa")
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def test_a_passkey_is_added_used_and_removed(real_server, real_scene, open_tablet):
    account = real_scene.make_account("khoa")
    with real_server.store.unit_of_work("test") as work:
        found = work.session.get_one(Account, account)
        set_password(work, found, hash_password(PASSWORD))
    desk = open_tablet("/staff")
    session, key = plug_in_authenticator(desk)
    enter_password(desk)
    arrives(desk, "/meetings")
    desk.goto(f"{real_server.url}/account")
    desk.get_by_role("button", name="Thêm khoá truy cập").click()
    desk.get_by_label("Mật khẩu của đồng chí").fill(PASSWORD)
    desk.get_by_role("button", name="Tiếp tục").click()
    expect(desk.locator(".recovery-codes li")).to_have_count(10)
    desk.get_by_role("button", name="Đã cất giữ, xong").click()
    expect(desk.get_by_role("button", name="Gỡ khoá này")).to_be_visible()
    desk.context.clear_cookies()
    desk.goto(f"{real_server.url}/staff")
    enter_password(desk)
    arrives(desk, "/staff/code")
    desk.get_by_role("button", name="Dùng khoá truy cập").click()
    arrives(desk, "/meetings")
    # Signed twice: when it was made, and now.
    listed = session.send("WebAuthn.getCredentials", {"authenticatorId": key})
    assert [one["rpId"] for one in listed["credentials"]] == ["localhost"]
    desk.goto(f"{real_server.url}/account")
    desk.get_by_role("button", name="Gỡ khoá này").click()
    desk.get_by_label("Mật khẩu của đồng chí").fill(PASSWORD)
    desk.get_by_role("button", name="Gỡ", exact=True).click()
    expect(desk.get_by_role("button", name="Gỡ khoá này")).to_have_count(0)


@pytest.fixture
def provided(tmp_path_factory) -> Iterator[tuple[RealServer, OpenidProvider]]:
    """A server whose settings name a running provider."""
    with OpenidProvider([]) as provider:
        server = RealServer(
            tmp_path_factory.mktemp("provided"),
            KIOSK_OIDC_ISSUER=provider.issuer,
            KIOSK_OIDC_CLIENT_ID="kiosk",
            KIOSK_OIDC_SECRET_FILE=provider.secret_file,
            KIOSK_OIDC_NAME="Tài khoản tỉnh",
            KIOSK_GROUP_ROLES="Quan tri=administrator",
        )
        provider.redirects = [server.url]
        provider.people = {"khai": person("Quan tri", preferred_username="khai")}
        provider.restart()
        server.start()
        yield server, provider
        server.stop()


def sign_in_at_provider(page: Page, url: str) -> None:
    page.goto(f"{url}/staff")
    page.get_by_role("button", name="Đăng nhập bằng Tài khoản tỉnh").click()
    page.locator("input[name=login]").fill("khai")
    page.locator("input[name=password]").fill("x")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()
    arrives(page, "/meetings")


@pytest.mark.own_server
def test_the_organisations_account_and_a_stolen_session(provided, chromium):
    server, provider = provided
    contexts = [chromium.new_context(locale="vi-VN") for _ in range(2)]
    owner, thief = (context.new_page() for context in contexts)
    sign_in_at_provider(owner, server.url)
    # With the thief's browser.
    sign_in_at_provider(thief, server.url)
    owner.goto(f"{server.url}/account")
    expect(owner.get_by_text("tài khoản cơ quan").first).to_be_visible()
    owner.get_by_role("button", name="Kết thúc phiên", exact=True).click()
    owner.get_by_role("button", name="Kết thúc", exact=True).click()
    expect(owner.get_by_role("button", name="Kết thúc phiên")).to_have_count(0)
    status = thief.evaluate("fetch('/account').then((reply) => reply.status)")
    assert status == 401
    # No code in the log of the server, nor in the address.
    assert "code=" not in server.log.read_text()
    owner.get_by_role("button", name="Đăng xuất").first.click()
    owner.wait_for_url(f"{provider.issuer}/session/end**")
    for context in contexts:
        context.close()
