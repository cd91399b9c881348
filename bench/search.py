"""How quickly words are found among 100,000 pages, beside a bare FTS5 table.

Run: `python -m bench search [--pages 100000] [--database postgresql]`. The bare table
holds the same folded words and is asked the same terms, without rights, order, marks,
titles or snippets.
Both are asked in turn in the same run. Our time is that of the whole question, as the
server asks it, in one meeting of 5,000 pages and in all meetings of an administrator.
Last, several administrators ask a real server at once, and its loop is looked at.
"""

import argparse
import itertools
import json
import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bench._asking import ask_server
from kiosk.documents.models import Document, Page
from kiosk.identity import Actor, Identity
from kiosk.live import gc_tuning
from kiosk.roles import Role
from kiosk.search.queries import find_everywhere, find_in_meeting
from kiosk.search.rules import read_query
from kiosk.storage.store import Store
from kiosk.vietnamese import index_forms
from tests.scene import Scene
from tests.servers import RealServer
from tests.services import PostgreSQL

RESULTS = Path(__file__).parent / "results" / "search.json"
PAGES_A_PAPER, PAPERS_A_MEETING = 50, 100
SENTENCES = 14
GOAL_MS = 50

# Word sequences of such documents; the first are in nearly all of them.
_PHRASES = """
báo cáo kết quả thực hiện | nghị quyết của tỉnh uỷ | uỷ ban nhân dân tỉnh |
quán triệt sâu sắc | chuyển đổi số | cải cách hành chính | phát triển kinh tế - xã hội |
các sở, ban, ngành | xây dựng nông thôn mới | giảm nghèo bền vững | ngân sách nhà nước |
đầu tư công | giải phóng mặt bằng | đường giao thông liên xã | bảo vệ môi trường |
công tác cán bộ | kiểm tra, giám sát | phòng, chống thiên tai | y tế cơ sở |
đổi mới giáo dục | an ninh trật tự | hội nghị trực tuyến | điểm cầu các huyện |
trách nhiệm người đứng đầu | tháo gỡ khó khăn, vướng mắc | thu hút đầu tư |
dương lịch và âm lịch | sản xuất nông nghiệp | du lịch cộng đồng | đất đai, khoáng sản
"""
_JOINTS = ("và", "trong năm", "theo", "đối với", "nhằm", "tại xã", "tại huyện", "về")
_STARTS = ("b", "ch", "d", "đ", "gi", "h", "kh", "l", "m", "ng", "nh", "qu", "th", "tr")
_ENDS = ("an", "áng", "ầm", "ền", "ọc", "ước", "uyên", "oà", "ủy", "ích", "ương", "iệt")
_SYLLABLES = [start + end for start in _STARTS for end in _ENDS]
QUERIES = {
    "without marks": "quan triet",
    "with marks": "quán triệt",
    "in every paper": "bao cao ket qua",
    "a phrase": '"chuyển đổi số"',
    "while typing": "chuyen d",
    "two letters": "qu",
    "four words": "nghị quyết tỉnh uỷ",
    "a rare word": "khước nguyên",
    "one page": "trang 4321 ",
    "not there": "xyzzy",
}


def pages_of_text(count: int) -> Iterator[str]:
    """Yield pages of Vietnamese sentences, the same on every run."""
    dice = random.Random(400)
    phrases = [" ".join(phrase.split()) for phrase in _PHRASES.split("|")]
    weights = [1 / place for place in range(1, len(phrases) + 1)]
    for number in range(1, count + 1):
        lines = [f"Trang {number}"]
        for _ in range(SENTENCES):
            chosen = dice.choices(phrases, weights, k=4)
            rare = " ".join(dice.choices(_SYLLABLES, k=3))
            joints = dice.choices(_JOINTS, k=4)
            words = itertools.chain.from_iterable(zip(chosen, joints, strict=True))
            lines.append(f"{' '.join(words)} {rare}.".capitalize())
        yield "\n".join(lines)


