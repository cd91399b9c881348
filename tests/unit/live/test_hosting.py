import errno
import logging
import os
import resource
import socket
from collections.abc import Iterator

import pytest

from kiosk.live.hosting import (
    SPARE_FILES,
    CannotServe,
    PatientListener,
    listen,
    lock_data,
    make_room,
)
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


class TestListen:
    def test_a_port_is_bound_for_one_process_alone(self):
        first = listen("127.0.0.1", 0)
        port = first.getsockname()[1]
        with pytest.raises(CannotServe, match=f"Port {port} .* already in use"):
            listen("127.0.0.1", port)
        first.close()

    def test_an_address_of_another_machine_is_refused_in_words(self):
        with pytest.raises(CannotServe, match="cannot be used"):
            listen("192.0.2.1", 0)


class TestLockData:
    def test_one_server_for_one_folder(self, tmp_path):
        with lock_data(tmp_path), pytest.raises(CannotServe, match=str(os.getpid())):
            lock_data(tmp_path)

    def test_a_server_that_has_ended_leaves_the_folder_free(self, tmp_path):
        lock_data(tmp_path).close()
        lock_data(tmp_path).close()
