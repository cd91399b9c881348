"""Users without rights: revoked, and of another meeting."""

from playwright.sync_api import expect

from kiosk.roles import Role
from kiosk.web.static_files import static_version
from tests.browser.navigation import arrives, finds

ASK_AS_INTRUDER = """async ([meeting, document, sha]) => {
  const paths = [
    `/m/${meeting}/snapshot`, `/m/${meeting}/tablet`, `/m/${meeting}/wall`,
    `/m/${meeting}/chair`, `/m/${meeting}/documents/${document}/pages`,
    `/m/${meeting}/documents/${document}/original`,
    `/m/${meeting}/documents/${document}/images/${sha}.webp`,
  ];
  const statuses = [];
  for (const path of paths) statuses.push((await fetch(path)).status);
  return statuses;
}"""

LISTEN_AS_INTRUDER = """async ({ meeting, client }) => {
  const { io } = await import(client);
  const socket = io({ transports: ["websocket"], auth: { meeting }, forceNew: true });
  const heard = [];
  socket.onAny((name) => heard.push(name));
  await new Promise((done) => {
    socket.on("connect_error", done);
    setTimeout(done, 4000);
  });
  globalThis.intruderHeard = heard;
  return heard;
}"""


def test_a_revoked_badges_tablet_is_signed_out_at_once(
    real_scene, open_tablet, webp_pages
):
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting)
    real_scene.make_document(meeting, item, webp_pages(2))
    secretary = real_scene.make_member(meeting, Role.SECRETARY, "Lê Văn Thư")
    delegate = real_scene.make_member(meeting, name="Hoàng Thị Ngọc Ánh")
    real_scene.make_badge(delegate)
    tablet = open_tablet(f"/m/{meeting}/tablet", delegate)
    expect(tablet.locator("body")).to_have_attribute("data-meeting", str(meeting))
    desk = open_tablet(f"/m/{meeting}/badges", secretary)
    status = desk.evaluate(
        """async (path) => (await fetch(path, {method: "POST",
           headers: {"Content-Type": "application/json"}, body: "{}"})).status""",
        f"/m/{meeting}/members/{delegate}/badge/revoke",
    )
    assert status < 300
    arrives(tablet, "/?reason=revoked")
    ask = f"fetch('/m/{meeting}/snapshot').then(r => r.status)"
    finds(tablet, lambda: tablet.evaluate(ask), 401)


def test_a_delegate_of_another_meeting_gets_nothing_by_any_url_or_channel(
    real_scene, open_tablet, webp_pages
):
    pages = webp_pages(3)
    mine = real_scene.make_meeting("Hội nghị khác")
    theirs = real_scene.make_meeting()
    item = real_scene.make_item(theirs)
    document = real_scene.make_document(theirs, item, pages)
    chair = real_scene.make_member(theirs, Role.CHAIR, "Trần Đức An")
    intruder = open_tablet(f"/m/{mine}/tablet", real_scene.make_member(mine))
    sha256 = real_scene.store.files.store_bytes(pages[0]).sha256
    statuses = intruder.evaluate(ASK_AS_INTRUDER, [theirs, document, sha256])
    assert statuses == [404] * len(statuses)
    # A process of the same code as the server has its static files at the same place.
    client = f"/static/{static_version()}/vendor/socket.io.js"
    reported = {"meeting": theirs, "client": client}
    assert intruder.evaluate(LISTEN_AS_INTRUDER, reported) == []
    leader = open_tablet(f"/m/{theirs}/chair", chair)
    turned = leader.evaluate(
        """async ([meeting, document]) => (await fetch(`/m/${meeting}/page`, {
           method: "POST", headers: {"Content-Type": "application/json"},
           body: JSON.stringify({document, page: 3})})).status""",
        [theirs, document],
    )
    assert turned == 204
    intruder.wait_for_timeout(1000)
    assert intruder.evaluate("globalThis.intruderHeard") == []
