"""Run the `doctor` command for the server, outside its event loop.

Hashing a meeting's files takes seconds of a core; meanwhile the command requests the
state of the devices from this server, which keeps serving.
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
# Enough to hash the files of the largest meetings.
_SECONDS = 90
_VALID_STATUSES = {0, 1}
# Only one at a time, however many request it.
_one_at_a_time = threading.Semaphore(1)


def _failed(why: str) -> ReadinessReport:
    said = bad(
        N_("Không kiểm tra được: {why}"),
        N_("Xem nhật ký của máy chủ; sửa xong thì kiểm tra lại."),
        why=why,
    )
    return make_report([(None, [Finding(N_("Kiểm tra"), said)])])


def run_doctor(config: Config, meeting_id: int) -> ReadinessReport:
    """Return the report of the command, or a report that it failed."""
    command = [sys.executable, "-m", "kiosk", "doctor", str(meeting_id), "--json"]
    with _one_at_a_time:
        try:
            done = subprocess.run(
                # At low priority.
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
    message = done.stderr.decode(errors="replace").strip()
    return _failed(message.rpartition("\n")[2][:200] or str(done.returncode))
