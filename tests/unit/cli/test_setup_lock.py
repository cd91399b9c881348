"""Two commands that fill the same data folder wait for each other."""

import threading
from pathlib import Path

from kiosk.cli.main import main
from kiosk.cli.setup_lock import setup_lock
from kiosk.config import read_config
from tests.waiting import TIMEOUT_SECONDS, wait_until


def is_waited_for(lock: Path) -> bool:
    """Return whether a process waits for this lock."""
    number = f":{lock.stat().st_ino} "
    lines = Path("/proc/locks").read_text("utf-8").splitlines()
    return any(number in line and "->" in line for line in lines)


def test_a_second_command_waits_until_the_first_has_filled_the_folder(
    tmp_path, monkeypatch
):
    data = tmp_path / "data"
    monkeypatch.setenv("KIOSK_DATA", str(data))
    second = threading.Thread(target=main, args=(["migrate"],), daemon=True)
    with setup_lock(read_config()):
        second.start()
        assert wait_until(lambda: is_waited_for(data / "setup.lock"))
        assert not (data / "kiosk.db").exists()
    second.join(TIMEOUT_SECONDS)
    assert not second.is_alive()
    assert (data / "kiosk.db").exists()
