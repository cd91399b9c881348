"""Limit the requests of each token, and the streams that are open."""

import threading
from collections import Counter

from kiosk.errors import N_, TooManyAttempts
from kiosk.live.limits import Rate
from kiosk.live.request_rates import RequestRates

# A button deck sends a press a second at most; a control room polls.
TOKEN_RATE = Rate(burst=30, per_second=10)
# Requests without a valid token, by address.
REFUSED_RATE = Rate(burst=20, per_second=0.5)
MAX_STREAMS, MAX_STREAMS_PER_TOKEN = 32, 4


class ControlLimits:
    """The recent requests and the open streams of this server process."""

    def __init__(self) -> None:
        self._rates = RequestRates()
        self._streams: Counter[int] = Counter()
        self._lock = threading.Lock()

    def spend(self, key: str, rate: Rate, now: float) -> None:
        """Count a request under `key`; `now` in monotonic seconds.

        :raises TooManyAttempts: there were too many.
        """
        if not self._rates.spend(key, rate, now):
            raise _too_many()

    def open_stream(self, token_id: int) -> None:
        """Count an open stream.

        :raises TooManyAttempts: the token or all together have too many.
        """
        with self._lock:
            is_full = self._streams.total() >= MAX_STREAMS
            if is_full or self._streams[token_id] >= MAX_STREAMS_PER_TOKEN:
                raise _too_many()
            self._streams[token_id] += 1

    def close_stream(self, token_id: int) -> None:
        """Count a stream no more."""
        with self._lock:
            self._streams[token_id] -= 1


def _too_many() -> TooManyAttempts:
    return TooManyAttempts(
        N_("Thiết bị gửi quá nhiều yêu cầu. Xin đợi {wait_seconds} giây rồi thử lại."),
        wait_seconds=2,
    )
