"""Limit requests without sign-in that bring a personal link.

A link that was valid before is counted by itself; any other by the network address, so
that guesses do not reach the database and a whole office behind one address can still
open its links. Each server process counts for itself.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import current_app

from kiosk.errors import N_, TooManyAttempts
from kiosk.live.limits import Rate
from kiosk.live.request_rates import RequestRates
from kiosk.web import device_cookies

# Opening, three documents, some answers and changes of mind.
LINK_RATE = Rate(burst=60, per_second=1)
# Links of one address that this process has not met: a committee in one house opens
# them within a minute.
UNMET_LINK_RATE = Rate(burst=200, per_second=2)
# Links remembered as valid; beyond so many the oldest are counted by address again.
MOST_MET_LINKS = 10_000
WAIT_SECONDS = 10


class LinkRates:
    """The requests by personal links of this server process."""

    def __init__(self) -> None:
        self._rates = RequestRates()
        self._met: dict[str, None] = {}

    def spend(self, link: str, address: str, now: float) -> None:
        """Count a request by a link, given by its hash; `now` in monotonic seconds.

        :raises TooManyAttempts: the link, or the address, has too many.
        """
        is_met = link in self._met
        key = f"link:{link}" if is_met else f"address:{address}"
        rate = LINK_RATE if is_met else UNMET_LINK_RATE
        if not self._rates.spend(key, rate, now):
            raise TooManyAttempts(
                N_("Quá nhiều yêu cầu. Xin đợi {wait_seconds} giây rồi thử lại."),
                wait_seconds=WAIT_SECONDS,
            )

    def meet(self, link: str) -> None:
        """Remember that a link is valid."""
        self._met[link] = None
        if len(self._met) > MOST_MET_LINKS:
            self._met.pop(next(iter(self._met)))


def _link_rates() -> LinkRates:
    return cast(LinkRates, current_app.extensions["kiosk.link_rates"])


@contextmanager
def counted_link(link: str) -> Iterator[None]:
    """Count the request; a block that ends without error has found the link valid.

    :param link: the hash of its secret.
    :raises TooManyAttempts: there were too many.
    """
    count_link(link)
    yield
    _link_rates().meet(link)


def count_link(link: str = "") -> None:
    """Count the request, by the network address if no link is remembered.

    :param link: the hash of its secret.
    :raises TooManyAttempts: there were too many.
    """
    _link_rates().spend(link, device_cookies.client_address(), time.monotonic())
