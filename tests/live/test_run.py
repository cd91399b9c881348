"""`python -m kiosk run` as the keeper of the server lives with it."""

import json
import os
import re
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.client.http_client import HttpClient
from tests.servers import ROOT, free_port
from tests.waiting import wait_until

FIRST_START_SECONDS = 90  # the machine may be busy with other tests
# Five on a quiet machine; more where other tests run.
SECOND_START_SECONDS = 60.0
STOP_SECONDS = 20.0


class Keeper:
    """Somebody who types commands in a terminal."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        self.client = HttpClient(self.port)
        self.log = data / "terminal.log"
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("KIOSK_")},
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "KIOSK_DATA": str(data),
            "PYTHONUNBUFFERED": "1",
            "KIOSK_LOW_PRIORITY": "no",
        }

    def command(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kiosk", *words],
            cwd=ROOT,
            env=self.environment | more,
            capture_output=True,
            text=True,
            timeout=FIRST_START_SECONDS,
            check=False,
        )

    @contextmanager
    def running(self, *words: str, **more: str) -> Iterator[subprocess.Popen[bytes]]:
        with self.log.open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", "run", *words],
                cwd=ROOT,
                env=self.environment | more,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(STOP_SECONDS)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, words: str, seconds: float = FIRST_START_SECONDS) -> float:
        start = time.monotonic()
        assert wait_until(lambda: words in self.said(), seconds), self.said()
        return time.monotonic() - start


def processes_using(data: Path) -> dict[int, str]:
    """Return every process whose environment or command names the data folder."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
            known = (folder / "environ").read_bytes() + words
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if str(data).encode() in known and state != "Z":
            found[int(folder.name)] = words.decode()
    return found


@pytest.fixture(scope="module")
def keeper(tmp_path_factory: pytest.TempPathFactory) -> Keeper:
    """A keeper whose data folder already holds the demo."""
    keeper = Keeper(tmp_path_factory.mktemp("data"))
    with keeper.running():
        keeper.wait_for("Ready: ")
    return keeper


@pytest.fixture
def bare(tmp_path: Path) -> Keeper:
    """A keeper with an empty data folder who wants no demo."""
    keeper = Keeper(tmp_path)
    keeper.environment["KIOSK_DEMO"] = "no"
    return keeper


def test_the_first_start_tells_every_screen_a_badge_and_the_setup_link(keeper: Keeper):
    said = (keeper.log.parent / "terminal.log").read_text(encoding="utf-8")
    base = f"http://localhost:{keeper.port}"
    assert f"Ready: {base}" in said
    for page in ("chair", "secretary", "wall", "entrance"):
        assert f"{base}/m/1/{page}" in said
    assert re.search(rf"{base}/setup#[\w-]{{22}}", said)
    assert "█▀" in said or "▀█" in said
    assert said.isascii() is False


def test_the_second_start_is_ready_within_5_seconds_and_stops_within_5(keeper: Keeper):
    data = keeper.log.parent
    with keeper.running() as process:
        assert keeper.wait_for("Ready: ") < SECOND_START_SECONDS
        assert keeper.client.is_healthy()
        assert len(processes_using(data)) >= 3
        start = time.monotonic()
        process.terminate()
        assert process.wait(STOP_SECONDS) == 0
        assert wait_until(lambda: not processes_using(data))
        assert time.monotonic() - start < STOP_SECONDS


def test_https_by_an_nginx_of_its_own_that_ends_with_it(bare: Keeper):
    port = free_port()
    with bare.running("--https", str(port), HOST="127.0.0.1") as process:
        bare.wait_for("Ready: https://")
        kept = bare.log.parent / "tls" / "server.pem"
        trust = ssl.create_default_context(cafile=str(kept))
        client = HttpClient(port, host="localhost", trust=trust)
        assert wait_until(client.is_healthy), bare.said()
        # The usual port has the root for tablets, and leads the rest to https.
        assert bare.client.get("/cai-dat").status == 200
        process.terminate()
        assert process.wait(STOP_SECONDS) == 0
    assert wait_until(lambda: not processes_using(bare.log.parent))


