"""Serve `GET /metrics` to monitoring tools on this machine.

Prometheus text exposition format, version 0.0.4. Each server process reports its own
figures; `kiosk_process_info` names the one that answered.
"""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Response, current_app, request

from kiosk.errors import N_, NotFound
from kiosk.live.broadcast import Broadcaster
from kiosk.live.connections import Connections
from kiosk.live.transport import ROUND_BUCKETS, LoopMonitor

blueprint = Blueprint("metrics", __name__)

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_THIS_MACHINE = {"127.0.0.1", "::1"}


def resident_bytes() -> int:
    """Return the resident memory of this process in bytes (Linux)."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    return int(pages) * _PAGE_BYTES


class Metrics:
    """The metrics of one server process."""

    def __init__(
        self,
        name: str,
        loop: LoopMonitor,
        broadcast: Broadcaster,
        connections: Connections,
    ) -> None:
        self._name, self._loop = name, loop
        self._broadcast, self._connections = broadcast, connections

    def lines(self) -> Iterator[str]:
        """Yield every metric, one line each."""
        loop, newest = self._loop, self._broadcast.newest
        yield f'kiosk_process_info{{name="{self._name}",pid="{os.getpid()}"}} 1'
        yield f"kiosk_process_resident_bytes {resident_bytes()}"
        yield f"kiosk_connections {self._connections.count()}"
        yield f"kiosk_sockets {self._connections.count_sockets()}"
        yield f"kiosk_broadcast_number {newest.number}"
        # On CLOCK_MONOTONIC, which all processes of a machine share.
        yield f"kiosk_broadcast_committed_seconds {newest.committed_at:.6f}"
        yield f"kiosk_broadcast_sent_seconds {newest.sent_at:.6f}"
        yield f"kiosk_loop_longest_seconds {loop.longest:.6f}"
        sums = itertools.accumulate(loop.counts)
        for limit, count in zip((*ROUND_BUCKETS, "+Inf"), sums, strict=True):
            yield f'kiosk_loop_round_seconds_bucket{{le="{limit}"}} {count}'
        yield f"kiosk_loop_round_seconds_sum {loop.busy_seconds:.6f}"
        yield f"kiosk_loop_round_seconds_count {loop.rounds}"


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return the metrics of this server process.

    :raises NotFound: the request comes from another machine or through a proxy.
    """
    forwarded = "X-Forwarded-For" in request.headers
    if forwarded or request.remote_addr not in _THIS_MACHINE:
        raise NotFound(N_("Không tìm thấy trang này."))
    figures: Metrics = current_app.extensions["kiosk.metrics"]
    text = "\n".join([*figures.lines(), ""])
    return Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")
