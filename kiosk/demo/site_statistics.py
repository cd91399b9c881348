"""Invented statistics of the 144 connected sites, the same in all documents."""

import random
from dataclasses import dataclass

from kiosk.demo.sites import connected_sites, unit_of

_STATISTICS_SEED = 145
CLUSTER_SIZE = 6


@dataclass(frozen=True)
class SiteStatistics:
    """Statistics of one site for 2026."""

    site: str
    unit: str
    households: int
    cases: int  # administrative files taken in
    online: int  # of which online
    in_time: int  # of which answered in time
    groups: int  # community technology groups
    members: int  # of those groups
    signatures: int  # digital signatures given out
    hotspots: int
    meetings: int
    paperless: int  # of those meetings

    @property
    def online_share(self) -> float:
        """Return the share of files sent online, in percent."""
        return 100 * self.online / self.cases

    @property
    def in_time_share(self) -> float:
        """Return the share of files answered in time, in percent."""
        return 100 * self.in_time / self.cases


def _statistics(chance: random.Random, site: str) -> SiteStatistics:
    cases, meetings = chance.randint(1800, 14500), chance.randint(24, 96)
    groups = chance.randint(4, 22)
    return SiteStatistics(
        site=site,
        unit=unit_of(site),
        households=chance.randint(1100, 9800),
        cases=cases,
        online=int(cases * chance.uniform(0.62, 0.98)),
        in_time=int(cases * chance.uniform(0.94, 0.999)),
        groups=groups,
        members=groups * chance.randint(4, 9),
        signatures=chance.randint(180, 4200),
        hotspots=chance.randint(3, 40),
        meetings=meetings,
        paperless=int(meetings * chance.uniform(0.4, 1)),
    )


def all_statistics() -> list[SiteStatistics]:
    """Return the statistics of the 144 connected sites, in their order."""
    chance = random.Random(_STATISTICS_SEED)  # noqa: S311 made-up figures
    return [_statistics(chance, site) for site in connected_sites()]


def clusters() -> list[list[SiteStatistics]]:
    """Return the sites in groups of six, as the report lists them."""
    rows = all_statistics()
    return [rows[i : i + CLUSTER_SIZE] for i in range(0, len(rows), CLUSTER_SIZE)]


def number(value: int) -> str:
    """Format a whole number as in Vietnamese: 11.873."""
    return f"{value:,}".replace(",", ".")


def percent(value: float) -> str:
    """Format a percentage as in Vietnamese: 98,12."""
    return f"{value:.2f}".replace(".", ",")
