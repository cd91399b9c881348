"""`python -m kiosk rehearse` as a command."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kiosk.accounts.models import SignIn, Throttle
from kiosk.badges.models import Badge, DeskAlert
from kiosk.documents.models import Document, PageImage
from kiosk.meetings.models import Meeting, Member
from kiosk.sites.models import Site
from kiosk.storage.base import Base
from kiosk.storage.journal import JournalCounter, JournalEntry
from tests.live.synced_hall import peers_of
from tests.scene import Scene
from tests.servers import ROOT, RealServer, free_port
from tests.waiting import TIMEOUT_SECONDS, wait_until

LEFT_BY_PEOPLE = (Meeting, Member, Badge, SignIn, Site, Document, PageImage)
LEFT_BY_ACTIONS = (JournalEntry, JournalCounter, DeskAlert, Throttle)
TIMEOUT = 180
# In a shell's background job SIGINT would be ignored by all children.
HEEDING = ("env", "--default-signal=INT")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    server = RealServer(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


def start(server: RealServer, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*HEEDING, sys.executable, "-m", "kiosk", "rehearse", *words],
        cwd=ROOT,
        env={**os.environ, **server.settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def rehearse(server: RealServer, *words: str) -> tuple[int, str, str]:
    process = start(server, *words)
    out, err = process.communicate(timeout=TIMEOUT)
    return process.returncode, out, err


def rows(server: RealServer) -> dict[str, int]:
    tables: tuple[type[Base], ...] = (*LEFT_BY_PEOPLE, *LEFT_BY_ACTIONS)
    with server.store.read_session() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table))
            or 0
            for table in tables
        }


def are_at_work(server: RealServer, before: dict[str, int], table: type[Base]) -> bool:
    """Wait until a load test has written rows to a table."""

    def have_begun() -> bool:
        time.sleep(0.05)  # queries must not keep the database locked
        with server.store.read_session() as session:
            count = session.scalar(select(func.count()).select_from(table)) or 0
        return count > before[table.__tablename__]

    return wait_until(have_begun)


def files(server: RealServer) -> list[Path]:
    folder = server.config.data / "files"
    return [path for path in folder.rglob("*") if path.is_file()]


def test_forty_delegates_rehearse_leave_nothing_and_touch_no_real_meeting(
    server: RealServer,
):
    scene = Scene(server.store)
    meeting = scene.make_meeting(title="Diễn tập phòng cháy")
    badge = scene.make_badge(scene.make_member(meeting))
    before, kept = rows(server), files(server)
    status, out, err = rehearse(server, "--delegates", "40", "--minutes", "0.1")
    assert status == 0, err
    assert "KẾT QUẢ DIỄN TẬP" in out
    assert "40 máy, 1 điểm cầu" in out
    assert "tính từ lúc ghi" in out  # the server reported when it committed
    assert "Máy chủ này phục vụ thoải mái khoảng" in out
    assert "Đưa thẻ: 40 đại biểu" in err
    assert rows(server) == before
    assert files(server) == kept
    with server.store.read_session() as session:
        assert session.get(Meeting, meeting) is not None
    assert badge


def test_scripts_read_the_same_as_json(server: RealServer):
    status, out, err = rehearse(
        server, "--delegates", "60", "--sites", "3", "--minutes", "0,1", "--json"
    )
    assert status == 0, err
    seen = json.loads(out)
    assert (seen["delegates"], seen["sites"]) == (60, 3)
    assert not any(seen["losses"].values())
    assert seen["turns"] >= 2
    assert 0 < seen["times"]["p50"] <= seen["times"]["p99"] <= seen["times"]["last"]
    assert seen["sign_ins_per_second"] > 0
    assert seen["bytes_after"] > seen["bytes_before"]
    assert seen["returned"] == 12
    assert seen["reports"] >= 60
    assert 0 <= seen["capacity"]["tablets"] <= 180


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_second_load_test_is_rejected_and_an_interrupted_one_leaves_nothing(
    server: RealServer, how: signal.Signals
):
    before, kept = rows(server), files(server)
    process = start(server, "--delegates", "40", "--minutes", "5")
    assert are_at_work(server, before, SignIn)
    if how == signal.SIGINT:
        status, _, said = rehearse(server, "--delegates", "10")
        assert status == 1
        assert "Một buổi diễn tập khác đang chạy" in said
    else:
        time.sleep(1)
    process.send_signal(how)
    # Users press Ctrl-C more than once.
    time.sleep(0.05)
    process.send_signal(how)
    _, err = process.communicate(timeout=TIMEOUT_SECONDS)
    assert process.returncode == 130, err
    assert "Đã dừng buổi diễn tập" in err
    assert "Traceback" not in err
    assert rows(server) == before
    assert files(server) == kept


def test_the_next_rehearsal_removes_what_a_killed_one_left(server: RealServer):
    before = rows(server)
    process = start(server, "--delegates", "30", "--minutes", "5")
    assert are_at_work(server, before, SignIn)
    process.kill()
    process.communicate(timeout=TIMEOUT_SECONDS)
    # Requests of its tablets are still being processed; rows may follow.
    assert server.process
    pid = server.process.pid
    assert wait_until(lambda: not peers_of(pid))
    assert rows(server)["meetings"] > before["meetings"]
    status, _, err = rehearse(server, "--delegates", "10", "--minutes", "0.05")
    assert status == 0, err
    assert "bị ngắt giữa chừng" in err
    assert rows(server) == before


def test_a_killed_server_is_reported_and_nothing_is_left(tmp_path: Path):
    server = RealServer(tmp_path)
    server.start()
    try:
        process = start(server, "--delegates", "20", "--minutes", "5")
        assert are_at_work(server, {"sign_ins": 20}, SignIn)
        server.kill()
        _, err = process.communicate(timeout=TIMEOUT)
        assert process.returncode == 1
        assert "Traceback" not in err
        assert "Máy chủ đã dừng" in err or "Máy chủ không lật trang" in err
        assert not any(rows(server).values())
    finally:
        server.stop()


def test_without_a_server_it_says_what_to_do(tmp_path: Path):
    server = RealServer(tmp_path)
    status, out, err = rehearse(server, "--delegates", "10")
    server.stop()
    assert (status, out) == (1, "")
    assert "Chưa có máy chủ nào chạy" in err
    assert "python -m kiosk run" in err


def test_a_server_at_another_port_is_not_found(server: RealServer):
    elsewhere = {**server.settings, "PORT": str(free_port())}
    process = subprocess.run(
        [sys.executable, "-m", "kiosk", "rehearse", "--delegates", "10"],
        cwd=ROOT,
        env={**os.environ, **elsewhere},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert process.returncode == 1
    assert "không trả lời" in process.stderr


def test_more_tablets_than_open_files_cause_a_message(server: RealServer):
    command = [sys.executable, "-m", "kiosk", "rehearse", "--delegates", "5000"]
    process = subprocess.run(
        ["sh", "-c", 'ulimit -n 1000; exec "$@"', "sh", *command],
        cwd=ROOT,
        env={**os.environ, **server.settings},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    assert process.returncode == 1
    assert "ulimit -n" in process.stderr
    assert "Traceback" not in process.stderr
