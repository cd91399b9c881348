"""How well and how quickly scans are read, beside bare Tesseract on the same pages.

Run: `python -m bench ocr [--pages 2] [--speed-pages 12]`. Error rates are taken
against the known text of generated scans, spoilt in different ways; white space is
evened out, marks count. Speed is taken from a worker's first page read to its last,
with a process for each core; bare Tesseract has as many, equally polite, in the same
run, before and after: the better round counts, since anything else on the machine
only ever makes a round slower.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image

from bench._scans import SETS, page_text, scan
from bench.ingest import Desk, desk
from kiosk.ingestion.ocr.ocr_child import draw_page, recognise_picture
from kiosk.ingestion.ocr.ocr_job import OCR_NICE
from kiosk.ingestion.ocr.tesseract import TESSERACT
from kiosk.processes.priority import low_priority_prefix

RESULTS = Path(__file__).parent / "results" / "ocr.json"
LANGUAGES = "vie+eng"
SPEED_SET = "noise, 300 dpi"


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many insertions, deletions and exchanges part two sequences."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        left, diagonal = i, row[0]
        row[0] = i
        for j, b in enumerate(other, 1):
            left = min(row[j] + 1, left + 1, diagonal + (a != b))
            diagonal, row[j] = row[j], left
    return row[-1]


def plain(text: str) -> str:
    """Return the text in NFC with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def bare(path: Path) -> list[str]:
    """Return the bare Tesseract command that reads a scan."""
    return [TESSERACT, str(path), "stdout", "-l", LANGUAGES]


def tesseract(path: Path) -> str:
    """Return what bare Tesseract reads."""
    done = subprocess.run(
        bare(path), capture_output=True, check=True, env=_environment()
    )
    return done.stdout.decode()


def _environment() -> dict[str, str]:
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


def errors(name: str, pages: int, folder: Path) -> dict[str, Any]:
    """Return the error rates of one set, Kiosk's and bare Tesseract's, in percent."""
    counts = {"kiosk": [0, 0], "bare": [0, 0]}
    letters = words = 0
    for number in range(1, pages + 1):
        path = folder / "scan.jpg"
        path.write_bytes(scan(name, number))
        truth = plain(" ".join(page_text(number)))
        letters, words = letters + len(truth), words + len(truth.split())
        made, _ = recognise_picture(draw_page(path, "jpeg", 1), LANGUAGES, folder)
        for who, said in (("kiosk", made.text), ("bare", tesseract(path))):
            counts[who][0] += distance(truth, plain(said))
            counts[who][1] += distance(truth.split(), plain(said).split())
    return {
        "set": name,
        "pages": pages,
        **{
            f"{who}_{what}_error_percent": round(100 * wrong / all_of, 2)
            for who, pair in counts.items()
            for what, wrong, all_of in zip(
                ("character", "word"), pair, (letters, words), strict=True
            )
        },
    }


def bare_speed(paths: list[Path], processes: int) -> float:
    """Return how many pages a minute bare Tesseract reads, on so many processes."""
    waiting, lock = iter(paths), threading.Lock()

    def work() -> None:
        while True:
            with lock:
                path = next(waiting, None)
            if path is None:
                return
            subprocess.run(
                [*low_priority_prefix(OCR_NICE), *bare(path)],
                capture_output=True,
                check=True,
                env=_environment(),
                start_new_session=True,
            )

    threads = [threading.Thread(target=work) for _ in range(processes)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 60 * len(paths) / (time.monotonic() - began)


def kiosk_speed(paths: list[Path], processes: int) -> dict[str, float]:
    """Return Kiosk's pages a minute, and the seconds until the first can be read."""
    pictures = [Image.open(path) for path in paths]
    with tempfile.TemporaryDirectory() as folder, desk(processes) as place:
        pdf = Path(folder) / "scan.pdf"
        pictures[0].save(
            pdf, "PDF", save_all=True, append_images=pictures[1:], resolution=300
        )
        began = time.monotonic()
        document = place.upload(pdf.read_bytes())
        readable = place.wait(document, 1) - began
        place.wait(document, len(paths))
        began = time.monotonic()
        _wait_for_text(place, document)
        took = time.monotonic() - began
    return {"pages": 60 * len(paths) / took, "readable": readable}


def _wait_for_text(place: Desk, document: int) -> None:
    """Wait until the last page has its text."""
    path = f"/m/{place.meeting}/documents/{document}/status"
    while place.client.get(path).json["recognition"] != "done":
        time.sleep(0.2)


def speed(folder: Path, pages: int, processes: int) -> dict[str, Any]:
    """Measure both, one after the other and again."""
    paths = []
    for number in range(1, pages + 1):
        paths.append(folder / f"{number}.jpg")
        paths[-1].write_bytes(scan(SPEED_SET, number))
    rounds = []
    for _ in range(2):
        alone = bare_speed(paths, processes)
        ours = kiosk_speed(paths, processes)
        rounds.append((alone, ours["pages"], ours["readable"]))
    best = [max(one[at] for one in rounds) for at in range(2)]
    return {
        "speed_pages": pages,
        "processes": processes,
        "load_average": os.getloadavg()[0],
        "bare_pages_per_minute": round(best[0], 1),
        "kiosk_pages_per_minute": round(best[1], 1),
        "ratio": round(best[1] / best[0], 3),
        "readable_seconds": round(min(one[2] for one in rounds), 2),
    }


def measure(pages: int, speed_pages: int) -> dict[str, Any]:
    """Measure everything and return the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sets = [errors(each, pages, folder) for each in SETS]
        fast = speed(folder, speed_pages, max(1, os.cpu_count() or 1))
    return {**fast, "error_rates": sets}


def main(arguments: list[str]) -> int:
    """Measure, print tables, write the figures to bench/results/ocr.json."""
    parser = argparse.ArgumentParser(prog="bench ocr")
    parser.add_argument("--pages", type=int, default=2, help="of each kind of scan")
    parser.add_argument("--speed-pages", type=int, default=12)
    options = parser.parse_args(arguments)
    figures = measure(options.pages, options.speed_pages)
    heads = ("kiosk CER %", "kiosk WER %", "bare CER %", "bare WER %")
    print(f"{'':36}" + "".join(f"{head:>13}" for head in heads))
    for one in figures["error_rates"]:
        rates = itertools.islice(one.values(), 2, None)
        print(f"{one['set']:36}" + "".join(f"{rate:13}" for rate in rates))
    for name, value in figures.items():
        if name != "error_rates":
            print(f"{name:36} {value}")
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
