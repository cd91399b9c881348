"""Rates of API calls, and the headers that tell a caller about them."""

import math
from collections import Counter

from kiosk.live.limits import Rate
from kiosk.live.request_rates import RequestRates

# A system that reads a meeting asks some twenty times at once; then it polls.
CALL_RATE = Rate(burst=60, per_second=2)
# Calls without a valid token, by address.
REFUSED_CALL_RATE = Rate(burst=20, per_second=0.5)


class ApiLimits:
    """The recent calls of each token and address in this server process."""

    def __init__(
        self, rate: Rate = CALL_RATE, refused: Rate = REFUSED_CALL_RATE
    ) -> None:
        self.rate, self._refused = rate, refused
        self._rates = RequestRates()
        # Calls of a token beyond its rate that are not in the log yet.
        self._unlogged: Counter[int] = Counter()

    def spend_call(self, token_id: int, now: float) -> int:
        """Count a call of a token; return the seconds to wait, 0: it is answered."""
        wait = self._spend(f"token:{token_id}", self.rate, now)
        if wait:
            self._unlogged[token_id] += 1
        return wait

    def spend_refusal(self, address: str, now: float) -> int:
        """Count a call without a valid token; return the seconds to wait."""
        return self._spend(f"address:{address}", self._refused, now)

    def _spend(self, key: str, rate: Rate, now: float) -> int:
        if self._rates.spend(key, rate, now):
            return 0
        full_in = self._rates.wait(key, now)
        return max(math.ceil(full_in - (rate.burst - 1) / rate.per_second), 1)

    def take_unlogged(self, token_id: int) -> int:
        """Return how many calls beyond the rate are to be logged; they are then."""
        return self._unlogged.pop(token_id, 0)

    def headers(self, token_id: int, now: float) -> dict[str, str]:
        """Return the RateLimit headers (draft-ietf-httpapi-ratelimit-headers)."""
        wait = self._rates.wait(f"token:{token_id}", now)
        left = max(int(self.rate.burst - wait * self.rate.per_second), 0)
        window = math.ceil(self.rate.burst / self.rate.per_second)
        return {
            "RateLimit-Policy": f'"token";q={int(self.rate.burst)};w={window}',
            "RateLimit": f'"token";r={left};t={math.ceil(wait)}',
        }
