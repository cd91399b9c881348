"""Read a file in the sandbox and plan its import."""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from sqlalchemy.orm import Session

from kiosk.errors import N_, Invalid
from kiosk.ingestion.child_protocol import error_of
from kiosk.people.imports.diff import compare_people, resolve_sites
from kiosk.people.imports.read_result import FileReadResult
from kiosk.people.imports.repairs import resolve_titles
from kiosk.people.imports.table_parser import ParsedPeople, parse_people
from kiosk.people.queries import existing_members, people_signature, site_ids_by_name
from kiosk.people.rules import ExistingMember, ImportOptions, ImportPlan, PeopleTable
from kiosk.processes.sandbox import (
    ResourceLimits,
    Sandbox,
    SandboxCommand,
    python_command,
)

READ_LIMITS = ResourceLimits(
    memory=1_500_000_000, cpu_seconds=60, file_bytes=200_000_000
)
READ_TIMEOUT_SECONDS = 90.0
READ_NICE = 5


def read_people_file(
    sandbox: Sandbox,
    scratch: Path,
    source: Path,
    choice: ImportOptions,
    progress: Callable[[int], None],
) -> PeopleTable:
    """Return the table in the file at `source`; `progress` receives rows read.

    :raises Invalid: it is no list, is damaged, or exceeds a limit.
    :raises WorkerStopping: the worker is stopping.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        folder = Path(name)
        asked, out = folder / "choice.json", folder / "out"
        asked.write_bytes(msgspec.json.encode(choice))
        out.mkdir()
        made = out / "table.json"
        run = SandboxCommand(
            [],
            readable=(source, asked),
            writable=(out,),
            limits=READ_LIMITS,
            nice=READ_NICE,
        )
        command = [str(source), str(asked), str(made)]
        deadline = time.monotonic() + READ_TIMEOUT_SECONDS
        with sandbox.start(
            python_command("kiosk.people.imports.read_child", command, run)
        ) as child:
            for line in child.stdout or ():
                progress(int(line[:9]))
                if time.monotonic() > deadline:
                    raise _unreadable_error()
            sandbox.raise_if_stopping()
            if child.wait() != 0 or made.is_symlink() or not made.is_file():
                raise _unreadable_error()
        outcome = msgspec.json.decode(made.read_bytes(), type=FileReadResult)
    if outcome.table is None:
        if outcome.refusal is None:
            raise _unreadable_error()
        raise error_of(outcome.refusal)
    return outcome.table


def _unreadable_error() -> Invalid:
    return Invalid(
        N_("Không đọc được tệp này: tệp hỏng hoặc nặng bất thường. Xin lưu lại gọn."),
        code="unreadable",
    )


def plan_import(
    session: Session, meeting_id: int, table: PeopleTable, choice: ImportOptions
) -> tuple[ParsedPeople, ImportPlan]:
    """Return the people of a table and what they would change in the meeting."""
    known = existing_members(session, meeting_id)
    sites = list(site_ids_by_name(session, meeting_id))
    sheet, plan = plan_from_table(table, choice, known, sites)
    plan.basis = people_signature(known, sites)
    return sheet, plan


def plan_from_table(
    table: PeopleTable,
    choice: ImportOptions,
    known: Sequence[ExistingMember],
    sites: Sequence[str],
) -> tuple[ParsedPeople, ImportPlan]:
    """Return the people of a table and what they would change among `known`."""
    sheet = parse_people(table, choice)
    entries, new_sites, problems = resolve_sites(
        sheet.entries, sites, create=choice.create_sites
    )
    entries, titles, offers = resolve_titles(entries, known, drop=choice.drop_titles)
    plan = compare_people(entries, known)
    plan.new_sites, plan.offers = new_sites, [*sheet.offers, *offers]
    plan.problems += [*sheet.problems, *problems, *titles]
    plan.problems.sort(key=lambda problem: problem.row)
    return sheet, plan
