"""`serve`: become the server process."""

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

from kiosk.cli.parent import end_with
from kiosk.config import Config

ROOT = Path(__file__).parents[2]


def run(_config: Config, arguments: argparse.Namespace) -> NoReturn:
    """Become `wsgi.py`, which must patch before it imports anything else."""
    end_with(arguments.with_parent)
    os.execv(sys.executable, [sys.executable, str(ROOT / "wsgi.py")])  # noqa: S606 our own file
