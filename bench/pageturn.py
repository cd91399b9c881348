"""How long a turned page takes to reach a following tablet, beside pdf.js.

Run: `python -m bench pageturn [--turns 100]`. A real server, a really ingested paper,
the chair and a tablet in two contexts of one Chromium. Measured from the input event
of the chair's click to the frame on the tablet that holds the new page; for pdf.js,
from the call to the frame that holds the rendered page, on a canvas of the same size.
"""

import argparse
import json
import math
import statistics
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from playwright.sync_api import Browser, Page, sync_playwright

from bench._pdfjs import REST_MS, TABLET, pdfjs_server, slow_down, turn_pdfjs
from bench._served_meeting import ServedMeeting, serve_meeting
from kiosk.demo.files.report import write_report
from kiosk.roles import Role
from tests.servers import RealServer

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results" / "pageturn.json"
CHROMIUM = "/usr/bin/chromium"
# Whose processor shows the page: this machine's, and one four times slower, as in the
# tablets a commune buys. Chair and server are not slowed.
TABLETS = {"this machine": 1, "tablet 4x slower": 4}
# A 300-dpi scan; as many pages as memory allows at once.
SCAN_DPI = 300
SCAN_PAGES = 16

LISTEN_CHAIR = """() => {
  globalThis.clicks = [];
  document.addEventListener("click", (event) => {
    clicks.push(performance.timeOrigin + event.timeStamp);
  }, true);
}"""
NEXT_PAINTED = """async () => {
  while (!painted.length) await new Promise((done) => setTimeout(done, 5));
  return painted.at(-1);
}"""
LISTEN_TABLET = """() => {
  globalThis.painted = [];
  document.addEventListener("page-painted", ({ detail }) => painted.push(detail));
}"""


def _screen(browser: Browser, server: RealServer, path: str, token: str) -> Page:
    context = browser.new_context(viewport=TABLET, locale="vi-VN")
    context.add_cookies([{"name": "kiosk", "value": token, "url": server.url}])
    page = context.new_page()
    page.goto(server.url + path)
    page.wait_for_selector(".reader[data-page]")
    return page


def _pages(turns: int, count: int) -> list[int]:
    """Return the page each turn leads to: forward, round after round."""
    return [2 + turn % (count - 1) for turn in range(turns)]


def _turn_ours(
    chair: Page, tablet: Page, document: int, pages: list[int]
) -> list[float]:
    times = []
    for page in pages:
        if page == 2:  # a new round begins on the first page
            _begin(chair, tablet, document)
        chair.evaluate("clicks.length = 0")
        tablet.evaluate("painted.length = 0")
        chair.locator(".turning-next").click()
        _wait_for(tablet, document, page)
        detail = tablet.evaluate(NEXT_PAINTED)
        times.append(detail["at"] - chair.evaluate("clicks.at(-1)"))
        tablet.wait_for_timeout(REST_MS)
    return times


def _begin(chair: Page, tablet: Page, document: int) -> None:
    chair.locator("#page-number").fill("1")
    chair.locator("#page-number").press("Enter")
    _wait_for(tablet, document, 1)
    tablet.wait_for_timeout(4 * REST_MS)


def _wait_for(tablet: Page, document: int, page: int) -> None:
    selector = f'.reader[data-document="{document}"][data-page="{page}"]'
    tablet.wait_for_selector(selector, timeout=10_000)


def _figures(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "median_ms": round(statistics.median(ordered), 1),
        "p95_ms": round(ordered[math.ceil(0.95 * len(ordered)) - 1], 1),
        "worst_ms": round(ordered[-1], 1),
        "turns": len(ordered),
    }


