"""Which files a page loads, and how they are served."""

import gzip
import re

import brotli
import pytest

from kiosk.app import create_server
from kiosk.config import read_config
from kiosk.roles import Role
from kiosk.web.screen_files import (
    AllScreenFiles,
    BundlesMissing,
    bundled_files,
    unbundled_files,
)
from kiosk.web.static_files import STATIC

SCREENS = sorted(path.stem for path in STATIC.glob("css/screens/*.css"))


def addresses_in(page: str) -> list[str]:
    return re.findall(r'(?:src|href)="(/static/[^"]+)"', page)


@pytest.mark.parametrize("made", [bundled_files, unbundled_files])
@pytest.mark.parametrize("screen", SCREENS)
def test_each_file_of_a_screen_is_there(screen, made):
    files = made()[screen]
    for path in [*files.all_at_once, *files.on_demand]:
        assert (STATIC / path).is_file()


@pytest.mark.parametrize("screen", SCREENS)
def test_bundles_and_sources_start_the_same_scripts(screen):
    bundled, sources = bundled_files()[screen], unbundled_files()[screen]
    assert set(bundled.scripts) == set(sources.scripts)


def test_a_tablet_loads_six_scripts_and_one_style_at_most():
    assert len(bundled_files()["tablet"].all_at_once) <= 7


def test_without_a_manifest_the_server_says_how_to_make_one(tmp_path):
    with pytest.raises(BundlesMissing, match="make setup"):
        bundled_files(tmp_path / "manifest.json")


def test_a_page_asks_for_bundles_that_are_there(scene, client_for):
    meeting = scene.make_meeting()
    page = client_for(scene.make_member(meeting, Role.CHAIR)).get(f"/m/{meeting}/chair")
    assert "importmap" not in page.text
    found = addresses_in(page.text)
    assert [
        path for path in found if "/bundles/" not in path and "/img/" not in path
    ] == []
    for path in found:
        with client_for().get(path) as file:
            assert file.status_code == 200


def test_unbundled_a_page_asks_for_the_sources(migrated_data):
    config = read_config(
        {
            "KIOSK_DATA": str(migrated_data),
            "KIOSK_ASYNC_MODE": "threading",
            "KIOSK_UNBUNDLED": "yes",
        }
    )
    server = create_server(config)
    page = server.app.test_client().get("/staff").text
    server.store.database.close()
    assert "importmap" in page
    assert any(path.endswith("/js/screens/staff.js") for path in addresses_in(page))
    assert "/bundles/" not in page


@pytest.fixture
def bundle(server) -> str:
    screens: AllScreenFiles = bundled_files()
    return f"{server.app.static_url_path}/{screens['tablet'].style}"


@pytest.mark.parametrize(
    ("accepts", "coding", "decode"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("gzip, br;q=0", "gzip", gzip.decompress),
        ("", None, bytes),
        ("deflate", None, bytes),
    ],
)
def test_a_bundle_is_sent_compressed_to_who_can_read_it(
    client_for, bundle, accepts, coding, decode
):
    with client_for().get(bundle, headers={"Accept-Encoding": accepts}) as reply:
        assert reply.status_code == 200
        assert reply.mimetype == "text/css"
        assert reply.headers.get("Content-Encoding") == coding
        assert reply.headers["Vary"] == "Accept-Encoding"
        path = STATIC / "bundles" / bundle.rpartition("/")[2]
        assert decode(reply.data) == path.read_bytes()


def test_each_coding_has_a_tag_of_its_own(client_for, bundle):
    tags = set()
    for accepts in ("br", "gzip", ""):
        with client_for().get(bundle, headers={"Accept-Encoding": accepts}) as reply:
            tags.add(reply.headers["ETag"])
    assert len(tags) == 3


def test_what_is_not_there_and_what_lies_outside_is_not_found(server, client_for):
    for path in ("bundles/none.js", "../wsgi.py", "%2e%2e/wsgi.py"):
        with client_for().get(f"{server.app.static_url_path}/{path}") as reply:
            assert reply.status_code == 404


def test_a_page_of_an_older_version_still_finds_its_bundles_and_nothing_more(
    server, client_for, bundle
):
    name = bundle.rpartition("/")[2]
    with client_for().get(f"/static/0ld/bundles/{name}") as reply:
        assert reply.status_code == 200
        assert "max-age=31536000" in reply.headers["Cache-Control"]
        assert reply.data == (STATIC / "bundles" / name).read_bytes()
    others = ("css/tokens/values.css", "bundles/manifest.json", f"bundles/{name}.map")
    for path in others:
        assert (STATIC / path).exists()
        with client_for().get(f"/static/0ld/{path}") as reply:
            assert reply.status_code == 404
