"""Files for work without network, and for whom pages are cached."""

import json
import re

import pytest

from kiosk.offline.precache import on_demand_files, precached_files
from kiosk.roles import Role
from kiosk.web.screen_files import bundled_files, unbundled_files
from kiosk.web.static_files import STATIC

# Five font faces of three alphabets.
FONT_FILES = 15


def test_the_service_worker_names_the_present_version_and_is_asked_for_each_time(
    client_for,
):
    reply = client_for().get("/service-worker.js")
    assert reply.mimetype == "text/javascript"
    assert reply.headers["Cache-Control"] == "no-cache"
    path = reply.text.split('"')[1]
    with client_for().get(path) as script:
        assert (script.status_code, script.mimetype) == (200, "text/javascript")


def test_each_file_it_names_can_be_had(client_for):
    reply = client_for().get("/service-worker.js")
    made_of = json.loads(re.search(r"serve\((.*)\);", reply.text)[1])
    assert len(made_of["shell"]) > 20
    assert any(path.endswith(".wasm") for path in made_of["extras"])
    for path in made_of["shell"] + made_of["extras"]:
        assert path.startswith(made_of["base"])
        with client_for().get(path) as file:
            assert file.status_code == 200, path


def test_the_shell_has_tablet_and_gate_and_nothing_of_the_desk():
    screens = bundled_files()
    files = precached_files(STATIC, screens)
    for name in ("tablet", "entrance"):
        assert set(screens[name].all_at_once) <= set(files)
    assert screens["enrolled"].style in files
    assert sum(path.endswith(".woff2") for path in files) == FONT_FILES
    assert "away.html" in files
    assert not any("secretary" in path for path in files)
    assert len(files) == len(set(files))


def test_a_tablet_does_not_load_the_decoder_of_a_camera_ahead():
    screens = bundled_files()
    extras = on_demand_files(screens)
    assert len(extras) == 2
    assert not set(extras) & set(precached_files(STATIC, screens))


def test_without_bundles_the_shell_has_the_sources():
    files = precached_files(STATIC, unbundled_files())
    assert {"js/screens/tablet.js", "js/base/dom.js", "vendor/socket.io.js"} <= set(
        files
    )
    assert {
        "css/screens/tablet.css",
        "css/tablet/layout.css",
        "vendor/fonts.css",
    } <= set(files)


@pytest.mark.parametrize(
    ("role", "keeps"),
    [
        (Role.OFFICIAL_DELEGATE, True),
        (Role.GUEST, True),
        (Role.CHAIR, False),
        (Role.SECRETARY, False),
    ],
)
def test_a_tablet_names_its_holder_unless_he_sees_drafts(
    scene, client_for, role, keeps
):
    meeting = scene.make_meeting()
    member = scene.make_member(meeting, role)
    reply = client_for(member).get(f"/m/{meeting}/tablet")
    holder = f"{meeting}.{member}" if keeps else ""
    assert reply.headers["Kiosk-Holder"] == holder
    assert f'data-holder="{holder}"' in reply.text


def test_a_page_of_nobody_says_so_and_files_say_nothing(scene, client_for):
    meeting = scene.make_meeting()
    html = {"Accept": "text/html"}
    assert client_for().get("/").headers["Kiosk-Holder"] == ""
    refused = client_for().get(f"/m/{meeting}/tablet", headers=html)
    assert (refused.status_code, refused.headers["Kiosk-Holder"]) == (401, "")
    assert client_for().get("/nothing", headers=html).headers["Kiosk-Holder"] == ""
    assert "Kiosk-Holder" not in client_for().get("/service-worker.js").headers
