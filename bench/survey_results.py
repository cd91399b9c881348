"""How quickly the results of 100,000 answers are shown, beside those of 100.

Run: `python -m bench survey_results [--answers 100000] [--rounds 30]`. The answers are
written into the database of a real server as they are kept: eight questions, one of
them answered by everybody in words of their own, 145 sites and five age groups; the
survey is closed and counted. Then one client asks for each page in turn, of this survey
and of the same one with 100 answers. Client and server share the machine.
"""

import argparse
import json
import os
import random
import secrets
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import insert

from bench._results import keep
from bench._rounds import longest_below_ms, over
from kiosk.client.http_client import HttpClient
from kiosk.load_test.metrics import parse_metrics
from kiosk.surveys.models import Survey, SurveyAnswer, SurveyParticipant
from kiosk.surveys.results.count_job import count_survey
from kiosk.surveys.rules.questions import ClassKind, ClassQuestion
from kiosk.surveys.rules.terms import SurveyState
from tests.conference_surveys import QUESTIONS, TEXT_QUESTION, answer_number, make_open
from tests.scene import Scene
from tests.servers import RealServer

ANSWERS, FEW, ROUNDS = 100_000, 100, 30
ROWS_AT_ONCE = 5000
GOAL_MS = 300
SITES, AGES = [f"Site {n}" for n in range(145)], [f"Age {n}" for n in range(5)]
CLASSES = [
    ClassQuestion(ClassKind.SITE, SITES),
    ClassQuestion(ClassKind.AGE_GROUP, AGES),
]
WORDS = (
    *("âm thanh", "hội trường", "chưa rõ", "tài liệu", "gửi sớm", "đường truyền"),
    *("điểm cầu", "vùng cao", "báo cáo", "ngắn gọn", "thảo luận", "thời gian"),
    *("cán bộ", "xã", "huyện", "nghị quyết", "chuyển đổi số", "phục vụ", "chu đáo"),
)
PAGES = {
    "results": "/surveys/{survey}/results",
    "state": "/surveys/{survey}/results/state",
    "cross_table": "/surveys/{survey}/results/questions/q1",
    "texts": f"/surveys/{{survey}}/results/texts/{TEXT_QUESTION}",
    "texts_last": f"/surveys/{{survey}}/results/texts/{TEXT_QUESTION}?page=99999",
    "texts_search": f"/surveys/{{survey}}/results/texts/{TEXT_QUESTION}?q=hoi+truong",
    "texts_not_there": f"/surveys/{{survey}}/results/texts/{TEXT_QUESTION}?q=xyzzy",
}


def words_of(number: int, dice: random.Random) -> str:
    """Return a remark that nobody else has written."""
    return f"{' '.join(dice.choices(WORDS, k=12)).capitalize()} ({number})."


def fill(scene: Scene, meeting: int, answers: int) -> tuple[int, float]:
    """Make a counted survey; return its id, and the seconds that counting took."""
    made, _ = make_open(scene, meeting, f"Survey {answers}")
    dice = random.Random(1)
    for start in range(0, answers, ROWS_AT_ONCE):
        numbers = range(start, min(start + ROWS_AT_ONCE, answers))
        _keep(scene, made, list(numbers), dice)
    with scene.store.unit_of_work("bench") as work:
        survey = work.session.get_one(Survey, made)
        survey.state = SurveyState.CLOSED
        survey.classes = msgspec.json.encode(CLASSES).decode()
    begun = time.monotonic()
    count_survey(scene.store, made)
    return made, time.monotonic() - begun


def _keep(scene: Scene, survey: int, numbers: list[int], dice: random.Random) -> None:
    rows = [
        {
            "survey_id": survey,
            "key": secrets.token_bytes(16),
            "answers": json.dumps(
                {**answer_number(n), TEXT_QUESTION: words_of(n, dice)}, sort_keys=True
            ),
            "classes": json.dumps(
                {"site": dice.choice(SITES), "age_group": dice.choice(AGES)}
            ),
        }
        for n in numbers
    ]
    senders = [
        {"survey_id": survey, "sender": secrets.token_hex(32), "retry_hash": "0" * 64}
        for _ in numbers
    ]
    with scene.store.unit_of_work("bench") as work:
        work.session.execute(insert(SurveyAnswer), rows)
        work.session.execute(insert(SurveyParticipant), senders)


def ask(server: RealServer, token: str, surveys: list[int], rounds: int) -> Any:
    """Ask for every page of both surveys in turn; return times by page and survey."""
    client = HttpClient(server.port, token)
    times: dict[tuple[str, int], list[float]] = {}
    for turn in range(rounds + 1):
        for name, path in PAGES.items():
            for survey in surveys:
                reply = client.get(path.format(survey=survey), timeout=60).checked()
                # What the first request of a kind costs once is left out.
                if turn:
                    times.setdefault((name, survey), []).append(1000 * reply.seconds)
    return times


def figures(server: RealServer, token: str) -> dict[str, float]:
    """Return the server's own figures."""
    reply = HttpClient(server.port, token).get("/metrics", timeout=60).checked()
    return parse_metrics(reply.body.decode())


def measure(server: RealServer, options: argparse.Namespace) -> list[dict[str, Any]]:
    """Fill the database, ask, and return a row for each page."""
    scene = Scene(server.store)
    meeting = scene.make_meeting()
    few, _ = fill(scene, meeting, FEW)
    many, counting = fill(scene, meeting, options.answers)
    token = scene.sign_in(account_id=scene.make_account(is_administrator=True))
    server.start()
    before = figures(server, token)
    load = os.getloadavg()[0]
    times = ask(server, token, [few, many], options.rounds)
    after = figures(server, token)
    common = {
        "answers": options.answers,
        "questions": len(QUESTIONS),
        "rounds": options.rounds,
        "counting_seconds": round(counting, 1),
        "loop_rounds_over_50_ms": over(before, "0.05", after),
        "longest_loop_round_below_ms": longest_below_ms(before, after),
        "load_before": round(load, 1),
        "load_after": round(os.getloadavg()[0], 1),
    }
    return [_row(name, times[name, many], times[name, few], common) for name in PAGES]


def _row(
    name: str, many: list[float], few: list[float], common: dict[str, Any]
) -> dict[str, Any]:
    middle, least = statistics.median(many), statistics.median(few)
    return {
        "page": name,
        "p50_ms": round(middle, 1),
        "p99_ms": round(statistics.quantiles(many, n=100)[98], 1),
        f"p50_ms_of_{FEW}": round(least, 1),
        f"times_of_{FEW}": round(middle / least, 2),
        **common,
    }


def main(arguments: list[str]) -> int:
    """Measure, print and keep the figures; fail beyond the goal."""
    parser = argparse.ArgumentParser(prog="python -m bench survey_results")
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="kiosk-bench-"))
    server = RealServer(folder / "data")
    try:
        rows = measure(server, options)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    for row in rows:
        print(*(f"{name} {value}" for name, value in row.items()), sep="  ")
    keep("survey_results", rows, "page")
    return 0 if all(row["p99_ms"] < GOAL_MS for row in rows) else 1
