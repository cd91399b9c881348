"""How quickly a paper becomes pages, beside a bare loop of the same rendering.

Run: `python -m bench ingest [--pages 200] [--rounds 2]`. Both are measured in turn on
the same number of processes; the best round of each counts, since anything else on
the machine only ever makes a round slower. Then both run at the same time, which on a
busy machine is the fairer comparison.
"""

import argparse
import io
import itertools
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from flask.testing import FlaskClient
from weasyprint import HTML

from kiosk.app import create_server
from kiosk.config import Config, read_config
from kiosk.ingestion.rendering.render_child import (
    WEBP_METHOD,
    WEBP_QUALITY,
    draw_pdf_page,
    in_all_widths,
)
from kiosk.ingestion.rendering.render_job import BULK_NICE
from kiosk.ingestion.rendering.text_layer import read_text_layer
from kiosk.processes.priority import low_priority_prefix
from kiosk.roles import Role
from kiosk.storage.migrate import migrate
from tests.scene import Scene

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results" / "ingest.json"
TEXT_SAMPLE = 30

_STYLE = """
@page { size: A4; margin: 20mm }
section { break-after: page; font: 12pt 'DejaVu Serif', serif }
h1 { color: #a01818; font-size: 18pt }
td { border: 1px solid #333; padding: 3pt 8pt }
table { border-collapse: collapse; width: 100% }
"""
_SENTENCE = (
    "Trong kỳ báo cáo, các sở, ngành và địa phương đã hoàn thành phần lớn nhiệm vụ được"
    " giao; những việc chậm tiến độ đều có người chịu trách nhiệm và hạn mới. "
)


def make_paper(pages: int, title: str) -> bytes:
    """Return a PDF with text and a table on each of `pages` A4 pages."""

    def section(number: int) -> str:
        rows = "".join(
            f"<tr><td>{row}</td><td>Điểm cầu số {row * number}</td>"
            f"<td>{row * number * 37 % 1000}</td><td>{row * number % 101} %</td></tr>"
            for row in range(1, 9)
        )
        head, text = f"<h1>{title}, phần {number}</h1>", f"<p>{_SENTENCE * 4}</p>" * 3
        return f"<section>{head}{text}<table>{rows}</table></section>"

    body = "".join(section(number) for number in range(1, pages + 1))
    return HTML(string=f"<style>{_STYLE}</style>{body}").write_pdf()


def bare_loop(path: Path, share: int, of: int, *, endless: bool) -> None:
    """Render every `of`-th page and encode it; print the pages and the seconds.

    An endless loop begins again at the end, until a line comes in.
    """
    document = pdfium.PdfDocument(path)
    mine = range(share, len(document), of)
    sys.stdin.readline()
    began, done = time.monotonic(), 0
    for number in itertools.cycle(mine) if endless else mine:
        page = document[number]
        for _, image in in_all_widths(draw_pdf_page(page)):
            image.save(io.BytesIO(), "WEBP", quality=WEBP_QUALITY, method=WEBP_METHOD)
        page.close()
        done += 1
        if endless and select.select([sys.stdin], [], [], 0)[0]:
            break
    print(done, time.monotonic() - began)


class BareLoops:
    """Bare loops in some processes, at the worker's priority, ready to start."""

    def __init__(self, path: Path, processes: int, *, endless: bool = False) -> None:
        """Start them; they have imported everything and wait for `say`."""
        code = "from bench.ingest import *; bare_loop(Path({!r}), {}, {}, endless={})"
        self._children = [
            subprocess.Popen(
                [
                    *low_priority_prefix(BULK_NICE),
                    *(sys.executable, "-c"),
                    code.format(str(path), share, processes, endless),
                ],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                # The scheduler shares CPU time between sessions: each loop is one, as
                # in Kiosk.
                start_new_session=True,
            )
            for share in range(processes)
        ]
        time.sleep(3)

    def say(self) -> None:
        """Start them, or stop them."""
        for child in self._children:
            child.stdin.write("go\n")
            child.stdin.flush()

    def result(self) -> tuple[int, float]:
        """Return all pages done, and the seconds of the slowest."""
        lines = [child.communicate()[0].split() for child in self._children]
        return sum(int(n) for n, _ in lines), max(float(s) for _, s in lines)


def run_bare(path: Path, processes: int) -> float:
    """Return the seconds of the slowest of the bare loops, start-up left out."""
    loops = BareLoops(path, processes)
    loops.say()
    return loops.result()[1]


