"""What a rehearsal is to be: how many, where, how long; pure."""

from dataclasses import dataclass

# As at the demo conference: the hall holds so many, each connected site so many.
_IN_THE_HALL = 400
_AT_A_SITE = 80

# One tablet in so many reads alone, sleeps, or drops out at each turn.
ALONE_EVERY = 20
ASLEEP_EVERY = 50
DROP_EVERY = 100
# Once, in the middle, so large a part of the hall loses its access point.
FAULT_SHARE = 0.2


@dataclass(frozen=True)
class LoadTestPlan:
    """One rehearsal."""

    delegates: int
    sites: int
    minutes: float


def default_sites(delegates: int) -> int:
    """Return at how many sites so many delegates usually sit."""
    beyond = max(0, delegates - _IN_THE_HALL)
    return 1 + -(-beyond // _AT_A_SITE)


def site_of(place: int, plan: LoadTestPlan) -> int:
    """Return at which site, from 0 (the hall), the delegate at `place` sits."""
    in_the_hall = min(_IN_THE_HALL, plan.delegates) if plan.sites > 1 else 0
    if place < in_the_hall or plan.sites == 1:
        return 0
    return 1 + (place - in_the_hall) % (plan.sites - 1)


def pause_after_turn(turn: int) -> float:
    """Return the seconds from one turn to the next: leafing now, reading then.

    A speaker leafs through three pages, one a second, and then speaks for a while:
    about ten turns a minute.
    """
    return (1.0, 1.0, 1.0, 4.0, 1.0, 12.0)[turn % 6]
