"""Inspection and conversion share one time budget."""

import pytest

from kiosk.errors import Invalid
from kiosk.ingestion import time_budget
from kiosk.ingestion.time_budget import TimeBudget
from kiosk.processes.sandbox import Sandbox
from tests.unit.ingestion import sample_files


@pytest.fixture
def clock() -> list[float]:
    """CPU seconds used, advanced manually."""
    return [100.0]


@pytest.fixture
def limit(clock) -> TimeBudget:
    return TimeBudget(50, lambda: clock[0])


class TestTimeout:
    def test_the_limits_of_all_runs_add_up_to_sixty_seconds(self, limit, clock):
        given = []
        for run in (limit.inspecting, limit.converting, limit.inspecting):
            with run(1) as seconds:
                given.append(seconds)
                clock[0] += seconds
        assert given == [40, 15, 5]

    def test_who_checks_quickly_may_convert_as_long_as_ever(self, limit, clock):
        with limit.inspecting(1):
            clock[0] += 1
        with limit.converting(1) as seconds:
            assert seconds == 50

    def test_once_all_is_used_nothing_is_begun(self, limit, clock):
        with limit.inspecting(1):
            clock[0] += 57
        with pytest.raises(Invalid) as refused, limit.converting(1):
            pass
        assert refused.value.details == {"seconds": 60}
        with limit.inspecting(1) as seconds:
            assert seconds == 3
            clock[0] += 4
        with pytest.raises(Invalid), limit.inspecting(1):
            pass
        # Other documents have their own budget; reopening resets it.
        limit.reset(1)
        for paper in (1, 2):
            with limit.inspecting(paper) as seconds:
                assert seconds == 40


class _SlowChecks(Sandbox):
    """A sandbox in which an inspection takes one CPU second and all else none."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[float] = []
        self._seconds = 0.0

    def thread_cpu_seconds(self) -> float:
        return self._seconds

    def execute(self, run, *, seconds):
        self.given.append(seconds)
        if "kiosk.ingestion.inspect_child" in run.command:
            self._seconds += 1
        return super().execute(run, seconds=seconds)


@pytest.mark.process
def test_what_a_check_has_used_is_taken_from_the_conversion(
    secretary, ingestion, run_jobs, monkeypatch
):
    monkeypatch.setattr(time_budget, "RESERVED_SECONDS", 9.9)
    room = _SlowChecks()
    monkeypatch.setattr(ingestion._opener, "_sandbox", room)
    limit = TimeBudget(50, room.thread_cpu_seconds)
    monkeypatch.setattr(ingestion._opener, "_time_budget", limit)
    document = secretary.add(sample_files.docx(), "a.docx")
    run_jobs()
    assert secretary.document(document).state == "ready"
    check, preparing, conversion, second_check = room.given[:4]
    assert check == 40
    assert preparing == conversion
    assert conversion == pytest.approx(50.1 - 1)
    assert second_check <= 40


@pytest.mark.process
def test_a_document_that_has_used_up_its_time_is_refused_in_words(
    secretary, ingestion, run_jobs, monkeypatch
):
    monkeypatch.setattr(time_budget, "INSPECTION_ALLOWANCE_SECONDS", -49.0)
    room = _SlowChecks()
    monkeypatch.setattr(ingestion._opener, "_sandbox", room)
    limit = TimeBudget(50, room.thread_cpu_seconds)
    monkeypatch.setattr(ingestion._opener, "_time_budget", limit)
    document = secretary.add(sample_files.docx(), "a.docx")
    run_jobs()
    # The inspection used up the budget: nothing else was started.
    assert room.given == [1]
    reported = secretary.get(document, "status").json
    assert reported["state"] == "refused"
    assert "Xin lưu thành PDF" in reported["message"]
