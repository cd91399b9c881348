"""A network between browser and server that can go silent or be slow."""

import contextlib
import socket
import threading


class SilentNetwork:
    """Carries connections to a port; after `silence()` nothing more on those there are.

    Connections made afterwards are carried again, as after a change of access point.
    """

    def __init__(self, port: int) -> None:
        """Listen on a free port, for the server at `port`."""
        self._server = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._round = 0
        self._is_over = threading.Event()
        self._ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def silence(self) -> None:
        """Carry nothing more on the connections there are."""
        self._round += 1

    def close(self) -> None:
        """End."""
        self._is_over.set()
        for end in (self._listener, *self._ends):
            end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._server)
                self._ends += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(
                        target=self._carry, args=(one, other, self._round), daemon=True
                    ).start()

    def _carry(self, source: socket.socket, sink: socket.socket, begun: int) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(65536):
                if self._round != begun:
                    # Data is accepted and dropped without an error.
                    self._is_over.wait()
                    return
                sink.sendall(chunk)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
