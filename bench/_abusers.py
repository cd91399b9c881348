"""Abusive clients, in a process of their own: `python -m bench._abusers KIND`.

The target comes as one line of JSON on standard input (`Target`); the process runs
until standard input is closed, then prints its counts as JSON. A kind is a function in
`KINDS`; others than floods on the live channel may be added there.
"""

import contextlib
import json
import select
import socket
import sys
import time
from collections.abc import Callable

from bench._http_abusers import drips, forms, sign_ins
from bench._target import Target
from kiosk.client import frames
from kiosk.client.frames import client_frame
from kiosk.client.messages import HEAD_END, raw_request, read_head
from kiosk.client.packets import LIVE_PATH, join_text

SWITCHING_PROTOCOLS = 101
SEND_BYTES = 64 * 1024
# A rejected or closed socket is opened again after so many seconds.
RECONNECT_SECONDS = 0.5
REPORT = b'42["shown",{"n":1,"document":null,"page":0,"mode":"alone"}]'
BINARY_HEADER = b'4599999999-["x",{"_placeholder":true,"num":0}]'


class _Flooder:
    """One of the sockets: opened, flooded, and opened again when it is closed."""

    def __init__(self, target: Target, first: bytes, repeated: bytes) -> None:
        self._target, self._first = target, first
        self._repeated = repeated * (SEND_BYTES // len(repeated) + 1)
        self._unsent = b""
        self._head: bytes | None = b""
        self.wire: socket.socket | None = None
        self.again_at = 0.0

    def open(self) -> socket.socket:
        wire = self.wire = socket.socket()
        wire.setblocking(False)  # noqa: FBT003 the library's own form
        wire.connect_ex(("127.0.0.1", self._target.port))
        headers = {**frames.UPGRADE_HEADERS, "Cookie": self._target.cookie}
        request = raw_request("GET", "127.0.0.1", LIVE_PATH, headers)
        join = join_text({"meeting": self._target.meeting}).encode()
        self._unsent = request + client_frame(join) + self._first
        self._head = b""
        self._target.done["handshakes"] += 1
        return wire

    def write(self) -> bool:
        """Send what the kernel accepts; tell whether to continue."""
        assert self.wire is not None
        if not self._unsent:
            if self._head is not None:
                return False  # nothing is sent before the server has accepted
            self._unsent = self._repeated
        sent = self.wire.send(self._unsent)
        self._unsent = self._unsent[sent:]
        self._target.done["bytes"] += sent
        return True

    def read(self) -> bool:
        """Read what has come; tell whether the connection is open."""
        assert self.wire is not None
        data = self.wire.recv(SEND_BYTES)
        if self._head is not None:
            self._head += data
            head, end, _rest = self._head.partition(HEAD_END)
            if end:
                status = read_head(head).status
                self._target.done[f"status {status}"] += 1
                self._head = None
                return status == SWITCHING_PROTOCOLS
        return bool(data)

    def close(self) -> None:
        if self.wire is not None:
            self.wire.close()
        self.wire, self.again_at = None, time.monotonic() + RECONNECT_SECONDS


def flood(target: Target, first: bytes, repeated: bytes) -> None:
    """Send `repeated` on every socket as fast as possible, after `first`."""
    flooders = [_Flooder(target, first, repeated) for _ in range(target.sockets)]
    poll, by_file = select.epoll(), dict[int, _Flooder]()
    while not target.is_over():
        now = time.monotonic()
        for flooder in flooders:
            if flooder.wire is None and flooder.again_at <= now:
                file = flooder.open().fileno()
                by_file[file] = flooder
                poll.register(file, select.EPOLLIN | select.EPOLLOUT)
        for file, events in poll.poll(0.05):
            _serve(poll, by_file, file, events)
    for flooder in flooders:
        flooder.close()


def _serve(
    poll: select.epoll, by_file: dict[int, _Flooder], file: int, events: int
) -> None:
    flooder, is_there = by_file[file], True
    try:
        if events & ~select.EPOLLOUT:
            with contextlib.suppress(BlockingIOError):
                is_there = flooder.read()
            poll.modify(file, select.EPOLLIN | select.EPOLLOUT)
        if is_there and events & select.EPOLLOUT and not flooder.write():
            poll.modify(file, select.EPOLLIN)
    except BlockingIOError:
        return
    except OSError:
        is_there = False
    if not is_there:
        poll.unregister(file)
        del by_file[file]
        flooder.close()


def pings(target: Target) -> None:
    """Send empty pings."""
    flood(target, b"", client_frame(b"", frames.PING))


def messages(target: Target) -> None:
    """Send reports of what is shown."""
    flood(target, b"", client_frame(REPORT))


def binary(target: Target) -> None:
    """Announce very many attachments, and send them."""
    attachment = client_frame(bytes(16_000), frames.BINARY)
    flood(target, client_frame(BINARY_HEADER), attachment)


KINDS: dict[str, Callable[[Target], None]] = {
    "pings": pings,
    "messages": messages,
    "binary": binary,
    "forms": forms,
    "sign-ins": sign_ins,
    "drips": drips,
}


def main() -> None:
    """Run the requested kind of abuse."""
    target = Target(**json.loads(sys.stdin.readline()))
    KINDS[sys.argv[1]](target)
    print(json.dumps(target.done))


if __name__ == "__main__":
    main()