class Desk:
    """A secretary at a server with an empty data folder, and a running worker."""

    def __init__(self, config: Config) -> None:
        """Prepare meeting, item and sign-in."""
        server = create_server(config)
        migrate(server.store.database)
        scene = Scene(server.store)
        self.meeting = scene.make_meeting()
        self.item = scene.make_item(self.meeting)
        secretary = scene.make_member(self.meeting, Role.SECRETARY)
        self.client: FlaskClient = server.app.test_client()
        self.client.set_cookie("kiosk", scene.sign_in(secretary))

    def upload(self, data: bytes) -> int:
        """Upload a PDF and return the document's id."""
        reply = self.client.post(
            f"/m/{self.meeting}/documents?name=bao-cao.pdf&item={self.item}",
            data=data,
            content_type="application/octet-stream",
        )
        return int(reply.json["id"])

    def wait(self, document: int, pages: int) -> float:
        """Wait until so many pages are ready; return the moment."""
        while True:
            state = self.client.get(
                f"/m/{self.meeting}/documents/{document}/status"
            ).json
            if state["state"] == "refused":
                raise SystemExit(f"refused: {state['message']}")
            if state["pages_ready"] >= pages:
                return time.monotonic()
            # Polling costs CPU time too: seldom, once the first page is there.
            time.sleep(0.02 if pages == 1 else 0.25)


@contextmanager
def desk(processes: int) -> Iterator[Desk]:
    """Give a desk on a folder of its own, with its worker."""
    work = ROOT / "bench" / "scratch"
    work.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=work))
    settings = {
        "KIOSK_DATA": str(folder),
        "KIOSK_ASYNC_MODE": "threading",
        "KIOSK_WORKER_PROCESSES": str(processes),
        "KIOSK_LOG_LEVEL": "WARNING",
    }
    place = Desk(read_config(settings))
    worker = subprocess.Popen(
        [sys.executable, "-m", "kiosk.worker"],
        cwd=ROOT,
        env={**os.environ, **settings},
    )
    try:
        time.sleep(2)
        yield place
    finally:
        worker.terminate()
        worker.wait(10)
        shutil.rmtree(folder, ignore_errors=True)


def run_ingest(data: bytes, pages: int, processes: int) -> tuple[float, float]:
    """Return the seconds from the upload to the first page, and to the last."""
    with desk(processes) as place:
        began = time.monotonic()
        document = place.upload(data)
        first = place.wait(document, 1) - began
        return first, place.wait(document, pages) - began


def run_side_by_side(path: Path, data: bytes, pages: int, processes: int) -> float:
    """Return Kiosk's speed as a share of bare loops that run at the same time.

    Both have as many processes and the same niceness, so whatever else the machine
    does slows both alike. The time from the upload to the last page counts whole.
    """
    loops = BareLoops(path, processes, endless=True)
    with desk(processes) as place:
        loops.say()
        began = time.monotonic()
        took = place.wait(place.upload(data), pages) - began
        loops.say()
        done, seconds = loops.result()
    return (pages / took) / (done / seconds)


def run_beside(data: bytes, other: bytes, processes: int) -> float:
    """Return the seconds to the first page while another paper keeps all cores busy."""
    with desk(processes) as place:
        place.wait(place.upload(data), 8)
        began = time.monotonic()
        return place.wait(place.upload(other), 1) - began


def text_cost(path: Path) -> float:
    """Return the seconds that reading the words of one page takes."""
    document = pdfium.PdfDocument(path)
    count = min(TEXT_SAMPLE, len(document))
    pages = [document[number] for number in range(count)]
    began = time.monotonic()
    for page in pages:
        read_text_layer(page)
    return (time.monotonic() - began) / count


def measure(pages: int, rounds: int) -> dict[str, Any]:
    """Measure everything and return the figures."""
    processes = max(1, os.cpu_count() or 1)
    data, other = make_paper(pages, "Báo cáo"), make_paper(pages, "Tờ trình")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(data)
        bare, whole, first = [], [], []
        for _ in range(rounds):
            bare.append(run_bare(path, processes))
            to_first, to_last = run_ingest(data, pages, processes)
            first.append(to_first)
            whole.append(to_last)
        side_by_side = run_side_by_side(path, data, pages, processes)
        words = text_cost(path)
    return {
        "pages": pages,
        "processes": processes,
        "bare_pages_per_second": round(pages / min(bare), 2),
        "kiosk_pages_per_second": round(pages / min(whole), 2),
        "ratio": round(min(bare) / min(whole), 3),
        "ratio_side_by_side": round(side_by_side, 3),
        "rounds": {"bare": bare, "kiosk": whole},
        "load_average": os.getloadavg()[0],
        "first_page_seconds": round(min(first), 2),
        "first_page_seconds_beside_another": round(
            run_beside(data, other, processes), 2
        ),
        "text_milliseconds_a_page": round(words * 1000, 1),
    }


def main(arguments: list[str]) -> int:
    """Measure, print a table, write the figures to bench/results/ingest.json."""
    parser = argparse.ArgumentParser(prog="bench ingest")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args(arguments)
    figures = measure(options.pages, options.rounds)
    for name, value in figures.items():
        print(f"{name:36} {value}")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
