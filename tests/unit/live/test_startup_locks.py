import os
import socket

import pytest

from kiosk.live.startup_locks import (
    StartupError,
    inherit_listener,
    listen,
    lock_data_folder,
)


class TestListen:
    def test_a_port_is_bound_for_one_process_alone(self):
        first = listen("127.0.0.1", 0)
        port = first.getsockname()[1]
        with pytest.raises(StartupError, match=f"Port {port} .* already in use"):
            listen("127.0.0.1", port)
        first.close()

    def test_an_address_of_another_machine_causes_a_message(self):
        with pytest.raises(StartupError, match="cannot be used"):
            listen("192.0.2.1", 0)


class TestLockData:
    def test_one_server_for_one_folder(self, tmp_path):
        with (
            lock_data_folder(tmp_path / "server.lock"),
            pytest.raises(StartupError, match=str(os.getpid())),
        ):
            lock_data_folder(tmp_path / "server.lock")

    def test_a_server_that_has_ended_leaves_the_folder_free(self, tmp_path):
        lock_data_folder(tmp_path / "server.lock").close()
        lock_data_folder(tmp_path / "server.lock").close()


def test_an_inherited_socket_is_the_one_that_was_bound():
    bound = listen("127.0.0.1", 0)
    heir = inherit_listener(os.dup(bound.fileno()))
    bound.close()
    with socket.create_connection(heir.getsockname(), 5):
        heir.accept()[0].close()
    heir.close()
