import errno
import logging
import os
import resource
import socket
from collections.abc import Iterator

import pytest

from kiosk.live.hosting import SPARE_FILES, PatientListener, make_room
from kiosk.live.loop import Loop


class Troubled:
    """A listening socket that fails so many times with this error, then accepts."""

    family = socket.AF_INET

    def __init__(self, number: int, times: int = 2) -> None:
        self.errors = [OSError(number, os.strerror(number))] * times

    def accept(self):
        if self.errors:
            raise self.errors.pop()
        return "connection", "address"


class TestPatientListener:
    @pytest.mark.parametrize(
        "number",
        [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ECONNABORTED, errno.EPROTO],
    )
    def test_a_failed_accept_does_not_end_the_server(self, number):
        listener = PatientListener(Troubled(number), Loop())
        assert listener.accept() == ("connection", "address")

    def test_a_full_table_of_files_is_said_in_the_log(self, caplog):
        with caplog.at_level(logging.WARNING):
            PatientListener(Troubled(errno.EMFILE, times=1), Loop()).accept()
        assert "no room" in caplog.text

    def test_a_closed_listener_is_no_matter_of_patience(self):
        with pytest.raises(OSError, match="Bad file"):
            PatientListener(Troubled(errno.EBADF), Loop()).accept()

    def test_everything_else_is_left_to_the_socket(self):
        assert PatientListener(Troubled(0), Loop()).family == socket.AF_INET


class TestMakeRoom:
    @pytest.fixture(autouse=True)
    def limits(self) -> Iterator[tuple[int, int]]:
        before = resource.getrlimit(resource.RLIMIT_NOFILE)
        yield before
        resource.setrlimit(resource.RLIMIT_NOFILE, before)

    def test_the_soft_limit_is_raised_as_far_as_needed(self, limits):
        resource.setrlimit(resource.RLIMIT_NOFILE, (1024, limits[1]))
        assert make_room(2000) == 2000
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        assert soft == 2000 + SPARE_FILES
        assert hard == limits[1]

    def test_a_limit_that_is_high_enough_stays(self, limits):
        resource.setrlimit(resource.RLIMIT_NOFILE, (1024, limits[1]))
        assert make_room(100) == 100
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == 1024

    def test_where_the_hard_limit_is_too_low_fewer_are_let_in(
        self, monkeypatch, caplog
    ):
        monkeypatch.setattr(resource, "getrlimit", lambda _which: (4096, 4096))
        with caplog.at_level(logging.WARNING):
            assert make_room(20_000) == 4096 - SPARE_FILES
        assert "LimitNOFILE" in caplog.text