def _follow(
    browser: Browser, served: ServedMeeting, turns: int, slowness: int
) -> dict[str, Any]:
    """Let the chair turn and a tablet follow; return also the image's size."""
    base, tokens = f"/m/{served.meeting}", served.tokens
    chair = _screen(browser, served.server, f"{base}/chair", tokens[Role.CHAIR])
    delegate = tokens[Role.OFFICIAL_DELEGATE]
    tablet = _screen(browser, served.server, f"{base}/tablet", delegate)
    slow_down(tablet, slowness)
    chair.locator(".paper").first.click()
    chair.wait_for_selector(f'.reader[data-document="{served.document}"]')
    _begin(chair, tablet, served.document)
    chair.evaluate(LISTEN_CHAIR)
    tablet.evaluate(LISTEN_TABLET)
    pages = _pages(turns, int(tablet.locator('[data-target="count"]').inner_text()))
    width = tablet.evaluate(
        "document.querySelector('[data-slot=current] .sheet').offsetWidth"
    )
    times = _turn_ours(chair, tablet, served.document, pages)
    chair.context.close()
    tablet.context.close()
    return {"pages": pages, "width": width, "times": times}


def _write_scan(report: Path, target: Path) -> None:
    """Write the first pages of a paper as a 300-dpi image-only PDF."""
    with pdfium.PdfDocument(report) as document:
        first, *others = [
            document[number].render(scale=SCAN_DPI / 72).to_pil()
            for number in range(SCAN_PAGES)
        ]
    first.save(target, save_all=True, append_images=others, resolution=SCAN_DPI)


def _compare(
    browser: Browser, served: ServedMeeting, url: str, turns: int, slowness: int
) -> dict[str, Any]:
    ours = _follow(browser, served, turns, slowness)
    theirs = turn_pdfjs(browser, url, ours["width"], ours["pages"], slowness)
    return {
        "sheet_width_px": ours["width"],
        "kiosk": _figures(ours["times"]),
        "pdfjs": _figures(theirs),
    }


def _measure(folder: Path, pdf: Path, turns: int) -> dict[str, dict[str, Any]]:
    folder.mkdir()
    server = RealServer(folder / "data")
    server.start()
    server.start_worker()
    try:
        served = serve_meeting(server, pdf)
        with sync_playwright() as playwright, pdfjs_server(pdf, folder / "js") as url:
            browser = playwright.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
            )
            figures = {
                name: _compare(browser, served, url, turns, slowness)
                for name, slowness in TABLETS.items()
            }
            browser.close()
    finally:
        server.stop()
    return figures


def _measure_papers(folder: Path, turns: int) -> dict[str, Any]:
    report, scan = folder / "report.pdf", folder / "scan.pdf"
    write_report(report)
    _write_scan(report, scan)
    return {
        "born-digital": _measure(folder / "report", report, turns),
        "scanned": _measure(folder / "scan", scan, turns),
    }


def _print(paper: str, tablet: str, figures: dict[str, Any]) -> None:
    ours, theirs = figures["kiosk"], figures["pdfjs"]
    width = figures["sheet_width_px"]
    print(f"\n{paper} paper, {tablet}: {ours['turns']} turns, sheet {width} px wide")
    print(f"{'':34}{'median':>9}{'p95':>9}{'worst':>9}   (ms)")
    for name, row in (
        ("Kiosk: chair's click to tablet", ours),
        ("pdf.js: call to rendered page", theirs),
    ):
        print(f"{name:34}{row['median_ms']:9}{row['p95_ms']:9}{row['worst_ms']:9}")
    share = ours["p95_ms"] / theirs["p95_ms"]
    print(f"p95 goal < 60 ms; share of pdf.js {share:.2f} (goal 0.25)")


def main(arguments: list[str]) -> int:
    """Measure, print a table and keep the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench pageturn")
    parser.add_argument("--turns", type=int, default=100)
    turns = parser.parse_args(arguments).turns
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        result = _measure_papers(Path(folder), turns)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    for paper, tablets in result.items():
        for tablet, figures in tablets.items():
            _print(paper, tablet, figures)
    return 0
