import errno
import logging
import os
import resource
import socket
from collections.abc import Iterator

import pytest

from kiosk.live.transport.http_server import (
    RESERVED_FILES,
    ResilientListener,
    raise_file_limit,
)
from kiosk.live.transport.loop_monitor import LoopMonitor


class FailingSocket:
    """A listening socket whose first accepts fail with this error."""

    family = socket.AF_INET

    def __init__(self, number: int, times: int = 2) -> None:
        self.errors = [OSError(number, os.strerror(number))] * times

    def accept(self):
        if self.errors:
            raise self.errors.pop()
        return "connection", "address"


class TestResilientListener:
    @pytest.mark.parametrize(
        "number",
        [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ECONNABORTED, errno.EPROTO],
    )
    def test_a_failed_accept_does_not_end_the_server(self, number):
        listener = ResilientListener(FailingSocket(number), LoopMonitor())
        assert listener.accept() == ("connection", "address")

    def test_a_full_table_of_files_is_said_in_the_log(self, caplog):
        with caplog.at_level(logging.WARNING):
            ResilientListener(
                FailingSocket(errno.EMFILE, times=1), LoopMonitor()
            ).accept()
        assert "no room" in caplog.text

    def test_a_closed_listener_is_no_matter_of_timeout(self):
        with pytest.raises(OSError, match="Bad file"):
            ResilientListener(FailingSocket(errno.EBADF), LoopMonitor()).accept()

    def test_everything_else_is_left_to_the_socket(self):
        assert (
            ResilientListener(FailingSocket(0), LoopMonitor()).family == socket.AF_INET
        )


class TestRaiseFileLimit:
    @pytest.fixture(autouse=True)
    def limits(self) -> Iterator[tuple[int, int]]:
        before = resource.getrlimit(resource.RLIMIT_NOFILE)
        yield before
        resource.setrlimit(resource.RLIMIT_NOFILE, before)

    def test_the_soft_limit_is_raised_as_far_as_needed(self, limits):
        resource.setrlimit(resource.RLIMIT_NOFILE, (1024, limits[1]))
        assert raise_file_limit(2000) == 2000
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert soft == 2000 + RESERVED_FILES
        assert hard == limits[1]

    def test_a_limit_that_is_high_enough_stays(self, limits):
        resource.setrlimit(resource.RLIMIT_NOFILE, (1024, limits[1]))
        assert raise_file_limit(100) == 100
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 1024

    def test_where_the_hard_limit_is_too_low_fewer_are_let_in(
        self, monkeypatch, caplog
    ):
        monkeypatch.setattr(resource, "getrlimit", lambda _which: (4096, 4096))
        with caplog.at_level(logging.WARNING):
            assert raise_file_limit(20_000) == 4096 - RESERVED_FILES
        assert "LimitNOFILE" in caplog.text
