"""`rehearse`: load-test the running server with simulated tablets."""

import argparse
import contextlib
import fcntl
import json
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from types import FrameType

from kiosk.cli.exit_status import FAILED_STATUS
from kiosk.cli.load_test_report import format_report
from kiosk.config import Config
from kiosk.load_test import meeting
from kiosk.load_test.capacity import Measurements, estimate_capacity
from kiosk.load_test.chair import LoadTestFailed
from kiosk.load_test.event_loop import TooManySockets, raise_open_file_limit
from kiosk.load_test.plan import LoadTestPlan, default_sites
from kiosk.load_test.process_usage import free_bytes
from kiosk.load_test.result import LoadTestResult
from kiosk.load_test.scenario import LoadTest
from kiosk.storage.store import Store, open_store
from kiosk.vietnamese import number

LOST_STATUS = 3
INTERRUPTED_STATUS = 130


class LoadTestRefused(Exception):  # noqa: N818 read by the operator
    """The load test cannot start; the text says why, in Vietnamese."""


def _say(text: str) -> None:
    # Standard output is for the report, which scripts read.
    print(text, file=sys.stderr, flush=True)


def _server_process(config: Config) -> int:
    """Return the id of the process that serves this data folder.

    :raises LoadTestRefused: there is none, or it does not answer.
    """
    lock = config.server_lock
    address = f"{config.local_host}:{config.port}"
    if not lock.exists() or not _is_held(config):
        raise LoadTestRefused(
            f"Chưa có máy chủ nào chạy với thư mục dữ liệu {config.data}. Xin chạy"
            " `python -m kiosk run` (hoặc serve) trước, rồi diễn tập ở cửa sổ khác,"
            " với cùng cấu hình."
        )
    with socket.socket(
        socket.AF_INET6 if ":" in config.local_host else socket.AF_INET
    ) as probe:
        probe.settimeout(5)
        if probe.connect_ex((config.local_host, config.port)):
            raise LoadTestRefused(
                f"Máy chủ không trả lời ở {address}. Xin xem lại HOST và PORT."
            )
    return int(lock.read_text().strip() or 0)


def _is_held(config: Config) -> bool:
    with config.server_lock.open("r") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def _load_test_lock(config: Config) -> Iterator[None]:
    with (config.data / "rehearsal.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LoadTestRefused(
                "Một buổi diễn tập khác đang chạy. Xin đợi nó xong."
            ) from None
        yield


@contextmanager
def _remove_afterwards(store: Store, meeting_id: int) -> Iterator[None]:
    """Remove the meeting at the end, also after an error or a signal."""
    try:
        yield
    finally:
        # Further signals would interrupt the removal.
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, signal.SIG_IGN)
        _say("Đang xoá hội nghị diễn tập …")
        meeting.remove(store, meeting_id)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _rehearse(
    config: Config, store: Store, server: int, plan: LoadTestPlan
) -> LoadTestResult:
    for old in meeting.leftovers(store):
        _say("Xoá phần còn lại của một buổi diễn tập bị ngắt giữa chừng.")
        meeting.remove(store, old)
    _say(f"Đang tạo hội nghị diễn tập với {plan.delegates} thẻ đại biểu …")
    rehearsed = meeting.make(store, plan)
    with _remove_afterwards(store, rehearsed.meeting_id):
        address = config.local_host, config.port
        play = LoadTest(address, server, rehearsed, plan, _say)
        with contextlib.closing(play):
            outcome = play.run()
            measured = Measurements(
                tablets=plan.delegates,
                times=outcome.times,
                cpu_share=outcome.cpu_share,
                bytes_each=outcome.bytes_each,
                bytes_free=free_bytes(),
                most_connections=config.max_connections,
            )
            outcome.capacity = estimate_capacity(measured)
    return outcome


def _try(config: Config, plan: LoadTestPlan) -> LoadTestResult:
    server = _server_process(config)
    raise_open_file_limit(plan.delegates + 1)
    with _load_test_lock(config):
        store = open_store(config)
        try:
            return _rehearse(config, store, server, plan)
        finally:
            store.database.close()


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Run the load test, print the report, and remove all its data."""
    delegates = arguments.delegates
    sites = min(arguments.sites or default_sites(delegates), delegates)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        outcome = _try(config, LoadTestPlan(delegates, sites, arguments.minutes))
    except (LoadTestRefused, LoadTestFailed) as refused:
        _say(str(refused))
        return FAILED_STATUS
    except TooManySockets as full:
        _say(
            f"Chương trình này chỉ được mở {number(full.most)} kết nối (ulimit -n). Xin"
            " giảm --delegates hoặc tăng giới hạn tệp mở."
        )
        return FAILED_STATUS
    except KeyboardInterrupt:
        _say("Đã dừng buổi diễn tập; không để lại gì.")
        return INTERRUPTED_STATUS
    if arguments.json:
        print(json.dumps(asdict(outcome), ensure_ascii=False, indent=2))
    else:
        print(format_report(outcome))
    return LOST_STATUS if outcome.losses.total() else 0
