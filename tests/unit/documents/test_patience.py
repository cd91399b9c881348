"""One limit of time over checking and converting together."""

import pytest

from kiosk.documents import patience
from kiosk.documents.patience import Patience
from kiosk.documents.sandbox import Sandbox
from kiosk.errors import Invalid
from tests.unit.documents import papers


@pytest.fixture
def clock() -> list[float]:
    """How much was worked, to be set forward by hand."""
    return [100.0]


@pytest.fixture
def limit(clock) -> Patience:
    return Patience(50, lambda: clock[0])


class TestPatience:
    def test_the_limits_of_all_runs_add_up_to_sixty_seconds(self, limit, clock):
        given = []
        for run in (limit.checking, limit.converting, limit.checking):
            with run(1) as seconds:
                given.append(seconds)
                clock[0] += seconds
        assert given == [40, 15, 5]

    def test_who_checks_quickly_may_convert_as_long_as_ever(self, limit, clock):
        with limit.checking(1):
            clock[0] += 1
        with limit.converting(1) as seconds:
            assert seconds == 50

    def test_once_all_is_used_nothing_is_begun(self, limit, clock):
        with limit.checking(1):
            clock[0] += 57
        with pytest.raises(Invalid) as refused, limit.converting(1):
            pass
        assert refused.value.details == {"seconds": 60}
        with limit.checking(1) as seconds:
            assert seconds == 3
            clock[0] += 4
        with pytest.raises(Invalid), limit.checking(1):
            pass
        # Another paper has all of its own, and so has this one when opened anew.
        limit.renew(1)
        for paper in (1, 2):
            with limit.checking(paper) as seconds:
                assert seconds == 40


class _SlowChecks(Sandbox):
    """A sandbox in which checking a file is one second of work, all else none."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[float] = []
        self._seconds = 0.0

    def worked(self) -> float:
        return self._seconds

    def finish(self, run, *, seconds):
        self.given.append(seconds)
        if "kiosk.documents.check" in run.command:
            self._seconds += 1
        return super().finish(run, seconds=seconds)


@pytest.mark.process
def test_what_a_check_has_used_is_taken_from_the_conversion(
    desk, ingestion, work_off, monkeypatch
):
    monkeypatch.setattr(patience, "RESERVE_SECONDS", 9.9)
    room = _SlowChecks()
    monkeypatch.setattr(ingestion._opening, "_sandbox", room)
    limit = Patience(50, room.worked)
    monkeypatch.setattr(ingestion._opening, "_patience", limit)
    document = desk.add(papers.docx(), "a.docx")
    work_off()
    assert desk.document(document).state == "ready"
    check, preparing, conversion, second_check = room.given[:4]
    assert check == 40
    assert preparing == conversion
    assert conversion == pytest.approx(50.1 - 1)
    assert second_check <= 40


@pytest.mark.process
def test_a_paper_that_has_used_up_its_time_is_refused_in_words(
    desk, ingestion, work_off, monkeypatch
):
    monkeypatch.setattr(patience, "CHECKING_SECONDS", -49.0)
    room = _SlowChecks()
    monkeypatch.setattr(ingestion._opening, "_sandbox", room)
    limit = Patience(50, room.worked)
    monkeypatch.setattr(ingestion._opening, "_patience", limit)
    document = desk.add(papers.docx(), "a.docx")
    work_off()
    # The check took all of it: nothing else was started.
    assert room.given == [1]
    told = desk.get(document, "status").json
    assert told["state"] == "refused"
    assert "Xin lưu thành PDF" in told["message"]
