"""The web app manifest, and where an installed app starts."""

import pytest

from kiosk.roles import Role


def test_the_manifest_names_itself_and_icons_that_are_there(client_for):
    client = client_for()
    reply = client.get("/manifest.webmanifest")
    assert reply.mimetype == "application/manifest+json"
    reported = reply.get_json()
    assert (reported["start_url"], reported["display"]) == ("/start", "fullscreen")
    assert reported["name"] == "Phòng họp không giấy tờ"
    for icon in reported["icons"]:
        with client.get(icon["src"]) as image:
            assert image.mimetype == "image/png"
    assert {icon["purpose"] for icon in reported["icons"]} == {"any", "maskable"}


@pytest.mark.parametrize(
    ("role", "screen"),
    [
        (Role.OFFICIAL_DELEGATE, "tablet"),
        (Role.CHAIR, "chair"),
        (Role.WALL, "wall"),
        (Role.ENTRANCE, "entrance"),
    ],
)
def test_who_is_signed_in_finds_the_screen_again(scene, client_for, role, screen):
    meeting = scene.make_meeting()
    client = client_for(scene.make_member(meeting, role))
    reply = client.get("/start")
    assert (reply.status_code, reply.location) == (303, f"/m/{meeting}/{screen}")


def test_staff_find_their_meetings_and_nobody_the_idle_screen(scene, client_for):
    staff = client_for(account_id=scene.make_account())
    assert staff.get("/start").location == "/meetings"
    stranger = client_for()
    assert stranger.get("/start").location == "/"
    stranger.set_cookie("kiosk", "x" * 22)
    assert stranger.get("/start").location == "/"
