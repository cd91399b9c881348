"""What a tablet is given to work without the server, and for whom."""

import json
import re

import pytest

from kiosk.offline.shell import files_of_shell
from kiosk.roles import Role
from kiosk.web.static_files import STATIC


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
    assert len(made_of["shell"]) > 100
    assert any(path.endswith(".wasm") for path in made_of["extras"])
    for path in made_of["shell"] + made_of["extras"]:
        assert path.startswith(made_of["base"])
        with client_for().get(path) as file:
            assert file.status_code == 200, path


def test_the_shell_has_what_the_screens_begin_with_and_nothing_of_the_desk():
    files = files_of_shell(STATIC)
    assert {"js/screens/tablet.js", "js/base/dom.js", "vendor/socket.io.js"} <= set(
        files
    )
    assert {"js/screens/entrance.js", "js/checkins/gatehouse.js"} <= set(files)
    # A camera's decoder is large; tablets do not load it ahead.
    assert not any("zxing" in path for path in files)
    assert "css/tablet.css" in files
    assert "away.html" in files
    assert "js/screens/secretary.js" not in files
    assert len(files) == len(set(files))


def test_an_import_that_leads_nowhere_is_a_mistake(tmp_path):
    (tmp_path / "js/base").mkdir(parents=True)
    (tmp_path / "js/screens").mkdir()
    (tmp_path / "js/base/look.js").write_text("")
    (tmp_path / "js/screens/enrolled.js").write_text("")
    (tmp_path / "js/screens/entrance.js").write_text("")
    (tmp_path / "js/screens/tablet.js").write_text('import "../base/gone.js";\n')
    with pytest.raises(FileNotFoundError):
        files_of_shell(tmp_path)


@pytest.mark.parametrize(
    "imported",
    [
        'import { a } from "../base/other.js";',
        'import {\n  a,\n  b,\n} from "../base/other.js";',
        'import "../base/other.js";',
        'export { a } from "../base/other.js";',
    ],
)
def test_every_way_of_importing_is_followed(tmp_path, imported):
    (tmp_path / "js/base").mkdir(parents=True)
    (tmp_path / "js/screens").mkdir()
    (tmp_path / "js/base/look.js").write_text("")
    (tmp_path / "js/screens/enrolled.js").write_text("")
    (tmp_path / "js/screens/entrance.js").write_text("")
    (tmp_path / "js/base/other.js").write_text("")
    # A type in a comment is no import.
    comment = '/** @typedef {import("../base/none.js").T} T */\n'
    (tmp_path / "js/screens/tablet.js").write_text(comment + imported + "\n")
    assert "js/base/other.js" in files_of_shell(tmp_path)


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
