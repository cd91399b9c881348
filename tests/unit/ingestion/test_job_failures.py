"""Error handling of document jobs."""

import threading

import pytest

from kiosk.errors import Invalid, KioskError
from kiosk.ingestion import job_failures
from kiosk.ingestion.job_failures import JobGuard
from kiosk.processes.sandbox import WorkerStopping
from kiosk.storage.errors import commit_outcome_unknown, database_unavailable
from tests.waiting import TIMEOUT_SECONDS


class SupervisedJobs:
    """Records which documents are refused and which are queued again."""

    def __init__(self) -> None:
        self.refused: list[tuple[int, str]] = []
        self.again: list[int] = []
        self.supervisor = JobGuard(self._refuse, self.again.append)

    def _refuse(self, document_id: int, refusal: KioskError) -> None:
        self.refused.append((document_id, refusal.reason))


@pytest.fixture
def supervised(monkeypatch) -> SupervisedJobs:
    monkeypatch.setattr(job_failures, "DATABASE_RETRY_SECONDS", 0.0)
    return SupervisedJobs()


def failing(error: BaseException):
    def job(_document_id: int) -> None:
        raise error

    return job


@pytest.mark.parametrize("refusal", [database_unavailable(), commit_outcome_unknown()])
def test_a_database_that_is_away_is_no_fault_of_the_documents(supervised, refusal):
    supervised.supervisor.exclusive(failing(refusal))(7)
    assert (supervised.refused, supervised.again) == ([], [7])


def test_a_document_that_cannot_be_used_is_refused_and_not_tried_again(supervised):
    supervised.supervisor.exclusive(failing(Invalid("", code="encrypted")))(7)
    supervised.supervisor.concurrent(failing(ValueError("ours")))(8)
    assert supervised.refused == [(7, "encrypted"), (8, "defect")]
    assert supervised.again == []


def test_a_worker_that_is_stopped_says_nothing(supervised):
    supervised.supervisor.concurrent(failing(WorkerStopping()))(7)
    assert (supervised.refused, supervised.again) == ([], [])


def test_the_same_job_twice_at_once_is_done_once_unless_it_can_be_shared(supervised):
    begun, go_on = [], threading.Event()

    def job(document_id: int) -> None:
        begun.append(document_id)
        go_on.wait(TIMEOUT_SECONDS)

    for run in (
        supervised.supervisor.exclusive(job),
        supervised.supervisor.concurrent(job),
    ):
        begun.clear()
        go_on.clear()
        threads = [threading.Thread(target=run, args=[7]) for _ in range(2)]
        threads.append(threading.Thread(target=run, args=[8]))
        for thread in threads:
            thread.start()
        threads[1].join(0.2)
        go_on.set()
        for thread in threads:
            thread.join(TIMEOUT_SECONDS)
        expected = (
            [7, 8] if run.__qualname__.startswith("JobGuard.exclusive") else [7, 7, 8]
        )
        assert sorted(begun) == expected
    supervised.supervisor.exclusive(job)(7)  # and afterwards it may be done again
    assert sorted(begun) == [7, 7, 7, 8]
