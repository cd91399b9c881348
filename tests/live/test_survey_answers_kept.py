"""An acknowledged answer is kept once, whatever happens to the server."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from bench._respondents import Respondents
from bench.surveys import make_survey
from kiosk.surveys import queries
from kiosk.surveys.actions import running
from kiosk.surveys.mixing import finish_survey
from tests.migrated_database import new_data_folder
from tests.servers import RealServer

ANSWERS, CONNECTIONS, SECONDS = 60, 12, 2.0


def test_killed_in_the_middle_every_answer_is_kept_once(tmp_path):
    server = RealServer(new_data_folder(tmp_path))
    server.start()
    # A browser of another test may run the loop of this thread. The server ends with
    # the thread that started it, so the thread lasts as long.
    with ThreadPoolExecutor(1) as loops:
        try:
            survey, codes = make_survey(server, ANSWERS)
            with server.store.read_session() as session:
                code = queries.survey_form(session, survey).code

            def kill() -> None:
                server.kill()
                server.start()

            path = f"/s/{code}/answers"
            crowd = Respondents(server.port, path, codes, CONNECTIONS, SECONDS, kill)
            loops.submit(asyncio.run, crowd.answer_all()).result()
            assert crowd.statuses == {200: ANSWERS}
            # Everybody sends once more, as something else: refused.
            again = Respondents(server.port, path, codes, CONNECTIONS, 0.5)
            loops.submit(asyncio.run, again.answer_all()).result()
            assert again.statuses == {409: ANSWERS}
            with server.store.unit_of_work("test") as work:
                running.close_survey(work, by="test", survey_id=survey)
            finish_survey(server.store, survey)
            with server.store.read_session() as session:
                rows = list(queries.answer_rows(session, survey))
                answered = queries.count_answered(session, survey)
            assert answered == len(rows) == ANSWERS
            assert {row.answers["q1"] for row in rows} == {"o1", "o2"}
        finally:
            server.stop()
