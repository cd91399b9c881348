"""The sandbox denies what a hijacked program could try."""

import logging
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.processes import cpu_budget
from kiosk.processes.sandbox import (
    ResourceLimits,
    Sandbox,
    SandboxCommand,
    SandboxResult,
    WorkerStopping,
)
from tests.waiting import wait_until

pytestmark = pytest.mark.process

SYSTEM_PYTHON = (Path(sys.base_prefix), Path(sys.prefix))


def python(code: str, **fields) -> SandboxCommand:
    command = [str(Path(sys.executable).resolve()), "-I", "-c", code]
    readable = (*SYSTEM_PYTHON, *fields.pop("readable", ()))
    return SandboxCommand(command, readable=readable, **fields)


def test_it_reads_nothing_that_was_not_handed_in(tmp_path):
    secret = tmp_path / "server.key"
    secret.write_text("bí mật")
    code = f"import os; print(os.path.exists({str(secret)!r}))"
    room = Sandbox()
    assert room.run(python(code), seconds=10) == b"False\n"
    assert room.run(python(code, readable=(secret,)), seconds=10) == b"True\n"


def test_it_writes_only_where_it_may(tmp_path):
    readable, writable = tmp_path / "original", tmp_path / "out"
    readable.write_text("nguyên bản")
    writable.mkdir()
    code = (
        f"open({str(writable / 'page')!r}, 'w').write('x')\n"
        f"open({str(readable)!r}, 'w')\n"
    )
    run = python(code, readable=(readable,), writable=(writable,))
    assert Sandbox().run(run, seconds=10) is None
    assert (writable / "page").read_text() == "x"
    assert readable.read_text() == "nguyên bản"


def test_it_has_no_network_and_no_environment(monkeypatch):
    monkeypatch.setenv("KIOSK_SECRET", "bí mật")
    code = (
        "import os, socket\n"
        "print('KIOSK_SECRET' in os.environ)\n"
        "print([name for _, name in socket.if_nameindex()])\n"
    )
    assert Sandbox().run(python(code), seconds=10) == b"False\n['lo']\n"


def test_it_is_refused_more_memory_than_allowed():
    code = "print(len(bytearray(900_000_000)))"
    room = Sandbox()
    small = python(code, limits=ResourceLimits(memory=400_000_000))
    assert room.run(small, seconds=10) is None
    assert room.run(python(code), seconds=10) == b"900000000\n"


def is_running(command: str) -> bool:
    listing = subprocess.run(["ps", "-eo", "args"], capture_output=True, check=True)
    return command.encode() in listing.stdout


def test_it_is_ended_with_all_its_children_when_time_is_up():
    code = "import subprocess; subprocess.run(['sleep', '57.31'])"
    began = time.monotonic()
    assert Sandbox().run(python(code), seconds=0.8) is None
    assert time.monotonic() - began < 30
    # The kill is immediate; reaping may take the kernel longer.
    assert wait_until(lambda: not is_running("sleep 57.31"))


def test_it_is_late_after_so_much_processor_time_and_only_then():
    endless = python("while True: pass", limits=ResourceLimits(cpu_seconds=1))
    assert Sandbox().execute(endless, seconds=60) == SandboxResult(timed_out=True)
    assert (
        Sandbox().execute(python("import time; time.sleep(9)"), seconds=0.1).timed_out
    )
    assert Sandbox().execute(python("1 / 0"), seconds=60) == SandboxResult()


WORKS = "import time\nwhile time.process_time() < 1.5: pass\nprint('done')"


def test_its_time_is_its_own_work():
    room = Sandbox()
    assert room.execute(python(WORKS), seconds=60).output == b"done\n"
    assert 1 < room.thread_cpu_seconds() < 3
    assert room.execute(python(WORKS), seconds=0.7).timed_out


def test_work_of_what_it_starts_counts_too():
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {WORKS!r}])"
    room = Sandbox()
    assert room.execute(python(code), seconds=0.7).timed_out
    assert room.thread_cpu_seconds() > 0.7


def test_who_waits_for_a_busy_machine_does_not_work(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(cpu_budget, "time", SimpleNamespace(monotonic=lambda: now[0]))
    with Sandbox().start(python("import signal; signal.pause()")) as process:
        allowed = cpu_budget.CpuBudget(process.pid, 50)
        wait_until(lambda: not allowed.is_exhausted() and allowed.used > 0)
        now[0] = cpu_budget.MAX_IDLE_SECONDS - 1
        assert not allowed.is_exhausted()
        # No CPU time for this long: the program hangs.
        now[0] = 2 * cpu_budget.MAX_IDLE_SECONDS
        assert allowed.is_exhausted()


def test_who_works_just_enough_ends_by_the_clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(cpu_budget, "time", SimpleNamespace(monotonic=lambda: now[0]))
    with Sandbox().start(python("while True: pass")) as process:
        allowed = cpu_budget.CpuBudget(process.pid, 50)
        now[0] = 60.0
        wait_until(lambda: allowed.used > 0 or not allowed.is_exhausted())
        assert not allowed.is_exhausted()
        now[0] = 50.0 * cpu_budget.WALL_CLOCK_FACTOR + 1
        assert allowed.is_exhausted()


def test_once_stopped_it_starts_nothing():
    room = Sandbox()
    room.stop()
    with pytest.raises(WorkerStopping):
        room.run(python("print(1)"), seconds=5)


def test_without_bubblewrap_limits_remain_and_the_log_is_loud(monkeypatch, caplog):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setenv("KIOSK_SECRET", "bí mật")
    room = Sandbox()
    code = "import os; print('KIOSK_SECRET' in os.environ)"
    with caplog.at_level(logging.WARNING):
        assert room.run(python(code), seconds=10) == b"False\n"
        heavy = python(
            "bytearray(900_000_000)", limits=ResourceLimits(memory=400_000_000)
        )
        assert room.run(heavy, seconds=10) is None
    loud = [record for record in caplog.records if "WITHOUT" in record.message]
    assert len(loud) == 1


def test_polite_runs_give_way_even_when_started_at_once():
    code = "import os; print(os.nice(0), open('/proc/self/autogroup').read())"
    if not Path("/proc/self/autogroup").exists():
        code = "import os; print(os.nice(0), 'nice 10')"
    room = Sandbox()
    runs = [room.start(python(code, nice=10)) for _ in range(3)]
    with runs[0] as one, runs[1] as two, runs[2] as three:
        said = [process.stdout.read().split() for process in (one, two, three)]
    assert [(words[0], words[-1]) for words in said] == [(b"10", b"10")] * 3


@pytest.mark.parametrize(
    ("nice", "policy"), [(10, os.SCHED_OTHER), (19, os.SCHED_IDLE)]
)
def test_only_the_least_wanted_waits_for_idle_cores(nice, policy):
    code = "import os; print(os.nice(0), os.sched_getscheduler(0))"
    said = Sandbox().run(python(code, nice=nice), seconds=10)
    assert said == f"{nice} {policy}\n".encode()
