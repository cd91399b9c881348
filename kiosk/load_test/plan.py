"""Parameters of a load test; pure."""

from dataclasses import dataclass

# As at the demo conference: delegates in the hall and at each connected site.
_IN_THE_HALL = 400
_AT_A_SITE = 80

# One tablet in so many reads freely, sleeps, or disconnects at each turn.
ALONE_EVERY = 20
ASLEEP_EVERY = 50
DROP_EVERY = 100
# Share of tablets that lose their access point once, in the middle.
FAULT_SHARE = 0.2


@dataclass(frozen=True)
class LoadTestPlan:
    """Size and duration of one load test."""

    delegates: int
    sites: int
    minutes: float


def default_sites(delegates: int) -> int:
    """Return the usual number of sites for so many delegates."""
    beyond = max(0, delegates - _IN_THE_HALL)
    return 1 + -(-beyond // _AT_A_SITE)


def site_of(place: int, plan: LoadTestPlan) -> int:
    """Return the site, from 0 (the hall), of the delegate with index `place`."""
    in_the_hall = min(_IN_THE_HALL, plan.delegates) if plan.sites > 1 else 0
    if place < in_the_hall or plan.sites == 1:
        return 0
    return 1 + (place - in_the_hall) % (plan.sites - 1)


def pause_after_turn(turn: int) -> float:
    """Return the seconds from one page turn to the next.

    Models a speaker who turns three pages, one per second, and then speaks: about ten
    turns per minute.
    """
    return (1.0, 1.0, 1.0, 4.0, 1.0, 12.0)[turn % 6]
