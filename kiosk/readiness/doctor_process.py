"""A doctor of its own process, called by the server: nothing of it runs in the loop.

Hashing a meeting's files takes seconds of a core; the doctor also asks this very server
how the room is, while the server waits for it greenly.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path

import msgspec

from kiosk.config import Config
from kiosk.errors import N_
from kiosk.readiness.report import ReadinessReport, make_report
from kiosk.readiness.rules import Finding, bad

ROOT = Path(__file__).parents[2]
# The files of the largest meetings are read in less.
_SECONDS = 90
_VALID_STATUSES = {0, 1}
# One at a time, however many press the button.
_one_at_a_time = threading.Semaphore(1)


def _failed(why: str) -> ReadinessReport:
    said = bad(
        N_("Không kiểm tra được: {why}"),
        N_("Xem nhật ký của máy chủ; sửa xong thì kiểm tra lại."),
        why=why,
    )
    return make_report([(None, [Finding(N_("Kiểm tra"), said)])])


def run_doctor(config: Config, meeting_id: int) -> ReadinessReport:
    """Return what a doctor finds, or the finding that there is none to be had."""
    command = [sys.executable, "-m", "kiosk", "doctor", str(meeting_id), "--json"]
    with _one_at_a_time:
        try:
            done = subprocess.run(
                # Behind everything else this machine does.
                ["nice", "-n", "15", *command],
                cwd=ROOT,
                env={**os.environ, **config.environment()},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return _failed(type(error).__name__)
    try:
        if done.returncode in _VALID_STATUSES:
            return msgspec.json.decode(done.stdout, type=ReadinessReport)
    except msgspec.DecodeError:
        pass
    told = done.stderr.decode(errors="replace").strip()
    return _failed(told.rpartition("\n")[2][:200] or str(done.returncode))
