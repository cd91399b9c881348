"""Read the JUnit reports that pytest writes of its tests."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path

SLOWEST_SHOWN = 10


def slowest_tests(reports: Iterable[Path]) -> list[tuple[float, str]]:
    """Return the longest tests: seconds (with set-up) and name."""
    times = [
        (float(case.get("time", 0)), f"{case.get('classname')}.{case.get('name')}")
        for report in reports
        for case in _cases(report)
    ]
    return sorted(times, reverse=True)[:SLOWEST_SHOWN]


def failed_tests(report: Path) -> list[str]:
    """Return the failed tests as pytest takes them on its command line.

    Tests of this project stand in functions, so a test's class is its module.
    """
    return [
        f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
        for case in _cases(report)
        if case.find("failure") is not None or case.find("error") is not None
    ]


def _cases(report: Path) -> Iterator[ET.Element]:
    if report.exists():
        yield from ET.parse(report).iter("testcase")  # noqa: S314 written by pytest
