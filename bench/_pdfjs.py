"""The same page changes in pdf.js, as reference."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
LIBRARY = ROOT / "node_modules" / "pdfjs-dist" / "build"
PAGE = ROOT / "bench" / "pdfjs.html"
TABLET = {"width": 1280, "height": 800}
# The tablet loads and decodes the neighbours meanwhile, as between two real turns.
REST_MS = 250


def slow_down(page: Page, slowness: int) -> None:
    """Throttle the page's CPU by a factor."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowness})


@contextmanager
def pdfjs_server(pdf: Path, folder: Path) -> Iterator[str]:
    """Serve pdf.js and the document; yield the URL of the page that shows it."""
    folder.mkdir()
    for name in ("pdf.min.mjs", "pdf.worker.min.mjs"):
        shutil.copy(LIBRARY / name, folder / name)
    shutil.copy(pdf, folder / "paper.pdf")
    shutil.copy(PAGE, folder / "index.html")
    quiet = type(
        "Quiet",
        (http.server.SimpleHTTPRequestHandler,),
        {
            "log_message": lambda *_: None,
            "extensions_map": {".mjs": "text/javascript", ".html": "text/html"},
        },
    )
    handler = functools.partial(quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}/index.html"
    finally:
        server.shutdown()
        server.server_close()


def turn_pdfjs(
    browser: Browser, url: str, width: int, pages: list[int], slowness: int
) -> list[float]:
    """Show `pages` one after another; return the milliseconds each took."""
    page = browser.new_context(viewport=TABLET).new_page()
    slow_down(page, slowness)
    page.goto(url)
    page.wait_for_function("globalThis.isReady")
    page.evaluate("(width) => globalThis.open(width)", width)
    times = []
    for number in pages:
        times.append(page.evaluate("(number) => globalThis.turn(number)", number))
        page.wait_for_timeout(REST_MS)
    page.context.close()
    return times