def test_ctrl_c_stops_everything_too(keeper: Keeper):
    with keeper.running() as process:
        keeper.wait_for("Ready: ")
        process.send_signal(signal.SIGINT)
        assert process.wait(STOP_SECONDS) == 0
    assert not processes_using(keeper.log.parent)


def test_ctrl_c_during_the_start_stops_everything_too(keeper: Keeper):
    with keeper.running() as process:
        assert wait_until(lambda: len(processes_using(keeper.log.parent)) >= 2)
        process.send_signal(signal.SIGINT)
        process.wait(STOP_SECONDS + 2)
    assert not processes_using(keeper.log.parent)


def test_demo_json_tells_the_same_addresses_while_the_server_runs(keeper: Keeper):
    before = json.loads(keeper.command("demo", "--json").stdout)
    with keeper.running():
        keeper.wait_for("Ready: ")
        told = json.loads(keeper.command("demo", "--json").stdout)
        assert told == before
        assert len(told["delegates"]) == 10


def test_a_killed_server_is_started_again(bare: Keeper):
    with bare.running():
        bare.wait_for("Ready: ")
        lock = bare.log.parent / "server.lock"
        first = int(lock.read_text())
        os.kill(first, signal.SIGKILL)
        bare.wait_for("started again", 20)
        assert wait_until(bare.client.is_healthy), bare.said()
        assert int(lock.read_text()) != first


def test_several_server_processes_run_and_stop_together(bare: Keeper):
    with bare.running("--workers", "2") as process:
        bare.wait_for("Ready: ")
        assert bare.client.is_healthy()
        servers = [
            words
            for words in processes_using(bare.log.parent).values()
            if "--listener" in words
        ]
        assert len(servers) == 2
        start = time.monotonic()
        process.terminate()
        assert process.wait(STOP_SECONDS) == 0
        assert wait_until(lambda: not processes_using(bare.log.parent))
        assert time.monotonic() - start < STOP_SECONDS


def test_several_server_processes_come_back_after_their_parent_is_killed(bare: Keeper):
    with bare.running("--workers", "2"):
        bare.wait_for("Ready: ")
        os.kill(int((bare.log.parent / "server.lock").read_text()), signal.SIGKILL)
        bare.wait_for("started again", 20)
        assert wait_until(bare.client.is_healthy), bare.said()


def test_no_process_outlives_a_keeper_killed_with_9(bare: Keeper):
    with bare.running() as process:
        bare.wait_for("Ready: ")
        process.kill()
        data = bare.log.parent
        assert wait_until(lambda: not processes_using(data)), processes_using(data)


def test_a_second_server_on_the_same_folder_is_refused_with_words(bare: Keeper):
    with bare.running() as process:
        bare.wait_for("Ready: ")
        other = bare.command("run", PORT=str(free_port()))
        assert other.returncode == 2
        assert "already uses the data folder" in other.stderr
        assert str(bare.log.parent) in other.stderr
        assert process.poll() is None


def test_a_second_server_on_the_same_port_is_refused_with_words(
    bare: Keeper, tmp_path_factory: pytest.TempPathFactory
):
    elsewhere = tmp_path_factory.mktemp("other")
    with bare.running() as process:
        bare.wait_for("Ready: ")
        other = bare.command("run", KIOSK_DATA=str(elsewhere))
        assert other.returncode == 2
        assert f"Port {bare.port}" in other.stderr
        assert "Ready" not in other.stdout
        assert process.poll() is None
    assert not (elsewhere / "kiosk.db").exists()


def test_a_bad_setting_is_named_before_anything_starts(bare: Keeper):
    done = bare.command("run", KIOSK_MAX_PAGES="many")
    assert done.returncode == 2
    assert done.stderr.startswith("KIOSK_MAX_PAGES='many': must be a whole number")
    assert not (bare.log.parent / "kiosk.db").exists()


def test_without_a_demo_wanted_none_is_made(bare: Keeper):
    with bare.running():
        bare.wait_for("Ready: ")
        assert "demo" not in bare.said().lower()
