"""Worker job that counts a survey and stores its figures."""

import logging

import msgspec

from kiosk import clock
from kiosk.errors import NotFound
from kiosk.storage.store import Store
from kiosk.storage.worker_job import WorkerJob
from kiosk.surveys.queries import answer_rows, survey_form
from kiosk.surveys.results import actions
from kiosk.surveys.results.counting import SurveyCounts
from kiosk.surveys.results.cross_tables import cross_tables
from kiosk.surveys.results.figures import figures_of
from kiosk.surveys.results.job_names import COUNT_JOB
from kiosk.surveys.results.queries import (
    TEXTS_AT_ONCE,
    crossed_answers,
    is_crossing_due,
)
from kiosk.surveys.results.questions import CountedQuestion, Measure
from kiosk.surveys.results.source import counted_questions
from kiosk.surveys.results.texts import merged_texts

log = logging.getLogger(__name__)
WORKER = "worker"


class SurveyCountJob(WorkerJob):
    """Counts surveys on request; the result replaces the one before."""

    def install(self) -> None:
        """Register the job."""
        self._store.bulk_jobs.register(COUNT_JOB, self.count)

    def count(self, survey_id: int) -> None:
        """Count a survey; one that was removed meanwhile is left out."""
        try:
            count_survey(self._store, survey_id)
        except NotFound:
            log.info("survey %d is gone and was not counted", survey_id)


def count_survey(store: Store, survey_id: int) -> None:
    """Count a survey and store its figures.

    Everything is read in one transaction, and written in short ones: a large survey
    has 100,000 texts, and nobody else writes meanwhile.

    :raises NotFound: there is no such survey.
    """
    with store.read_session() as session:
        form = survey_form(session, survey_id)
        questions = counted_questions(form.questions)
        variables = [str(one.kind) for one in form.classes]
        counts = SurveyCounts(questions, variables)
        counts.add_all(answer_rows(session, survey_id))
        is_due = is_crossing_due(session, form, counts.answers, clock.now())
        crossed = counts.answers if is_due else crossed_answers(session, survey_id)
    stored = [
        actions.FiguresRow(
            question.key,
            msgspec.json.encode(
                figures_of(question, counts.by_question[question.key])
            ).decode(),
            _crossed(question, counts, variables) if is_due else None,
        )
        for question in questions
    ]
    for question in questions:
        if question.measure is Measure.TEXTS:
            _store_texts(store, survey_id, question.key, counts)
    with store.unit_of_work(WORKER) as work:
        actions.store_figures(
            work,
            survey_id=survey_id,
            summary=actions.Summary(counts.answers, form.revision, crossed),
            rows=stored,
        )


def _crossed(
    question: CountedQuestion, counts: SurveyCounts, variables: list[str]
) -> str:
    found = cross_tables(question, counts.by_question[question.key], variables)
    return msgspec.json.encode(found).decode()


def _store_texts(
    store: Store, survey_id: int, question: str, counts: SurveyCounts
) -> None:
    texts = merged_texts(counts.by_question[question].texts)
    for start in range(0, len(texts), TEXTS_AT_ONCE):
        with store.unit_of_work(WORKER) as work:
            actions.store_texts(
                work,
                survey_id=survey_id,
                question=question,
                texts=texts[start : start + TEXTS_AT_ONCE],
            )
    with store.unit_of_work(WORKER) as work:
        actions.remove_other_texts(
            work,
            survey_id=survey_id,
            question=question,
            kept={each.digest for each in texts},
        )