def fill(store: Store, count: int) -> list[int]:
    """Fill the store with so many pages in meetings of many papers; return these."""
    scene, meetings = Scene(store), []
    texts = pages_of_text(count)
    item = document = 0
    for number in range(count // PAGES_A_PAPER):
        if number % PAPERS_A_MEETING == 0:
            meetings.append(scene.make_meeting(f"Hội nghị {len(meetings) + 1}"))
        if number % 10 == 0:
            item = scene.make_item(meetings[-1], ordinal=number)
        title = f"Báo cáo số {number}"
        document = scene.make_document(meetings[-1], item, [], title=title)
        with store.unit_of_work("bench") as work:
            paper = work.session.get_one(Document, document)
            paper.page_count = paper.pages_ready = PAGES_A_PAPER
            work.session.add_all(
                Page(
                    document_id=document, number=page, width=595, height=842, text=words
                )
                for page, words in enumerate(itertools.islice(texts, PAGES_A_PAPER), 1)
            )
    return meetings


def fill_bare(path: Path, count: int) -> sqlite3.Connection:
    """Make a table of the same words and nothing else."""
    link = sqlite3.connect(path, isolation_level=None)
    link.execute("PRAGMA journal_mode=WAL")
    link.execute("PRAGMA cache_size=-16000")
    link.execute("CREATE VIRTUAL TABLE bare USING fts5(folded, prefix='2 3')")
    link.execute("BEGIN")
    link.executemany(
        "INSERT INTO bare VALUES (?)",
        ((index_forms(words)[0],) for words in pages_of_text(count)),
    )
    link.execute("COMMIT")
    return link


def bare_question(find: str) -> str:
    """Return the same terms in FTS5's query syntax."""
    return " AND ".join(
        f'"{" ".join(term.folded)}"{" *" if term.is_prefix else ""}'
        for term in read_query(find)
    )


# Milliseconds that passed, and those that this process had a core to itself.
Took = tuple[float, float]


def timed(action: Callable[[], Any]) -> Took:
    """Return how long the call takes, on the clock and on the CPU."""
    began, worked = time.perf_counter(), time.process_time()
    action()
    passed, used = time.perf_counter() - began, time.process_time() - worked
    return passed * 1000, used * 1000


def summary(took: list[Took]) -> dict[str, float]:
    """Return the median, the 95th of 100, and the worst."""
    times, worked = [passed for passed, _ in took], [used for _, used in took]
    return {
        "p50_ms": round(statistics.median(times), 2),
        "p95_ms": round(statistics.quantiles(times, n=100)[94], 2),
        "worst_ms": round(max(times), 2),
        "p95_cpu_ms": round(statistics.quantiles(worked, n=100)[94], 2),
    }


def measure(
    store: Store, bare: sqlite3.Connection, meetings: list[int], rounds: int
) -> dict[str, dict[str, list[Took]]]:
    """Run every query in turn, each time in another meeting; return the times."""
    operator = Identity(1, "bench", account_id=1, is_administrator=True)
    times: dict[str, dict[str, list[Took]]] = {}
    dice = random.Random(1)

    def one(find: str) -> None:
        meeting = dice.choice(meetings)
        actor = Actor(meeting, Role.OFFICIAL_DELEGATE, "bench", sign_in_id=1)
        with store.read_session() as session:
            find_in_meeting(session, actor, find)

    def everywhere(find: str) -> None:
        with store.read_session() as session:
            find_everywhere(session, operator, find)

    def floor(find: str) -> None:
        question = "SELECT rowid FROM bare WHERE bare MATCH ? ORDER BY rowid LIMIT 20"
        bare.execute(question, (bare_question(find),)).fetchall()

    ways = {"meeting": one, "all_meetings": everywhere, "bare_fts5": floor}
    for _, (name, find), (way, action) in itertools.product(
        range(rounds), QUERIES.items(), ways.items()
    ):
        took = timed(lambda action=action, find=find: action(find))  # type: ignore[misc]
        times.setdefault(way, {}).setdefault(name, []).append(took)
    return times


@contextmanager
def database_of(kind: str) -> Iterator[dict[str, str]]:
    """Give the settings of a database of this kind, PostgreSQL with its own service."""
    if kind == "sqlite":
        yield {}
        return
    with PostgreSQL() as service:
        yield {"KIOSK_DATABASE_URL": service.url(service.new_database())}


def size_mb(store: Store, folder: Path) -> int:
    """Return how large the filled database is."""
    if store.database.is_sqlite:
        return round((folder / "kiosk.db").stat().st_size / 1e6)
    with store.read_session() as session:
        size = "SELECT pg_database_size(current_database())"
        return round(session.execute(text(size)).scalar_one() / 1e6)


def run(
    folder: Path, settings: dict[str, str], pages: int, rounds: int
) -> dict[str, Any]:
    """Fill a database, query it alone and behind a server; return all figures."""
    server = RealServer(folder, **settings)
    store = server.store
    began = time.monotonic()
    meetings = fill(store, pages)
    filled = time.monotonic() - began
    if not store.database.is_sqlite:
        # What autovacuum does within minutes.
        with store.database.engine.connect() as link:
            link.execution_options(
                isolation_level="AUTOCOMMIT", postgresql_readonly=False
            )
            link.execute(text("VACUUM ANALYZE"))
    bare = fill_bare(folder / "bare.db", pages)
    gc_tuning.freeze_startup_objects()  # as the server does
    times = measure(store, bare, meetings, rounds)
    bare.close()
    scene = Scene(store)
    cookie = scene.sign_in(account_id=scene.make_account(is_administrator=True))
    result: dict[str, Any] = {
        # More than the number of cores: other processes were running too.
        "load": round(os.getloadavg()[0], 1),
        "pages": pages,
        "meetings": len(meetings),
        "database_mb": size_mb(store, folder),
        "pages_kept_per_second": round(pages / filled),
        "behind_server": ask_server(server, cookie, list(QUERIES.values()), rounds),
    }
    for way, by_query in times.items():
        every = [took for own in by_query.values() for took in own]
        queries = {name: summary(own) for name, own in by_query.items()}
        result[way] = {**summary(every), "queries": queries}
    return result


def report(result: dict[str, Any]) -> None:
    """Print the figures."""
    for way in ("meeting", "all_meetings", "bare_fts5"):
        own = {**result[way]}
        queries = own.pop("queries")
        for name, figures in {way: own, **queries}.items():
            print(f"{name:15}", *(f"{k} {v:8}" for k, v in figures.items()))
    print(*(f"{k} {v}" for k, v in result["behind_server"].items()), sep="\n")


def main(arguments: list[str]) -> int:
    """Measure, print and keep the figures; fail beyond the goal over all meetings."""
    parser = argparse.ArgumentParser(prog="python -m bench search")
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument(
        "--database", choices=["sqlite", "postgresql"], default="sqlite"
    )
    asked = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory() as folder,
        database_of(asked.database) as settings,
    ):
        result = run(Path(folder), settings, asked.pages, asked.rounds)
    report(result)
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    kept[asked.database] = result
    RESULTS.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n")
    return 0 if result["all_meetings"]["p95_ms"] < GOAL_MS else 1
