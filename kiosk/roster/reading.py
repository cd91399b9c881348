"""Has a file read in the sandbox, and compares what it says with the meeting."""

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from sqlalchemy.orm import Session

from kiosk.documents.sandbox import Limits, Run, Sandbox, python_run
from kiosk.errors import N_, Invalid
from kiosk.roster.comparing import compare, settle_sites
from kiosk.roster.outcome import Outcome
from kiosk.roster.queries import basis_of, known_people, site_names
from kiosk.roster.repairs import settle_titles
from kiosk.roster.rules import Choice, Known, Plan, Table
from kiosk.roster.sheets import Sheet, read_sheet

LIMITS = Limits(memory=1_500_000_000, cpu_seconds=60, file_bytes=200_000_000)
LONGEST_SECONDS = 90.0
NICE = 5


def read_file(
    sandbox: Sandbox,
    scratch: Path,
    source: Path,
    choice: Choice,
    progress: Callable[[int], None],
) -> Table:
    """Return what the file at `source` holds; `progress` hears of rows.

    :raises Invalid: it is no list, is damaged, or is beyond measure.
    :raises Stopped: the worker is stopping.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=scratch) as name:
        folder = Path(name)
        asked, out = folder / "choice.json", folder / "out"
        asked.write_bytes(msgspec.json.encode(choice))
        out.mkdir()
        made = out / "table.json"
        run = Run(
            [],
            readable=(source, asked),
            writable=(out,),
            limits=LIMITS,
            nice=NICE,
        )
        command = [str(source), str(asked), str(made)]
        deadline = time.monotonic() + LONGEST_SECONDS
        with sandbox.start(python_run("kiosk.roster.read", command, run)) as child:
            for line in child.stdout or ():
                progress(int(line[:9]))
                if time.monotonic() > deadline:
                    raise _unreadable()
            sandbox.check()
            if child.wait() != 0 or made.is_symlink() or not made.is_file():
                raise _unreadable()
        outcome = msgspec.json.decode(made.read_bytes(), type=Outcome)
    if outcome.table is None:
        said = outcome.refusal
        if said is None:
            raise _unreadable()
        raise Invalid(said.sentence, code=said.code, **said.details)
    return outcome.table


def _unreadable() -> Invalid:
    return Invalid(
        N_("Không đọc được tệp này: tệp hỏng hoặc nặng bất thường. Xin lưu lại gọn."),
        code="unreadable",
    )


def plan_list(
    session: Session, meeting_id: int, table: Table, choice: Choice
) -> tuple[Sheet, Plan]:
    """Return the people of a table, and what they would change in the meeting."""
    known = known_people(session, meeting_id)
    sites = list(site_names(session, meeting_id))
    sheet, plan = plan_table(table, choice, known, sites)
    plan.basis = basis_of(known, sites)
    return sheet, plan


def plan_table(
    table: Table, choice: Choice, known: Sequence[Known], sites: Sequence[str]
) -> tuple[Sheet, Plan]:
    """Return the people of a table, and what they would change among these."""
    sheet = read_sheet(table, choice)
    entries, new_sites, problems = settle_sites(
        sheet.entries, sites, create=choice.create_sites
    )
    entries, titles, offers = settle_titles(entries, known, drop=choice.drop_titles)
    plan = compare(entries, known)
    plan.new_sites, plan.offers = new_sites, [*sheet.offers, *offers]
    plan.problems += [*sheet.problems, *problems, *titles]
    plan.problems.sort(key=lambda problem: problem.row)
    return sheet, plan
