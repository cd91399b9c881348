"""The archive of a meeting: made with one click, and read without the product."""

import subprocess
import sys
import zipfile

import pytest
from playwright.sync_api import expect

from kiosk.meeting_archive.stage import VERIFIER
from kiosk.roles import Role
from tests.browser.layout import PHONE_VIEWPORT


@pytest.fixture
def meeting(real_server, real_scene, webp_pages) -> int:
    meeting = real_scene.make_meeting()
    item = real_scene.make_item(meeting, "Báo cáo kết quả", ordinal=1)
    real_scene.make_document(meeting, item, webp_pages(2), title="Báo cáo quý III")
    real_server.start_worker()
    return meeting


def test_the_secretary_takes_the_archive_and_anybody_reads_it(
    real_scene, open_tablet, meeting, tmp_path
):
    page = open_tablet(
        f"/m/{meeting}/secretary", real_scene.make_member(meeting, Role.SECRETARY)
    )
    page.get_by_role("button", name="Lập hồ sơ cuộc họp (ZIP)").click()
    take = page.get_by_role("link", name="Tải hồ sơ cuộc họp (ZIP)")
    expect(take).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        take.click()
    assert download.value.suggested_filename.startswith(f"ho-so-{meeting}-")
    file = tmp_path / "archive.zip"
    download.value.save_as(file)
    command = [sys.executable, str(VERIFIER), str(file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    zipfile.ZipFile(file).extractall(tmp_path / "unpacked")
    reader = page.context.browser.new_context(
        java_script_enabled=False, viewport=PHONE_VIEWPORT
    ).new_page()
    reader.goto((tmp_path / "unpacked/index.html").as_uri())
    expect(reader.get_by_text("Báo cáo quý III")).to_be_visible()
    links = reader.locator("a[href]:not([href^='#'])")
    targets = [link.get_attribute("href") for link in links.all()]
    assert len(targets) > 8
    lost = [one for one in targets if not (tmp_path / "unpacked" / one).is_file()]
    assert lost == []
    wide = reader.locator("html").evaluate("one => one.scrollWidth")
    assert wide <= PHONE_VIEWPORT["width"]
    reader.context.close()
