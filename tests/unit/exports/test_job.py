"""The job of exports: results, failures, restarts of the worker and sweeps."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from kiosk.errors import Conflict
from kiosk.exports.job import MAX_ATTEMPTS, ExportJob
from kiosk.exports.kinds import ExportKind, ExportPlan
from kiosk.exports.rules import ExportState
from kiosk.processes.sandbox import Sandbox, SandboxCommand, WorkerStopping


class NumbersExport(msgspec.Struct):
    """Content of the test's export."""

    numbers: list[int]


KIND = ExportKind(
    name="sums",
    module="tests.sums",
    plan=lambda *_: ExportPlan(NumbersExport([1, 2]), "signature", total=2, left_out=1),
    running="running",
    missing="missing",
    is_wanted=lambda _, export: export.owner < 100,
    refusals={3: "No sums today."},
)


class FakeSandbox(Sandbox):
    """A sandbox whose child is this method."""

    status = 0
    lines = (b"1 2\n", b"2 2\n")
    is_stopped = False

    @contextmanager
    def start(self, run: SandboxCommand) -> Iterator[SimpleNamespace]:
        plan, out = (Path(word) for word in run.command[-2:])
        if self.status == 0:
            numbers = json.loads(plan.read_bytes())["numbers"]
            (out / "made.pdf").write_text(str(sum(numbers)))
        yield SimpleNamespace(stdout=iter(self.lines), wait=lambda: self.status)

    def raise_if_stopping(self) -> None:
        if self.is_stopped:
            raise WorkerStopping


@pytest.fixture
def sandbox() -> FakeSandbox:
    return FakeSandbox()


@pytest.fixture
def job(store, sandbox) -> ExportJob:
    job = ExportJob(store, sandbox, [KIND])
    job.install()
    return job


@pytest.fixture
def exports(job):
    return job.exports("sums")


def make(job: ExportJob, key: str = "7") -> None:
    export = job.exports("sums").begin(key)
    job.make("sums", key, export.ticket)


def test_it_is_ready_with_file_and_figures(job, exports, store):
    make(job)
    export = exports.read("7")
    assert export.state is ExportState.READY
    assert (export.done, export.total, export.left_out) == (2, 2, 1)
    assert export.signature == "signature"
    assert exports.path(export).read_text() == "3"
    assert not list(store.files.scratch.glob("*"))


def test_a_refusal_of_the_child_has_its_sentence(job, exports, sandbox):
    sandbox.status = 3
    make(job)
    export = exports.read("7")
    assert (export.state, export.error) == (ExportState.FAILED, "No sums today.")


def test_a_crash_of_the_child_has_none(job, exports, sandbox):
    sandbox.status = 1
    make(job)
    export = exports.read("7")
    assert (export.state, export.error) == (ExportState.FAILED, "")


def test_a_refusal_of_the_plan_is_said(store, sandbox):
    def refuse(*_):
        raise Conflict("Nobody is {what}.", what="there")

    kind = replace(KIND, plan=refuse)
    job = ExportJob(store, sandbox, [kind])
    make(job)
    assert job.exports("sums").read("7").error == "Nobody is there."


def test_one_that_is_not_wanted_any_more_is_removed(store, sandbox):
    job = ExportJob(store, sandbox, [replace(KIND, plan=lambda *_: None)])
    make(job)
    assert not job.exports("sums").folder("7").exists()


def test_a_cancelled_one_ends_at_the_next_progress(job, exports, sandbox):
    def lines():
        yield b"1 2\n"
        exports.cancel("7")
        yield b"2 2\n"
        pytest.fail("it went on")

    sandbox.lines = lines()
    make(job)
    assert exports.read("7").state is ExportState.CANCELLED


def test_the_same_job_queued_twice_runs_once(job, exports, sandbox):
    make(job)
    export = exports.read("7")
    sandbox.status = 1
    job.make("sums", "7", export.ticket)
    assert exports.read("7").state is ExportState.READY


class TestRestarts:
    def work_off(self, store) -> int:
        count = 0
        while (task := store.bulk_jobs.huey.dequeue()) is not None:
            store.bulk_jobs.huey.execute(task)
            count += 1
        return count

    def test_what_a_stopping_worker_left_is_made_by_the_next(
        self, job, exports, sandbox, store
    ):
        sandbox.is_stopped = True
        make(job)
        assert exports.read("7").state is ExportState.RUNNING
        sandbox.is_stopped = False
        job.resume()
        assert self.work_off(store) == 0
        job.resume(is_start=True)
        assert self.work_off(store) == 1
        assert exports.read("7").state is ExportState.READY

    def test_a_lost_job_is_queued_again(self, job, exports, store):
        exports.begin("7")
        job.resume()
        assert self.work_off(store) == 1
        assert exports.read("7").state is ExportState.READY
        job.resume()
        assert self.work_off(store) == 0

    def test_one_that_ends_each_worker_is_given_up(self, job, exports, sandbox, store):
        sandbox.is_stopped = True
        make(job)
        for _ in range(MAX_ATTEMPTS - 1):
            job.resume(is_start=True)
            assert self.work_off(store) == 1
        job.resume(is_start=True)
        assert self.work_off(store) == 0
        assert exports.read("7").state is ExportState.FAILED


def test_the_sweep_removes_what_is_not_wanted(job, exports):
    make(job, "7")
    make(job, "100")
    job.sweep()
    assert exports.read("7").state is ExportState.READY
    assert exports.all_keys() == ["7"]
