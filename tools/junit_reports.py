"""Read the JUnit reports that pytest writes of its tests."""

import re
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

    None of them where tests could not even be collected.
    """
    failed = [
        case
        for case in _cases(report)
        if case.find("failure") is not None or case.find("error") is not None
    ]
    if not all(case.get("classname") for case in failed):
        return []
    return [_node_id(case) for case in failed]


def _node_id(case: ET.Element) -> str:
    # A test's class stands behind its module: `tests.unit.test_it.TestCase`.
    module, *classes = re.split(r"\.(?=Test)", case.get("classname", ""))
    return "::".join([f"{module.replace('.', '/')}.py", *classes, case.get("name", "")])


def _cases(report: Path) -> Iterator[ET.Element]:
    if report.exists():
        yield from ET.parse(report).iter("testcase")  # noqa: S314 written by pytest
