"""What reading a long paper holds in the tablet's browser.

Run: `python -m bench tab [--pages 160] [--every 40]`. A delegate's tablet in a real
Chromium follows the chair from page to page; every so many pages the memory of the
tab's process is read: `private` is its own, `shared` is where Chromium puts the
pictures it has decoded. At the end the system's call for memory is simulated
(`Memory.simulatePressureNotification`): what goes with it was kept by choice only.
Goal: what is held does not grow with the pages that were read.
"""

import argparse
import io
import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench._results import keep
from kiosk.client.http_client import HttpClient
from kiosk.roles import Role
from tests.scene import Scene
from tests.servers import RealServer

CHROMIUM = "/usr/bin/chromium-headless-shell"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TABLET = {"width": 1280, "height": 800}
SIZE = (1200, 1698)
REST_MS = 150
SETTLE_SECONDS = 5.0
PAGE_TIMEOUT_MS = 60_000


def draw(number: int) -> bytes:
    """Return a page as tablets get it, with its number."""
    image = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(image)
    pen.text((300, 500), str(number), fill="black", font_size=400)
    for line in range(60):
        pen.text((100, 100 + 25 * line), f"{number} · {line} · " * 12, fill="#333")
    kept = io.BytesIO()
    image.save(kept, "WEBP", quality=80, method=0)
    return kept.getvalue()


def held_mb(process: int) -> dict[str, float]:
    """Return what a process holds, in MB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    kib = {
        name: int(value.split()[0])
        for name, _, value in (line.partition(":") for line in lines)
        if name.startswith("Rss")
    }
    return {
        "private": round(kib["RssAnon"] / 1000, 1),
        "shared": round(kib["RssShmem"] / 1000, 1),
    }


def renderer_of(browser: Browser) -> int:
    """Return the process of the one tab."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = {
        int(one["id"]): sum(held_mb(int(one["id"])).values())
        for one in found
        if one["type"] == "renderer"
    }
    return max(sizes, key=lambda process: sizes[process])


@contextmanager
def stage(
    folder: Path, pages: int
) -> Iterator[tuple[Browser, Page, HttpClient, str, int]]:
    """Serve a paper and open it on a tablet."""
    server = RealServer(folder / "data")
    scene = Scene(server.store)
    meeting = scene.make_meeting()
    item = scene.make_item(meeting)
    paper = scene.make_document(meeting, item, [draw(n + 1) for n in range(pages)])
    chair = HttpClient(
        server.port, scene.sign_in(scene.make_member(meeting, Role.CHAIR))
    )
    token = scene.sign_in(scene.make_member(meeting))
    server.start()
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            context = browser.new_context(viewport=TABLET, service_workers="block")
            context.add_cookies([{"name": "kiosk", "value": token, "url": server.url}])
            tablet = context.new_page()
            tablet.set_default_timeout(PAGE_TIMEOUT_MS)
            tablet.goto(f"{server.url}/m/{meeting}/tablet")
            yield browser, tablet, chair, f"/m/{meeting}/page", paper
            browser.close()
    finally:
        server.stop()


def call_for_memory(tablet: Page) -> None:
    """Let Chromium believe that the system needs memory."""
    session: CDPSession = tablet.context.new_cdp_session(tablet)
    session.send("Memory.simulatePressureNotification", {"level": "critical"})
    session.send("HeapProfiler.collectGarbage")
    time.sleep(SETTLE_SECONDS)


def measure(folder: Path, pages: int, every: int) -> dict[str, Any]:
    """Return what was held after so many pages."""
    held: dict[str, dict[str, float]] = {}
    with stage(folder, pages) as (browser, tablet, chair, path, paper):
        for page in range(1, pages + 1):
            chair.post(path, {"document": paper, "page": page}).checked()
            shown = f".reader[data-page='{page}'] [data-slot=current].is-ready"
            tablet.wait_for_selector(shown)
            tablet.wait_for_timeout(REST_MS)
            if page % every == 0:
                held[str(page)] = held_mb(renderer_of(browser))
        call_for_memory(tablet)
        after = held_mb(renderer_of(browser))
        kept = tablet.evaluate("document.querySelectorAll('.sheet-image').length")
    return {
        "pages": pages,
        "held_mb": held,
        "after_call_for_memory_mb": after,
        "pictures": kept,
    }


def main(arguments: list[str]) -> int:
    """Measure, print and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench tab")
    parser.add_argument("--pages", type=int, default=160)
    parser.add_argument("--every", type=int, default=40)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        row = measure(Path(folder), options.pages, options.every)
    print(json.dumps(row, indent=2))
    keep("tab", [row], "pages")
    return 0
