"""`doctor`: run all readiness checks and print what to do."""

import argparse
import sys

import msgspec

from kiosk import clock
from kiosk.cli.exit_status import REFUSED_STATUS
from kiosk.cli.operator_identity import print_error
from kiosk.config import Config
from kiosk.errors import KioskError
from kiosk.meetings.queries import get_meeting
from kiosk.readiness import queries
from kiosk.readiness.checklist import check_installation, check_meeting_readiness
from kiosk.readiness.context import open_context
from kiosk.readiness.report import ReadinessReport, make_report
from kiosk.readiness.rules import LEVEL_WORDS, Finding, Level
from kiosk.storage.store import Store, open_store

NOT_READY_STATUS = 1
_COLOURS = {Level.GOOD: "32", Level.WARN: "33", Level.BAD: "31"}
_WIDTH = max(map(len, LEVEL_WORDS.values()))


def _meetings(store: Store, wanted: int | None) -> list[int]:
    """Return the meetings to check; none without a schema.

    :raises NotFound: there is no such meeting.
    """
    with store.read_session() as session:
        # Before the first migration there are no meetings: the database check says so.
        if not queries.revision(session):
            return []
    with store.read_session() as session:
        if wanted is None:
            return queries.upcoming_meetings(session)
        return [get_meeting(session, wanted).id]


def examine(store: Store, wanted: int | None) -> ReadinessReport:
    """Check the installation, and the meeting `wanted` or all upcoming ones.

    :raises NotFound: there is no such meeting.
    """
    context = open_context(store, clock.now())
    found: list[tuple[int | None, list[Finding]]] = [
        (None, check_installation(context))
    ]
    found += [
        (meeting, check_meeting_readiness(context, meeting))
        for meeting in _meetings(store, wanted)
    ]
    return make_report(found)


def _mark(level: Level) -> str:
    word = f"{LEVEL_WORDS[level]:<{_WIDTH}}"
    return f"\033[{_COLOURS[level]}m{word}\033[0m" if sys.stdout.isatty() else word


def _print(report: ReadinessReport) -> None:
    for part in report.parts:
        print(f"\nHội nghị {part.meeting}" if part.meeting else "Máy chủ")
        for line in part.lines:
            print(f"  {_mark(line.level)}  {line.topic}: {line.said}")
            if line.todo:
                print(f"  {'':{_WIDTH}}  → {line.todo}")
    print(
        "\nSẵn sàng." if report.ready else "\nCHƯA sẵn sàng: xem các dòng “Phải sửa”."
    )


def run(config: Config, arguments: argparse.Namespace) -> int:
    """Run all checks; the status is 1 if something must be fixed."""
    store = open_store(config)
    try:
        report = examine(store, arguments.meeting)
    except KioskError as refusal:
        print_error(refusal.sentence.format(**refusal.details))
        return REFUSED_STATUS
    finally:
        store.database.close()
    if arguments.json:
        print(msgspec.json.encode(report).decode())
    else:
        _print(report)
    return 0 if report.ready else NOT_READY_STATUS
