"""Photograph every screen of a running demo into docs/screenshots.

Starts a demo of its own on a free port in a temporary folder, waits until its
papers are rendered, and stops it again.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from screenshot_desks import Desks
from screenshot_pages import EVERY, TARGET, open_page, signed_in_page, suffix_of, take

ROOT = Path(__file__).parents[1]
# A delegate's other looks, as base/display_settings.js keeps them.
LOOKS = (
    ("text", "phone", '{"view": "text", "size": 1}'),
    ("easy", "tablet", '{"easy": true, "view": "text", "size": 2}'),
    ("dark", "tablet", '{"theme": "dark"}'),
)
START_SECONDS = 120
RENDER_SECONDS = 240
SEATED = 5
ARE_READY = """async (meeting) => {
  const state = await (await fetch(`/m/${meeting}/snapshot`)).json();
  return state.documents.every(
    (paper) => ["ready", "refused"].includes(paper.state));
}"""


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float) -> None:
    """Wait until `url` answers."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 our own address
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the demo did not start")


def wait_for_papers(page: Page, meeting: int) -> None:
    """Wait until every paper of the demo has its pages."""
    # Asked from here: `wait_for_function` takes the promise itself for the answer.
    deadline = time.monotonic() + RENDER_SECONDS
    while not page.evaluate(ARE_READY, meeting):
        if time.monotonic() > deadline:
            raise SystemExit("the papers were not rendered in time")
        page.wait_for_timeout(1000)


def capture_looks(browser: Browser, badge: str, path: str, language: str) -> list[Page]:
    """Photograph a delegate's tablet in other looks; return the pages, still open."""
    suffix = suffix_of(language)
    opened = []
    for name, size, look in LOOKS:
        page = signed_in_page(browser, badge, size, language)
        page.evaluate("(look) => localStorage.setItem('kiosk-look', look)", look)
        page.goto(badge.split("/q#", maxsplit=1)[0] + path)
        take(page, f"reading-{name}-{size}{suffix}")
        opened.append(page)
    return opened


def capture(browser: Browser, demo: dict[str, Any], language: str) -> None:
    """Photograph all screens in one language."""
    meeting, screens = demo["meeting"], demo["screens"]
    delegate = demo["delegates"][0]["url"]
    suffix = suffix_of(language)
    ready = signed_in_page(browser, screens["secretary"]["url"], "tablet", language)
    wait_for_papers(ready, meeting)
    # An audience for the chair's count; their tablets stay open to the end.
    seated = [
        signed_in_page(browser, one["url"], "tablet", language)
        for one in demo["delegates"][1:SEATED]
    ]
    shots = [
        ("tablet", delegate, f"/m/{meeting}/tablet", EVERY),
        ("chair", screens["chair"]["url"], f"/m/{meeting}/chair", EVERY),
        ("secretary", screens["secretary"]["url"], f"/m/{meeting}/secretary", EVERY),
        ("badges", screens["secretary"]["url"], f"/m/{meeting}/badges", EVERY),
        ("entrance", screens["entrance"]["url"], f"/m/{meeting}/entrance", EVERY),
        ("wall", screens["wall"]["url"], f"/m/{meeting}/wall", ("wall",)),
    ]
    for name, badge, path, sizes in shots:
        for size in sizes:
            page = signed_in_page(browser, badge, size, language)
            page.goto(demo["base_url"] + path)
            take(page, f"{name}-{size}{suffix}")
            if badge == delegate:
                seated.append(page)
            else:
                page.context.close()
    tablet = f"/m/{meeting}/tablet"
    seated += capture_looks(browser, delegate, tablet, language)
    for name, path in (("sign-in", "/"), ("staff", "/staff")):
        for size in EVERY:
            page = open_page(browser, demo["base_url"] + path, size, language)
            take(page, f"{name}-{size}{suffix}")
            page.context.close()
    for page in (ready, *seated):
        page.context.close()


def main() -> int:
    """Run a demo, capture it, stop it."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environment = {
            **os.environ,
            "PORT": str(port),
            "HOST": "127.0.0.1",
            "KIOSK_DATA": folder,
        }
        kiosk = [sys.executable, "-m", "kiosk"]
        with (Path(folder) / "run.log").open("wb") as log:
            running = subprocess.Popen(
                [*kiosk, "run"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", START_SECONDS)
            reported = subprocess.run(
                [*kiosk, "demo", "--json"],
                cwd=ROOT,
                env=environment,
                check=True,
                capture_output=True,
            )
            demo = json.loads(reported.stdout)
            # The page that installs the root speaks of one.
            subprocess.run(
                [*kiosk, "certificate", "--name", "hop.tinhuy.sonlam.vn"],
                cwd=ROOT,
                env=environment,
                check=True,
                capture_output=True,
            )
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium",
                    args=["--no-sandbox", "--disable-background-networking"],
                )
                for language in ("vi", "en"):
                    capture(browser, demo, language)
                    Desks(browser, demo, language).capture()
                browser.close()
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(10)
    return 0


if __name__ == "__main__":
    sys.exit(main())
