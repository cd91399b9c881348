"""What is marked public: seen without sign-in and script, gone once it is withdrawn."""

from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from kiosk.documents.models import Document
from kiosk.roles import Role, Visibility
from tests.browser.accessibility import complaints
from tests.browser.layout import faults

TITLE = "Báo cáo kết quả thực hiện Nghị quyết về phát triển kinh tế – xã hội"
HIDDEN = "Công tác cán bộ, chỉ đại biểu được xem"
ATOM = "{http://www.w3.org/2005/Atom}"
BODY = b"%PDF-1.7 of the report"


@pytest.fixture
def meeting(real_scene):
    """A meeting with a paper that guests see, one that they do not, and a draft."""
    made = real_scene.make_meeting("Kỳ họp thứ mười, Hội đồng nhân dân tỉnh")
    seen = real_scene.make_item(made, "Báo cáo của Uỷ ban nhân dân")
    hidden = real_scene.make_item(made, HIDDEN, Visibility.DELEGATES, ordinal=1)
    pdf = real_scene.store.files.store_bytes(BODY)
    for item, title in ((seen, TITLE), (hidden, HIDDEN)):
        document = real_scene.make_document(made, item, [], title=title)
        with real_scene.store.unit_of_work("test") as work:
            row = work.session.get_one(Document, document)
            row.pdf_sha256 = pdf.sha256
    return made


def switch(page: Page, title: str, name: str) -> None:
    """Press the button of one thing of the meeting."""
    line = page.get_by_role("listitem").filter(has_text=title)
    line.get_by_role("button", name=name, exact=True).click()
    other = {"Công khai": "Gỡ xuống", "Gỡ xuống": "Công khai"}[name]
    expect(line.get_by_role("button", name=other, exact=True)).to_be_visible()


def check_answers(visitor: Page, page: str) -> None:
    """Check how what is public may be kept: always asked for anew, without cookie."""
    ask = visitor.context.request
    for path in (page, f"{page}/file"):
        first = ask.get(path)
        assert first.headers["cache-control"] == "public, no-cache"
        assert "set-cookie" not in first.headers
        tag = {"If-None-Match": first.headers["etag"]}
        again = ask.get(path, headers=tag)
        assert (again.status, again.body()) == (304, b"")
    assert ask.get(f"{page}/file").body() == BODY
    assert visitor.context.cookies() == []


def feed_of(visitor: Page, url: str) -> list[str]:
    """Return the addresses in the feed."""
    reply = visitor.context.request.get(f"{url}/public/feed.atom")
    assert reply.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(reply.body())
    entries = feed.findall(f"{ATOM}entry")
    return [entry.find(f"{ATOM}link").get("href") for entry in entries]


@pytest.mark.own_server(KIOSK_PUBLIC_PAGES="yes")
def test_a_paper_is_public_until_it_is_taken_down(
    real_server, real_scene, open_tablet, meeting
):
    secretary = real_scene.make_member(meeting, Role.SECRETARY)
    office = open_tablet(f"/m/{meeting}/public", secretary)
    assert faults(office) == []
    assert complaints(office) == []
    visitor = open_tablet("/public")
    expect(visitor.get_by_text("Chưa có thông tin nào")).to_be_visible()
    assert faults(visitor) == []

    switch(office, TITLE, "Công khai")
    # What guests do not see has no button.
    line = office.get_by_role("listitem").filter(has_text=HIDDEN)
    expect(line.get_by_role("button")).to_have_count(0)
    visitor.reload()
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_role("heading", name=TITLE)).to_be_visible()
    assert faults(visitor) == []
    assert complaints(visitor) == []
    page = visitor.url.partition("?")[0]
    check_answers(visitor, page)
    assert feed_of(visitor, real_server.url) == [page]
    for path in (f"/m/{meeting}/public", f"/m/{meeting}/tablet", "/meetings"):
        reply = visitor.context.request.get(real_server.url + path, max_redirects=0)
        assert reply.status in {302, 303, 401}, path
        assert TITLE not in reply.text()
    visitor.get_by_role("link", name="English").click()
    expect(visitor.get_by_role("link", name="Download the PDF")).to_be_visible()

    switch(office, TITLE, "Gỡ xuống")
    visitor.reload()
    expect(visitor.get_by_text("is no longer public", exact=False)).to_be_visible()
    assert faults(visitor) == []
    assert feed_of(visitor, real_server.url) == []
