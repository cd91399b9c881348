"""CPU-bound functions: inline in threading mode, in threads under eventlet."""

import subprocess
import sys

import pytest

from kiosk.live.offload import run_in_thread

PROBE = """
import warnings; warnings.simplefilter("ignore")
import eventlet; eventlet.monkey_patch()
import time
from flask import Flask
from kiosk.accounts.passwords import hash_password, is_password
from kiosk.live import offload
from kiosk.live.transport import runner_for

app = Flask("probe")
offload.install(app, runner_for("eventlet"))
longest = 0.0
done = False

def beat():
    global longest
    while not done:
        before = time.perf_counter()
        eventlet.sleep(0.002)
        longest = max(longest, time.perf_counter() - before)

def sign_in(number):
    with app.app_context():
        said = f"mật khẩu {number}"
        kept = offload.run_in_thread("password", hash_password, said)
        assert offload.run_in_thread("password", is_password, kept, said)

pulse = eventlet.spawn(beat)
eventlet.sleep(0.05)
longest = 0.0
began = time.perf_counter()
for thread in [eventlet.spawn(sign_in, n) for n in range(8)]:
    thread.wait()
whole = time.perf_counter() - began
done = True
pulse.wait()
print(longest, whole)
"""


def test_threading_mode_runs_it_directly(server):
    with server.app.app_context():
        assert run_in_thread("any", sorted, [3, 1, 2], reverse=True) == [3, 2, 1]
        with pytest.raises(ZeroDivisionError):
            run_in_thread("any", divmod, 1, 0)


@pytest.mark.process
def test_sixteen_hashes_do_not_hold_up_the_loop():
    ran = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    longest, whole = map(float, ran.stdout.split())
    # Inside the loop each hash would block it for `whole / 16`, and all in a row for
    # most of `whole`. Scheduling delays are allowed for.
    assert longest < max(0.05, whole / 8), (longest, whole)
