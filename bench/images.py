"""Page images from one Kiosk process, alone and with nginx sending, beside bare nginx.

Run: `python -m bench images [--tablets 32] [--seconds 3] [--rounds 5]`. One server,
real rendered pages, every request authorised by a delegate's own cookie, except by the
bare nginx, which gives the same files to anybody. Every round asks all three in turn
with the same client; medians over the rounds count, and each ratio is the median of
the rounds' own ratios, since whatever else the machine does slows one round's three
alike. What an image costs Kiosk's own processor is the least of the rounds. On two
cores the client and the servers share the processor: the rates are those of this
machine with the client on it.
"""

import argparse
import io
import json
import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from bench._http import Tally, hammer
from bench.ingest import make_paper
from kiosk.client.messages import raw_request
from kiosk.documents.rules import SCREEN_WIDTH
from kiosk.ingestion.rendering.render_child import (
    WEBP_METHOD,
    WEBP_QUALITY,
    draw_pdf_page,
    in_all_widths,
)
from kiosk.load_test.process_usage import cpu_seconds
from tests.nginx import Nginx
from tests.scene import Scene
from tests.servers import RealServer

RESULTS = Path(__file__).parent / "results" / "images.json"
PAGES = 24
WARM_UP_SECONDS = 0.5
_BARE = """
worker_processes auto; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1000; }}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  default_type image/webp; sendfile on; tcp_nopush on; access_log off;
  keepalive_requests 1000000; open_file_cache max=1000;
  server {{ listen 127.0.0.1:{port}; location / {{ alias {files}/; }} }}
}}
"""


@dataclass(frozen=True)
class Target:
    """One of the three: what asks it, and the Kiosk process it costs something."""

    ask: Callable[[float], Tally]
    process: int | None = None

    def measure(self, seconds: float) -> tuple[Tally, float]:
        """Return what came back, and the seconds of processor Kiosk spent on it."""
        processes = [] if self.process is None else [self.process]
        before = cpu_seconds(processes)
        tally = self.ask(seconds)
        return tally, cpu_seconds(processes) - before


def draw_pages(count: int) -> list[bytes]:
    """Return real pages as tablets get them."""
    document = pdfium.PdfDocument(make_paper(count, "Báo cáo"))
    pages = []
    for number in range(count):
        images = dict(in_all_widths(draw_pdf_page(document[number])))
        kept = io.BytesIO()
        images[SCREEN_WIDTH].save(
            kept, "WEBP", quality=WEBP_QUALITY, method=WEBP_METHOD
        )
        pages.append(kept.getvalue())
    return pages


def _bare(folder: Path, files: Path) -> Nginx:
    nginx = Nginx(folder, secure=False)
    nginx.configuration.write_text(
        _BARE.format(folder=folder, port=nginx.port, files=files)
    )
    return nginx


@contextmanager
def servers(folder: Path, tablets: int) -> Iterator[dict[str, Target]]:
    """Bring up all three and give what measures each."""
    front = Nginx(folder / "front", secure=False)
    server = RealServer(folder / "data", **front.settings)
    scene = Scene(server.store)
    meeting = scene.make_meeting()
    pages = draw_pages(PAGES)
    document = scene.make_document(meeting, scene.make_item(meeting), pages)
    names = [server.store.files.store_bytes(page).sha256 for page in pages]
    cookies = [
        f"kiosk={scene.sign_in(scene.make_member(meeting))}" for _ in range(tablets)
    ]
    at = f"/m/{meeting}/documents/{document}/images"
    get = partial(raw_request, "GET", "127.0.0.1")
    asked = [
        [get(f"{at}/{name}.webp", {"Cookie": cookie}) for name in names]
        for cookie in cookies
    ]
    plain = [[get(f"/{name[:2]}/{name}", {}) for name in names]] * tablets
    bare = _bare(folder / "bare", server.config.data / "files")
    server.start()
    front.write(server)
    try:
        with front, bare:
            process = server.process.pid
            yield {
                "kiosk": Target(partial(hammer, server.port, asked), process),
                "kiosk_and_nginx": Target(partial(hammer, front.port, asked), process),
                "nginx": Target(partial(hammer, bare.port, plain)),
            }
    finally:
        server.stop()


def measure(tablets: int, seconds: float, rounds: int) -> dict[str, Any]:
    """Measure in turn and return the figures."""
    tallies: dict[str, list[Tally]] = {}
    costs: dict[str, list[float]] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        servers(Path(folder), tablets) as targets,
    ):
        for target in targets.values():
            target.ask(WARM_UP_SECONDS)
        for _ in range(rounds):
            for name, target in targets.items():
                tally, spent = target.measure(seconds)
                tallies.setdefault(name, []).append(tally)
                costs.setdefault(name, []).append(1e3 * spent / tally.answers)
    figures: dict[str, Any] = {"tablets": tablets, "pages": PAGES, "rounds": rounds}
    for name, mine in tallies.items():
        figures[name] = {
            "images_per_second": _median(t.answers_per_second for t in mine),
            "megabytes_per_second": _median(t.megabytes_per_second for t in mine),
        }
    figures["mean_image_kilobytes"] = round(
        sum(t.body_bytes for t in tallies["nginx"])
        / sum(t.answers for t in tallies["nginx"])
        / 1e3,
        1,
    )
    for name in ("kiosk", "kiosk_and_nginx"):
        figures[name]["kiosk_processor_ms_an_image"] = round(min(costs[name]), 2)
        figures[f"{name}_to_nginx"] = round(
            statistics.median(
                mine.answers_per_second / bare.answers_per_second
                for mine, bare in zip(tallies[name], tallies["nginx"], strict=True)
            ),
            3,
        )
    return figures | {"load_average": round(os.getloadavg()[0], 1)}


def _median(values: Iterator[float]) -> float:
    return round(statistics.median(values), 1)


def main(arguments: list[str]) -> int:
    """Measure, print a table, write the figures to bench/results/images.json."""
    parser = argparse.ArgumentParser(prog="bench images")
    parser.add_argument("--tablets", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    figures = measure(options.tablets, options.seconds, options.rounds)
    for name, value in figures.items():
        print(f"{name:24} {value}")
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    return 0
