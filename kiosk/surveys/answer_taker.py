"""Keep the answers of one server process, in batches (as ballots are, 0036)."""

import time
from collections.abc import Sequence

from kiosk.storage.batch_writer import BatchWriter
from kiosk.storage.errors import database_unavailable
from kiosk.storage.store import Store
from kiosk.surveys.actions.answers import Outcome, ReadyAnswer, take_answers
from kiosk.surveys.answering import SentAnswer, ready_answer
from kiosk.surveys.budgets import AnswerBudgets
from kiosk.surveys.queries import SurveyForm
from kiosk.surveys.rules.drafts import MIX_JOB

MAX_ANSWERS_PER_BATCH = 200
# A survey is mixed at most this often while answers come, in seconds.
MIX_INTERVAL_SECONDS = 5.0


class AnswerTaker:
    """Writes answers, and asks the worker to mix them now and then."""

    def __init__(self, store: Store) -> None:
        """Write into `store`."""
        self.budgets = AnswerBudgets()
        self._store = store
        self._mixed_at: dict[int, float] = {}
        self._writer: BatchWriter[ReadyAnswer, Outcome] = BatchWriter(
            self._write, lambda: MAX_ANSWERS_PER_BATCH
        )

    def take(self, key: bytes, form: SurveyForm, sent: SentAnswer) -> Outcome:
        """Keep an answer and return what became of it, after the commit.

        :param key: the server's key.
        :raises KioskError: it is not allowed, or the database is away.
        """
        outcome = self._writer.keep(ready_answer(key, form, sent))
        if outcome is None:
            raise database_unavailable()
        return outcome

    def _write(self, ready: Sequence[ReadyAnswer]) -> list[Outcome]:
        with self._store.unit_of_work("surveys") as work:
            outcomes = take_answers(work, ready)
        self._ask_to_mix({one.survey_id for one in ready if one.sealed})
        return outcomes

    def _ask_to_mix(self, surveys: set[int]) -> None:
        """Queue the mixing that is due; the worker's sweep does what is forgotten."""
        now = time.monotonic()
        for survey_id in surveys:
            before = now - MIX_INTERVAL_SECONDS
            if self._mixed_at.get(survey_id, before) <= before:
                self._mixed_at[survey_id] = now
                self._store.prompt_jobs.enqueue(MIX_JOB, survey_id=survey_id)
