"""Two commands that fill the same data folder wait for each other."""

import os
import subprocess
import sys
import time

from kiosk.cli.alone import alone
from kiosk.config import read_config
from tests.servers import ROOT


def test_a_second_command_waits_until_the_first_has_filled_the_folder(tmp_path):
    settings = {"KIOSK_DATA": str(tmp_path / "data")}
    with alone(read_config(settings)):
        second = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "migrate"],
            cwd=ROOT,
            env={**os.environ, **settings},
            stdout=subprocess.DEVNULL,
        )
        time.sleep(2.5)
        assert second.poll() is None
        assert not (tmp_path / "data" / "kiosk.db").exists()
    assert second.wait(20) == 0
    assert (tmp_path / "data" / "kiosk.db").exists()
