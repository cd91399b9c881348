"""What screens say of their meeting follows what the secretariat changes."""

from playwright.sync_api import expect

from kiosk.roles import Role

BEFORE = "Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 15"
AFTER = "Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 16 (mở rộng)"
WORDS = {
    "title": AFTER,
    "body_name": "Tỉnh uỷ Điện Biên",
    "place": "Hội trường lớn",
    "starts_at": "2026-02-05T07:30",
}


def test_every_screen_shows_the_new_title_venue_and_date(
    real_server, real_scene, open_tablet
):
    meeting = real_scene.make_meeting(title=BEFORE)
    site = real_scene.make_site(meeting, "Huyện Mường Nhé")

    def member(role, **where):
        return real_scene.make_member(meeting, role, f"Người {role}", **where)

    secretary = member(Role.SECRETARY)
    holders = {
        "chair": member(Role.CHAIR),
        "tablet": member(Role.OFFICIAL_DELEGATE),
        "wall": member(Role.WALL),
        "site": member(Role.SITE_LEAD, site_id=site),
        "sites": secretary,
        "roll": secretary,
        "secretary": secretary,
        "entrance": secretary,
    }
    pages = {
        name: open_tablet(f"/m/{meeting}/{name}", holder)
        for name, holder in holders.items()
    }
    for page in pages.values():
        expect(page.locator("[data-meeting-field=title]").first).to_have_text(BEFORE)
    client, url = pages["sites"].context.request, f"{real_server.url}/m/{meeting}"
    revision = client.get(f"{url}/snapshot").json()["meeting"]["revision"]
    reply = client.post(
        f"{url}/meeting",
        data={"words": WORDS, "revision": revision},
        headers={"Origin": real_server.url},
    )
    assert reply.ok, reply.text()
    for name, page in pages.items():
        for element in page.locator("[data-meeting-field=title]").all():
            expect(element, name).to_have_text(AFTER)
        assert AFTER in page.title(), name
    wall = pages["wall"]
    expect(wall.locator("[data-meeting-field=venue_and_date]")).to_have_text(
        "Hội trường lớn, ngày 05 tháng 02 năm 2026"
    )
    expect(wall.locator("[data-meeting-field=body_name]")).to_have_text(
        "Tỉnh uỷ Điện Biên"
    )
