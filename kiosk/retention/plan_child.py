"""Write a dry run as JSON."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from kiosk.exports.child import run_child
from kiosk.retention.rules import RetentionPlan

# The state of the export itself is the file with the suffix `json`.
PLAN_SUFFIX = "plan"


def make(content: RetentionPlan, out: Path) -> Iterator[tuple[int, int]]:
    """Write `made.plan`; yield meetings done and total."""
    (out / f"made.{PLAN_SUFFIX}").write_bytes(msgspec.json.encode(content))
    yield len(content.meetings), len(content.meetings)


if __name__ == "__main__":
    run_child(RetentionPlan, make)
