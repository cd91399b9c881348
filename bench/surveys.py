"""Whether 10,000 answers to a survey within ten minutes are all kept, once.

Run: `python -m bench surveys [--answers 10000] [--connections 1000] [--seconds 600]
[--no-kill]`. A real server of one process on SQLite with its worker. Everybody has an
invitation and answers at a random time, over connections that stay open; whoever gets
no answer sends the same again. At half the server is killed with SIGKILL and started
again. In the end the survey is closed, and what is kept is compared with what was
acknowledged. Client and server share the machine.
"""

import argparse
import asyncio
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from bench._respondents import Respondents
from bench._results import keep
from kiosk.load_test.event_loop import raise_open_file_limit
from kiosk.surveys import queries
from kiosk.surveys.actions import preparing, running
from kiosk.surveys.mixing import finish_survey
from kiosk.surveys.rules.drafts import Invitee, SurveyDraft
from kiosk.surveys.rules.questions import Choice, Question, QuestionKind
from kiosk.surveys.rules.terms import OnePer, SurveyAccess
from kiosk.surveys.sealing import survey_keys
from kiosk.voting.sealing import new_key, public_key_of
from tests.servers import RealServer

ANSWERS, CONNECTIONS, SECONDS = 10_000, 1000, 600.0
INVITATIONS_AT_ONCE = 2000
SPARE_FILES = 1000


def make_survey(server: RealServer, answers: int) -> tuple[int, list[str]]:
    """Open an anonymous survey by invitation; return its id and the codes."""
    draft = SurveyDraft(
        "Khảo sát",
        access=SurveyAccess.INVITATION,
        one_per=OnePer.INVITATION,
        questions=[
            Question(
                "q1",
                QuestionKind.SINGLE,
                "Đồng chí đánh giá hội nghị thế nào?",
                options=[Choice("o1", "Tốt"), Choice("o2", "Chưa tốt")],
                is_required=True,
            ),
            Question("q2", QuestionKind.TEXT, "Góp ý"),
        ],
    )
    store, codes = server.store, []
    with store.unit_of_work("bench") as work:
        made = preparing.make_survey(work, by="bench", meeting_id=None, draft=draft)
    key = store.config.server_key()
    while len(codes) < answers:
        some = [Invitee()] * min(INVITATIONS_AT_ONCE, answers - len(codes))
        with store.unit_of_work("bench") as work:
            codes += running.make_invitations(
                work, key=key, survey_id=made, people=some
            )
    private_key = new_key()
    public_key = public_key_of(private_key)
    survey_keys(store.config.data).keep(made, public_key, private_key)
    with store.unit_of_work("bench") as work:
        running.open_survey(work, by="bench", survey_id=made, public_key=public_key)
    return made, codes


def measure(server: RealServer, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of one run."""
    survey, codes = make_survey(server, options.answers)
    with server.store.read_session() as session:
        code = queries.survey_form(session, survey).code
    down = 0.0

    def kill() -> None:
        nonlocal down
        begun = time.monotonic()
        server.kill()
        server.start()
        down = time.monotonic() - begun

    crowd = Respondents(
        server.port,
        f"/s/{code}/answers",
        codes,
        options.connections,
        options.seconds,
        None if options.no_kill else kill,
    )
    begun = time.monotonic()
    load = os.getloadavg()[0]
    asyncio.run(crowd.answer_all())
    seconds = time.monotonic() - begun
    with server.store.unit_of_work("bench") as work:
        live = len(list(queries.answer_rows(work.session, survey)))
        running.close_survey(work, by="bench", survey_id=survey)
    finish_survey(server.store, survey)
    with server.store.read_session() as session:
        answered = queries.count_answered(session, survey)
        kept = sum(1 for _ in queries.answer_rows(session, survey))
    return {
        "run": f"{options.answers} in {options.seconds:.0f} s",
        "answers": options.answers,
        "connections": options.connections,
        "seconds": round(seconds, 1),
        "acknowledged": len(crowd.acknowledged),
        "answered": answered,
        "kept": kept,
        "kept_before_the_close": live,
        "lost": len(crowd.acknowledged) - kept,
        "statuses": dict(crowd.statuses),
        "retries": crowd.retries,
        "down_seconds": round(down, 1),
        "p50_ms": crowd.ms(0.5),
        "p99_ms": crowd.ms(0.99),
        "last_ms": crowd.ms(1.0),
        "load_before": round(load, 1),
        "load_after": round(os.getloadavg()[0], 1),
    }


def main(arguments: list[str]) -> int:
    """Measure, print the figures and keep them."""
    parser = argparse.ArgumentParser(prog="python -m bench surveys")
    parser.add_argument("--answers", type=int, default=ANSWERS)
    parser.add_argument("--connections", type=int, default=CONNECTIONS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--no-kill", action="store_true")
    options = parser.parse_args(arguments)
    raise_open_file_limit(options.connections + SPARE_FILES)
    folder = Path(tempfile.mkdtemp(prefix="kiosk-bench-"))
    server = RealServer(folder / "data", KIOSK_LOG_LEVEL="INFO")
    server.start()
    server.start_worker()
    try:
        row = measure(server, options)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
    for name, value in row.items():
        print(f"  {name}: {value}")
    keep("surveys", [row], "run")
    is_whole = row["acknowledged"] == row["answered"] == row["kept"] == row["answers"]
    return 0 if is_whole else 1
