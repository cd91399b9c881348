"""Run a script with green threads in a process of its own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
SECONDS = 60
PATCHED = """
import warnings; warnings.simplefilter("ignore")
import eventlet; eventlet.monkey_patch()
"""


def run_green(script: str) -> list[str]:
    """Return the lines that `script` prints; it must succeed."""
    ran = subprocess.run(
        [sys.executable, "-c", PATCHED + script],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=SECONDS,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()
